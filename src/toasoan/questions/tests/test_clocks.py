"""Days of the clocks: the numbers of the law and of the house, by the agency's calendar."""

import datetime as dt

import pytest

from toasoan.questions.clocks import FIRST_CLOCKS
from toasoan.questions.kinds import DayCount, QuestionKind
from toasoan.questions.rules import ClockRow, add_days, days_left, last_day
from toasoan.vietnamese.working_time import WorkingCalendar

_SPRING = frozenset({dt.date(2026, 4, 27), dt.date(2026, 4, 30), dt.date(2026, 5, 1)})
CALENDAR = WorkingCalendar(
    days_off=_SPRING | {dt.date(2026, 8, 31), dt.date(2026, 9, 1), dt.date(2026, 9, 2)},
    days_worked=frozenset({dt.date(2026, 8, 22)}),
)


@pytest.mark.parametrize(
    ("kind", "received", "complex_", "extended", "last"),
    [
        (QuestionKind.QUESTION, (2026, 4, 20), False, None, (2026, 5, 14)),
        (QuestionKind.QUESTION, (2026, 4, 18), False, None, (2026, 5, 13)),
        # A Saturday that is worked counts; the days off of Quốc khánh do not.
        (QuestionKind.QUESTION, (2026, 8, 17), False, None, (2026, 9, 9)),
        (QuestionKind.QUESTION, (2026, 4, 20), False, 5, (2026, 5, 21)),
        (QuestionKind.INFORMATION, (2026, 4, 24), False, None, (2026, 5, 4)),
        (QuestionKind.INFORMATION, (2026, 4, 24), True, None, (2026, 5, 25)),
        (QuestionKind.STORY_ERROR, (2026, 4, 20), False, None, (2026, 5, 5)),
    ],
)
def test_the_last_day_of_each_kind(kind, received, complex_, extended, last):
    day = last_day(
        FIRST_CLOCKS[kind],
        dt.date(*received),
        CALENDAR,
        is_complex=complex_,
        extended_days=extended,
    )

    assert day == dt.date(*last)


def test_a_kind_without_days_has_no_deadline():
    assert last_day(ClockRow(days=None), dt.date(2026, 4, 20), CALENDAR) is None
    assert last_day(None, dt.date(2026, 4, 20), CALENDAR) is None


@pytest.mark.parametrize(
    ("today", "left"),
    [((2026, 5, 13), 1), ((2026, 5, 14), 0), ((2026, 5, 15), -1), ((2026, 5, 18), -2)],
)
def test_days_left_are_working_days(today, left):
    assert days_left(dt.date(2026, 5, 14), dt.date(*today), CALENDAR) == left


def test_calendar_days_are_plain():
    assert add_days(dt.date(2026, 4, 20), 15, DayCount.CALENDAR, CALENDAR) == dt.date(2026, 5, 5)
