"""The main jobs in a real browser, their taps counted: a Word file becomes a story and a figure."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import Office, Taps
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


REASON, NOTE = "Ảnh chưa đạt yêu cầu", "Bổ sung ảnh toàn cảnh buổi kiểm tra."
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def open_from_desk(page: Page, headline: str, taps: Taps | None = None) -> None:
    """From the desk's first list to the story's page."""
    waiting = page.locator("section", has=page.locator("h2#waiting"))
    (taps or Taps(page)).tap(waiting.get_by_role("link", name=headline))
    expect(page.get_by_role("heading", level=1)).to_have_text(headline)


def send_word_file(office: Office) -> None:
    """The contributor, on a small phone: four taps."""
    page = office.sign_in("congtacvien", width=360)
    office.picture(page, "01-ban-lam-viec-cong-tac-vien")
    taps = Taps(page)
    taps.tap(page.get_by_role("link", name="Gửi file Word"))
    page.wait_for_url("**/gui-word/")
    taps.choose_file("input[type=file]", "tin khu vực.docx", word_file(), WORD)
    office.picture(page, "02-gui-file-word")
    taps.tap(page.get_by_role("button", name="Gửi tệp"))
    page.wait_for_url(re.compile(r"/soan-tin/edit/\d+/"))
    office.settle(page)
    expect(page.locator("[name=headline]")).to_have_value(HEADLINE)
    expect(page.locator("[name=standfirst]")).to_have_value(STANDFIRST)
    captions = page.locator("textarea[name$='-caption']")
    assert [captions.nth(i).input_value() for i in range(captions.count())] == CAPTIONS
    expect(page.locator("[name='bylines-0-name']")).to_have_value("Lan Khuê")
    office.picture(page, "03-ban-nhap-tu-word")
    taps.tap(page.get_by_role("button", name="Gửi lãnh đạo đơn vị"))
    page.wait_for_url(office.newsroom)
    expect(page.get_by_text("Tin đang chờ lãnh đạo đơn vị kiểm duyệt")).to_be_visible()
    office.picture(page, "04-da-gui-lanh-dao")
    page.context.close()
    assert taps.number == 4


def give_it_back_and_read_why(office: Office) -> None:
    """The leader returns it; the contributor opens it at its reason with one tap, and sends it."""
    page = office.sign_in("lanhdao", width=390)
    open_from_desk(page, HEADLINE)
    page.get_by_role("link", name="Trả lại cộng tác viên").click()
    page.get_by_label(REASON).check()
    page.fill("[name=note]", NOTE)
    page.get_by_role("button", name="Trả lại cộng tác viên", exact=True).click()
    page.wait_for_url(office.newsroom)
    page.context.close()

    page = office.sign_in("congtacvien", width=360)
    taps = Taps(page)
    open_from_desk(page, HEADLINE, taps)
    assert taps.number == 1
    office.picture(page, "05-vi-sao-tra-lai")
    expect(page.get_by_text(NOTE).first).to_be_in_viewport()
    strongest = page.locator(".action-bar .button:not(.button-secondary)")
    expect(strongest).to_have_text("Sửa")
    strongest.click()
    office.settle(page)
    expect(page.locator(".came-back")).to_contain_text(NOTE)
    office.picture(page, "06-sua-bai-tra-lai")
    page.get_by_role("button", name="Gửi lãnh đạo đơn vị").first.click()
    page.wait_for_url(office.newsroom)
    page.context.close()


def clear(office: Office) -> str:
    """The unit's leader reads and clears it: two taps. Returns the story's address."""
    page = office.sign_in("lanhdao", width=390)
    office.picture(page, "05-cho-lanh-dao-xu-ly")
    taps = Taps(page)
    open_from_desk(page, HEADLINE, taps)
    address = page.url
    expect(page.locator(".came-back--again")).to_contain_text(NOTE)
    reading = page.frame_locator("iframe.reading-frame")
    expect(reading.locator("h1")).to_have_text(HEADLINE)
    office.picture(page, "06-lanh-dao-doc")
    taps.tap(page.get_by_role("button", name="Kiểm duyệt, gửi về tỉnh"))
    page.wait_for_url(office.newsroom)
    page.context.close()
    assert taps.number == 2
    return address


def edit_and_propose(office: Office, story_address: str) -> None:
    """The editor claims it, changes a sentence, compares, proposes: three taps besides the work."""
    page = office.sign_in("bientap")
    taps = Taps(page)
    open_from_desk(page, HEADLINE, taps)
    taps.tap(page.get_by_role("button", name="Nhận bài"))
    page.wait_for_url(re.compile(r"/soan-tin/edit/\d+/"))
    office.settle(page)
    page.fill("[name=standfirst]", STANDFIRST.replace("tổ chức kiểm tra", "đã kiểm tra"))
    page.select_option("[name=section]", label="Kiểm sát hai cấp")
    office.picture(page, "07-bien-tap")
    office.press_in_menu(page, "Lưu bản nháp")
    expect(page.get_by_text("Đã lưu nội dung")).to_be_visible()
    editor = page.url
    page.goto(story_address)
    page.get_by_role("link", name="Thay đổi").first.click()
    office.settle(page)
    expect(page.locator(".comparison-field ins").first).to_contain_text("đã")
    office.picture(page, "08-thay-doi")
    page.goto(editor)
    office.settle(page)
    taps.tap(page.locator("footer button[name='action-take-propose']"))
    page.wait_for_url(office.newsroom)
    page.context.close()
    assert taps.number == 3


def approve(office: Office) -> None:
    """The approver sees the trail and approves: three taps, and one more leads to the story."""
    page = office.sign_in("duyet")
    taps = Taps(page)
    open_from_desk(page, HEADLINE, taps)
    trail = page.locator(".trail")
    for action in (
        "Gửi lãnh đạo đơn vị",
        "Kiểm duyệt, gửi về tỉnh",
        "Nhận bài",
        "Trình duyệt đăng",
    ):
        expect(trail.get_by_text(action).first).to_be_visible()
    office.picture(page, "09-qua-trinh-xu-ly")
    taps.tap(page.get_by_role("link", name="Duyệt đăng"))
    button = page.locator("button[data-sending]")
    page.fill("[name=publish_at]", "2027-01-04T08:30")
    expect(button).to_have_text("Duyệt, đăng lúc 08:30 thứ Hai 04/01/2027")
    page.fill("[name=publish_at]", "")
    office.picture(page, "10-duyet")
    taps.tap(page.get_by_role("button", name="Duyệt, đăng ngay"))
    page.wait_for_url(office.newsroom)
    office.picture(page, "10-da-duyet")
    assert taps.number == 3
    page.get_by_role("link", name="Xem bài trên trang").click()
    expect(page.locator("h1")).to_have_text(HEADLINE)
    page.context.close()


def test_a_word_file_becomes_a_published_story_and_a_figure(office: Office) -> None:
    """Each role's main job in so many taps from the desk; `Taps` says what counts as one."""
    received_before, published_before = office.counts_of_today()
    send_word_file(office)

    # Another unit's leader gets 404.
    page = office.sign_in("lanhdao2")
    expect(page.get_by_text(HEADLINE)).to_have_count(0)
    page.context.close()

    give_it_back_and_read_why(office)
    story_address = clear(office)
    edit_and_propose(office, story_address)
    approve(office)

    # A reader, logged out.
    page = office.reader(width=390)
    page.goto(office.portal)
    page.get_by_role("link", name=HEADLINE).first.click()
    expect(page.locator("h1")).to_have_text(HEADLINE)
    article = page.locator("main")
    for words in [*PARAGRAPHS, *CAPTIONS, "Lan Khuê", "đã kiểm tra", "khu vực 3"]:
        expect(article).to_contain_text(words)
    expect(article).to_contain_text(re.compile(r"(Thứ [^,]+|Chủ Nhật), \d\d/\d\d/\d{4}, \d\d:\d\d"))
    for photo in article.locator(".article__body figure img").all()[:3]:
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
