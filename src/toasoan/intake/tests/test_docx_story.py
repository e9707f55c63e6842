"""What a story in a Word file is read as."""

from toasoan.intake.docx.model import (
    Alignment,
    AuthorRole,
    Block,
    Inline,
    IntakeNote,
    ListBlock,
    Paragraph,
    WordByline,
    WordPicture,
    WordStory,
    WordTable,
)
from toasoan.intake.docx.read import read_word_file
from toasoan.testing.word import (
    DOTTED,
    NUMBERED,
    WordFile,
    build_docx,
    drawing_png,
    paragraph,
    photo,
    run,
    sample_story_docx,
    table,
    text_box,
    words,
)

HEADLINE = "Viện kiểm sát nhân dân khu vực 2 tổ chức phiên tòa rút kinh nghiệm"
STANDFIRST = "Ngày 20/11/2026, Viện kiểm sát nhân dân khu vực 2 phối hợp tổ chức phiên tòa."
BODY = [
    "Tham dự phiên tòa có đại diện lãnh đạo các đơn vị.",
    "Kiểm sát viên đã chuẩn bị kỹ hồ sơ vụ án.",
    "Sau phiên tòa, các đại biểu đã trao đổi, góp ý.",
    "Đây là hoạt động thường xuyên của đơn vị.",
]
CAPTIONS = ["Quang cảnh phiên tòa", "Kiểm sát viên tại phiên tòa", "Họp rút kinh nghiệm"]
BYLINE = "Tin, ảnh: Phương Kiều"
AUTHOR = WordByline("Phương Kiều", AuthorRole.WORDS_AND_PHOTOS)
TITLE = paragraph(run(HEADLINE, bold=True), align="center")
LEAD = paragraph(run(STANDFIRST, bold=True))
END = paragraph(run(BYLINE), align="right")


def story_of(*middle: str) -> WordStory:
    """The story read from a file with this between standfirst and byline."""
    return read_word_file(build_docx(TITLE, LEAD, *middle, END))


def texts(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def captions(story: WordStory) -> list[str]:
    return [block.caption for block in story.blocks if isinstance(block, WordPicture)]


def test_a_story_with_three_photos_is_read_whole() -> None:
    photos = [photo(colour=colour) for colour in ("red", "green", "blue")]

    story = read_word_file(
        sample_story_docx(HEADLINE, STANDFIRST, BODY, zip(photos, CAPTIONS, strict=True), BYLINE)
    )

    assert (story.headline, story.standfirst) == (HEADLINE, STANDFIRST)
    assert story.bylines == (AUTHOR,)
    assert texts(story.blocks) == BODY
    assert captions(story) == CAPTIONS
    pictures = [block for block in story.blocks if isinstance(block, WordPicture)]
    assert [picture.data for picture in pictures] == photos
    assert {picture.content_type for picture in pictures} == {"image/jpeg"}
    assert story.note_codes == ()
    kinds = [type(block).__name__ for block in story.blocks]
    assert kinds == ["Paragraph", "WordPicture"] * 3 + ["Paragraph"]


def test_a_story_typed_without_any_formatting_is_read_whole() -> None:
    file = WordFile(words(HEADLINE), words(STANDFIRST), words(BODY[0]))
    for text, caption in zip(BODY[1:], CAPTIONS, strict=True):
        file.add(words(text), paragraph(file.picture(photo())), words(caption))
    file.add(words("Phương Kiều - VKSND khu vực 2"))

    story = read_word_file(file.to_bytes())

    assert (story.headline, story.standfirst) == (HEADLINE, STANDFIRST)
    assert texts(story.blocks) == BODY
    assert captions(story) == CAPTIONS
    assert story.bylines == (WordByline("Phương Kiều", affiliation="VKSND khu vực 2"),)
    assert story.note_codes == (IntakeNote.HEADLINE_GUESSED,)


def test_a_headline_over_two_lines_is_joined_and_its_capitals_are_kept() -> None:
    upper = [paragraph(run(text, bold=True), align="center") for text in ("HỘI NGHỊ", "SƠ KẾT")]

    story = read_word_file(build_docx(*upper, LEAD, words(BODY[0]), END))

    assert story.headline_lines == ("HỘI NGHỊ", "SƠ KẾT")
    assert story.headline == "HỘI NGHỊ SƠ KẾT"
    assert story.standfirst == STANDFIRST


def test_a_bold_standfirst_under_a_bold_headline_on_the_left_stays_apart() -> None:
    story = read_word_file(build_docx(paragraph(run(HEADLINE, bold=True)), LEAD, words(BODY[0])))

    assert (story.headline, story.standfirst) == (HEADLINE, STANDFIRST)


def test_a_title_style_makes_the_headline_and_headings_stay_in_the_body() -> None:
    story = read_word_file(
        build_docx(
            paragraph(run(HEADLINE), style="Title"),
            words(STANDFIRST),
            paragraph(run("Kết quả"), style="Heading2"),
            words(BODY[0]),
            END,
        )
    )

    assert story.headline == HEADLINE
    assert repr(story.blocks[0]) == "Heading(text='Kết quả', level=2)"


def test_a_long_first_paragraph_is_not_taken_for_a_headline() -> None:
    story = read_word_file(build_docx(words("từ " * 40), words(BODY[0]), words(BODY[1])))

    assert story.headline == ""
    assert IntakeNote.NO_HEADLINE in story.note_codes


def test_the_only_paragraph_stays_in_the_body() -> None:
    story = read_word_file(build_docx(TITLE, words(BODY[0])))

    assert story.standfirst == ""
    assert texts(story.blocks) == BODY[:1]
    assert {IntakeNote.NO_STANDFIRST, IntakeNote.NO_BYLINE} <= set(story.note_codes)


def test_an_empty_document_gives_an_empty_story() -> None:
    story = read_word_file(build_docx())

    assert (story.headline, story.blocks) == ("", ())
    assert {IntakeNote.NO_HEADLINE, IntakeNote.NO_BODY} <= set(story.note_codes)


def test_a_byline_before_pictures_at_the_end_is_found() -> None:
    file = WordFile(TITLE, LEAD, words(BODY[0]), END)
    file.add(paragraph(file.picture(photo())), words(CAPTIONS[0]))

    story = read_word_file(file.to_bytes())

    assert story.bylines == (AUTHOR,)
    assert captions(story) == CAPTIONS[:1]


def test_a_byline_right_under_the_last_picture_is_not_its_caption() -> None:
    for byline in (END, words("Phương Kiều"), words("Lê Đức, VKSND khu vực 2")):
        file = WordFile(TITLE, LEAD, words(BODY[0]))
        file.add(paragraph(file.picture(photo())), byline)

        story = read_word_file(file.to_bytes())

        assert story.bylines
        assert captions(story) == [""]
        assert IntakeNote.PICTURE_WITHOUT_CAPTION in story.note_codes


def test_a_body_paragraph_under_a_picture_is_not_its_caption() -> None:
    file = WordFile(TITLE, LEAD, words(BODY[0]))
    file.add(paragraph(file.picture(photo())), words(BODY[1]), END)

    story = read_word_file(file.to_bytes())

    assert texts(story.blocks) == BODY[:2]
    assert captions(story) == [""]


def test_a_caption_in_the_same_paragraph_below_in_a_box_or_by_style_is_found() -> None:
    file = WordFile(TITLE, LEAD)
    file.add(paragraph(file.picture(photo()), run("\nMột", italic=True)), words(BODY[0]))
    file.add(paragraph(file.picture(photo())), paragraph(text_box(words("Hai."))), words(BODY[1]))
    file.add(paragraph(file.picture(photo()), text_box(words("Ba."))), words(BODY[2]))
    file.add(paragraph(file.picture(photo())), paragraph(run("Bốn."), style="Caption"))
    file.add(words(BODY[3]), END)

    story = read_word_file(file.to_bytes())

    assert captions(story) == ["Một", "Hai.", "Ba.", "Bốn."]
    assert texts(story.blocks) == BODY


def test_the_photographer_named_on_a_line_of_its_own_joins_the_caption() -> None:
    file = WordFile(TITLE, LEAD)
    file.add(paragraph(file.picture(photo())), paragraph(run("Quang cảnh", italic=True)))
    file.add(paragraph(run("(Ảnh: Lê Đức)", italic=True)), words(BODY[0]), END)

    story = read_word_file(file.to_bytes())
    pictures = [block for block in story.blocks if isinstance(block, WordPicture)]
    assert [(one.caption, one.credit) for one in pictures] == [("Quang cảnh", "Lê Đức")]


def test_two_pictures_share_one_caption_or_take_one_each() -> None:
    file = WordFile(TITLE, LEAD)
    pair = paragraph(file.picture(photo()), file.picture(drawing_png()))
    italic = [paragraph(run(text, italic=True)) for text in ("Chung", "Riêng")]
    file.add(pair, italic[0], words(BODY[0]), pair, *italic, words(BODY[1]), END)

    story = read_word_file(file.to_bytes())

    assert captions(story) == ["Chung", "Chung", "Chung", "Riêng"]
    assert IntakeNote.CAPTION_SHARED in story.note_codes


def test_a_floating_picture_does_not_take_its_paragraph_as_caption() -> None:
    file = WordFile(TITLE, LEAD)
    file.add(paragraph(run("Chữ quanh ảnh"), file.picture(photo(), floating=True)))
    file.add(words("Không phải chú thích"), END)

    story = read_word_file(file.to_bytes())

    assert texts(story.blocks) == ["Chữ quanh ảnh", "Không phải chú thích"]
    assert captions(story) == [""]


def test_a_picture_above_the_headline_does_not_swallow_it() -> None:
    file = WordFile()
    file.add(paragraph(file.picture(photo())), TITLE, LEAD, words(BODY[0]), END)

    story = read_word_file(file.to_bytes())

    assert (story.headline, story.standfirst) == (HEADLINE, STANDFIRST)


def test_captions_of_pictures_placed_by_a_table_are_found() -> None:
    file = WordFile(TITLE, LEAD, words(BODY[0]))
    left, right = paragraph(file.picture(photo())), paragraph(file.picture(photo()))
    file.add(table([left, right], [words("Trái"), words("Phải")]))
    file.add(table([left + words("Trong ô"), words("")]))
    file.add(words(BODY[1]), END)

    story = read_word_file(file.to_bytes())

    assert captions(story) == ["Trái", "Phải", "Trong ô"]
    assert texts(story.blocks) == BODY[:2]


def test_one_wide_cell_below_captions_all_pictures_of_the_row() -> None:
    file = WordFile(TITLE, LEAD, words(BODY[0]))
    left, right = paragraph(file.picture(photo())), paragraph(file.picture(photo()))
    wide = f'<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{words("Cả hai")}'
    file.add(table([left, right], [wide]), END)

    assert captions(read_word_file(file.to_bytes())) == ["Cả hai", "Cả hai"]


def test_a_table_of_figures_keeps_its_rows_and_columns() -> None:
    wide = f'<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{words("Tổng")}'
    figures = table([words("Đơn vị"), words("Tin"), words("Bài")], [wide, words("12")])

    story = story_of(words(BODY[0]), figures, words(BODY[1]))

    assert story.blocks[1] == WordTable((("Đơn vị", "Tin", "Bài"), ("Tổng", "", "12")))


def test_an_absurd_column_span_does_not_make_an_absurd_table() -> None:
    wide = f'<w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>{words("Tổng")}'

    story = story_of(words(BODY[0]), table([wide, words("12")]))

    assert story.blocks[1] == WordTable((("Tổng", "12"),))


def test_a_frame_around_text_is_not_a_table() -> None:
    assert texts(story_of(words(BODY[0]), table([words(BODY[1])])).blocks) == BODY[:2]


def test_lists_keep_their_kind_and_go_on_counting() -> None:
    first, second, third = (paragraph(run(text), list_id=NUMBERED) for text in ("a", "b", "c"))
    deeper = paragraph(run("sâu hơn"), list_id=NUMBERED, level=1)
    dot = paragraph(run("chấm"), list_id=DOTTED)

    story = story_of(words("Mở."), first, deeper, second, words("Xen giữa."), third, dot)

    lists = [block for block in story.blocks if isinstance(block, ListBlock)]
    assert [block.ordered for block in lists] == [True]
    assert lists[0].items == ((Inline("a\n– sâu hơn"),), (Inline("b"),))
    assert texts(story.blocks) == ["Mở.", "Xen giữa.", "3. c", "– chấm"]


def test_dots_alone_make_an_unordered_list() -> None:
    dots = [paragraph(run(text), list_id=DOTTED) for text in ("một", "hai")]

    story = story_of(words(BODY[0]), *dots)

    assert story.blocks[1] == ListBlock(ordered=False, items=((Inline("một"),), (Inline("hai"),)))


def test_empty_lines_made_with_shift_enter_part_paragraphs() -> None:
    story = story_of(words("Một\nhai\n\nba"))

    assert texts(story.blocks) == ["Một\nhai", "ba"]


def test_the_look_of_words_and_paragraphs_is_kept() -> None:
    mixed = paragraph(run("Lời "), run("đậm", style="Strong"), run(" và nghiêng", italic=True))

    story = story_of(words(BODY[0]), mixed.replace("<w:pPr>", '<w:pPr><w:jc w:val="both"/>'))

    assert story.blocks[1] == Paragraph(
        (Inline("Lời "), Inline("đậm", bold=True), Inline(" và nghiêng", italic=True)),
        Alignment.JUSTIFIED,
        "Normal",
    )
