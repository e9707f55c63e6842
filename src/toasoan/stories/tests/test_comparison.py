"""Two bodies compared: every line is told of once, and what stayed is no change."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toasoan.stories.comparison import (
    BodyLine,
    LineState,
    compared,
    lines_of,
    merged_runs,
    word_runs,
)
from toasoan.stories.paragraphs import PartKind, text_parts

SENTENCES = ["Đoàn làm việc hai ngày.", "Hồ sơ đầy đủ.", "Kết luận gửi sau.", "", "Đoàn về."]
LINES = st.lists(
    st.builds(
        BodyLine,
        st.sampled_from([PartKind.PARAGRAPH, PartKind.ITEM, PartKind.PICTURE]),
        st.sampled_from(["", "a", "b", "c"]),
        st.sampled_from(SENTENCES),
    ),
    max_size=12,
)


def lines(markup):
    return lines_of(text_parts(markup))


def told(old, new):
    return [
        (pair.state.value, pair.moved, pair.line.words)
        for pair in compared(lines(old), lines(new))
        if not pair.is_folded
    ]


def named(*words):
    return "".join(f'<p data-block-key="k{n}">{each}</p>' for n, each in enumerate(words))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_every_line_of_both_sides_is_told_of_once(data):
    old, new = data.draw(LINES), data.draw(LINES)

    pairs = compared(old, new)

    assert [pair.new for pair in pairs if pair.new is not None] == new
    assert sorted(map(repr, (pair.old for pair in pairs if pair.old))) == sorted(map(repr, old))
    assert all(pair.is_folded for pair in compared(new, new))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from("abcd"), max_size=12), st.lists(st.sampled_from("abcd")))
def test_marked_words_give_back_both_sides(old, new):
    before, after = " ".join(old), " ".join(new)
    left, right = word_runs(before, after)

    assert " ".join(run.words for run in left) == before
    assert " ".join(run.words for run in right) == after
    assert all(run.side is None for run in merged_runs(before, before))


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("<p>Một.</p><p>Hai.</p>", "<p>Một.</p><p>Ba bốn.</p><p>Hai.</p>",
         [("added", False, "Ba bốn.")]),
        ("<p>Một.</p><p>Hai.</p>", "<p>Hai.</p>", [("removed", False, "Một.")]),
        ("<p>Một.</p><p>Hai.</p><p>Ba.</p>", "<p>Ba.</p><p>Một.</p><p>Hai.</p>",
         [("same", True, "Ba.")]),
        (named("Đoàn đến.", "Hết."), named("Hai mươi người tới nơi.", "Hết."),
         [("changed", False, "Hai mươi người tới nơi.")]),
        ("<p>Đoàn làm việc trong hai ngày.</p>", "<p>Đoàn làm việc trong ba ngày.</p>",
         [("changed", False, "Đoàn làm việc trong ba ngày.")]),
        ("<p>Một.</p>", "<h2>Một.</h2>", [("look", False, "Một.")]),
        ('<p>Xem <a href="https://a.vn">đây</a></p>', '<p>Xem <a href="https://b.vn">đây</a></p>',
         [("look", False, "Xem đây")]),
    ],
)  # fmt: skip
def test_what_became_of_each_paragraph_is_said(old, new, changes):
    assert told(old, new) == changes


def test_a_long_text_compared_with_itself_and_with_one_change_is_quick():
    old = [BodyLine(PartKind.TABLE, "", f"Hàng {number % 9} | 12") for number in range(4000)]
    new = [*old[:2000], BodyLine(PartKind.TABLE, "", "Hàng mới hẳn"), *old[2000:]]

    changed = [pair for pair in compared(old, new) if not pair.is_folded]

    assert [pair.state for pair in changed] == [LineState.ADDED]
