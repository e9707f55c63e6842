"""What Word files hide: changes, fields, versions, old fonts, pictures from elsewhere."""

import pytest

from toasoan.intake.docx.model import Crop, Inline, IntakeNote, Paragraph, WordPicture, WordStory
from toasoan.intake.docx.pictures import MAX_PICTURES
from toasoan.intake.docx.read import read_word_file
from toasoan.testing.word import WordFile, paragraph, photo, run, text_box, words
from toasoan.vietnamese.legacy_fonts import LegacyFont, decode, legacy_font

START = (
    paragraph(run("Tin trong ngày", bold=True), align="center"),
    paragraph(run("Mở đầu.", bold=True)),
)


def read(file: WordFile) -> WordStory:
    file.body[:0] = START
    return read_word_file(file.to_bytes())


def text_of(*content: str) -> str:
    """The text of a paragraph with this content."""
    block = read(WordFile(paragraph(*content), words("Kết thúc."))).blocks[0]
    assert isinstance(block, Paragraph)
    return block.text


def notes_of(*content: str) -> tuple[IntakeNote, ...]:
    return read(WordFile(paragraph(*content), words("Kết thúc."))).note_codes


def pictures(story: WordStory) -> list[WordPicture]:
    return [block for block in story.blocks if isinstance(block, WordPicture)]


def field(code: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (f"{run('nhận ')}<w:ins>{run('96')}</w:ins><w:del>{run('69')}</w:del>", "nhận 96"),
        (f"<w:moveTo>{run('mới')}</w:moveTo><w:moveFrom>{run('cũ')}</w:moveFrom>", "mới"),
        (f"<w:del><w:ins>{run('vừa')}</w:ins></w:del>{run('còn')}", "còn"),
        (f"<w:smartTag>{run('Hậu')}</w:smartTag>{run(' Giang')}", "Hậu Giang"),
        (f"<w:sdt><w:sdtContent>{run('Hậu Giang')}</w:sdtContent></w:sdt>", "Hậu Giang"),
        (f"<w:fldSimple w:instr='DATE'>{run('20/11')}</w:fldSimple>", "20/11"),
        (run("thấy") + run("ẩn", hidden=True), "thấy"),
        (field("PAGE", "3") + run(" trang"), "3 trang"),
        (run("a") + "<w:r><w:tab/><w:t>b</w:t></w:r>", "a b"),
        ("<w:r><w:t>41</w:t><w:noBreakHyphen/><w:t>CT</w:t></w:r>", "41-CT"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>' + run(" đạt"), "✓ đạt"),
        ("<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t></w:r>", "²"),
        ("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>", "a+b"),
        (run("  thừa \u00a0 khoảng\u200b trắng  "), "thừa khoảng trắng"),
        (run("tiê\u0301ng Viê\u0323t"), "tiếng Việt"),
        (run("Tiế") + run("ng") + run(" Việt"), "Tiếng Việt"),
    ],
)
def test_only_the_text_the_author_sees_is_read(content: str, text: str) -> None:
    assert text_of(content) == text


def test_a_damaged_field_does_not_swallow_the_rest_of_the_story() -> None:
    broken = paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', run("còn"))

    story = read(WordFile(broken, words("Còn nguyên.")))

    texts = [block.text for block in story.blocks if isinstance(block, Paragraph)]
    assert texts == ["còn", "Còn nguyên."]


def test_both_versions_of_a_box_are_read_once() -> None:
    assert text_of(text_box(words("Trong khung"))) == "Trong khung"


def test_a_paragraph_whose_end_was_struck_out_runs_on() -> None:
    struck = paragraph(run("Một câu ")).replace("<w:pPr>", "<w:pPr><w:rPr><w:del/></w:rPr>")

    story = read(WordFile(struck, words("liền nhau."), words("Kết thúc.")))

    assert isinstance(story.blocks[0], Paragraph)
    assert story.blocks[0].text == "Một câu liền nhau."


@pytest.mark.parametrize(
    ("content", "note"),
    [
        (run("ẩn", hidden=True), IntakeNote.HIDDEN_TEXT_LEFT_OUT),
        (f"<w:del>{run('cũ')}</w:del>", IntakeNote.TRACKED_CHANGES_ACCEPTED),
        ('<w:r><w:commentReference w:id="1"/></w:r>', IntakeNote.COMMENTS_LEFT_OUT),
        (field('HYPERLINK "javascript:alert(1)"', "bấm"), IntakeNote.LINK_REFUSED),
        (run("Ngµy", font=".VnTime"), IntakeNote.LEGACY_FONT_DECODED),
    ],
)
def test_what_was_left_out_or_changed_is_noted(content: str, note: IntakeNote) -> None:
    assert note in notes_of(run("Chữ "), content)


def test_a_part_of_another_kind_put_into_the_text_is_noted() -> None:
    story = read(WordFile(words("Một."), '<w:altChunk r:id="rId9"/>', words("Hai.")))

    assert IntakeNote.EMBEDDED_FILE_LEFT_OUT in story.note_codes


def test_web_and_mail_links_are_kept_and_others_are_text() -> None:
    file = WordFile()
    links = [
        file.link("https://vksnd.example.vn/a?b=1", "web"),
        run(" "),
        file.link("mailto:toasoan@example.vn", "thư"),
        run(" "),
        file.link("file:///C:/bi-mat.docx", "máy"),
        field('HYPERLINK "https://example.vn/"', " mã"),
    ]
    file.add(paragraph(*links), words("Kết thúc."))

    story = read(file)

    assert isinstance(story.blocks[0], Paragraph)
    assert [(inline.text, inline.href) for inline in story.blocks[0].inlines] == [
        ("web ", "https://vksnd.example.vn/a?b=1"),
        ("thư", "mailto:toasoan@example.vn"),
        (" máy", None),
        (" mã", "https://example.vn/"),
    ]
    assert IntakeNote.LINK_REFUSED in story.note_codes


def test_a_linked_picture_is_refused() -> None:
    file = WordFile()
    file.add(paragraph(file.linked_picture("http://example.com/theo-doi.gif")), words("Kết thúc."))

    story = read(file)

    assert pictures(story) == []
    assert IntakeNote.LINKED_PICTURE_REFUSED in story.note_codes


@pytest.mark.parametrize("data", [b"\x01\x00\x00\x00" + b" EMF" * 20, b"", b"<svg/>", b"MZ\x90"])
def test_a_picture_no_browser_shows_is_skipped(data: bytes) -> None:
    file = WordFile()
    file.add(paragraph(file.picture(data)), words("Kết thúc."))

    story = read(file)

    assert pictures(story) == []
    assert IntakeNote.PICTURE_SKIPPED in story.note_codes


def test_a_picture_of_word_2003_is_read() -> None:
    file = WordFile()
    file.add(paragraph(file.old_picture(photo())), words("Kết thúc."))

    assert [picture.filename for picture in pictures(read(file))] == ["image1.jpeg"]


def test_one_picture_used_a_thousand_times_is_cut_off() -> None:
    file = WordFile()
    drawing = file.picture(photo())
    file.add(*[paragraph(drawing)] * 1_000, words("Kết thúc."))

    story = read(file)

    assert len(pictures(story)) == MAX_PICTURES
    assert IntakeNote.TOO_MANY_PICTURES in story.note_codes


def test_what_the_author_cut_off_a_picture_is_told() -> None:
    file = WordFile()
    crop = '<a:srcRect l="25000" b="10000"/>'
    file.add(paragraph(file.picture(photo(), extra=crop)), words("Kết thúc."))

    story = read(file)

    assert pictures(story)[0].crop == Crop(left=0.25, bottom=0.1)
    assert IntakeNote.PICTURE_CROPPED in story.note_codes


@pytest.mark.parametrize(
    ("alt", "kept"),
    [
        ("Kiểm sát viên đọc cáo trạng", "Kiểm sát viên đọc cáo trạng"),
        (r"C:\Users\May1\IMG_0042.JPG", ""),
        ("A group of people\n\nDescription automatically generated", ""),
    ],
)
def test_only_a_description_somebody_wrote_is_kept(alt: str, kept: str) -> None:
    file = WordFile()
    file.add(paragraph(file.picture(photo(), alt=alt)), words("Kết thúc."))

    assert pictures(read(file))[0].alt == kept


def test_a_macro_is_ignored_and_noted() -> None:
    file = WordFile(words("Một."), words("Hai."))
    file.parts["word/vbaProject.bin"] = b"macro"

    assert IntakeNote.MACRO_IGNORED in read(file).note_codes


def test_old_fonts_are_decoded_by_run_and_by_style() -> None:
    capitals = run("héi nghÞ", font=".VnTimeH")
    cut = run("Vie", font="VNI-Times") + run("än", font="VNI-Times")
    styled = paragraph(run("kiÓm tra, \u00adu tiªn"), style="OldText")

    story = read(WordFile(paragraph(capitals, run(" số 1 "), cut), styled, words("Kết thúc.")))

    texts = [block.text for block in story.blocks if isinstance(block, Paragraph)]
    assert texts[:2] == ["HỘI NGHỊ số 1 Viện", "kiểm tra, ưu tiên"]


def test_a_soft_hyphen_element_is_the_letter_u_with_horn_in_tcvn3() -> None:
    fonts = '<w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr>'

    assert text_of(f"<w:r>{fonts}<w:softHyphen/><w:t>u tiªn</w:t></w:r>") == "ưu tiên"
    assert text_of("<w:r><w:t>ưu</w:t><w:softHyphen/><w:t>tiên</w:t></w:r>") == "ưutiên"


@pytest.mark.parametrize(
    ("stored", "font", "text"),
    [
        ("®ång chÝ ®ç v¨n ­íc", LegacyFont.TCVN3, "đồng chí đỗ văn ước"),
        ("®Çu n¨m", LegacyFont.TCVN3_CAPITALS, "ĐẦU NĂM"),
        ("ñoàng chí Ñoã Vaên Öôùc", LegacyFont.VNI, "đồng chí Đỗ Văn Ước"),
        ("HOÄI NGHÒ, khaúng ñònh, kyõ, Myõ", LegacyFont.VNI, "HỘI NGHỊ, khẳng định, kỹ, Mỹ"),
        ("hội nghị", LegacyFont.TCVN3, "hội nghị"),
        ("\uf0ae\uf0e5ng", LegacyFont.TCVN3, "đồng"),
    ],
)
def test_legacy_text_becomes_vietnamese(stored: str, font: LegacyFont, text: str) -> None:
    assert decode(stored, font) == text


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        (".VnTime", LegacyFont.TCVN3),
        (".VnArialH", LegacyFont.TCVN3_CAPITALS),
        ("VNI-Helve", LegacyFont.VNI),
        ("Times New Roman", None),
        ("", None),
    ],
)
def test_the_font_name_tells_the_encoding(name: str, kind: LegacyFont | None) -> None:
    assert legacy_font(name) is kind


def test_neighbours_of_one_look_become_one_inline() -> None:
    block = read(WordFile(paragraph(run("a"), run("b"), run("c", bold=True)), words("x."))).blocks[
        0
    ]

    assert isinstance(block, Paragraph)
    assert block.inlines == (Inline("ab"), Inline("c", bold=True))
