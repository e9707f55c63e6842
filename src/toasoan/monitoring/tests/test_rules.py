"""The threshold learns; outlets that fail are left alone for longer; words are found."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toasoan.monitoring.rules import (
    HIGHEST,
    LEAST_DECISIONS,
    LOWEST,
    START,
    Decision,
    found_words,
    next_reading,
    threshold,
    watch_word_problems,
)


def _said(ours: int, score: float, others: int = 0) -> list[Decision]:
    return [Decision(score, True)] * ours + [Decision(score, False)] * others


@pytest.mark.parametrize(
    ("decisions", "score"),
    [
        ([], START),
        (_said(19, 0.9), START),
        (_said(50, 0.9), START),
        (_said(50, 0.9) + _said(9, 0.35), START),
        (_said(50, 0.9) + _said(10, 0.35), 0.30),
        (_said(50, 0.9) + _said(10, 0.35) + _said(0, 0.32, 5), 0.33),
        (_said(30, 0.9) + _said(0, 0.45, 3), 0.46),
        (_said(100, 0.9) + _said(0, 0.45, 2), START),
        (_said(0, 0.9, 30), HIGHEST),
        (_said(0, 0.35, 30), START),
    ],
)
def test_the_threshold_follows_what_people_say(decisions: list[Decision], score: float) -> None:
    assert threshold(decisions).score == score


def test_the_numbers_that_it_rests_on_are_told() -> None:
    found = threshold(_said(30, 0.9) + _said(0, 0.45, 3) + _said(2, 0.46))

    assert (found.score, found.decisions, found.above, found.ours) == (0.46, 35, 32, 32)
    assert found.is_learned
    assert not threshold(_said(19, 0.9)).is_learned


SCORES = st.integers(30, 100).map(lambda score: score / 100)
DECISIONS = st.lists(st.builds(Decision, SCORES, st.booleans()), max_size=80)


@given(decisions=DECISIONS, score=SCORES)
def test_more_that_were_ours_never_raise_it_and_more_that_were_not_never_lower_it(
    decisions: list[Decision], score: float
) -> None:
    before = threshold(decisions)

    assert LOWEST <= before.score <= HIGHEST
    if len(decisions) >= LEAST_DECISIONS:
        assert threshold([*decisions, Decision(score, ours=True)]).score <= before.score
        assert threshold([*decisions, Decision(score, ours=False)]).score >= before.score


@pytest.mark.parametrize(("failures", "hours"), [(0, 0.5), (1, 1), (3, 4), (6, 24), (90, 24)])
def test_an_outlet_that_fails_is_left_alone_for_longer(failures: int, hours: float) -> None:
    now = dt.datetime(2026, 11, 30, tzinfo=dt.UTC)

    assert next_reading(now, failures) - now == dt.timedelta(hours=hours)


def test_words_are_found_in_any_spelling_as_whole_words_the_longest_first() -> None:
    watched = {"vksnd khu vuc 1": 1, "vksnd khu vuc": 2, "tran van binh": 3}

    found = found_words("Viện KSND khu vực 1 và Viện kiểm sát nhân dân khu vực 12", watched)

    assert found == ["vksnd khu vuc 1", "vksnd khu vuc"]
    assert found_words("Trần Văn Bình", watched) == ["tran van binh"]
    assert found_words("Trần Văn Bìnhh", watched) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "too-short"),
        ("Viện", "too-short"),
        ("… …", "too-short"),
        ("chữ " * 40, "too-long"),
        ("VKSND khu vực 1", "known"),
        ("VKSND", "too-short"),
        ("Viện kiểm sát khu vực 2", None),
    ],
)
def test_which_words_may_be_watched(text: str, code: str | None) -> None:
    problems = watch_word_problems(text, ["vksnd khu vuc 1"])

    assert [problem.code for problem in problems] == ([code] if code else [])
