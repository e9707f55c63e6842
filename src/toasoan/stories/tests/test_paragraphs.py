"""A body as parts: no letter is lost, names stay, and every writer reads the same parts."""

import re
from html import escape, unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toasoan.stories.blocks import BodyBlock
from toasoan.stories.paragraphs import (
    PartKind,
    grouped,
    parts_of,
    quotation,
    quoted,
    text_parts,
    with_keys,
)
from toasoan.stories.text import plain, plain_text, word_count
from toasoan.stories.text_html import stored_text, text_html
from toasoan.vietnamese.fold import nfc

LIST = "<ol><li>a<ul><li>b</li></ul></li><li>c<br/>d</li></ol>"
#: Tags as they may stand in a stored text, and as they should not.
TAGS = ["p", "h2", "ul", "ol", "li", "blockquote", "b", "i", "em", "br/", "div", "u", 'a href="/x"']
letters = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Cn", "Co"]), max_size=9)
markup = st.lists(
    st.one_of(
        letters.map(lambda text: escape(text, quote=False)),
        st.sampled_from(TAGS).map(lambda tag: f"<{tag}>"),
        st.sampled_from(TAGS).map(lambda tag: f"</{tag.split()[0]}>"),
    ),
    max_size=25,
).map("".join)


def body(*blocks):
    return BodyBlock().to_python([{"type": kind, "value": value} for kind, value in blocks])


def squeezed(text):
    return "".join(nfc(text).split())


def test_a_text_is_read_into_parts_in_reading_order():
    parts = text_parts(f'<h2 data-block-key="k1">Một</h2><p>Hai <b>ba</b></p>{LIST}')

    assert [(part.kind, part.words, part.depth, part.ordered) for part in parts] == [
        ("heading", "Một", 0, False),
        ("paragraph", "Hai ba", 0, False),
        ("item", "a", 0, True),
        ("item", "b", 1, False),
        ("item", "c\nd", 0, True),
    ]
    assert [parts[0].key, parts[1].key, parts[1].markup] == ["k1", "", "Hai <b>ba</b>"]


@settings(max_examples=150, deadline=None)
@given(markup)
def test_no_letter_is_lost_whatever_the_markup(markup):
    letters = unescape(re.sub(r"</?[a-z][^<>]*>", "", markup))

    parts = text_parts(markup)

    assert squeezed("".join(part.words for part in parts)) == squeezed(letters)
    stored = stored_text(parts)
    assert [(p.kind, p.words, p.markup) for p in text_parts(stored)] == [
        (p.kind, p.words, p.markup) for p in parts
    ]
    assert squeezed(re.sub(r"<[^>]+>", "", text_html(stored))).replace("–", "") == squeezed(
        escape("".join(part.words for part in parts), quote=False)
    ).replace("–", "") or any(part.kind is PartKind.QUOTE for part in parts)


@settings(max_examples=100, deadline=None)
@given(markup)
def test_plain_text_has_single_spaces_and_no_empty_ends(markup):
    words = plain(markup)

    assert "  " not in words
    assert words == words.strip()
    assert all(line == line.strip() for line in words.split("\n"))


@settings(max_examples=60, deadline=None)
@given(markup)
def test_every_paragraph_gets_a_name_of_its_own_and_keeps_it(markup):
    named = with_keys(markup, set())

    keys = [part.key for part in text_parts(stored_text(text_parts(named)))]
    assert with_keys(named, set()) == named
    assert [p.words for p in text_parts(named)] == [p.words for p in text_parts(markup)]
    assert len({key for key in keys if key}) == len([key for key in keys if key])


def test_a_name_that_stands_twice_in_a_body_is_given_anew():
    taken = set()
    first = with_keys('<p data-block-key="ab">x</p>', taken)
    second = with_keys('<p data-block-key="ab">y</p>', taken)

    assert 'data-block-key="ab"' in first
    assert 'data-block-key="ab"' not in second
    assert len(taken) == 2


@pytest.mark.parametrize(
    ("given", "speaker"),
    [
        ("<blockquote>Một.<br/>– Ông A</blockquote>", "Ông A"),
        ("<blockquote>Một.<br/>- <b>Bà B</b></blockquote>", "Bà B"),
        ("<blockquote>– Một.</blockquote>", ""),
        ("<blockquote>Một.</blockquote><blockquote>Hai.<br/>— Ông C</blockquote>", "Ông C"),
        (quoted("Một & hai.\n\nBa.", "Ông D, Viện trưởng"), "Ông D, Viện trưởng"),
    ],
)
def test_the_last_line_of_a_quotation_names_the_speaker(given, speaker):
    ((kind, group),) = grouped(text_parts(given))
    said = quotation(group)

    assert (kind, said.speaker) == (PartKind.QUOTE, speaker)
    assert "Một" in said.words[0]
    assert not speaker or speaker not in " ".join(said.words)
    assert text_html(given).count("<blockquote>") == 1
    assert ("<footer>" in text_html(given)) is bool(speaker)


def test_readers_get_lists_quotations_and_headings_without_the_editors_names():
    shown = text_html(f'<h2 data-block-key="a">Một</h2><p data-block-key="b"></p>{LIST}')

    assert shown == f"<h2>Một</h2>{LIST}"


def test_plain_text_sets_everything_apart_and_leaves_captions_out():
    rows = [{"values": ["Khu vực 1", "12"]}]
    columns = [{"type": "text", "heading": name} for name in ("Đơn vị", "Vụ")]
    stream = body(
        ("text", f"<p>Một <b>hai</b>, ba.</p><h2>Bốn</h2>{LIST}"),
        ("picture", {"caption": "Chú thích", "credit": "Ảnh: A"}),
        ("gallery", {"title": "Bộ ảnh", "pictures": [{"caption": "Chú thích hai"}]}),
        ("table", {"caption": "Bảng 1", "table": {"columns": columns, "rows": rows}}),
        ("video", {"title": "Phim", "address": "https://vidu.vn/x"}),
        ("text", quoted("Lời.", "Ông A")),
    )

    words = plain_text(stream)

    assert words == (
        "Một hai, ba.\n\nBốn\n\n1. a\n- b\n2. c\nd\n\nBộ ảnh\n\n"
        "Bảng 1\nĐơn vị | Vụ\nKhu vực 1 | 12\n\nPhim\n\nLời.\n– Ông A"
    )
    assert word_count("Đơn vị | Vụ – 12") == 4
    assert "Phim: https://vidu.vn/x" in plain_text(stream, "https://vidu.vn")
    kinds = [part.kind for part in parts_of(stream)]
    assert kinds.count(PartKind.PICTURE) == 2
