"""The webmaster reorganises units and opens accounts from a list; a leader names a stand-in."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import Office, expect_accessible

pytestmark = pytest.mark.browser

SCREENS = (
    "nhan-su/", "nhan-su/them/", "nhan-su/danh-sach/", "nhan-su/phan-cong-thay/", "ban/",
    "ban/them/", "don-vi/", "don-vi/them/", "don-vi/sap-xep/",
)  # fmt: skip
LIST = """Họ và tên;Tên đăng nhập;Thư điện tử;Chức vụ;Đơn vị hoặc ban;Vai trò
Phạm Thị Thử Nghiệm;;thu.nghiem@vidu.vn;Kiểm sát viên;VKSND khu vực 7;
Người Sai Dòng;;khong-phai-thu;;Phòng không có;Sếp
"""


@pytest.mark.parametrize("width", [1280, 390])
def test_every_screen_of_people_and_units_is_usable_for_everybody(
    office: Office, width: int
) -> None:
    page = office.sign_in("quantri", width=width)

    for screen in SCREENS:
        page.goto(office.newsroom + screen)
        expect_accessible(page)
    for listing in ("nhan-su/", "ban/", "don-vi/"):
        page.goto(office.newsroom + listing)
        page.locator(".people-list__name").first.click()
        page.wait_for_load_state()
        expect_accessible(page)
        for link in ("Khóa tài khoản…", "Ghi ngày thôi…", "Nhập nhầm…", "Thêm vào ban, tổ"):
            here = page.url
            if page.get_by_role("link", name=link).count():
                page.get_by_role("link", name=link).first.click()
                page.wait_for_load_state()
                expect_accessible(page)
                page.goto(here)
    page.context.close()


def begin(page: Page, office: Office, day: str) -> None:
    """Answer the wizard's first page: two units merge."""
    page.goto(office.newsroom + "don-vi/")
    page.get_by_role("link", name="Sắp xếp đơn vị", exact=True).click()
    page.get_by_label("sáp nhập").check()
    page.get_by_label("VKSND khu vực 6").check()
    page.get_by_label("VKSND khu vực 7").check()
    page.get_by_label("Ngày có hiệu lực").fill(day)
    page.get_by_label("Số quyết định").fill("84/NQ")
    page.get_by_role("button", name="Tiếp tục").click()


@pytest.mark.parametrize("width", [1280, 390])
def test_two_units_are_merged_on_a_coming_day_and_it_is_taken_back(
    office: Office, width: int
) -> None:
    page = office.sign_in("quantri", width=width)
    begin(page, office, "2099-07-01")
    expect(page.get_by_text("Đơn vị mới: tên đầy đủ")).to_be_visible()
    expect_accessible(page)
    page.get_by_label("Đơn vị mới: tên đầy đủ").fill("Viện kiểm sát nhân dân khu vực 67")
    page.get_by_label("Đơn vị mới: tên ngắn").fill("VKSND khu vực 67")
    page.get_by_role("button", name="Tiếp tục").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Những gì sẽ xảy ra")
    expect(page.get_by_text("hoạt động đến hết ngày 30/06/2099").first).to_be_visible()
    expect(page.get_by_text("mã vksnd-khu-vuc-67")).to_be_visible()
    expect_accessible(page)
    office.picture(page, f"sap-xep-xem-truoc-{width}")
    page.get_by_role("button", name="Xem trước theo lựa chọn này").click()
    expect(page.locator(".problem-box")).to_have_count(0)
    page.get_by_role("button", name="Tiếp tục đến bước xác nhận").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Xác nhận việc sắp xếp?")
    expect_accessible(page)
    page.get_by_role("button", name="Xác nhận sắp xếp").click()
    page.wait_for_url(re.compile(r"/don-vi/sap-xep/\d+/"))
    expect(page.get_by_text("sắp có hiệu lực")).to_be_visible()
    expect_accessible(page)
    office.picture(page, f"sap-xep-ket-qua-{width}")

    page.get_by_role("link", name="Thu hồi việc sắp xếp").click()
    page.wait_for_url(re.compile(r"/thu-hoi/$"))
    expect_accessible(page)
    page.get_by_role("button", name="Thu hồi việc sắp xếp").click()
    expect(page.get_by_text("Đã thu hồi việc sắp xếp")).to_be_visible()
    expect(page.get_by_text("VKSND khu vực 67")).to_have_count(0)
    page.context.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_accounts_from_a_list_are_seen_first_then_opened_and_invited(
    office: Office, width: int
) -> None:
    page = office.sign_in("quantri", width=width)
    page.goto(office.newsroom + "nhan-su/danh-sach/")
    content = LIST.replace("thu.nghiem", f"thu.nghiem{width}").encode("utf-8-sig")
    page.set_input_files(
        "input[type=file]", {"name": "ds.csv", "mimeType": "text/csv", "buffer": content}
    )
    page.get_by_role("button", name="Đọc danh sách").click()

    expect(page.get_by_text("Không có đơn vị hoặc ban nào tên là")).to_be_visible()
    expect_accessible(page)
    office.picture(page, f"danh-sach-xem-truoc-{width}")
    page.get_by_role("button", name="Mở 1 tài khoản").click()
    page.wait_for_url(re.compile("/nhan-su/phieu/"))
    expect_accessible(page)
    page.get_by_role("button", name="Tạo phiếu để in").click()
    address = page.locator(".slip__address").inner_text()
    expect_accessible(page)
    office.picture(page, f"phieu-moi-{width}")

    stranger = office.reader(width)
    stranger.goto(address)
    expect(stranger.locator("input[type=password]").first).to_be_visible()
    stranger.context.close()
    page.context.close()


def test_a_leader_names_a_stand_in_on_a_phone_and_ends_it(office: Office) -> None:
    page = office.sign_in("lanhdao", width=390)
    page.goto(office.newsroom + "phan-cong-thay/")
    page.get_by_role("link", name="Phân công người thay").click()
    page.get_by_label("Ai thay?").select_option(index=1)
    page.get_by_label("Lý do").fill("Nghỉ phép")
    expect_accessible(page)
    page.get_by_role("button", name="Phân công", exact=True).click()

    expect(page.get_by_text("Đã phân công người thay.")).to_be_visible()
    expect(page.get_by_text("Nghỉ phép")).to_be_visible()
    expect_accessible(page)
    office.picture(page, "phan-cong-thay-390")
    page.get_by_role("link", name="Kết thúc ngay").click()
    expect(page.get_by_text("không còn xem và quyết định thay")).to_be_visible()
    expect_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    office.picture(page, "ket-thuc-phan-cong-thay-390")
    page.get_by_role("button", name="Kết thúc ngay").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Hôm nay không có ai thay anh/chị.")).to_be_visible()
    page.context.close()
