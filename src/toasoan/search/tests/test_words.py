"""How texts and queries are cut, ordered and shown: without a database."""

import datetime as dt
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toasoan.search.extracts import extract, marked
from toasoan.search.places import LAST, MOST_OBJECTS, begin_of, place_of
from toasoan.search.query_parsing import LONGEST, read
from toasoan.search.suggestions import distance, slips_of
from toasoan.search.words import MOST_WORDS, indexed, words_of

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
VIETNAMESE = st.text("aăâeêioôơuưyđbcghklmnprstvx ÁẠỆỮ.,-“”<>&", max_size=200)
BEGIN = dt.datetime(1990, 1, 1, tzinfo=dt.UTC)
MOMENTS = st.integers(0, 60 * 365 * 86_400).map(
    lambda seconds: BEGIN + dt.timedelta(seconds=seconds)
)
PKS = st.integers(1, MOST_OBJECTS)


@given(TEXTS)
def test_both_forms_have_the_same_number_of_words(text):
    words = indexed(text)

    assert len(words.folded.split(" ")) == len(words.exact.split(" "))
    assert all(char.isalnum() or char == " " for char in words.folded + words.exact)


@given(TEXTS)
def test_a_text_composed_or_not_has_the_same_words(text):
    assert indexed(unicodedata.normalize("NFD", text)) == indexed(text)


def test_words_are_cut_at_everything_that_is_no_letter_or_digit():
    assert indexed("Thông tư 05/2026, “Đường_bộ”").folded == "thong tu 5 2026 duong bo"
    assert indexed("một hai ba", most=2).exact == "một hai"
    assert len(indexed("a" * 500).exact) == 60


@given(MOMENTS, MOMENTS, PKS, PKS)
def test_later_documents_have_larger_numbers(one, other, one_pk, other_pk):
    first, second = place_of(one, 1, one_pk), place_of(other, 1, other_pk)

    assert (first < second) == ((one, one_pk) < (other, other_pk))
    assert begin_of(one) <= first <= LAST


def test_no_number_is_out_of_bounds():
    far = dt.datetime(2999, 1, 1, tzinfo=dt.UTC)
    old = dt.datetime(1945, 9, 2, tzinfo=dt.UTC)

    assert place_of(far, 15, MOST_OBJECTS) == LAST
    assert place_of(old, 1, 1) == place_of(BEGIN, 1, 1)
    for kind, pk in ((0, 1), (16, 1), (1, -1), (1, MOST_OBJECTS + 1)):
        with pytest.raises(ValueError, match="No place"):
            place_of(far, kind, pk)


@given(TEXTS)
def test_any_query_can_be_read(typed):
    search_words = read(typed)

    assert len(search_words.typed) <= LONGEST
    assert sum(map(len, search_words.phrases)) <= MOST_WORDS
    assert all(search_words.phrases)


@pytest.mark.parametrize(
    ("typed", "phrases", "unwanted"),
    [
        ('"kiểm sát" tối cao', ["kiểm sát", "tối", "cao"], []),
        ("“kiểm sát”", ["kiểm sát"], []),
        ('"kiểm sát', ["kiểm", "sát"], []),
        ("tin -bài", ["tin"], ["bài"]),
        ("tin - bài", ["tin", "bài"], []),
        ('tin -"bài báo"', ["tin"], ["bài báo"]),
        ("covid-19", ["covid 19"], []),
        ("--tin", ["tin"], []),
        ('""', [], []),
    ],
)
def test_phrases_and_unwanted_words_are_told_apart(typed, phrases, unwanted):
    search_words = read(typed)

    assert [" ".join(word.exact for word in phrase) for phrase in search_words.phrases] == phrases
    assert [" ".join(word.exact for word in phrase) for phrase in search_words.unwanted] == unwanted


@given(VIETNAMESE, VIETNAMESE)
def test_a_marked_text_is_the_text_and_every_hit_was_asked_for(text, typed):
    search_words = read(typed)
    pieces = marked(text, search_words)
    wanted = {word for phrase in search_words.folded for word in phrase}

    assert "".join(piece.text for piece in pieces) == text
    for piece in pieces:
        if piece.is_hit:
            assert set(indexed(piece.text).folded.split()) <= wanted


@given(VIETNAMESE, VIETNAMESE)
def test_an_extract_is_a_part_of_the_text(text, typed):
    shown = "".join(piece.text for piece in extract(text, read(typed)))

    assert shown.removeprefix("… ").removesuffix(" …") in " ".join(text.split())
    assert len(words_of(shown)) <= 34


@given(st.integers(0, 90), st.integers(0, 90))
def test_an_extract_holds_what_was_asked_for(before, after):
    text = "chữ " * before + "Viện kiểm sát" + " khác" * after

    shown = extract(text, read("kiem sat"))

    assert [piece.text for piece in shown if piece.is_hit] == ["kiểm sát"]


def test_an_extract_shows_where_most_words_stand_together():
    text = "kiểm " + "chữ " * 60 + "viện kiểm sát nhân dân"

    shown = extract(text, read("viện kiểm sát"))

    assert [piece.text for piece in shown if piece.is_hit] == ["viện kiểm sát"]


def test_marks_that_were_typed_are_marked_alone_where_they_stand():
    assert [p.text for p in marked("Bàn về tội của tôi", read("tội")) if p.is_hit] == ["tội"]
    assert [p.text for p in marked("Bàn về tôi", read("tội")) if p.is_hit] == ["tôi"]
    assert [p.text for p in marked("sát, kiểm sát", read('"kiểm sát"')) if p.is_hit] == ["kiểm sát"]


@given(st.text("aeghikmnt", min_size=1, max_size=8))
def test_a_slip_goes_both_ways(word):
    slips = slips_of(word)

    assert word not in slips
    assert all(distance(word, slip) <= 2 for slip in slips)
    assert all(word in slips_of(slip) for slip in list(slips)[:20])


def test_numbers_and_very_long_words_have_no_slips():
    assert slips_of("2026") == slips_of("a" * 13) == slips_of("đ") == set()
