"""Several measures side by side, row by row: the table of units, and others like it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from toasoan.figures.counting import Measured, Value, measure_in, nothing, share_of
from toasoan.figures.dimensions import EVERYTHING, Filters, Member, Scope
from toasoan.figures.measures import MEASURES, Dimension, Measure, Share
from toasoan.figures.successors import heirs_on
from toasoan.outlets.queries import outlets_of
from toasoan.units.models import Agency
from toasoan.vietnamese.periods import Period


@dataclass(frozen=True, slots=True)
class Column:
    """A measure, of one outlet alone if its code is given, and the name over the column."""

    code: str
    outlet: str = ""
    outlet_name: str = ""

    @property
    def measure(self) -> Measure:
        """What the column counts."""
        return MEASURES[self.code]

    @property
    def name(self) -> str:
        """The words over the column."""
        return self.outlet_name or str(self.measure.name)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A unit, section, author … and its values in the order of the columns."""

    member: Member
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class FigureTable:
    """The columns, the whole and its parts, which add up to it if the dimension `adds_up`."""

    scope: Scope
    by: Dimension
    columns: tuple[Column, ...]
    total: tuple[Value, ...]
    rows: tuple[TableRow, ...]

    def only(self, key: str) -> Self | None:
        """The same table for one member alone, which is then the whole; None without it."""
        row = next((row for row in self.rows if row.member.key == key), None)
        return replace(self, total=row.values, rows=(row,)) if row else None


def standard_columns(agency: Agency) -> tuple[Column, ...]:
    """Received, published, rate, uses by each outlet, clippings: what half-year reports tell."""
    used = (Column("placed", outlet.code, outlet.name) for outlet in outlets_of(agency))
    return (Column("received"), Column("published"), Column("rate"), *used, Column("clippings"))


def tabulate(
    agency: Agency,
    columns: Sequence[Column],
    period: Period,
    *,
    by: Dimension = Dimension.UNIT,
    filters: Filters = EVERYTHING,
    successors_on: dt.date | None = None,
) -> FigureTable:
    """Compute the columns for each member of a dimension; each measure is asked for once.

    Raises KeyError and ValueError as `counting.measure` does.
    """
    heirs = heirs_on(agency, successors_on)
    asked = _Asked(Scope(agency, period, filters, heirs))
    computed = [_column(asked, column, by) for column in columns]
    members = dict.fromkeys(member for _total, values in computed for member in values)
    rows = (
        TableRow(
            member,
            tuple(
                values.get(member, nothing(c.measure))
                for c, (_total, values) in zip(columns, computed, strict=True)
            ),
        )
        for member in members
    )
    return FigureTable(
        asked.scope, by, tuple(columns), tuple(total for total, _values in computed), tuple(rows)
    )


class _Asked:
    """Measures of one scope, each computed once."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self._known: dict[tuple[str, tuple[Dimension, ...]], Measured] = {}

    def measured(self, asked: Measure, by: tuple[Dimension, ...]) -> Measured:
        key = asked.code, by
        if key not in self._known:
            self._known[key] = self._measure(asked, by)
        return self._known[key]

    def _measure(self, asked: Measure, by: tuple[Dimension, ...]) -> Measured:
        if not isinstance(asked.how, Share):
            return measure_in(self.scope, asked, by)
        part, whole = MEASURES[asked.how.part], MEASURES[asked.how.whole]
        return share_of(asked, self.measured(part, by), self.measured(whole, by))


def _column(asked: _Asked, column: Column, by: Dimension) -> tuple[Value, dict[Member, Value]]:
    """The whole of a column, and its values by member."""
    if not column.outlet:
        measured = asked.measured(column.measure, (by,))
        return measured.total, {row.members[0]: row.value for row in measured.rows}
    told = asked.measured(column.measure, (by, Dimension.OUTLET))
    whole = asked.measured(column.measure, (Dimension.OUTLET,)).value(column.outlet)
    return whole, {
        row.members[0]: row.value for row in told.rows if row.members[1].key == column.outlet
    }
