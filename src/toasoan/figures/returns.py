"""The table of what came back: why stories were returned or not used, by unit; what was urgent.

Made of the measures `returned`, `rejected` and `forced`: counted is what the province decided.
"""

from dataclasses import dataclass
from enum import StrEnum

from toasoan.editorial.models import Progress
from toasoan.editorial.transitions import Step
from toasoan.figures.counting import Measured, measure
from toasoan.figures.dimensions import NONE, Filters, Scope
from toasoan.figures.entries import Entries
from toasoan.figures.measures import MEASURES, Dimension
from toasoan.figures.rows import ChosenEntries, entries_behind
from toasoan.ledger.models import LedgerEntry
from toasoan.units.models import Agency, Unit
from toasoan.vietnamese.periods import Period


class CountedAction(StrEnum):
    """What is counted."""

    RETURN = "return"
    TO_CONTRIBUTOR = "return-to-contributor"
    TO_UNIT = "return-to-unit"
    TO_DESK = "return-to-desk"
    CORRECTION = "return-correction"
    REFUSAL = "refusal"
    URGENT = "urgent"


_STEPS = {
    CountedAction.TO_CONTRIBUTOR: Step.RETURN_TO_CONTRIBUTOR,
    CountedAction.TO_UNIT: Step.RETURN_TO_UNIT,
    CountedAction.TO_DESK: Step.RETURN_TO_DESK,
    CountedAction.CORRECTION: Step.RETURN_CORRECTION,
}
#: The rest of the actions are returns, all of them or those of one step.
_MEASURES = {CountedAction.REFUSAL: "rejected", CountedAction.URGENT: "forced"}
_WITH_REASONS = (CountedAction.RETURN, CountedAction.REFUSAL)


@dataclass(frozen=True, slots=True)
class ReturnsRow:
    """An action, or one of its reasons, with its number for each unit in the table's order."""

    action: CountedAction
    code: str
    label: str
    numbers: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Returns:
    """The table of a period. One entry with two reasons counts under both of them."""

    period: Period
    units: tuple[Unit, ...]
    rows: tuple[ReturnsRow, ...]
    owing: int


def measured_by(action: CountedAction) -> str:
    """The code of the measure that counts an action."""
    return _MEASURES.get(action, "returned")


def filters_of(action: CountedAction, *, unit: str = "", reason: str = "") -> Filters:
    """What narrows the measure to a cell of the table."""
    step = _STEPS.get(action)
    return Filters(unit=unit, reason=reason, step=step.value if step else "")


def returns(agency: Agency, period: Period) -> Returns:
    """Count a period; the number of queries is the same for any number of units and stories."""
    by_unit = {
        action: measure(
            agency, measured_by(action), period, by=(Dimension.UNIT,), filters=filters_of(action)
        )
        for action in CountedAction
    }
    keys = {row.members[0].key for told in by_unit.values() for row in told.rows}
    units = tuple(Unit.objects.filter(agency=agency, code__in=keys))
    rows: list[ReturnsRow] = []
    for action, told in by_unit.items():
        numbers = tuple(_number(told, unit.code) for unit in units)
        rows.append(ReturnsRow(action, "", "", numbers, int(told.total or 0)))
        if action in _WITH_REASONS:
            rows += _reasons(agency, period, action, units)
    owing = Progress.objects.filter(agency=agency, forced_by__isnull=False).count()
    return Returns(period, units, tuple(rows), owing)


def _reasons(
    agency: Agency, period: Period, action: CountedAction, units: tuple[Unit, ...]
) -> list[ReturnsRow]:
    """The reasons that could be given in the period, and those that were."""
    code = measured_by(action)
    totals = measure(agency, code, period, by=(Dimension.REASON,))
    told = measure(agency, code, period, by=(Dimension.REASON, Dimension.UNIT))
    return [
        ReturnsRow(
            action,
            reason.key,
            reason.label,
            tuple(_number(told, reason.key, unit.code) for unit in units),
            int(row.value or 0),
        )
        for row in totals.rows
        if (reason := row.members[0]).key != NONE
    ]


def _number(told: Measured, *keys: str) -> int:
    return int(told.value(*keys) or 0)


def behind_return(
    agency: Agency,
    period: Period,
    action: CountedAction,
    *,
    unit: Unit | None = None,
    code: str = "",
) -> Entries | ChosenEntries:
    """Exactly the entries that a number of the table counts, the latest first."""
    if code and action is CountedAction.URGENT:
        return LedgerEntry.objects.none()  # its reason is a sentence, not one of the list
    filters = filters_of(action, unit=unit.code if unit else "", reason=code)
    return entries_behind(Scope(agency, period, filters), MEASURES[measured_by(action)])
