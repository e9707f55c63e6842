"""Reporting periods, on the calendar year or the sector year.

The procuracy sector counts its year from 01/12 of the year before to 30/11. A period is only its
two days; what kind it is follows from them, because no calendar quarter, half-year or year covers
the same days as one of the sector.

A period has a short code for commands and addresses, which `Period.named` reads and `Period.code`
writes: `2023`, `2023H1`, `2023Q2`, `2023-06`; with `-nganh` after a year, half-year or quarter of
the sector's year (`2024H1-nganh` is 01/12/2023-31/5/2024); any days as `2023-01-05..2023-02-10`.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from toasoan.vietnamese.dates import TZ, local_day, official_date, official_month

MONTHS_IN_YEAR = 12
MONTHS_IN_HALF = 6
MONTHS_IN_QUARTER = 3

_ONE_DAY = timedelta(days=1)
_QUARTERS = ("I", "II", "III", "IV")
_HALVES = ("đầu", "cuối")
_SECTOR = "-nganh"
_CODE = re.compile(r"([0-9]{4})(?:-([0-9]{2})|(?:([HQ])([0-9]))?(-nganh)?)", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Period:
    """Whole local days from first to last, both included.

    >>> month(2023, 2)
    Period(first=datetime.date(2023, 2, 1), last=datetime.date(2023, 2, 28))
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"A period cannot end on {self.last}, before it begins {self.first}.")

    @classmethod
    def named(cls, text: str) -> "Period":
        """Read a period's code (see the module); ValueError says that it is none.

        >>> Period.named("2023H1") == half_year(2023, 1)
        True
        >>> Period.named("2024H1-nganh") == sector_half_year(2024, 1)
        True
        """
        period = _from_code(text.strip()) or _from_days(text.strip())
        if period is None:
            raise ValueError(f"{text!r} is not the code of a period.")
        try:
            # The first and the last day of the calendar have no midnight before or after them.
            period.bounds()
        except OverflowError as error:
            raise ValueError(f"{text!r} lies outside the calendar.") from error
        return period

    def code(self) -> str:
        """Return the short code that `named` reads back.

        >>> sector_half_year(2024, 1).code(), Period(date(2023, 1, 5), date(2023, 2, 10)).code()
        ('2024H1-nganh', '2023-01-05..2023-02-10')
        """
        months = _whole_months(self)
        if months == 1:
            return f"{self.first:%Y-%m}"
        if code := _code(months, self.first.month - 1, self.first.year):
            return code
        sector_year = _sector_year_of(self.first)
        if code := _code(months, self.first.month % MONTHS_IN_YEAR, sector_year):
            return code + _SECTOR
        return f"{self.first}..{self.last}"

    def bounds(self) -> tuple[datetime, datetime]:
        """Return start and end in UTC for queries: start included, end excluded.

        >>> [str(moment) for moment in half_year(2023, 1).bounds()]
        ['2022-12-31 17:00:00+00:00', '2023-06-30 17:00:00+00:00']
        """
        return _midnight(self.first), _midnight(self.last + _ONE_DAY)

    def contains(self, moment: datetime) -> bool:
        """Tell whether an aware moment falls on one of the period's local days."""
        return self.first <= local_day(moment) <= self.last

    def label(self) -> str:
        """Return the name that a report puts in its title.

        >>> half_year(2023, 1).label()
        '6 tháng đầu năm 2023'
        >>> sector_half_year(2024, 1).label()
        '6 tháng đầu năm công tác 2024 (từ 01/12/2023 đến 31/5/2024)'
        """
        months = _whole_months(self)
        if months == 1:
            return f"Tháng {official_month(self.first.month)} năm {self.first.year}"
        if name := _name(months, self.first.month - 1, f"năm {self.first.year}"):
            return name
        sector = f"năm công tác {_sector_year_of(self.first)}"
        if name := _name(months, self.first.month % MONTHS_IN_YEAR, sector):
            return f"{name} ({self._span()})"
        return self._span()

    def _span(self) -> str:
        if self.first == self.last:
            return f"ngày {official_date(self.first)}"
        return f"từ {official_date(self.first)} đến {official_date(self.last)}"


def month(year: int, month: int) -> Period:
    """Return a month; the same on both calendars."""
    return _months(date(year, month, 1), 1)


def quarter(year: int, q: int) -> Period:
    """Return quarter 1 to 4 of the calendar year."""
    _check(q, len(_QUARTERS), "quarters")
    return _months(date(year, MONTHS_IN_QUARTER * (q - 1) + 1, 1), MONTHS_IN_QUARTER)


def half_year(year: int, half: int) -> Period:
    """Return half 1 or 2 of the calendar year."""
    _check(half, len(_HALVES), "halves")
    return _months(date(year, MONTHS_IN_HALF * (half - 1) + 1, 1), MONTHS_IN_HALF)


def year(year: int) -> Period:
    """Return the calendar year."""
    return _months(date(year, 1, 1), MONTHS_IN_YEAR)


def sector_quarter(year: int, q: int) -> Period:
    """Return quarter 1 to 4 of the sector year; the first begins on 01/12 of the year before."""
    return _month_earlier(quarter(year, q))


def sector_half_year(year: int, half: int) -> Period:
    """Return half 1 (01/12-31/5) or half 2 (01/6-30/11) of the sector year."""
    return _month_earlier(half_year(year, half))


def sector_year(year: int) -> Period:
    """Return the sector year, 01/12 of the year before to 30/11.

    >>> sector_year(2023).label()
    'Năm công tác 2023 (từ 01/12/2022 đến 30/11/2023)'
    """
    return _months(date(year - 1, MONTHS_IN_YEAR, 1), MONTHS_IN_YEAR)


def half_year_of(day: date) -> Period:
    """Return the calendar half-year in which a day lies.

    >>> half_year_of(date(2023, 7, 1)) == half_year(2023, 2)
    True
    """
    return half_year(day.year, 1 if day.month <= MONTHS_IN_HALF else 2)


def same_period_last_year(period: Period) -> Period:
    """Return the same days of the year before; whole months stay whole months.

    >>> same_period_last_year(month(2024, 2))
    Period(first=datetime.date(2023, 2, 1), last=datetime.date(2023, 2, 28))
    >>> same_period_last_year(Period(date(2024, 2, 29), date(2024, 2, 29)))
    Period(first=datetime.date(2023, 2, 28), last=datetime.date(2023, 2, 28))
    """
    months = _whole_months(period)
    if months is not None:
        return _months(_add_months(period.first, -MONTHS_IN_YEAR), months)
    return Period(_year_earlier(period.first), _year_earlier(period.last))


def previous(period: Period) -> Period:
    """Return the period of the same kind that ends where this one begins.

    Whole months step back by as many months, anything else by as many days.

    >>> previous(sector_half_year(2024, 1)) == sector_half_year(2023, 2)
    True
    """
    months = _whole_months(period)
    if months is not None:
        return _months(_add_months(period.first, -months), months)
    last = period.first - _ONE_DAY
    return Period(last - (period.last - period.first), last)


def _year_earlier(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)


def _sector_year_of(first: date) -> int:
    """Return the sector year of a first of a month: a December's is the year after."""
    return (first + timedelta(days=31)).year if first.month == MONTHS_IN_YEAR else first.year


def _from_code(text: str) -> Period | None:
    if not (found := _CODE.fullmatch(text)):
        return None
    year_number, month_number, part, number, sector = found.groups()
    in_year = int(year_number)
    try:
        if month_number:
            return month(in_year, int(month_number))
        if not part:
            return sector_year(in_year) if sector else year(in_year)
        makers = (sector_half_year, sector_quarter) if sector else (half_year, quarter)
        return makers["HQ".index(part.upper())](in_year, int(number))
    except (ValueError, OverflowError):
        return None


def _from_days(text: str) -> Period | None:
    first, separator, last = text.partition("..")
    try:
        return Period(date.fromisoformat(first), date.fromisoformat(last)) if separator else None
    except ValueError:
        return None


def _code(months: int | None, months_before: int, in_year: int) -> str | None:
    """Code a part of a year by its length and by how much of the year lies before it."""
    if months not in (MONTHS_IN_QUARTER, MONTHS_IN_HALF, MONTHS_IN_YEAR) or months_before % months:
        return None
    number = months_before // months + 1
    part = {MONTHS_IN_QUARTER: f"Q{number}", MONTHS_IN_HALF: f"H{number}", MONTHS_IN_YEAR: ""}
    return f"{in_year:04}{part[months]}"


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=TZ).astimezone(UTC)


def _months(first: date, count: int) -> Period:
    return Period(first, _add_months(first, count) - _ONE_DAY)


def _month_earlier(period: Period) -> Period:
    """Return the sector's period for one of the calendar."""
    first = _add_months(period.first, -1)
    return Period(first, period.last.replace(day=1) - _ONE_DAY)


def _add_months(first_of_month: date, count: int) -> date:
    years, index = divmod(first_of_month.month - 1 + count, MONTHS_IN_YEAR)
    return date(first_of_month.year + years, index + 1, 1)


def _whole_months(period: Period) -> int | None:
    """Return how many full months the period covers, None if it cuts one."""
    after = period.last + _ONE_DAY
    if period.first.day != 1 or after.day != 1:
        return None
    return (after.year - period.first.year) * MONTHS_IN_YEAR + after.month - period.first.month


def _name(months: int | None, months_before: int, in_year: str) -> str | None:
    """Name a part of a year by its length and by how much of the year lies before it."""
    if months not in (MONTHS_IN_QUARTER, MONTHS_IN_HALF, MONTHS_IN_YEAR) or months_before % months:
        return None
    index = months_before // months
    return {
        MONTHS_IN_QUARTER: f"Quý {_QUARTERS[index]} {in_year}",
        MONTHS_IN_HALF: f"6 tháng {_HALVES[index % 2]} {in_year}",
        MONTHS_IN_YEAR: in_year.capitalize(),
    }[months]


def _check(number: int, count: int, what: str) -> None:
    if not 1 <= number <= count:
        raise ValueError(f"A year has {count} {what}; there is no number {number}.")
