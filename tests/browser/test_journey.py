"""The main job in a real browser: a Word file from a unit becomes a story and a figure."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import Office
from toasoan.testing.word import photo, sample_story_docx

pytestmark = pytest.mark.browser

HEADLINE = "Kiểm tra công tác bảo vệ bí mật nhà nước tại đội ngũ công chức khu vực"
STANDFIRST = (
    "Sáng 20/11/2026, Viện kiểm sát nhân dân khu vực tổ chức kiểm tra việc quản lý, sử dụng tài"
    " liệu tại các bộ phận trực thuộc."
)
PARAGRAPHS = [
    "Đoàn kiểm tra làm việc trong một ngày với từng bộ phận.",
    "Kết quả cho thấy các bộ phận chấp hành tốt quy định, hồ sơ được lập đầy đủ.",
    "Đoàn nhắc nhở 02 bộ phận bổ sung sổ theo dõi tài liệu đến.",
    "Kết luận kiểm tra được gửi đến các bộ phận trong tuần tới.",
]
CAPTIONS = [
    "Quang cảnh buổi kiểm tra",
    "Đoàn kiểm tra xem sổ theo dõi tài liệu",
    "Đại diện các bộ phận ký biên bản",
]


def word_file() -> bytes:
    photos = [photo(1400, 900, colour) for colour in ("#8b1318", "#d3a243", "#443f38")]
    return sample_story_docx(
        HEADLINE, STANDFIRST, PARAGRAPHS, list(zip(photos, CAPTIONS, strict=True)), "Lan Khuê"
    )


def open_from_desk(page: Page, headline: str) -> None:
    """From the desk's first list to the story's page."""
    waiting = page.locator("section", has=page.locator("h2#waiting"))
    waiting.get_by_role("link", name=headline).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(headline)


def test_a_word_file_becomes_a_published_story_and_a_figure(office: Office) -> None:
    received_before, published_before = office.counts_of_today()

    # The contributor, on a small phone.
    page = office.sign_in("congtacvien", width=360)
    office.picture(page, "01-ban-lam-viec-cong-tac-vien")
    page.goto(office.newsroom + "gui-word/")
    page.set_input_files(
        "input[type=file]",
        {
            "name": "tin khu vực.docx",
            "mimeType": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "buffer": word_file(),
        },
    )
    office.picture(page, "02-gui-file-word")
    page.get_by_role("button", name="Gửi tệp").click()
    page.wait_for_url(re.compile(r"/soan-tin/edit/\d+/"))
    office.settle(page)
    expect(page.locator("[name=headline]")).to_have_value(HEADLINE)
    expect(page.locator("[name=standfirst]")).to_have_value(STANDFIRST)
    captions = page.locator("textarea[name$='-caption']")
    assert [captions.nth(i).input_value() for i in range(captions.count())] == CAPTIONS
    expect(page.locator("[name='bylines-0-name']")).to_have_value("Lan Khuê")
    office.picture(page, "03-ban-nhap-tu-word")
    page.get_by_role("button", name="Gửi lãnh đạo đơn vị").click()
    page.wait_for_url(office.newsroom)
    expect(page.get_by_text("Tin đang chờ lãnh đạo đơn vị kiểm duyệt")).to_be_visible()
    office.picture(page, "04-da-gui-lanh-dao")
    page.context.close()

    # Another unit's leader gets 404.
    page = office.sign_in("lanhdao2")
    expect(page.get_by_text(HEADLINE)).to_have_count(0)
    page.context.close()

    # The unit's leader reads and clears it.
    page = office.sign_in("lanhdao", width=390)
    office.picture(page, "05-cho-lanh-dao-xu-ly")
    open_from_desk(page, HEADLINE)
    story_address = page.url
    reading = page.frame_locator("iframe.reading-frame")
    expect(reading.locator("h1")).to_have_text(HEADLINE)
    office.picture(page, "06-lanh-dao-doc")
    page.get_by_role("button", name="Kiểm duyệt, gửi về tỉnh").click()
    page.wait_for_url(office.newsroom)
    page.context.close()

    # The editor claims it, changes a sentence, compares, proposes.
    page = office.sign_in("bientap")
    open_from_desk(page, HEADLINE)
    page.get_by_role("button", name="Nhận bài").click()
    page.wait_for_url(office.newsroom)
    open_from_desk(page, HEADLINE)
    page.get_by_role("link", name="Sửa", exact=True).click()
    office.settle(page)
    page.fill("[name=standfirst]", STANDFIRST.replace("tổ chức kiểm tra", "đã kiểm tra"))
    page.select_option("[name=section]", label="Kiểm sát hai cấp")
    office.picture(page, "07-bien-tap")
    office.press_in_menu(page, "Lưu bản nháp")
    expect(page.get_by_text("Đã lưu nội dung")).to_be_visible()
    page.goto(story_address)
    page.get_by_role("link", name="Thay đổi").click()
    office.settle(page)
    expect(page.locator(".comparison-field ins").first).to_contain_text("đã")
    office.picture(page, "08-thay-doi")
    page.goto(story_address)
    page.get_by_role("link", name="Trình duyệt đăng").click()
    page.get_by_role("button", name="Trình duyệt đăng").click()
    page.wait_for_url(office.newsroom)
    page.context.close()

    # The approver sees the trail and approves.
    page = office.sign_in("duyet")
    open_from_desk(page, HEADLINE)
    trail = page.locator(".trail")
    for action in (
        "Gửi lãnh đạo đơn vị",
        "Kiểm duyệt, gửi về tỉnh",
        "Nhận bài",
        "Trình duyệt đăng",
    ):
        expect(trail.get_by_text(action)).to_be_visible()
    office.picture(page, "09-qua-trinh-xu-ly")
    page.get_by_role("link", name="Duyệt đăng").click()
    page.get_by_role("button", name="Duyệt đăng").click()
    page.wait_for_url(office.newsroom)
    office.picture(page, "10-da-duyet")
    page.context.close()

    # A reader, logged out.
    page = office.reader(width=390)
    page.goto(office.portal)
    page.get_by_role("link", name=HEADLINE).first.click()
    expect(page.locator("h1")).to_have_text(HEADLINE)
    article = page.locator("main")
    for words in [*PARAGRAPHS, *CAPTIONS, "Lan Khuê", "đã kiểm tra", "khu vực 3"]:
        expect(article).to_contain_text(words)
    expect(article).to_contain_text(re.compile(r"(Thứ [^,]+|Chủ Nhật), \d\d/\d\d/\d{4}, \d\d:\d\d"))
    for photo in article.locator("figure img").all()[:3]:
        photo.scroll_into_view_if_needed()
        expect(photo).to_have_js_property("complete", True)
        assert photo.evaluate("image => image.naturalWidth") > 0
    office.picture(page, "11-bai-viet")
    for query in ("vien kiem sat bi mat", "doi ngu cong chuc"):
        page.goto(office.portal + "tim-kiem/?q=" + query)
        expect(page.locator("main").get_by_role("link", name=HEADLINE).first).to_be_visible()
    office.picture(page, "12-tim-kiem")
    page.goto(office.portal + "kiem-sat-hai-cap/")
    expect(page.locator("main").get_by_role("link", name=HEADLINE).first).to_be_visible()
    feed = page.request.get(office.portal + "rss.xml")
    assert HEADLINE in feed.text()
    page.context.close()

    # The board member opens the figures, and a number opens its stories.
    assert office.counts_of_today() == (received_before + 1, published_before + 1)
    page = office.sign_in("banchidao")
    page.goto(office.newsroom + "so-lieu/?from=2023-01-01&to=2023-06-30")
    for words in ("96", "78", "81,25%", "32", "29", "100"):
        expect(page.locator("main")).to_contain_text(words)
    office.picture(page, "13-so-lieu")
    page.locator("main").get_by_role("link", name=re.compile(r"^78\b")).first.click()
    office.settle(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("78")
    office.picture(page, "14-danh-sach-tin")
    page.context.close()
