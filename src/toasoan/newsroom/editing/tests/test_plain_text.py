"""A text typed without scripts: signs become paragraphs, and what was not touched stays."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toasoan.newsroom.editing.plain_text import as_typed, from_typed
from toasoan.stories.paragraphs import text_parts

TEXT = (
    '<h2 data-block-key="h">Một</h2><p data-block-key="a">Hai <b>đậm</b>.</p>'
    '<p data-block-key="l">- Không phải mục.</p>'
    '<ol><li data-block-key="i">x<ul><li data-block-key="j">y</li></ul></li></ol>'
    '<blockquote data-block-key="q">Lời.<br/>– Ông A</blockquote>'
)
TYPED = "## Một\n\nHai đậm.\n\n- Không phải mục.\n\n1. x\n  - y\n\n> Lời.\n> – Ông A"


def facts(markup):
    return [(part.kind.value, part.words, part.key) for part in text_parts(markup)]


def test_a_text_is_shown_with_signs_and_comes_back_as_it_was():
    before = text_parts(TEXT)

    assert as_typed(before) == TYPED
    assert text_parts(from_typed(TYPED, before)) == before


def test_only_what_was_changed_loses_its_formatting_and_it_keeps_its_name():
    typed = TYPED.replace("Hai đậm", "Hai đậm hơn").replace("  - y", "  - y\n  - z")

    after = from_typed(typed + "\n\n## Cuối\nđoạn <b>", text_parts(TEXT))

    assert facts(after) == [
        ("heading", "Một", "h"),
        ("paragraph", "Hai đậm hơn.", "a"),
        ("paragraph", "- Không phải mục.", "l"),
        ("item", "x", "i"),
        ("item", "y", "j"),
        ("item", "z", ""),
        ("quote", "Lời.\n– Ông A", "q"),
        ("heading", "Cuối", ""),
        ("paragraph", "đoạn <b>", ""),
    ]


def test_a_blank_line_taken_out_joins_two_paragraphs():
    before = text_parts("<p>Một.</p><p>Hai.</p>")

    assert facts(from_typed("Một.\nHai.", before)) == [("paragraph", "Một.\nHai.", "")]


@pytest.mark.parametrize("typed", ["", "  \n\n ", "##", "> ", "-"])
def test_signs_alone_do_no_harm(typed):
    assert len(text_parts(from_typed(typed, ()))) <= 1


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from("ab #>-1.\n"), max_size=40))
def test_no_letter_is_lost_whatever_is_typed(typed):
    words = "".join(part.words for part in text_parts(from_typed(typed, ())))

    assert [letter for letter in words if letter in "ab"] == [
        letter for letter in typed if letter in "ab"
    ]
