"""Files that people had trouble with, each as the draft it must become."""

from pathlib import Path

import pytest

from toasoan.intake.docx.model import (
    AuthorRole,
    IntakeNote,
    Paragraph,
    WordByline,
    WordStory,
    WordTable,
)
from toasoan.intake.docx.problems import WordFileError, WordProblem
from toasoan.intake.docx.read import read_word_file
from toasoan.intake.fitting import fitted

FILES = Path(__file__).parent / "files"


def story_in(name: str) -> WordStory:
    return fitted(read_word_file((FILES / f"{name}.docx").read_bytes()))


def texts(story: WordStory) -> list[str]:
    return [block.text for block in story.blocks if isinstance(block, Paragraph)]


def test_a_label_is_the_role_and_no_part_of_the_name():
    both = story_in("long-headline")

    assert story_in("byline-prefix").bylines == (WordByline("Vũ Thị Mẫu", AuthorRole.WORDS),)
    assert both.bylines == (WordByline("Vũ Thị Mẫu", AuthorRole.WORDS_AND_PHOTOS),)


def test_a_headline_that_is_too_long_goes_on_in_the_body():
    story = story_in("long-headline")

    assert len(story.headline) <= 200
    assert story.headline.startswith("Hội nghị tổng kết phong trào toàn dân chăm sóc cây xanh")
    rest = texts(story)[0]
    assert rest.endswith("lễ trao tặng cờ thi đua cho ba tập thể tiêu biểu")
    assert len(f"{story.headline} {rest}".split()) == 64
    assert {IntakeNote.HEADLINE_TOO_LONG, IntakeNote.HEADLINE_IN_CAPITALS} <= set(story.note_codes)


def test_a_standfirst_that_is_too_long_goes_on_in_the_body():
    story = story_in("long-standfirst")

    assert len(story.standfirst) <= 1000
    assert story.standfirst.endswith(".")
    assert texts(story)[0].startswith("Đoạn số")
    assert texts(story)[0].endswith("đường ra chợ phiên.")
    assert IntakeNote.STANDFIRST_TOO_LONG in story.note_codes


def test_a_file_that_is_too_long_is_not_called_too_large():
    with pytest.raises(WordFileError) as refused:
        story_in("small-but-many-elements")

    assert refused.value.code is WordProblem.TOO_MANY_PARAGRAPHS


def test_text_that_is_only_marked_as_a_placeholder_is_kept():
    assert any("giờ" in text for text in texts(story_in("stale-placeholder")))


def test_a_raised_minus_stays_a_minus():
    text = texts(story_in("superscript-minus"))[0]

    assert "3×10⁻³ mg/l" in text
    assert "25 km²" in text


def test_signs_in_a_table_are_text():
    table = next(
        block for block in story_in("table-symbols").blocks if isinstance(block, WordTable)
    )

    assert [row[1:] for row in table.rows[1:]] == [
        ("✓", "–", "+"),
        ("–", "✓", "*"),
        ("☒", "☐", "%"),
        ("X", "0", "12"),
    ]
