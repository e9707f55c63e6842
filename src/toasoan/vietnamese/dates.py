"""Days and moments as people here read them, always in Vietnamese time."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

TZ = ZoneInfo("Asia/Ho_Chi_Minh")

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")

_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_WEEK = 7


def short_date(day: date) -> str:
    """Return the day in the form of screens, always ten characters.

    >>> short_date(date(2023, 7, 28))
    '28/07/2023'
    """
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def official_date(day: date) -> str:
    """Return the day in the form of official documents.

    Days below 10 and months 1 and 2 take a zero, other months do not: Nghị định 30/2020/NĐ-CP,
    Phụ lục I.

    >>> official_date(date(2021, 6, 8)), official_date(date(2024, 2, 29))
    ('08/6/2021', '29/02/2024')
    """
    return f"{day.day:02d}/{official_month(day.month)}/{day.year:04d}"


def official_month(month: int) -> str:
    """Return the number of a month as official documents write it.

    >>> [official_month(number) for number in (1, 2, 3, 12)]
    ['01', '02', '3', '12']
    """
    return f"{month:02d}" if month in (1, 2) else str(month)


def long_date(day: date) -> str:
    """Return the day with its weekday.

    >>> long_date(date(2023, 7, 28))
    'Thứ Sáu, 28/07/2023'
    """
    return f"{WEEKDAYS[day.weekday()]}, {short_date(day)}"


def short_datetime(moment: datetime) -> str:
    """Return the local day and time of an aware moment.

    >>> short_datetime(datetime(2023, 7, 28, 10, 46, tzinfo=TZ))
    '28/07/2023, 10:46'
    """
    local = _local(moment)
    return f"{short_date(local)}, {_clock(local)}"


def long_datetime(moment: datetime) -> str:
    """Return weekday, local day and time of an aware moment.

    >>> long_datetime(datetime(2023, 7, 28, 10, 46, tzinfo=TZ))
    'Thứ Sáu, 28/07/2023, 10:46'
    """
    local = _local(moment)
    return f"{long_date(local)}, {_clock(local)}"


def spoken_datetime(moment: datetime, today: date) -> str:
    """Return hour, weekday and day as people say them; the year only when it is another one.

    >>> spoken_datetime(datetime(2026, 11, 30, 15, 0, tzinfo=TZ), date(2026, 11, 29))
    '15:00 thứ Hai 30/11'
    >>> spoken_datetime(datetime(2027, 1, 3, 8, 30, tzinfo=TZ), date(2026, 11, 29))
    '08:30 Chủ Nhật 03/01/2027'
    """
    local = _local(moment)
    weekday = WEEKDAYS[local.weekday()].replace("Thứ", "thứ")
    day = short_date(local) if local.year != today.year else f"{local.day:02d}/{local.month:02d}"
    return f"{_clock(local)} {weekday} {day}"


def local_day(moment: datetime) -> date:
    """Return the day it is here at that aware moment.

    >>> from datetime import UTC
    >>> local_day(datetime(2023, 6, 30, 17, 0, tzinfo=UTC))
    datetime.date(2023, 7, 1)
    """
    return _local(moment).date()


def relative(moment: datetime, now: datetime) -> str:
    """Return how far a moment is from now, in the coarsest words that still help.

    Under an hour in minutes, on the same local day in hours, on the next local day by the clock,
    under a week in local days, then the date. Hours are counted full, never rounded up.

    >>> now = datetime(2023, 7, 28, 10, 46, tzinfo=TZ)
    >>> relative(now - timedelta(minutes=5), now), relative(now + timedelta(hours=3), now)
    ('5 phút trước', 'còn 3 giờ')
    """
    if moment > now:
        return _ahead(moment, now)
    if now - moment < _MINUTE:
        return "vừa xong"
    amount = _amount(moment, now)
    if amount is not None:
        return f"{amount} trước"
    if _days_between(moment, now) == 1:
        return f"hôm qua, {_clock(_local(moment))}"
    return short_date(_local(moment))


def waited(since: datetime, now: datetime) -> str:
    """Return how long something has waited, in full days, else hours, else minutes.

    A start in the future (a clock that runs ahead) counts as just begun.

    >>> now = datetime(2023, 7, 28, 10, 46, tzinfo=TZ)
    >>> waited(now - timedelta(days=3, hours=5), now), waited(now - timedelta(hours=5), now)
    ('3 ngày', '5 giờ')
    """
    elapsed = now - since
    for length, word in ((_DAY, "ngày"), (_HOUR, "giờ"), (_MINUTE, "phút")):
        if elapsed >= length:
            return f"{elapsed // length} {word}"
    return "dưới 1 phút"


def _ahead(moment: datetime, now: datetime) -> str:
    if moment - now < _MINUTE:
        return "còn dưới 1 phút"
    amount = _amount(now, moment)
    if amount is not None:
        return f"còn {amount}"
    if _days_between(now, moment) == 1:
        return f"ngày mai, {_clock(_local(moment))}"
    return short_date(_local(moment))


def _amount(earlier: datetime, later: datetime) -> str | None:
    """Return the distance as an amount, or None when the clock or the date says it better."""
    distance = later - earlier
    days = _days_between(earlier, later)
    if distance < _HOUR:
        return f"{distance // _MINUTE} phút"
    if days == 0:
        return f"{distance // _HOUR} giờ"
    if 1 < days < _WEEK:
        return f"{days} ngày"
    return None


def _days_between(earlier: datetime, later: datetime) -> int:
    return (local_day(later) - local_day(earlier)).days


def _clock(local: datetime) -> str:
    return f"{local.hour:02d}:{local.minute:02d}"


def _local(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError("A moment without time zone has no local day.")
    return moment.astimezone(TZ)
