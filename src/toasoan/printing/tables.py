"""A table as documents and workbooks print it: columns, rows, sums and shares counted in one place.

A share is never typed: its column names the columns of the part and of the whole, so that the
document shows what the formula of the workbook gives.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from toasoan.vietnamese.cleaning import one_line
from toasoan.vietnamese.dates import official_date
from toasoan.vietnamese.numbers import decimal_comma, percent, rate

#: None leaves a cell empty.
Value = str | int | Decimal | dt.date | None
Row = tuple[Value, ...]


class ColumnKind(StrEnum):
    """What the cells of a column hold; text may stand in any of them."""

    TEXT = "text"
    #: Numbers that are added up in the line of sums.
    NUMBER = "number"
    #: Numbers that nobody adds up: a place in a ranking, an average.
    MEASURE = "measure"
    #: A value that is in per cent already: Decimal("81.25").
    PERCENT = "percent"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Share:
    """What a column of shares divides: the places of two columns of the same table, from 0."""

    part: int
    whole: int


@dataclass(frozen=True, slots=True)
class Column:
    """A heading and what stands below it.

    `share` belongs to PERCENT and fills the cells by itself. `weight` is the width compared with
    the other columns; 0 lets the kind decide.
    """

    heading: str
    kind: ColumnKind = ColumnKind.TEXT
    share: Share | None = None
    weight: int = 0

    @property
    def is_of_numbers(self) -> bool:
        """Whether the cells stand at the right, one below the other by their last digit."""
        return self.kind not in (ColumnKind.TEXT, ColumnKind.DAY)

    @property
    def width(self) -> int:
        """The weight that counts: as given, or three of text for one of numbers."""
        return self.weight or (1 if self.is_of_numbers else 3)


@dataclass(frozen=True, slots=True)
class Table:
    """A table. With a `total_label` a line of sums follows the rows and begins with that label.

    Cells of a column with a share are counted here: whatever `rows` hold in them is not looked at.
    Raises ValueError when a row is longer or shorter than the columns.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total_label: str = ""

    def __post_init__(self) -> None:
        """A row that does not fit would move figures below other headings."""
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ValueError(f"Row {number} of “{self.title}” does not fit its columns.")

    def counted_rows(self) -> tuple[Row, ...]:
        """The rows with their shares filled in."""
        return tuple(self._with_shares(row) for row in self.rows)

    def total(self) -> Row | None:
        """The line of sums, or None for a table without one.

        Its shares are shares of the sums, never sums of shares.
        """
        if not self.total_label:
            return None
        sums = [self._sum(place) for place in range(len(self.columns))]
        return self._with_shares((self.total_label, *sums[1:]))

    def _sum(self, place: int) -> Value:
        if self.columns[place].kind is not ColumnKind.NUMBER:
            return None
        return sum(number for row in self.rows if not isinstance(number := row[place], str | None))  # type: ignore[misc]

    def _with_shares(self, row: Row) -> Row:
        return tuple(
            share_of(row, column.share) if column.share else value
            for column, value in zip(self.columns, row, strict=True)
        )


def share_of(row: Sequence[Value], share: Share) -> Decimal | None:
    """The share in per cent with two places; None of nothing, and where a number is missing.

    >>> share_of(("Phòng 1", 96, 78), Share(part=2, whole=1))
    Decimal('81.25')
    """
    part, whole = row[share.part], row[share.whole]
    return rate(part, whole) if isinstance(part, int) and isinstance(whole, int) else None


def shown(value: Value, kind: ColumnKind) -> str:
    """A cell as people read it, on one line.

    >>> shown(Decimal("81.25"), ColumnKind.PERCENT), shown(1234, ColumnKind.NUMBER)
    ('81,25%', '1.234')
    """
    match value:
        case None:
            return ""
        case dt.date():
            return official_date(value)
        case str():
            return one_line(value)
    if kind is ColumnKind.PERCENT:
        return percent(value)
    return decimal_comma(value)
