"""Working days and office hours of the demo, in Vietnamese time."""

import calendar
from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

OFFICE_HOURS = ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 0)))

_FIXED_HOLIDAYS = ((1, 1), (4, 30), (5, 1), (9, 2))
# Tết, Giỗ Tổ Hùng Vương and days in lieu of the years that the demo tells about.
_HOLIDAYS = (
    (date(2022, 9, 1), date(2022, 9, 2)),
    (date(2023, 1, 2), date(2023, 1, 2)),
    (date(2023, 1, 20), date(2023, 1, 26)),
    (date(2023, 5, 1), date(2023, 5, 3)),
    (date(2023, 9, 1), date(2023, 9, 4)),
    (date(2024, 2, 8), date(2024, 2, 14)),
    (date(2024, 4, 18), date(2024, 4, 18)),
    (date(2024, 4, 29), date(2024, 5, 1)),
    (date(2024, 9, 2), date(2024, 9, 3)),
    (date(2025, 1, 27), date(2025, 1, 31)),
    (date(2025, 4, 7), date(2025, 4, 7)),
    (date(2025, 4, 30), date(2025, 5, 2)),
    (date(2025, 9, 1), date(2025, 9, 2)),
    (date(2026, 2, 16), date(2026, 2, 20)),
    (date(2026, 4, 27), date(2026, 4, 27)),
    (date(2026, 8, 31), date(2026, 9, 2)),
)


def is_workday(day: date) -> bool:
    """Monday to Friday, public holidays excepted."""
    if day.weekday() >= calendar.SATURDAY or (day.month, day.day) in _FIXED_HOLIDAYS:
        return False
    return not any(first <= day <= last for first, last in _HOLIDAYS)


@cache
def workdays(first: date, last: date) -> tuple[date, ...]:
    """The working days from `first` to `last`, both included."""
    days = (first + timedelta(n) for n in range((last - first).days + 1))
    return tuple(day for day in days if is_workday(day))


def workday_after(day: date, count: int) -> date:
    """The working day that many working days later; 0 is the day itself or the next one."""
    while not is_workday(day):
        day += timedelta(1)
    for _ in range(count):
        day += timedelta(1)
        while not is_workday(day):
            day += timedelta(1)
    return day


def moment_on(rng: Random, day: date, *, after: datetime | None = None) -> datetime | None:
    """A moment in office hours of the day, a quarter of an hour or more after another one."""
    minutes = [
        minute
        for start, end in OFFICE_HOURS
        for minute in range(start.hour * 60 + start.minute + 5, end.hour * 60 + end.minute - 5)
    ]
    if after is not None and after.astimezone(ZONE).date() == day:
        local = after.astimezone(ZONE)
        earliest = local.hour * 60 + local.minute + 15
        minutes = [minute for minute in minutes if earliest <= minute <= earliest + 180]
    if not minutes:
        return None
    minute = rng.choice(minutes)
    return datetime.combine(day, time(minute // 60, minute % 60, rng.randrange(60)), ZONE)


def next_moment(rng: Random, after: datetime, days: int) -> datetime:
    """A moment that many working days after another; the next morning when today is over."""
    day = workday_after(after.astimezone(ZONE).date(), days)
    return moment_on(rng, day, after=after) or next_moment(rng, after, days + 1)
