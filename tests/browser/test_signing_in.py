"""Signing in and staying in, in a real browser: a lock, a second factor, a passkey, idleness.

The server ends a session after forty seconds without an action, so the notice comes after twenty;
with the usual settings it comes a minute before the end (newsroom/account/tests/test_sessions.py).
"""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import Office, expect_accessible

pytestmark = pytest.mark.browser

IDLE = 40
#: The notice stands for half the time when that is less than a minute.
UNTIL_NOTICE = IDLE * 1000 // 2 + 15_000
#: A computer and a phone.
BOTH = (1280, 390)


@pytest.fixture(scope="module")
def office(browser, agency) -> Iterator[Office]:
    installation, _first_start = agency
    short = {"TOASOAN_IDLE_SECONDS": str(IDLE), "TOASOAN_IDLE_SECONDS_WEBMASTER": str(IDLE)}
    quick = replace(installation, settings=short)
    with quick.running():
        office = replace(Office.of(browser, quick), keeps_sessions=False)
        yield office
    assert office.troubles == []


def fill_in(page: Page, username: str, password: str) -> None:
    page.fill("[name=username]", username)
    page.fill("[name=password]", password)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()


def under_a_name(office: Office, page: Page) -> str:
    """The newsroom under a name: browsers know no passkeys under an address of numbers."""
    return office.newsroom.replace("127.0.0.1", "localhost")


def test_five_wrong_passwords_are_answered_with_the_time_to_wait_for(office: Office) -> None:
    page = office.reader(360)
    page.goto(office.newsroom)
    expect_accessible(page, *BOTH)

    for _attempt in range(5):
        fill_in(page, "khong-co-ai-ten-nay", "khong phai mat khau")
        page.wait_for_load_state()

    expect(page.get_by_role("alert").first).to_have_text(
        re.compile(r"quá nhiều lần nhập sai: .*15 phút.* đến \d\d:\d\d.*khóa truy cập")
    )
    expect_accessible(page, *BOTH)


def test_a_password_can_be_looked_at_and_pasted(office: Office) -> None:
    page = office.reader()
    page.goto(office.newsroom)
    field = page.locator("[name=password]")
    field.fill("chim sẻ ăn kẹo lạc")

    page.get_by_role("button", name="Hiện – Mật khẩu").click()
    expect(field).to_have_attribute("type", "text")
    page.get_by_role("button", name="Ẩn – Mật khẩu").click()
    expect(field).to_have_attribute("type", "password")


def test_signing_in_works_without_scripts(office: Office) -> None:
    context = office.browser.new_context(java_script_enabled=False, locale="vi-VN")
    page = context.new_page()
    page.goto(office.newsroom)
    fill_in(page, "congtacvien", office.passwords["congtacvien"])

    page.wait_for_url(office.newsroom)
    assert "Bàn làm việc" in page.content()


def test_an_approver_signs_in_with_the_code_of_the_demo(office: Office) -> None:
    page = office.sign_in("duyet")

    expect(page.get_by_role("heading", level=1, name="Bàn làm việc")).to_be_visible()


def test_an_app_is_added_and_asked_for_from_then_on(office: Office) -> None:
    page = office.sign_in("lanhdao2")
    page.goto(office.newsroom + "account/")
    expect_accessible(page, *BOTH)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("link", name="Thêm lớp xác thực thứ hai").click()
    page.wait_for_url("**/lop-hai/")
    expect_accessible(page, *BOTH)
    page.get_by_role("link", name="Thêm ứng dụng xác thực").click()
    expect(page.locator(".account-square svg")).to_be_visible()
    expect_accessible(page, *BOTH)
    office.secrets["lanhdao2"] = page.locator(".account-key").inner_text().replace(" ", "")
    office.pass_second_step(page, "lanhdao2", button="Bật xác thực")

    expect(page.get_by_role("heading", level=1)).to_have_text("Mã dự phòng")
    code = page.locator(".account-codes code").first.inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải về tệp").click()
    assert code in download.value.path().read_text(encoding="utf-8")
    expect_accessible(page, *BOTH)
    page.get_by_role("button", name="Tôi đã cất mã").click()

    again = office.sign_in("lanhdao2")
    expect(again.get_by_role("heading", level=1, name="Bàn làm việc")).to_be_visible()
    by_paper = office.reader()
    by_paper.goto(office.newsroom)
    fill_in(by_paper, "lanhdao2", office.passwords["lanhdao2"])
    expect_accessible(by_paper, *BOTH)
    by_paper.fill("[name=code]", code)
    by_paper.get_by_role("button", name="Tiếp tục").click()
    by_paper.wait_for_url(office.newsroom)
    expect(by_paper.get_by_text("còn 9 mã")).to_be_visible()


def test_a_passkey_is_made_and_signs_in_alone(office: Office) -> None:
    page = office.reader()
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    newsroom = under_a_name(office, page)
    page.goto(newsroom)
    fill_in(page, "bientap", office.passwords["bientap"])
    page.wait_for_url(newsroom)
    page.goto(newsroom + "account/lop-hai/")
    page.get_by_label("Tên khóa truy cập").fill("Máy tính cơ quan")
    page.get_by_role("button", name="Thêm khóa truy cập").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mã dự phòng")
    page.get_by_role("button", name="Tôi đã cất mã").click()
    page.goto(newsroom + "account/lop-hai/")
    expect(page.get_by_text("Máy tính cơ quan", exact=True)).to_be_visible()
    expect_accessible(page, *BOTH)

    page.context.clear_cookies()
    page.goto(newsroom + "huong-dan/")
    page.get_by_role("button", name="Đăng nhập bằng khóa truy cập").click()
    page.wait_for_url(newsroom + "huong-dan/")

    # After the password the passkey is the second step.
    page.context.clear_cookies()
    page.goto(newsroom)
    fill_in(page, "bientap", office.passwords["bientap"])
    page.get_by_role("button", name="Dùng khóa truy cập").click()
    page.wait_for_url(newsroom)


def test_the_notice_counts_down_and_one_press_goes_on(office: Office) -> None:
    page = office.sign_in("congtacvien", width=390)
    second = page.context.new_page()
    second.goto(office.newsroom + "huong-dan/")

    notice = page.get_by_role("dialog", name="Anh/chị còn ở đó không?")
    expect(notice).to_be_visible(timeout=UNTIL_NOTICE)
    expect(second.get_by_role("dialog")).to_be_visible(timeout=UNTIL_NOTICE)
    stay = notice.get_by_role("button", name="Tiếp tục làm việc")
    expect(stay).to_be_focused()
    left = notice.locator("[data-left]")
    expect(left).to_have_text(re.compile(r"Còn \d+ giây"))
    before = left.inner_text()
    expect(left).not_to_have_text(before)
    office.picture(page, "sap-het-phien")
    expect_accessible(page, *BOTH)

    stay.click()
    expect(notice).to_be_hidden()
    # The other tab learns of it.
    expect(second.get_by_role("dialog")).to_be_hidden()
    page.reload()
    expect(page.get_by_role("heading", level=1, name="Bàn làm việc")).to_be_visible()


def test_after_the_end_the_person_is_back_where_they_were_with_what_they_typed(
    office: Office,
) -> None:
    page = office.sign_in("lanhdao")
    page.locator("section", has=page.locator("h2#waiting")).locator(
        "a.story-list__headline"
    ).first.click()
    address = re.sub(r"[?#].*", "", page.url) + "buoc/return_to_contributor/"
    page.goto(address)
    page.evaluate(
        "document.addEventListener('toasoan:session-ended', (event) =>"
        " event.detail.wait(Promise.resolve(sessionStorage.setItem('heard', event.detail.next))))"
    )
    page.get_by_label("Ghi chú").fill("Bổ sung ảnh và nguồn số liệu")

    page.wait_for_url("**/login/**", timeout=(IDLE + 30) * 1000)
    expect(page.get_by_text("quá lâu không có thao tác")).to_be_visible()
    office.picture(page, "da-het-phien")
    assert page.evaluate("sessionStorage.getItem('heard')") in address
    fill_in(page, "lanhdao", office.passwords["lanhdao"])

    page.wait_for_url(address)
    expect(page.get_by_label("Ghi chú")).to_have_value("Bổ sung ảnh và nguồn số liệu")


def test_typing_tells_the_server_that_somebody_is_there(office: Office) -> None:
    page = office.sign_in("congtacvien")
    page.goto(office.newsroom + "account/mat-khau/")
    field = page.get_by_label("Mật khẩu mới", exact=True)

    with page.expect_response(
        lambda answer: answer.url.endswith("/phien/") and answer.request.method == "POST"
    ) as session_state:
        # As a person types: the server is told every four seconds at most.
        field.press_sequentially("chim sẻ ăn kẹo lạc", delay=400)

    assert session_state.value.json()["remaining"] == IDLE


def test_ending_a_session_from_afar_is_seen_there(office: Office) -> None:
    there = office.sign_in("banchidao")
    here = office.sign_in("banchidao")
    here.goto(office.newsroom + "account/")
    here.get_by_role("button", name="Kết thúc mọi phiên khác").click()
    expect(here.get_by_text("Đã kết thúc mọi phiên làm việc khác")).to_be_visible()

    there.reload()

    expect(there.get_by_text("kết thúc từ thiết bị khác")).to_be_visible()
