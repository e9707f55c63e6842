"""A story's whole way, by people who never touch a mouse."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.people import Office, tab_to

pytestmark = pytest.mark.browser

#: As wide as a desk's screen, and as the narrowest phone with a keyboard.
WIDTHS = (1280, 360)
HEADLINE = "Tin đi trọn đường chỉ bằng bàn phím, màn hình {width}"
STANDFIRST = "Sáng nay, đơn vị tổ chức hội nghị sơ kết công tác sáu tháng tại trụ sở khu vực."
BODY = "Hội nghị nghe báo cáo và thống nhất nhiệm vụ của sáu tháng tới."


def press(page: Page, control: Locator | str) -> None:
    """Go to the control with Tab and press Enter."""
    tab_to(page, control)
    page.keyboard.press("Enter")


def write(page: Page, selector: str, words: str) -> None:
    """Go to the field with Tab and type."""
    tab_to(page, selector)
    page.keyboard.type(words)


def sign_in(office: Office, username: str, width: int) -> Page:
    """The person's desk, the keyboard alone in use."""
    page = office.reader(width)
    page.goto(office.newsroom)
    write(page, "[name=username]", username)
    write(page, "[name=password]", office.passwords[username])
    page.keyboard.press("Enter")
    if username in office.secrets:
        page.wait_for_url("**/buoc-hai/")
        write(page, "[name=code]", office.next_code(page, username))
        page.keyboard.press("Enter")
    page.wait_for_url(office.newsroom)
    return page


def open_story(page: Page, headline: str) -> None:
    """From the list of what waits for the person to the story."""
    waiting = page.locator("section", has=page.locator("h2#waiting"))
    press(page, waiting.get_by_role("link", name=headline))
    page.wait_for_url(re.compile(r"/tin/\d+/$"))


@pytest.mark.parametrize("width", WIDTHS)
def test_a_story_goes_from_first_word_to_the_reader_by_keyboard_only(
    office: Office, width: int
) -> None:
    headline = HEADLINE.format(width=width)
    page = sign_in(office, "congtacvien", width)
    press(page, page.get_by_role("link", name="Viết tin", exact=True))
    page.wait_for_url("**/soan-tin/add/**")
    office.settle(page)
    write(page, "[name=headline]", headline)
    write(page, "[name=standfirst]", STANDFIRST)
    write(page, "#panel-body-content [contenteditable=true]", BODY)
    press(page, "button[name='action-take-submit']")
    expect(page.get_by_text("Tin đang chờ lãnh đạo đơn vị kiểm duyệt")).to_be_visible()
    page.context.close()

    page = sign_in(office, "lanhdao", width)
    open_story(page, headline)
    press(page, page.get_by_role("button", name="Kiểm duyệt, gửi về tỉnh"))
    page.wait_for_url(office.newsroom)
    page.context.close()

    page = sign_in(office, "bientap", width)
    open_story(page, headline)
    press(page, page.get_by_role("button", name="Nhận bài"))
    page.wait_for_url(re.compile(r"/soan-tin/edit/\d+/"))
    office.settle(page)
    # Letters with marks do not move a list of choices; the first two are enough.
    write(page, "[name=section]", "Ki")
    expect(page.locator("[name=section] option:checked")).to_have_text("Kiểm sát hai cấp")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Đã lưu nội dung")).to_be_visible()
    press(page, "footer button[name='action-take-propose']")
    page.wait_for_url(office.newsroom)
    page.context.close()

    page = sign_in(office, "duyet", width)
    open_story(page, headline)
    press(page, page.get_by_role("link", name="Duyệt đăng"))
    page.wait_for_url("**/buoc/approve/")
    press(page, page.get_by_role("button", name="Duyệt, đăng ngay"))
    page.wait_for_url(office.newsroom)
    page.context.close()

    page = office.reader(width)
    page.goto(office.portal + "kiem-sat-hai-cap/")
    link = page.locator("main").get_by_role("link", name=headline)
    for _quarter_second in range(20):  # within a second every process knows of it
        if link.count():
            break
        page.wait_for_timeout(250)
        page.reload()
    press(page, link)
    expect(page.locator("h1")).to_have_text(headline)
    expect(page.locator("main")).to_contain_text(BODY)
    page.context.close()
