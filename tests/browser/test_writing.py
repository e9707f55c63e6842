"""Writing in a real browser: whatever drops, fails or overtakes, no word is lost."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.people import Office, expect_accessible
from toasoan.testing.hostile_files import heic, truncated_jpeg
from toasoan.testing.pictures import noise

#: The autosave waits some seconds before it sends.
SOON = 15_000
#: What Word puts on the clipboard for a heading, lists, a table, a footnote and a picture.
WORD_CLIPBOARD = Path(__file__).parent / "word_clipboard.html"
_PASTE = """([field, markup]) => {
    const data = new DataTransfer();
    data.setData('text/html', markup);
    const paste = {clipboardData: data, bubbles: true, cancelable: true};
    field.dispatchEvent(new ClipboardEvent('paste', paste));
}"""
_BLOCKS = """() => document.getElementById('body-root').rootBlock.children.map(({type, block}) =>
    type === 'text'
        ? block.widget.input.draftailEditor.getEditorState().getCurrentContent().getBlocksAsArray()
            .map((one) => `${one.getType()} ${one.getDepth()} ${one.getText()}`)
        : [type])"""
pytestmark = pytest.mark.browser


def new_story(office: Office, page: Page, headline: str) -> None:
    """The editor with a headline typed and the page's own scripts at work."""
    page.goto(office.newsroom + "viet-tin/")
    office.settle(page)
    page.wait_for_timeout(2200)
    page.fill("[name=headline]", headline)


def kept(page: Page) -> list[str]:
    """The places of the copies in this browser."""
    return page.evaluate(
        "Object.keys(localStorage).filter((key) => key.startsWith('toasoan:text:'))"
    )


def saved_story(office: Office, page: Page, headline: str) -> str:
    """A story that the server has; the address of its editor."""
    new_story(office, page, headline)
    page.get_by_role("button", name="Lưu bản nháp").click()
    page.wait_for_url(re.compile(r"/soan-tin/edit/\d+/"))
    office.settle(page)
    page.wait_for_timeout(2200)
    return page.url


def paragraph(page: Page):
    return page.locator("#panel-body-content [contenteditable=true]").first


def test_text_typed_when_the_session_has_ended_is_offered_after_signing_in(office: Office) -> None:
    page = office.sign_in("congtacvien")
    address = saved_story(office, page, "Tin đang viết dở")
    page.context.clear_cookies(name="sessionid")

    page.fill("[name=standfirst]", "Câu này gõ sau khi phiên đã hết.")
    paragraph(page).click()
    page.keyboard.type("Đoạn này cũng vậy.")
    expect(page.locator("[data-save-said]")).to_contain_text("phiên làm việc đã hết", timeout=SOON)
    office.picture(page, "viet-01-het-phien")
    page.get_by_role("link", name="Đăng nhập lại").click()
    page.fill("[name=username]", "congtacvien")
    page.fill("[name=password]", office.passwords["congtacvien"])
    page.get_by_role("button", name="Đăng nhập").click()

    page.wait_for_url(address)
    expect(page.locator("[data-kept-said]")).to_contain_text("phần chữ chưa gửi về máy chủ")
    expect(page.locator("[name=standfirst]")).to_have_value("")
    office.picture(page, "viet-02-khoi-phuc")
    page.get_by_role("button", name="Khôi phục").click()
    expect(page.locator("[name=standfirst]")).to_have_value("Câu này gõ sau khi phiên đã hết.")
    expect(paragraph(page)).to_have_text("Đoạn này cũng vậy.")
    page.get_by_role("button", name="Lưu bản nháp").click()
    expect(page.get_by_text("Đã lưu nội dung")).to_be_visible()
    page.reload()
    expect(page.locator("[name=standfirst]")).to_have_value("Câu này gõ sau khi phiên đã hết.")
    office.settle(page)
    page.wait_for_timeout(2000)
    assert kept(page) == []
    page.context.close()


def test_a_new_story_survives_a_lost_connection_and_another_person_never_sees_it(
    office: Office,
) -> None:
    page = office.sign_in("congtacvien", width=390)
    page.goto(office.newsroom + "viet-tin/")
    office.settle(page)
    page.wait_for_timeout(2200)
    page.context.set_offline(True)
    page.fill("[name=headline]", "Tin chưa kịp gửi")
    expect(page.locator("[data-save-said]")).to_contain_text("mất kết nối mạng", timeout=SOON)
    office.picture(page, "viet-03-mat-mang")
    assert len(kept(page)) == 1
    page.context.set_offline(False)
    page.context.clear_cookies(name="sessionid")

    # Another colleague on the same machine.
    page.goto(office.newsroom, wait_until="commit")
    page.fill("[name=username]", "lanhdao")
    page.fill("[name=password]", office.passwords["lanhdao"])
    page.get_by_role("button", name="Đăng nhập").click()
    page.goto(office.newsroom + "viet-tin/")
    office.settle(page)
    page.wait_for_timeout(2000)
    expect(page.locator("[data-kept-text]")).to_be_hidden()
    expect(page.locator("body")).not_to_contain_text("Tin chưa kịp gửi")
    page.context.close()


def test_while_the_server_cannot_save_the_text_stays_and_is_sent_again(office: Office) -> None:
    page = office.sign_in("congtacvien")
    page.goto(office.newsroom + "viet-tin/")
    office.settle(page)
    page.wait_for_timeout(2200)

    def away(route: Route) -> None:
        if route.request.method == "POST":
            route.fulfill(status=503, content_type="text/html", body="<h1>Xin quay lại</h1>")
        else:
            route.continue_()

    page.route("**/toa-soan/**", away)
    page.fill("[name=headline]", "Tin gõ khi máy chủ bận")
    expect(page.locator("[data-save-said]")).to_contain_text(
        "Máy chủ tạm thời chưa lưu được", timeout=SOON
    )
    assert len(kept(page)) == 1
    page.unroute("**/toa-soan/**")
    expect(page.locator("[data-save-said]")).to_contain_text("Đã lưu lúc", timeout=SOON)
    assert kept(page) == []
    page.reload()
    expect(page.locator("[name=headline]")).to_have_value("Tin gõ khi máy chủ bận")
    page.context.close()


def sign_out(page: Page) -> None:
    """Press the button that lies in the account's drop-up."""
    button = page.get_by_role("button", name="Đăng xuất", exact=True)
    if not button.is_visible():
        page.get_by_role("button", name=re.compile("Khuê")).click()
    button.click()


def test_signing_out_asks_what_to_do_with_text_that_was_not_sent(office: Office) -> None:
    page = office.sign_in("congtacvien")
    office.settle(page)
    page.evaluate(
        """() => {
            const person = document.querySelector('[data-kept-dialog]').dataset.person;
            const copy = {id: '/x', place: '/x', token: 'a', rows: [], headline: 'Tin dở', keptAt: Date.now()};
            localStorage.setItem(`toasoan:text:${person}:/x`, JSON.stringify(copy));
        }"""
    )
    sign_out(page)

    dialog = page.get_by_role("dialog", name="Máy này còn giữ chữ chưa gửi về máy chủ")
    expect(dialog).to_contain_text("Tin dở")
    office.picture(page, "viet-04-dang-xuat")
    dialog.get_by_role("button", name="Ở lại làm tiếp").click()
    assert len(kept(page)) == 1
    sign_out(page)
    dialog.get_by_role("button", name="Xóa, đăng xuất").click()
    page.wait_for_url(re.compile("/login/"))
    assert kept(page) == []
    page.context.close()


def test_the_second_of_two_windows_sees_both_texts_and_loses_none(office: Office) -> None:
    page = office.sign_in("congtacvien")
    address = saved_story(office, page, "Tin mở hai cửa sổ")
    other = page.context.new_page()
    other.goto(address)
    office.settle(other)
    other.wait_for_timeout(2200)
    page.fill("[name=standfirst]", "Câu của cửa sổ thứ nhất.")
    page.get_by_role("button", name="Lưu bản nháp").click()
    expect(page.get_by_text("Đã lưu nội dung")).to_be_visible()

    other.fill("[name=standfirst]", "Câu của cửa sổ thứ hai.")
    expect(other.locator("[data-save-said]")).to_contain_text("lưu bản mới hơn", timeout=SOON)
    other.get_by_role("button", name="Xem cả hai bản").click()
    expect(other.get_by_role("heading", level=1)).to_have_text(
        "Anh/chị đã lưu bản mới hơn ở cửa sổ khác"
    )
    for words in ("Câu của cửa sổ thứ nhất.", "Câu của cửa sổ thứ hai."):
        expect(other.locator("main")).to_contain_text(words)
    office.picture(other, "viet-05-hai-ban")
    expect_accessible(other)
    other.get_by_role("button", name="Giữ bản của tôi").click()
    expect(other.locator("[name=standfirst]")).to_have_value("Câu của cửa sổ thứ hai.")
    other.goto(re.sub(r"soan-tin/edit/(\d+)/", r"tin/\1/lich-su/", address))
    expect(other.locator("main")).to_contain_text("bản mới nhất")
    page.context.close()


def test_without_scripts_everything_typed_survives_a_refusal(office: Office) -> None:
    page = office.sign_in("congtacvien", width=390)
    page.route("**/*.js*", lambda route: route.abort())
    page.goto(office.newsroom + "viet-tin/")
    page.fill("[name=headline]", "Tin gõ khi không có JavaScript")
    more = page.get_by_label("Viết tiếp")
    expect(more).to_be_visible()
    more.fill("Đoạn thứ nhất.\n\nĐoạn thứ hai.")
    office.picture(page, "viet-06-khong-js")
    # No standfirst yet: the step is refused, the text stays.
    page.get_by_role("button", name="Gửi lãnh đạo đơn vị").click()

    page.wait_for_url(re.compile(r"/soan-tin/edit/\d+/"))
    expect(page.get_by_text("Thiếu sa-pô").first).to_be_visible()
    expect(page.locator("[name=headline]")).to_have_value("Tin gõ khi không có JavaScript")
    expect(page.locator("textarea[name^='body-plain-']").nth(0)).to_have_value(
        "Đoạn thứ nhất.\n\nĐoạn thứ hai."
    )
    page.fill("[name=standfirst]", "Sa-pô gõ sau, khi trang vẫn không có JavaScript nào cả.")
    page.get_by_role("button", name="Gửi lãnh đạo đơn vị").click()
    page.wait_for_url(office.newsroom)
    page.context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_in_the_editor_and_on_the_story_page(office: Office, width: int) -> None:
    page = office.sign_in("congtacvien", width=width)
    address = saved_story(office, page, f"Tin cho axe {width}")

    expect_accessible(page)
    page.get_by_role("button", name="Ý kiến").click()
    page.get_by_label("Ý kiến của anh/chị").fill("Kiểm tra lại họ tên.")
    page.get_by_role("button", name="Ghi ý kiến").click()
    expect(page.locator("[data-remarks-said]")).to_have_text("Đã ghi ý kiến của anh/chị.")
    office.picture(page, f"viet-07-y-kien-{width}")
    expect_accessible(page)
    page.get_by_role("button", name="Bước và nhật ký").click()
    office.picture(page, f"viet-08-buoc-{width}")
    page.get_by_role("link", name="Thiếu sa-pô").click()
    expect(page.locator("[name=standfirst]")).to_be_focused()
    story = re.sub(r"soan-tin/edit/(\d+)/", r"tin/\1/", address)
    for path in (story, story + "lich-su/"):
        page.goto(path)
        office.settle(page)
        expect_accessible(page)
    office.picture(page, f"viet-09-lich-su-{width}")
    page.context.close()


def test_a_photo_that_cannot_be_read_has_its_sentence_and_the_next_one_is_taken(
    office: Office,
) -> None:
    page = office.sign_in("congtacvien", width=390)
    new_story(office, page, "Tin có ảnh của điện thoại")
    page.get_by_role("button", name="+ Ảnh").click()
    page.get_by_role("tab", name="Tải lên").click()
    window = page.locator(".modal-body")
    field = window.locator("input[type=file]")

    field.set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": truncated_jpeg()})
    window.get_by_label("Tiêu đề").fill("Ảnh ở hội trường")
    window.get_by_role("button", name="Tải lên").click()
    expect(window.locator(".error-message")).to_contain_text("Ảnh bị hỏng")
    office.picture(page, "viet-10-anh-hong")
    photo = {"name": "IMG_1.HEIC", "mimeType": "image/heic", "buffer": heic(noise(400, 300))}
    field.set_input_files(photo)
    window.get_by_role("button", name="Tải lên").click()

    expect(
        page.locator(".chooser__preview img:visible, .chooser img:visible").first
    ).to_be_visible()
    page.context.close()


def write(page: Page, words: str, *, steps_back: int = 0) -> None:
    """Type into the text, and go back so many letters."""
    paragraph(page).click()
    page.keyboard.type(words)
    for _ in range(steps_back):
        page.keyboard.press("ArrowLeft")
    page.wait_for_timeout(400)


def test_what_is_put_in_stands_at_the_cursor_and_can_be_taken_back(office: Office) -> None:
    page = office.sign_in("congtacvien", width=390)
    new_story(office, page, "Tin có bảng giữa đoạn")
    write(page, "Câu một. Câu hai.", steps_back=len(" Câu hai."))
    whole = page.evaluate(_BLOCKS)

    page.get_by_role("button", name="+ Bảng").click()
    page.get_by_role("button", name="Hoàn tác").wait_for()
    office.picture(page, "viet-11-chen-bang")
    # The framework's own caption of a table, which no page shows.
    caption = page.locator(".typed-table-block [id$='-table-caption']")
    expect(caption).to_have_count(1)
    expect(caption).to_be_hidden()
    halves = [["unstyled 0 Câu một."], ["table"], ["unstyled 0 Câu hai."]]
    assert page.evaluate(_BLOCKS) == halves
    page.get_by_role("button", name="Hoàn tác").click()
    assert page.evaluate(_BLOCKS) == whole

    paragraph(page).click()
    page.keyboard.press("Control+End")
    page.get_by_role("button", name="+ Video").click()
    page.get_by_role("button", name="Hoàn tác").wait_for()
    assert page.evaluate(_BLOCKS) == [*whole, ["video"]]
    page.get_by_role("button", name="Viết tiếp bên dưới").click()
    page.wait_for_timeout(400)
    page.keyboard.type("Câu ba.")
    # Without what stands between them the two texts are one.
    page.evaluate("document.getElementById('body-root').rootBlock.children[1].delete({})")
    assert page.evaluate(_BLOCKS) == [[*whole[0], "unstyled 0 Câu ba."]]
    page.context.close()


def test_what_word_puts_on_the_clipboard_keeps_headings_lists_and_tables(office: Office) -> None:
    page = office.sign_in("congtacvien")
    new_story(office, page, "Tin dán từ Word")
    write(page, "Trước. Sau.", steps_back=len(" Sau."))

    field = paragraph(page).element_handle()
    page.evaluate(_PASTE, [field, WORD_CLIPBOARD.read_text(encoding="utf-8")])

    expect(page.get_by_text("Đã bỏ 1 ảnh")).to_be_visible()
    office.picture(page, "viet-12-dan-tu-word")
    assert page.evaluate(_BLOCKS) == [
        [
            "unstyled 0 Trước.",
            "header-two 0 Kết quả tuyên truyền",
            "unstyled 0 Ngày 12/11, Viện kiểm sát khu vực 3 đã tổ chức hội nghị[1]. Xem kế hoạch.",
            "unordered-list-item 0 Điểm thứ nhất",
            "unordered-list-item 1 Ý nhỏ",
            "ordered-list-item 0 Việc đầu tiên",
        ],
        ["table"],
        ["unstyled 0 Đoạn cuối.", "unstyled 0 [1] Theo Kế hoạch số 5.", "unstyled 0 Sau."],
    ]
    cells = page.evaluate(
        "document.getElementById('body-root').rootBlock.children[1].getState().value.table"
    )
    assert [column["heading"] for column in cells["columns"]] == ["Đơn vị", "Số tin"]
    assert [row["values"] for row in cells["rows"]] == [["Khu vực 3", "12"], ["", "15"]]
    page.context.close()


def test_a_refused_save_stays_in_the_editor_and_the_offer_stays_until_it_is_answered(
    office: Office,
) -> None:
    page = office.sign_in("congtacvien", width=390)
    saved_story(office, page, "Tin lưu không được")
    bar = page.locator("#w-editor-form .footer")
    assert bar.bounding_box()["y"] + bar.bounding_box()["height"] <= 780  # type: ignore[index]
    address = page.url
    answer = {"status": 500, "content_type": "text/html", "body": "<h1>Lỗi</h1>"}

    def refuse(route: Route) -> None:
        if route.request.method == "POST":
            route.fulfill(**answer)  # type: ignore[arg-type]
        else:
            route.continue_()

    page.route("**/soan-tin/**", refuse)
    page.fill("[name=standfirst]", "Câu gõ khi máy chủ lỗi.")
    page.get_by_role("button", name="Gửi lãnh đạo đơn vị").click()
    said = page.locator("[data-save-said]")
    expect(said).to_contain_text("Sau đó bấm lại “Gửi lãnh đạo đơn vị”")
    expect(page.get_by_role("button", name="Gửi lãnh đạo đơn vị")).to_be_enabled()
    answer.update(
        status=413,
        content_type="application/json",
        body='{"success": false, "error_code": "x", "error_message": "Nội dung quá lớn."}',
    )
    page.get_by_role("button", name="Lưu bản nháp").click()
    expect(said).to_contain_text("Nội dung quá lớn. Chữ đang được giữ trên máy này")
    office.picture(page, "viet-13-chua-luu")
    expect_accessible(page)
    assert page.url == address
    expect(page.locator("[name=standfirst]")).to_have_value("Câu gõ khi máy chủ lỗi.")
    spoken = page.locator("[role=status], [role=alert]").all_inner_texts()
    assert len([words for words in spoken if words.strip()]) == 1

    page.unroute("**/soan-tin/**")
    page.goto(address)
    offer = page.locator("[data-kept-text]")
    expect(offer).to_be_visible()
    page.get_by_role("button", name="Lưu bản nháp").click()
    expect(page.get_by_text("Đã lưu nội dung")).to_be_visible()
    expect(offer).to_be_visible()
    page.get_by_role("button", name="Bỏ", exact=True).click()
    page.get_by_role("button", name="Giữ lại").click()
    page.get_by_role("button", name="Bỏ", exact=True).click()
    page.get_by_role("button", name="Bỏ hẳn").click()
    expect(offer).to_be_hidden()
    assert kept(page) == []
    page.context.close()
