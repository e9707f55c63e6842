"""The tables of rules: which months count, what they add up to, when people are reminded."""

import datetime as dt
from fractions import Fraction

import pytest

from toasoan.quotas.rules import (
    Demand,
    counting_months,
    days_left,
    expected_by,
    months_in,
    owed,
    period_at,
    quota_problems,
    reminder_level,
    whole,
)
from toasoan.units.rules import DaySpan
from toasoan.vietnamese.periods import (
    Period,
    half_year,
    month,
    quarter,
    sector_half_year,
    sector_quarter,
    sector_year,
    year,
)

HALF = half_year(2023, 1)


def day(text):
    return dt.date.fromisoformat(text)


def span(first, last=None):
    return DaySpan(day(first), day(last) if last else None)


EVER = DaySpan(dt.date.min)


@pytest.mark.parametrize(
    ("life", "exempt", "months"),
    [
        (EVER, [], [1, 2, 3, 4, 5, 6]),
        (span("2023-02-01"), [], [2, 3, 4, 5, 6]),
        (span("2023-02-02"), [], [3, 4, 5, 6]),
        (span("2020-01-01", "2023-03-31"), [], [1, 2, 3]),
        (span("2020-01-01", "2023-03-30"), [], [1, 2]),
        (EVER, [span("2023-02-01", "2023-02-28")], [1, 3, 4, 5, 6]),
        (EVER, [span("2023-02-28", "2023-03-01")], [1, 4, 5, 6]),
        (EVER, [span("2022-01-01", "2023-12-31")], []),
        (EVER, [span("2023-01-31", "2023-01-31"), span("2023-06-01", "2023-06-01")], [2, 3, 4, 5]),
    ],
)
def test_a_month_counts_when_the_unit_lives_through_it_and_is_not_exempt(life, exempt, months):
    found = counting_months(months_in(HALF), life, exempt)

    assert [one.first.month for one in found] == months


def test_a_month_that_the_period_cuts_is_left_out():
    cut = Period(day("2023-01-02"), day("2023-03-31"))

    assert [one.first.month for one in months_in(cut)] == [2, 3]
    assert months_in(Period(day("2023-01-02"), day("2023-01-20"))) == ()


@pytest.mark.parametrize(
    ("own", "general", "months", "required"),
    [
        ([], [Demand(2, "month", EVER)], 6, 12),
        ([], [Demand(10, "quarter", EVER)], 1, 3),
        ([], [Demand(5, "half_year", EVER)], 5, 4),
        ([], [Demand(1, "half_year", EVER)], 5, 1),
        ([], [Demand(1, "half_year", EVER)], 2, 0),
        ([], [Demand(24, "year", EVER)], 6, 12),
        # Changed from April on: three months of two, three of three.
        (
            [],
            [
                Demand(2, "month", span("2020-01-01", "2023-03-31")),
                Demand(3, "month", span("2023-04-01")),
            ],
            6,
            15,
        ),
        # One's own goes first, in the months in which it holds.
        ([Demand(1, "month", span("2023-03-01"))], [Demand(2, "month", EVER)], 6, 2 * 2 + 4),
    ],
)
def test_what_the_months_add_up_to(own, general, months, required):
    assert whole(owed(months_in(HALF)[:months], own, general)) == required


def test_halves_are_rounded_up():
    assert [whole(Fraction(n, 2)) for n in (1, 2, 3, 5)] == [1, 1, 2, 3]


@pytest.mark.parametrize(
    ("cycle", "is_sector_year", "on", "period"),
    [
        ("month", False, "2023-12-31", month(2023, 12)),
        ("month", True, "2023-12-01", month(2023, 12)),
        ("quarter", False, "2023-12-01", quarter(2023, 4)),
        ("quarter", True, "2023-12-01", sector_quarter(2024, 1)),
        ("quarter", True, "2023-11-30", sector_quarter(2023, 4)),
        ("half_year", False, "2023-06-30", half_year(2023, 1)),
        ("half_year", True, "2023-06-01", sector_half_year(2023, 2)),
        ("year", False, "2023-12-31", year(2023)),
        ("year", True, "2023-12-31", sector_year(2024)),
        ("year", True, "2024-11-30", sector_year(2024)),
    ],
)
def test_the_period_of_a_day(cycle, is_sector_year, on, period):
    assert period_at(cycle, day(on), is_sector_year=is_sector_year) == period


@pytest.mark.parametrize(
    ("today", "left", "expected"),
    [
        ("2023-05-31", 30, 0),
        ("2023-06-01", 29, 0),
        ("2023-06-15", 15, 1),
        ("2023-06-29", 1, 2),
        ("2023-06-30", 0, 2),
        ("2023-07-04", 0, 2),
    ],
)
def test_days_left_and_an_even_pace(today, left, expected):
    june = month(2023, 6)

    assert days_left(june, day(today)) == left
    assert expected_by(2, june, day(today)) == expected


@pytest.mark.parametrize(
    ("left", "levels", "level"),
    [
        (11, (10, 3), 0),
        (10, (10, 3), 1),
        (4, (10, 3), 1),
        (3, (10, 3), 2),
        (0, (10, 3), 2),
        (0, (10, 0), 1),
        (0, (0, 0), 0),
    ],
)
def test_which_reminder_is_due(left, levels, level):
    assert reminder_level(left, *levels) == level


@pytest.mark.parametrize(
    ("number", "days", "document", "others", "codes"),
    [
        (2, span("2023-01-01"), "KH 1", [], []),
        (0, span("2023-01-01"), "KH 1", [], ["number"]),
        (2, span("2023-01-02"), " ", [], ["not-first-of-month", "no-document"]),
        (2, span("2023-02-01", "2023-01-31"), "KH 1", [], ["ends-first"]),
        (2, span("2023-02-01", "2023-03-30"), "KH 1", [], ["not-last-of-month"]),
        (2, span("2023-02-01"), "KH 1", [span("2020-01-01", "2023-01-31")], []),
        (2, span("2023-02-01"), "KH 1", [span("2020-01-01", "2023-02-28")], ["overlap"]),
        (2, span("2023-02-01"), "KH 1", [span("2024-01-01")], ["overlap"]),
    ],
)
def test_what_stands_against_a_quota(number, days, document, others, codes):
    found = quota_problems(number, days, document, others)

    assert [problem.code for problem in found] == codes
