"""How much of a text stands in another; and how well that finds our stories again."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toasoan.monitoring.shingles import Archive, Comparison, Likeness, Text, words
from toasoan.testing.outlet_items import ITEMS, STORIES, MadeItem, made_set

FOUND_AT = 0.40


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("Viện kiểm sát nhân dân tỉnh", "VKSND tỉnh"),
        ("Viện KSND tỉnh", "VKSND tỉnh"),
        ("Viện kiểm sát tỉnh", "VKS tỉnh"),
        ("Tòa án nhân dân khu vực 1", "TAND khu vực 1"),
        ("Hội đồng xét xử tuyên", "HĐXX tuyên"),
        ("đồng chí Lam", "đ/c Lam"),
        ("THÀNH PHỐ, ngày 1-7", "tp ngày 1/7"),
        ("Hòa Lợi", "Hoà Lợi"),
        ("to\u0300a a\u0301n", "tòa án"),
    ],
)
def test_two_ways_of_writing_give_the_same_words(long: str, short: str) -> None:
    assert words(long) == words(short)


def test_part_of_a_longer_word_is_no_institution() -> None:
    assert words("vks1 vksa") == ["vks1", "vksa"]


@cache
def _scored() -> tuple[list[MadeItem], list[list[Likeness]]]:
    stories, items = made_set()
    texts = {story.number: Text.of(story.text) for story in stories}
    of_items = [Text.of(item.text) for item in items]
    archive = Archive(one.shingles for one in (*texts.values(), *of_items))
    comparison = Comparison.of(texts, archive)
    return items, [comparison.likenesses(item, 0.2) for item in of_items]


def test_the_made_set_is_what_it_says_and_the_same_every_time() -> None:
    stories, items = made_set()

    assert (len(stories), len(items)) == (STORIES, ITEMS) == (300, 1_000)
    assert (stories, items) == made_set()
    assert made_set(2)[0] != stories


def test_our_stories_are_found_again_in_what_outlets_made_of_them() -> None:
    """docs/measurements.md has the numbers; the bounds are what was promised."""
    items, scored = _scored()
    truth = {(at, story) for at, item in enumerate(items) for story in item.stories}

    found = {
        (at, one.story) for at, row in enumerate(scored) for one in row if one.score >= FOUND_AT
    }

    right = len(found & truth)
    assert right / len(truth) >= 0.95, "recall"
    assert right / len(found) >= 0.98, "precision"
    assert (right, len(found), len(truth)) == (823, 826, 826)


def test_headlines_play_no_part_in_it() -> None:
    items, scored = _scored()
    whole = next(at for at, item in enumerate(items) if item.make == "whole")
    story = next(iter(items[whole].stories))

    assert scored[whole][0].story == story
    assert scored[whole][0].score > 0.9


@pytest.mark.parametrize("text", ["", "một hai ba", "…", "Phát biểu chỉ đạo, đồng chí Viện trưởng"])
def test_next_to_no_text_is_like_nothing(text: str) -> None:
    stories, _items = made_set()
    texts = {story.number: Text.of(story.text) for story in stories}
    comparison = Comparison.of(texts, Archive(one.shingles for one in texts.values()))

    assert comparison.likenesses(Text.of(text), FOUND_AT) == []


def test_nothing_to_compare_with() -> None:
    assert Comparison.of({}, Archive([])).likenesses(Text.of("một hai ba bốn năm"), 0.0) == []


LETTERS = st.lists(st.sampled_from(list("abcdefghiklm")), max_size=60).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(one=LETTERS, other=LETTERS, rest=st.lists(LETTERS, max_size=5))
def test_a_score_lies_between_nothing_and_all_and_goes_both_ways(
    one: str, other: str, rest: list[str]
) -> None:
    texts = [Text(Text.of(text).shingles) for text in (one, other, *rest)]
    archive = Archive(text.shingles for text in texts)

    there = Comparison.of({1: texts[0]}, archive).likenesses(texts[1], 0.0)
    back = Comparison.of({1: texts[1]}, archive).likenesses(texts[0], 0.0)

    assert [round(row.score, 9) for row in there] == [round(row.score, 9) for row in back]
    assert all(0 <= row.score <= 1 + 1e-9 for row in there)
