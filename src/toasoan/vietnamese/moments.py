"""Days and months of the calendar, in Vietnamese time. No database, no clock."""

import calendar
import datetime as dt

from toasoan.vietnamese.dates import TZ, local_day

_ONE_DAY = dt.timedelta(days=1)
_INSTANT = dt.timedelta(microseconds=1)
DAYS_IN_WEEK = 7
NOON, EVENING = 12, 18


def at_local(day: dt.date, clock: dt.time = dt.time.min) -> dt.datetime:
    """The moment at which it is that day and hour in Việt Nam.

    >>> str(at_local(dt.date(2026, 11, 25), dt.time(8)))
    '2026-11-25 01:00:00+00:00'
    """
    return dt.datetime.combine(day, clock, tzinfo=TZ).astimezone(dt.UTC)


def whole_days(first: dt.date, last: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """Start and end, the end excluded, of an event that takes whole days."""
    return at_local(first), at_local(last + _ONE_DAY)


def days_of(starts_at: dt.datetime, ends_at: dt.datetime) -> tuple[dt.date, dt.date]:
    """The first and last local day that an event touches.

    What ends at midnight belongs to the day before; what has no length, to its one day.
    """
    first = local_day(starts_at)
    return first, max(first, local_day(ends_at - _INSTANT))


def calendar_times(
    starts_at: dt.datetime, ends_at: dt.datetime, *, all_day: bool
) -> tuple[dt.date | dt.datetime, dt.date | dt.datetime]:
    """Start and end as calendars want them: days for whole days, the end excluded.

    >>> calendar_times(*whole_days(dt.date(2026, 11, 30), dt.date(2026, 11, 30)), all_day=True)
    (datetime.date(2026, 11, 30), datetime.date(2026, 12, 1))
    """
    if not all_day:
        return starts_at, ends_at
    first, last = days_of(starts_at, ends_at)
    return first, last + _ONE_DAY


def month_grid(year: int, month: int) -> list[list[dt.date]]:
    """The weeks, Monday first, in which the month lies; the edges belong to its neighbours."""
    first = dt.date(year, month, 1)
    last = first.replace(day=calendar.monthrange(year, month)[1])
    monday = first - dt.timedelta(days=first.weekday())
    weeks = []
    while monday <= last:
        weeks.append([monday + dt.timedelta(days=offset) for offset in range(DAYS_IN_WEEK)])
        monday += dt.timedelta(days=DAYS_IN_WEEK)
    return weeks


def month_after(day: dt.date, count: int = 1) -> dt.date:
    """The same day so many months later, or the last day of a month that has no such day.

    >>> month_after(dt.date(2027, 1, 31))
    datetime.date(2027, 2, 28)
    """
    years, index = divmod(day.month - 1 + count, 12)
    year, month = day.year + years, index + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def moved(moment: dt.datetime, days: int) -> dt.datetime:
    """The same hour so many days later in Việt Nam."""
    local = moment.astimezone(TZ)
    return at_local(local.date() + dt.timedelta(days=days), local.timetz().replace(tzinfo=None))
