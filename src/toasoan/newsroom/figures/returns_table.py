"""The table of returns as the screen shows it: rows, cells, addresses behind them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from toasoan.figures.returns import CountedAction, Returns, ReturnsRow
from toasoan.units.models import Unit
from toasoan.vietnamese.periods import Period

ACTION_LABELS: dict[CountedAction, str | Promise] = {
    CountedAction.RETURN: _("Returned"),
    CountedAction.TO_CONTRIBUTOR: _("to the contributor"),
    CountedAction.TO_UNIT: _("to the unit's leader"),
    CountedAction.TO_DESK: _("to the desk"),
    CountedAction.CORRECTION: _("corrections to the desk"),
    CountedAction.REFUSAL: _("Stories not used"),
    CountedAction.URGENT: _("Published urgently"),
}
_WHOLE = frozenset({CountedAction.RETURN, CountedAction.REFUSAL, CountedAction.URGENT})


@dataclass(frozen=True, slots=True)
class ReturnsCell:
    """A number that opens its stories."""

    number: int
    address: str


@dataclass(frozen=True, slots=True)
class ReturnsTableRow:
    """A row of the table: the whole agency first, then each unit."""

    label: str
    is_whole: bool
    cells: tuple[ReturnsCell, ...]


def label_of(row_action: CountedAction, reason: str) -> str:
    """What a row counts, in words."""
    return reason or str(ACTION_LABELS[row_action])


def table(counted: Returns) -> list[ReturnsTableRow]:
    """The rows in the order in which people ask: where to, then why."""
    return [_line(row, counted) for row in counted.rows]


def _line(row: ReturnsRow, counted: Returns) -> ReturnsTableRow:
    numbers = zip(counted.units, row.numbers, strict=True)
    return ReturnsTableRow(
        label=label_of(row.action, row.label),
        is_whole=row.action in _WHOLE and not row.code,
        cells=(
            ReturnsCell(row.total, _address(row, counted.period, None)),
            *(ReturnsCell(number, _address(row, counted.period, unit)) for unit, number in numbers),
        ),
    )


def _address(row: ReturnsRow, period: Period, unit: Unit | None) -> str:
    query = {"from": period.first.isoformat(), "to": period.last.isoformat()}
    if unit is not None:
        query["don-vi"] = unit.code
    if row.code:
        query["ly-do"] = row.code
    return f"{reverse('newsroom:returns_stories', args=[row.action])}?{urlencode(query)}"
