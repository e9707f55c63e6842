"""A poll from its question to its results; a story is rated with and without a script."""

import datetime as dt
import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.people import Office, barriers
from toasoan.vietnamese.dates import local_day

pytestmark = pytest.mark.browser

QUESTION = "Ông/bà muốn đọc thêm loại tin nào?"


def a_story(page: Page, office: Office) -> None:
    """Open the first story of the home page at its stars."""
    page.goto(office.portal)
    page.locator("main a[href$='-2'], main .story-card__headline a").first.click()
    expect(page.get_by_role("heading", name="Đánh giá bài viết")).to_be_visible()


def test_a_story_is_rated_with_a_script_without_leaving_the_page(office: Office) -> None:
    page = office.reader()
    a_story(page, office)
    address = page.url
    form = page.locator("#danh-gia form")
    form.scroll_into_view_if_needed()
    expect(form).to_have_attribute("data-attached", "")

    page.get_by_role("radio", name="4 sao").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Gửi đánh giá").click()
    expect(form.get_by_role("status")).to_contain_text("Đã ghi nhận đánh giá")

    page.locator("#y-kien").get_by_text("Không", exact=True).click()
    page.get_by_label("Nên sửa điều gì?").fill("Cần nói rõ thời hạn")
    assert barriers(page) == []
    page.get_by_role("button", name="Gửi ý kiến").click()
    expect(page.locator("#y-kien").get_by_role("status")).to_contain_text("Xin cảm ơn")
    assert page.url == address

    page.reload()
    page.locator("#danh-gia form").scroll_into_view_if_needed()
    expect(page.locator("#danh-gia").get_by_role("status")).to_contain_text("đã đánh giá")


def test_without_a_script_on_a_phone_a_story_is_rated_and_a_page_thanks(office: Office) -> None:
    context = office.browser.new_context(
        java_script_enabled=False, locale="vi-VN", viewport={"width": 390, "height": 780}
    )
    page = context.new_page()
    a_story(page, office)
    story = page.url

    page.locator(".stars__star").nth(4).click()
    page.get_by_role("button", name="Gửi đánh giá").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cảm ơn ông/bà đã đánh giá")
    page.locator("main a").click()
    expect(page).to_have_url(re.compile(re.escape(story)))
    context.close()


def test_the_webmaster_asks_a_reader_votes_and_both_see_the_results(office: Office) -> None:
    desk = office.sign_in("quantri")
    desk.goto(f"{office.newsroom}y-kien-ban-doc/tham-do/them/")
    desk.get_by_label("Câu hỏi").fill(QUESTION)
    desk.get_by_label("Các phương án trả lời").fill("Phổ biến pháp luật\nThủ tục\n")
    last = local_day(timezone.now()) + dt.timedelta(days=5)
    desk.locator("[name=closes_on]").fill(last.isoformat())
    desk.get_by_label("Hiện trên cổng").check()
    desk.get_by_role("button", name="Lưu thăm dò").click()
    expect(desk.get_by_text("đã hiện trên cổng")).to_be_visible()
    assert barriers(desk) == []

    for width, script in ((1280, True), (390, False)):
        context = office.browser.new_context(
            java_script_enabled=script, viewport={"width": width, "height": 800},
            user_agent=f"Bạn đọc {width}".encode("ascii", "ignore").decode(),
        )  # fmt: skip
        reader = context.new_page()
        reader.goto(f"{office.portal}tham-do/")
        reader.get_by_role("link", name=QUESTION).click()
        reader.get_by_text("Thủ tục").click()
        reader.get_by_role("button", name="Bình chọn").click()
        expect(reader.get_by_role("heading", name="Kết quả")).to_be_visible()
        expect(reader.get_by_text("Đã ghi nhận lượt bình chọn")).to_be_visible()
        if script:
            assert barriers(reader) == []
        context.close()

    desk.get_by_role("link", name=QUESTION, exact=True).click()
    expect(desk.get_by_role("row", name="Thủ tục")).to_contain_text("100%")
    assert barriers(desk) == []
