"""The one computation of figures: any measure, of any period, by any of its dimensions.

    measured = measure(agency, "returned", period, by=(Dimension.UNIT, Dimension.REASON))
    measured.total, [(row.members, row.value) for row in measured.rows]
    compare(agency, "published", period, by=(Dimension.UNIT,)).rows[0].last_year

A few SQL statements each, whatever the number of stories; `rows.behind` opens a number with the
same filters.
"""

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import product
from typing import Any

from django.db.models import Count

from toasoan.figures.dimensions import (
    EVERYTHING,
    Filters,
    Member,
    Naming,
    Scope,
    check_dimensions,
    column_of,
    naming_of,
)
from toasoan.figures.entries import counted, timed
from toasoan.figures.measures import (
    MEASURES,
    Dimension,
    Measure,
    MeasureUnit,
    OfRoom,
    Share,
    Stay,
    Timely,
)
from toasoan.figures.successors import heirs_on
from toasoan.figures.things import counted_things
from toasoan.figures.timeliness import late_or_not
from toasoan.units.models import Agency
from toasoan.vietnamese import periods
from toasoan.vietnamese.numbers import rate
from toasoan.vietnamese.periods import Period

#: A count, a share in per cent, hours; None where there is nothing to take a share or hours of.
Value = int | Decimal | None
_Members = tuple[Member, ...]
_Raw = tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class MeasuredRow:
    """One row: the unit, author … (as many members as dimensions were asked for) and its value."""

    members: _Members
    value: Value


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure of a period, as a whole and told apart.

    With one dimension the rows have every unit that existed, every outlet, every reason that
    could be given, counted or not; with two or more only what was counted. Rows of dimensions
    that add up are the parts of the total.
    """

    measure: Measure
    scope: Scope
    by: tuple[Dimension, ...]
    total: Value
    rows: tuple[MeasuredRow, ...]

    def value(self, *keys: str) -> Value:
        """The value of the members with these keys; what nothing of a row's would be."""
        for row in self.rows:
            if tuple(member.key for member in row.members) == keys:
                return row.value
        return nothing(self.measure)


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A row's value in a period, in the one before and in the same period of the year before."""

    members: _Members
    value: Value
    previous: Value
    last_year: Value


@dataclass(frozen=True, slots=True)
class Compared:
    """A measure beside the two periods that reports compare with; `total` has no members."""

    measure: Measure
    period: Period
    previous: Period
    last_year: Period
    by: tuple[Dimension, ...]
    total: ComparedRow
    rows: tuple[ComparedRow, ...]


def measure(
    agency: Agency,
    code: str,
    period: Period,
    *,
    by: Sequence[Dimension] = (),
    filters: Filters = EVERYTHING,
    successors_on: dt.date | None = None,
) -> Measured:
    """Compute the measure of this code (KeyError when there is none; `MEASURES` lists them).

    `successors_on`: what units counted that had ended by the day counts for those that carry on;
    without it units stand as of then. Raises ValueError for a dimension that the measure has not.
    """
    scope = Scope(agency, period, filters, heirs_on(agency, successors_on))
    return measure_in(scope, MEASURES[code], tuple(by))


def measure_in(scope: Scope, asked: Measure, by: tuple[Dimension, ...]) -> Measured:
    """Compute a measure of a scope: for those who compute many of the same one."""
    check_dimensions(scope, asked, by)
    if isinstance(asked.how, Share):
        part = measure_in(scope, MEASURES[asked.how.part], by)
        return share_of(asked, part, measure_in(scope, MEASURES[asked.how.whole], by))
    groups, value = _groups(scope, asked, by)
    everything = [number for numbers in groups.values() for number in numbers]
    namings = [
        naming_of(scope, asked, dimension, {raw[place] for raw in groups})
        for place, dimension in enumerate(by)
    ]
    told: dict[_Members, list[Any]] = defaultdict(list)
    for raw, numbers in groups.items():
        parts = [naming.members(part) for naming, part in zip(namings, raw, strict=True)]
        for members in product(*parts):
            told[members] += numbers
    rows = tuple(MeasuredRow(members, value(told[members])) for members in _ordered(namings, told))
    return Measured(asked, scope, by, value(everything), rows)


def _groups(
    scope: Scope, asked: Measure, by: tuple[Dimension, ...]
) -> tuple[dict[_Raw, list[Any]], Callable[[list[Any]], Value]]:
    """Raw values of the dimensions → counts, seconds or things, and what makes a value of those."""
    if isinstance(asked.how, OfRoom):
        things = counted_things(scope, asked, asked.how)
        named = ((*(thing.values.get(part) for part in by), thing) for thing in things)
        return _gathered(named), asked.how.value
    columns = [column_of(asked, dimension) for dimension in by]
    rows = counted(scope, asked)
    match asked.how:
        case Stay(share=share):
            timed_rows = timed(asked, rows).order_by().values_list(*columns, "arrived", "left")
            found: Iterable[Sequence[Any]] = (
                (*raw, left - arrived) for *raw, arrived, left in timed_rows.iterator()
            )
            return _gathered(found), lambda seconds: hours_within(seconds, share)
        case Timely(late=late):
            stays = late_or_not(scope, timed(asked, rows).order_by(), columns, late=late)
            found = ((*raw, 1) for raw, _pk in stays)
            return _gathered(found), sum
        case _:
            if not columns:
                return _gathered([(rows.count(),)]), sum
            number = Count("pk")
            return _gathered(rows.order_by().values_list(*columns).annotate(number=number)), sum


def _gathered(rows: Iterable[Sequence[Any]]) -> dict[_Raw, list[Any]]:
    groups: dict[_Raw, list[Any]] = defaultdict(list)
    for *raw, number in rows:
        groups[tuple(_frozen(part) for part in raw)].append(number)
    return groups


def _frozen(part: Hashable) -> Hashable:
    return tuple(part) if isinstance(part, list) else part


def _ordered(namings: Sequence[Naming], told: dict[_Members, list[Any]]) -> list[_Members]:
    if len(namings) == 1:
        naming = namings[0]
        return [(member,) for member in naming.ordered(members[0] for members in told)]
    columns = [
        {member: place for place, member in enumerate(naming.ordered(m[i] for m in told))}
        for i, naming in enumerate(namings)
    ]
    return sorted(told, key=lambda members: [c[m] for c, m in zip(columns, members, strict=True)])


def share_of(asked: Measure, part: Measured, whole: Measured) -> Measured:
    """The share that one measure is of another, row by row; both of the same scope."""
    parts, wholes = _values(part), _values(whole)
    rows = tuple(
        MeasuredRow(members, _rate(parts.get(members, 0), wholes.get(members, 0)))
        for members in _together([whole, part])
    )
    return Measured(asked, whole.scope, whole.by, _rate(part.total, whole.total), rows)


def _rate(part: Value, whole: Value) -> Decimal | None:
    return rate(int(part or 0), int(whole or 0))


def _values(measured: Measured) -> dict[_Members, Value]:
    return {row.members: row.value for row in measured.rows}


def _together(several: Sequence[Measured]) -> list[_Members]:
    """The members of all of them: in the order of the first, then what only others have."""
    return list(dict.fromkeys(row.members for measured in several for row in measured.rows))


def nothing(asked: Measure) -> Value:
    """What a measure is where nothing was counted."""
    return 0 if asked.unit is MeasureUnit.COUNT else None


def hours_within(seconds: list[int], share: float) -> Decimal | None:
    """The hours, with one place, within which this share of the stays ended (nearest rank)."""
    if not seconds:
        return None
    place = max(1, math.ceil(share * len(seconds)))
    hours = Decimal(sorted(seconds)[place - 1]) / 3600
    return hours.quantize(Decimal("0.1"), ROUND_HALF_UP)


def compare(
    agency: Agency,
    code: str,
    period: Period,
    *,
    by: Sequence[Dimension] = (),
    filters: Filters = EVERYTHING,
    successors_on: dt.date | None = None,
) -> Compared:
    """The measure beside the period before and the same period of the year before."""
    scope = Scope(agency, period, filters, heirs_on(agency, successors_on))
    before, year_before = periods.previous(period), periods.same_period_last_year(period)
    several = [
        measure_in(replace(scope, period=each), MEASURES[code], tuple(by))
        for each in (period, before, year_before)
    ]
    values = [_values(measured) for measured in several]
    empty = nothing(MEASURES[code])
    rows = tuple(
        ComparedRow(members, *(each.get(members, empty) for each in values))
        for members in _together(several)
    )
    total = ComparedRow((), *(measured.total for measured in several))
    return Compared(MEASURES[code], period, before, year_before, tuple(by), total, rows)
