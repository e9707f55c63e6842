"""Days and moments as people type them, read by one rule. No clock."""

import datetime as dt
import re

from toasoan.vietnamese.dates import TZ, local_day

#: Days outside of these are slips of the pen: from the first day of the Republic to a year that
#: nothing here is planned for.
FIRST_DAY, LAST_DAY = dt.date(1945, 9, 2), dt.date(2100, 12, 31)

#: An hour that passed this long ago at most means "now": the person typed it, read on, and pressed.
JUST_PASSED = dt.timedelta(minutes=5)
#: What lies further ahead than a year may be a slip of the pen.
FAR_AHEAD = dt.timedelta(days=366)

_HERE = r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})"
_ISO = r"(?P<iso_year>\d{4})-(?P<iso_month>\d{1,2})-(?P<iso_day>\d{1,2})"
_DAY = re.compile(rf"{_HERE}|{_ISO}", re.ASCII)
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d{1,6})?)?"
_ZONE = r"(?P<zone>Z|[+-]\d{2}:\d{2})?"
_MOMENT = re.compile(rf"(?P<date>[\d/.-]+)(?:T|, ?| +){_CLOCK}{_ZONE}", re.ASCII)


def read_day(text: str) -> dt.date | None:
    """The day that a text names: day, month and year, or ISO 8601; None for any other text.

    >>> read_day("5/8/2026"), read_day("2026-08-05"), read_day("31/02/2026")
    (datetime.date(2026, 8, 5), datetime.date(2026, 8, 5), None)
    """
    match = _DAY.fullmatch(text)
    if match is None:
        return None
    parts = [match[name] or match[f"iso_{name}"] for name in ("year", "month", "day")]
    try:
        return dt.date(*map(int, parts))
    except ValueError:
        return None


def read_moment(text: str) -> dt.datetime | None:
    """The moment that a text names, a day and an hour; None for any other text.

    Without an offset from UTC it is an hour in Việt Nam. Seconds count, fractions do not.

    >>> str(read_moment("5/8/2026, 14:30")), str(read_moment("2026-08-05T07:30Z"))
    ('2026-08-05 14:30:00+07:00', '2026-08-05 14:30:00+07:00')
    """
    match = _MOMENT.fullmatch(text)
    day = read_day(match["date"]) if match else None
    if match is None or day is None:
        return None
    zone = match["zone"] or ""
    try:
        clock = dt.time(int(match["hour"]), int(match["minute"]), int(match["second"] or 0))
        offset = dt.datetime.fromisoformat(f"2000-01-01T00:00{zone}").tzinfo or TZ
        return dt.datetime.combine(day, clock, tzinfo=offset).astimezone(TZ)
    except (ValueError, OverflowError):
        return None


def is_sensible(moment: dt.date | dt.datetime) -> bool:
    """Whether somebody can mean this day or moment.

    >>> is_sensible(dt.date(2026, 8, 5)), is_sensible(dt.date(226, 8, 5))
    (True, False)
    """
    day = local_day(moment) if isinstance(moment, dt.datetime) else moment
    return FIRST_DAY <= day <= LAST_DAY


def is_long_gone(moment: dt.datetime, now: dt.datetime) -> bool:
    """Whether an hour typed at `now` passed more than some minutes ago.

    >>> now = dt.datetime(2026, 11, 30, 15, 0, tzinfo=TZ)
    >>> [is_long_gone(now - dt.timedelta(minutes=passed), now) for passed in (4, 60)]
    [False, True]
    """
    return moment < now - JUST_PASSED


def is_far_ahead(moment: dt.datetime, now: dt.datetime) -> bool:
    """Whether an hour typed at `now` lies more than a year ahead.

    >>> now = dt.datetime(2026, 11, 30, 15, 0, tzinfo=TZ)
    >>> [is_far_ahead(now + dt.timedelta(days=ahead), now) for ahead in (30, 400)]
    [False, True]
    """
    return moment > now + FAR_AHEAD
