"""Why stories came back or were not used, by unit; and what went out urgently.

Counted is what the province decided. A return inside a unit, before the story has reached the
province, is the unit's own affair and is not opened to anybody outside.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from toasoan.editorial.models import Progress, Reason, ReasonUse
from toasoan.editorial.transitions import Status, Step
from toasoan.figures.dimensions import units_of
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


_STEPS: dict[CountedAction, tuple[Step, ...]] = {
    CountedAction.TO_CONTRIBUTOR: (Step.RETURN_TO_CONTRIBUTOR,),
    CountedAction.TO_UNIT: (Step.RETURN_TO_UNIT,),
    CountedAction.TO_DESK: (Step.RETURN_TO_DESK,),
    CountedAction.CORRECTION: (Step.RETURN_CORRECTION,),
    CountedAction.REFUSAL: (Step.REJECT,),
    CountedAction.URGENT: (Step.FORCE_PUBLISH,),
}
_STEPS[CountedAction.RETURN] = tuple(
    step
    for action in (
        CountedAction.TO_CONTRIBUTOR,
        CountedAction.TO_UNIT,
        CountedAction.TO_DESK,
        CountedAction.CORRECTION,
    )
    for step in _STEPS[action]
)
_USES = {CountedAction.RETURN: ReasonUse.RETURN, CountedAction.REFUSAL: ReasonUse.REJECT}


@dataclass(frozen=True, slots=True)
class ReturnsRow:
    """An action, or one of its reasons, with its number for each unit in the table's order."""

    action: CountedAction
    code: str
    label: str
    numbers: tuple[int, ...]

    @property
    def total(self) -> int:
        """The number for the whole agency."""
        return sum(self.numbers)


@dataclass(frozen=True, slots=True)
class Returns:
    """The table of a period. One entry with two reasons counts under both of them."""

    period: Period
    units: tuple[Unit, ...]
    rows: tuple[ReturnsRow, ...]
    owing: int


def _entries(agency: Agency, period: Period, actions: Iterable[CountedAction]) -> list[LedgerEntry]:
    start, end = period.bounds()
    kinds = [f"story.{step}" for action in actions for step in _STEPS[action]]
    rows = LedgerEntry.objects.filter(
        agency=agency, kind__in=kinds, happened_at__gte=start, happened_at__lt=end
    ).exclude(from_status=Status.SUBMITTED)
    return list(
        rows.only("pk", "unit_id", "kind", "reason_codes", "happened_at").order_by(
            "-happened_at", "-pk"
        )
    )


def returns(agency: Agency, period: Period) -> Returns:
    """Count a period: four queries, whatever the number of units and stories."""
    entries = _entries(agency, period, CountedAction)
    tally: Counter[tuple[CountedAction, str, int]] = Counter()
    for entry in entries:
        for action in _actions_of(entry):
            for code in ("", *entry.reason_codes):
                tally[action, code, entry.unit_id] += 1
    units = tuple(units_of(agency, period, {entry.unit_id for entry in entries}))
    labels = _labels(agency, period, {(action, code) for action, code, _unit in tally})
    rows = tuple(
        ReturnsRow(action, code, label, tuple(tally[action, code, unit.pk] for unit in units))
        for action, code, label in labels
    )
    owing = Progress.objects.filter(agency=agency, forced_by__isnull=False).count()
    return Returns(period, units, rows, owing)


def _actions_of(entry: LedgerEntry) -> list[CountedAction]:
    return [
        action
        for action, steps in _STEPS.items()
        if entry.kind in {f"story.{step}" for step in steps}
    ]


def _labels(
    agency: Agency, period: Period, counted: set[tuple[CountedAction, str]]
) -> list[tuple[CountedAction, str, str]]:
    """Every row of the table: each action, then those of its reasons that held or were given."""
    reasons = list(Reason.objects.filter(agency=agency))
    found: list[tuple[CountedAction, str, str]] = []
    for action in CountedAction:
        found.append((action, "", ""))
        found += [
            (action, reason.code, reason.label)
            for reason in reasons
            if reason.use == _USES.get(action)
            and ((action, reason.code) in counted or _held_in(reason, period))
        ]
    return found


def _held_in(reason: Reason, period: Period) -> bool:
    return reason.from_on <= period.last and (reason.to_on is None or reason.to_on >= period.first)


def behind_return(
    agency: Agency,
    period: Period,
    action: CountedAction,
    *,
    unit: Unit | None = None,
    code: str = "",
) -> list[LedgerEntry]:
    """Exactly the entries that a number of the table counts, the latest first."""
    return [
        entry
        for entry in _entries(agency, period, [action])
        if (unit is None or entry.unit_id == unit.pk) and (not code or code in entry.reason_codes)
    ]


def whole(entries: list[LedgerEntry]) -> list[LedgerEntry]:
    """The same entries with everything that a list shows of them, in the same order."""
    found = LedgerEntry.objects.select_related("unit").in_bulk([entry.pk for entry in entries])
    return [found[entry.pk] for entry in entries]
