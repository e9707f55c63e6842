"""Figures as text for a person and as JSON with stable keys for other programs."""

import json
from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from toasoan.figures.counting import Compared, ComparedRow, Measured, MeasuredRow, Value
from toasoan.figures.measures import Measure, MeasureUnit
from toasoan.figures.tables import Column, FigureTable
from toasoan.vietnamese.numbers import percent

_NOTHING = "–"


def table_json(table: FigureTable) -> str:
    """The table of units; rates in per cent. The keys stay as they are."""
    whole = _counts(table.columns, table.total)
    units = {row.member.key: _counts(table.columns, row.values) for row in table.rows}
    return _dumped({**whole, "units": units})


def _counts(columns: Sequence[Column], values: Sequence[Value]) -> dict[str, object]:
    found = dict(zip(columns, values, strict=True))
    named = {column.code: number(value) for column, value in found.items() if not column.outlet}
    return {
        "received": named["received"],
        "published": named["published"],
        "approval_rate": named["rate"],
        "placements": {c.outlet: number(value) for c, value in found.items() if c.outlet},
        "clippings": named["clippings"],
    }


def measure_json(found: Measured | Compared) -> str:
    """A measure with its rows: `keys` are those of the dimensions in `by`."""
    return _dumped(
        {
            "measure": found.measure.code,
            "unit": found.measure.unit.value,
            "definition": str(found.measure.definition),
            "by": [dimension.value for dimension in found.by],
            "total": _value_json(found.total),
            "rows": [
                {
                    "keys": [member.key for member in row.members],
                    "names": [member.label for member in row.members],
                    **_row_json(row),
                }
                for row in found.rows
            ],
        }
    )


def _value_json(total: Value | ComparedRow) -> object:
    return _row_json(total) if isinstance(total, ComparedRow) else number(total)


def _row_json(row: MeasuredRow | ComparedRow) -> dict[str, object]:
    if isinstance(row, MeasuredRow):
        return {"value": number(row.value)}
    return {
        "value": number(row.value),
        "previous": number(row.previous),
        "last_year": number(row.last_year),
    }


def number(value: Value) -> int | float | None:
    """A value as JSON has it."""
    return float(value) if isinstance(value, Decimal) else value


def _dumped(said: dict[str, object]) -> str:
    return json.dumps(said, ensure_ascii=False, indent=2)


def words(measure: Measure, value: Value) -> str:
    """A value as people read it: 81,25 %; 3,5; 96; a dash where there is nothing."""
    if value is None:
        return _NOTHING
    if measure.unit is MeasureUnit.PERCENT:
        return percent(Decimal(value))
    return str(value).replace(".", ",")


def table_text(table: FigureTable) -> str:
    """The table of units for a person."""
    head = [_("Unit"), *(column.name for column in table.columns)]
    lines = [(row.member.label, row.values) for row in table.rows]
    lines.append((_("Total"), table.total))
    rows = [
        [name, *(words(c.measure, v) for c, v in zip(table.columns, values, strict=True))]
        for name, values in lines
    ]
    return f"{table.scope.period.label()}\n\n{_aligned([head, *rows], names=1)}"


def measure_text(found: Measured | Compared) -> str:
    """A measure for a person: its definition, then the rows and the total."""
    compared = isinstance(found, Compared)
    period = found.period if isinstance(found, Compared) else found.scope.period
    total = found.total if isinstance(found, Compared) else MeasuredRow((), found.total)
    head = [str(found.measure.name)]
    if compared:
        head += [_("Period before"), _("Same period last year")]
    names = max(1, len(found.by))
    rows = [["", *[""] * (names - 1), *head]]
    for row in (*found.rows, total):
        labels = [member.label for member in row.members] or [_("Total"), *[""] * (names - 1)]
        rows.append([*labels, *(words(found.measure, value) for value in _values(row))])
    return f"{period.label()}\n{found.measure.definition}\n\n{_aligned(rows, names=names)}"


def _values(row: MeasuredRow | ComparedRow) -> tuple[Value, ...]:
    if isinstance(row, MeasuredRow):
        return (row.value,)
    return row.value, row.previous, row.last_year


def _aligned(rows: list[list[str]], *, names: int) -> str:
    """Columns side by side: so many of names to the left, numbers to the right."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if place < names else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )
