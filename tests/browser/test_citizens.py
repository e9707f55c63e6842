"""A citizen asks on a telephone, keeps the code, follows the question; with and without scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import Office, broken_rules, too_wide

pytestmark = pytest.mark.browser
COMPLAINT = "Tôi làm đơn này tố cáo ông A nhận tiền của dân."


def barriers(page: Page) -> list[tuple[object, ...]]:
    """What shuts somebody out of the page as it is now."""
    return [*broken_rules(page, "main"), *too_wide(page)]


def fill(page: Page, text: str) -> None:
    page.get_by_label("Tóm tắt trong một câu").fill("Hỏi về lịch tiếp công dân")
    page.get_by_label(re.compile("^Nội dung")).fill(text)
    page.get_by_label("Họ và tên").fill("Lê Thị Mẫu")
    page.get_by_label(re.compile("^Điện thoại")).fill("0909 000 111")
    page.get_by_label(re.compile("Tôi đồng ý")).check()
    # Nobody fills in a form in less.
    page.wait_for_timeout(3100)


def test_a_citizen_asks_keeps_the_code_adds_and_withdraws(office: Office) -> None:
    page = office.reader()
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{office.portal}hoi-dap/")
    found = barriers(page)
    page.get_by_role("link", name="Gửi câu hỏi").first.click()
    found += barriers(page)
    page.get_by_role("link", name="Đặt câu hỏi").click()
    found += barriers(page)

    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Chưa gửi được")
    found += barriers(page)
    fill(page, COMPLAINT)
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.get_by_role("heading", name="Đây có phải là tố cáo không?")).to_be_visible()
    found += barriers(page)
    page.get_by_label(re.compile("^Nội dung")).fill("Cơ quan tiếp công dân vào ngày nào?")
    page.get_by_role("button", name="Không, đây là câu hỏi").click()
    code = page.locator(".receipt__code").inner_text()
    found += barriers(page)
    assert re.fullmatch(r"(\w{4}-){3}\w{4}", code)
    assert code not in page.url

    page.get_by_role("link", name="Tra cứu theo mã").click()
    page.get_by_label("Mã tra cứu").fill(code.lower())
    page.get_by_role("button", name="Tra cứu").click()
    expect(page.locator(".follow-facts")).to_contain_text("đang chờ phân loại")
    found += barriers(page)
    page.get_by_label("Nội dung muốn bổ sung").fill("Tôi hỏi cho xã Mẫu.")
    page.get_by_role("button", name="Gửi bổ sung").click()
    expect(page.get_by_role("status")).to_contain_text("đã được chuyển")
    page.get_by_role("button", name="Rút lại…").click()
    found += barriers(page)
    page.get_by_role("button", name="Đúng, rút lại").click()
    expect(page.locator(".follow-facts")).to_contain_text("đã rút")
    assert code not in page.url
    assert found == []


def test_without_scripts_a_letter_is_sealed_and_an_error_reported(office: Office) -> None:
    context = office.browser.new_context(
        java_script_enabled=False, viewport={"width": 390, "height": 800}, locale="vi-VN"
    )
    page = context.new_page()
    page.goto(f"{office.portal}hoi-dap/gui/khieu-nai-to-cao/")
    page.get_by_label("Tố cáo", exact=True).check()
    fill(page, COMPLAINT)
    page.get_by_role("button", name="Niêm phong và gửi").click()
    expect(page.locator(".receipt__code")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("nhận tiền của dân")

    page.goto(f"{office.portal}tim-kiem/?q=kiểm sát&loai=story.brief")
    page.locator(".search-hit__title a").first.click()
    page.get_by_role("link", name="Báo lỗi trong bài này").click()
    page.get_by_label(re.compile("^Đoạn có lỗi")).fill("ngày 31/02")
    page.get_by_label("Chỗ cần sửa").fill("Ngày này không có.")
    page.wait_for_timeout(3100)
    page.get_by_role("button", name="Gửi báo lỗi").click()
    expect(page.locator(".receipt__code")).to_be_visible()
