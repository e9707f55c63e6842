"""A reader looks at pages; the webmaster sees it, and brings the totals of the earlier site."""

import pytest
from playwright.sync_api import expect

from tests.browser.people import Office, expect_accessible, too_wide

pytestmark = pytest.mark.browser


def test_what_a_reader_looks_at_is_counted_and_the_webmaster_sees_it(office: Office) -> None:
    reader = office.reader()
    # Browsers of tests say "headless", which is left out as a program.
    agent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36"
    reader.context.set_extra_http_headers({"User-Agent": agent})
    reader.goto(office.portal)
    reader.context.close()

    page = office.sign_in("quantri")
    page.get_by_role("link", name="Truy cập, bạn đọc").first.click()
    today = page.locator(".audience-card", has_text="Hôm nay").locator(".audience-card__number")
    for _ in range(40):
        if today.inner_text() != "0":
            break
        page.wait_for_timeout(500)
        page.reload()
    assert today.inner_text() != "0"
    expect(page.locator("#loai-trang ~ .audience-table")).to_contain_text("Trang chủ")
    expect_accessible(page)
    office.picture(page, "60-truy-cap")

    page.get_by_role("link", name="Cách đếm của cổng").click()
    page.get_by_label("Lượt truy cập trang cũ đã đếm").fill("1500000")
    page.get_by_label("Ngày cuối cùng trang cũ còn đếm").fill("")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(
        page.get_by_text("Anh/chị cho biết trang cũ đếm đến hết ngày nào.").first
    ).to_be_visible()
    page.get_by_label("Ngày cuối cùng trang cũ còn đếm").fill("2026-01-31")
    expect_accessible(page)
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_text("1.500.000 lượt của trang cũ")).to_be_visible()
    page.set_viewport_size({"width": 360, "height": 780})
    assert not too_wide(page)
    expect_accessible(page)
    page.context.close()
    assert office.troubles == []
