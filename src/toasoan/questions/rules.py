"""Decisions about questions that need neither database nor clock: days and what stands against."""

import datetime as dt
from dataclasses import dataclass

from toasoan.questions.kinds import DayCount
from toasoan.vietnamese.working_time import NoWorkingDayError, WorkingCalendar

_ONE_DAY = dt.timedelta(days=1)
_LONGEST_BREAK = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRow:
    """The days of a kind, as a row of `Clock` holds them."""

    days: int | None
    day_count: DayCount = DayCount.WORKING
    more_days: int | None = None
    more_day_count: DayCount = DayCount.WORKING
    extension_days: int | None = None
    basis: str = ""


def add_days(day: dt.date, number: int, count: DayCount, calendar: WorkingCalendar) -> dt.date:
    """The day that is so many days after `day`, which itself is not counted.

    Calendar days are plain; a working day is one on which the office works, swapped Saturdays
    among them. Raises NoWorkingDayError for a calendar without a working day within a year.

    >>> holidays = frozenset({dt.date(2026, 4, 27), dt.date(2026, 4, 30), dt.date(2026, 5, 1)})
    >>> calendar = WorkingCalendar(days_off=holidays)
    >>> add_days(dt.date(2026, 4, 20), 15, DayCount.WORKING, calendar).isoformat()
    '2026-05-14'
    """
    if count == DayCount.CALENDAR:
        return day + _ONE_DAY * number
    idle = 0
    while number > 0:
        day += _ONE_DAY
        works = calendar.works_on(day)
        number -= works
        idle = 0 if works else idle + 1
        if idle > _LONGEST_BREAK:
            raise NoWorkingDayError
    return day


def last_day(
    clock: ClockRow | None,
    received_on: dt.date,
    calendar: WorkingCalendar,
    *,
    is_complex: bool = False,
    extended_days: int | None = None,
) -> dt.date | None:
    """The last day for the answer; None when the kind has no deadline."""
    if clock is None or clock.days is None:
        return None
    day = add_days(received_on, clock.days, clock.day_count, calendar)
    if is_complex and clock.more_days:
        day = add_days(day, clock.more_days, clock.more_day_count, calendar)
    if extended_days:
        day = add_days(day, extended_days, clock.day_count, calendar)
    return day


def days_left(due_on: dt.date, today: dt.date, calendar: WorkingCalendar) -> int:
    """Working days from tomorrow to the last day; below 0 the working days since it.

    >>> days_left(dt.date(2026, 11, 30), dt.date(2026, 11, 27), WorkingCalendar())
    1
    >>> days_left(dt.date(2026, 11, 27), dt.date(2026, 11, 28), WorkingCalendar())
    -1
    """
    first, last = min(due_on, today), max(due_on, today)
    worked = sum(
        calendar.works_on(first + _ONE_DAY * number) for number in range(1, (last - first).days + 1)
    )
    return worked if today <= due_on else -max(1, worked)
