"""Rules of quotas: which months count, what they add up to, what may be entered. No database."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from toasoan.quotas.models import MOST, Cycle, Exemption, Quota
from toasoan.refusals import Problem
from toasoan.units.rules import DaySpan
from toasoan.vietnamese.periods import MONTHS_IN_YEAR, Period, month

MONTHS: dict[str, int] = {Cycle.MONTH: 1, Cycle.QUARTER: 3, Cycle.HALF_YEAR: 6, Cycle.YEAR: 12}
_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Demand:
    """A number owed in every cycle, in the months that lie between two days."""

    number: int
    cycle: str
    span: DaySpan

    def share_of(self, of_month: Period) -> Fraction:
        """What one month owes of it; nothing outside its days."""
        if not holds(of_month, self.span):
            return Fraction(0)
        return Fraction(self.number, MONTHS[self.cycle])


def span_of(row: Quota | Exemption) -> DaySpan:
    """The days of a quota or an exemption."""
    return DaySpan(row.from_on, row.to_on)


def holds(of_month: Period, span: DaySpan) -> bool:
    """Whether all days of the month lie within the span."""
    return span.first <= of_month.first and (span.last is None or of_month.last <= span.last)


def months_in(period: Period) -> tuple[Period, ...]:
    """The whole months of a period, in order; a month that it cuts is left out."""
    found = []
    day = period.first.replace(day=1)
    while day <= period.last:
        one = month(day.year, day.month)
        if period.first <= one.first and one.last <= period.last:
            found.append(one)
        day = one.last + _ONE_DAY
    return tuple(found)


def counting_months(
    months: Iterable[Period], life: DaySpan, exempt: Collection[DaySpan]
) -> tuple[Period, ...]:
    """The months in which something is owed.

    Owing needs all days of the month: a unit that began or ended within one owes nothing for it.
    An exemption takes out every month that it touches.
    """
    return tuple(
        one
        for one in months
        if holds(one, life) and not any(DaySpan(one.first, one.last).touches(e) for e in exempt)
    )


def owed(months: Iterable[Period], own: Sequence[Demand], general: Sequence[Demand]) -> Fraction:
    """What the months add up to, unrounded; in each month a demand of one's own goes first."""
    total = Fraction(0)
    for one in months:
        own_share = sum((demand.share_of(one) for demand in own), Fraction(0))
        total += own_share or sum((demand.share_of(one) for demand in general), Fraction(0))
    return total


def whole(number: Fraction) -> int:
    """Round half up: 5 a half-year less one month of six is 4.17, so 4."""
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def period_at(cycle: str, day: dt.date, *, is_sector_year: bool) -> Period:
    """The period of a quota in which a day lies.

    >>> period_at("quarter", dt.date(2023, 12, 1), is_sector_year=True).label()
    'Quý I năm công tác 2024 (từ 01/12/2023 đến 29/02/2024)'
    """
    length, shift = MONTHS[cycle], int(is_sector_year)
    index = day.year * MONTHS_IN_YEAR + day.month - 1 + shift
    first = index - index % length - shift
    return Period(_month_at(first).first, _month_at(first + length - 1).last)


def _month_at(index: int) -> Period:
    year, before = divmod(index, MONTHS_IN_YEAR)
    return month(year, before + 1)


def expected_by(required: int, period: Period, today: dt.date) -> int:
    """How many should be done by the end of a day when the work is spread evenly."""
    if today >= period.last:
        return required
    days = (period.last - period.first).days + 1
    passed = max(0, (today - period.first).days + 1)
    return whole(Fraction(required * passed, days))


def days_left(period: Period, today: dt.date) -> int:
    """Days after today until the period ends; 0 on its last day and later."""
    return max(0, (period.last - max(today, period.first - _ONE_DAY)).days)


def reminder_level(left: int, first_days: int, second_days: int) -> int:
    """Which reminder is due so many days before the end: 2, 1, or 0 for none."""
    if 0 <= left <= second_days and second_days:
        return 2
    return 1 if 0 <= left <= first_days and first_days else 0


def quota_problems(
    number: int, span: DaySpan, document: str, others: Iterable[DaySpan]
) -> list[Problem]:
    """What stands against a new quota; `others` are the days of those for the same thing."""
    found = []
    if not 1 <= number <= MOST:
        message = _("Ask for at least one and at most %(most)s.") % {"most": MOST}
        found.append(Problem("number", message, "number"))
    if span.first.day != 1:
        message = _("A quota begins on the first day of a month.")
        found.append(Problem("not-first-of-month", message, "from_on"))
    found += last_day_problems(span)
    if not document.strip():
        message = _("Name the document that sets the quota.")
        found.append(Problem("no-document", message, "document"))
    if any(span.touches(other) for other in others):
        message = _(
            "There is a quota for the same thing on these days. End that one first,"
            " or change it from a month on."
        )
        found.append(Problem("overlap", message, "from_on"))
    return found


def last_day_problems(span: DaySpan) -> list[Problem]:
    """What stands against a last day."""
    if span.last is None:
        return []
    if span.is_backwards:
        return [Problem("ends-first", _("The last day lies before the first."), "to_on")]
    if (span.last + _ONE_DAY).day != 1:
        message = _("A quota ends on the last day of a month.")
        return [Problem("not-last-of-month", message, "to_on")]
    return []


def first_open_day(cycle: str, today: dt.date, *, is_sector_year: bool) -> dt.date:
    """The first day from which a quota may still change: the period of today has not passed."""
    return period_at(cycle, today, is_sector_year=is_sector_year).first


def exemption_problems(span: DaySpan, words: str, decided_by: str) -> list[Problem]:
    """What stands against an exemption."""
    found = []
    if span.is_backwards:
        found.append(Problem("ends-first", _("The last day lies before the first."), "to_on"))
    if not words.strip():
        found.append(Problem("no-words", _("Say in words why."), "words"))
    if not decided_by.strip():
        found.append(Problem("nobody-decided", _("Say who decided it."), "decided_by"))
    return found
