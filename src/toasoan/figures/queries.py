"""Figures of a period, and the stories behind each of them (decision 0006)."""

from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from django.db.models import Count, QuerySet

from toasoan.figures.dimensions import units_of
from toasoan.ledger.models import CLIPPED, PLACED, PUBLISHED, RECEIVED, LedgerEntry
from toasoan.outlets.models import Outlet
from toasoan.outlets.queries import outlets_of
from toasoan.units.models import Agency, Unit
from toasoan.vietnamese.numbers import rate
from toasoan.vietnamese.periods import Period


class FigureKind(StrEnum):
    """What can be counted."""

    RECEIVED = "received"
    PUBLISHED = "published"
    PLACEMENTS = "placements"
    CLIPPINGS = "clippings"


#: What is counted → the kind of ledger entry that it counts.
ENTRY_KIND: dict[FigureKind, str] = {
    FigureKind.RECEIVED: RECEIVED,
    FigureKind.PUBLISHED: PUBLISHED,
    FigureKind.PLACEMENTS: PLACED,
    FigureKind.CLIPPINGS: CLIPPED,
}


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers of a unit or of the whole agency. `placements` is by outlet code."""

    received: int
    published: int
    placements: dict[str, int]
    clippings: int

    @property
    def approval_rate(self) -> Decimal | None:
        """Published ÷ received, in per cent with two places; None when nothing was received."""
        return rate(self.published, self.received)


@dataclass(frozen=True, slots=True)
class UnitCounts:
    """A unit and its numbers."""

    unit: Unit
    counts: Counts


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of a period: the whole, and unit by unit; the units add up to the whole."""

    agency: Agency
    period: Period
    outlets: tuple[Outlet, ...]
    total: Counts
    units: tuple[UnitCounts, ...]


def entries(agency: Agency, period: Period) -> QuerySet[LedgerEntry]:
    """The ledger entries from which the period's figures are counted."""
    start, end = period.bounds()
    return LedgerEntry.objects.filter(
        agency=agency,
        kind__in=ENTRY_KIND.values(),
        happened_at__gte=start,
        happened_at__lt=end,
    )


def figures(agency: Agency, period: Period) -> Figures:
    """Count a period: three queries, whatever the number of units and stories."""
    outlets = tuple(outlets_of(agency))
    tally: Counter[tuple[int, str, str]] = Counter()
    rows = (
        entries(agency, period).order_by().values_list("unit_id", "kind", "outlet_code")
    ).annotate(number=Count("pk"))
    for unit_id, kind, outlet_code, number in rows:
        tally[unit_id, kind, outlet_code] = number
    units = tuple(
        UnitCounts(unit, _counts(tally, outlets, {unit.pk}))
        for unit in units_of(agency, period, {unit_id for unit_id, _kind, _code in tally})
    )
    everybody = {row.unit.pk for row in units}
    return Figures(agency, period, outlets, _counts(tally, outlets, everybody), units)


def only_unit(counted: Figures, code: str) -> Figures | None:
    """The same figures for one unit alone; None when the period has no such unit."""
    row = next((row for row in counted.units if row.unit.code == code), None)
    return replace(counted, total=row.counts, units=(row,)) if row else None


def _counts(
    tally: Counter[tuple[int, str, str]], outlets: tuple[Outlet, ...], units: set[int]
) -> Counts:
    def number(kind: str, outlet_code: str | None = None) -> int:
        return sum(
            count
            for (unit_id, entry_kind, code), count in tally.items()
            if unit_id in units and entry_kind == kind and outlet_code in {None, code}
        )

    return Counts(
        received=number(RECEIVED),
        published=number(PUBLISHED),
        placements={outlet.code: number(PLACED, outlet.code) for outlet in outlets},
        clippings=number(CLIPPED),
    )


def behind(
    agency: Agency,
    period: Period,
    kind: FigureKind,
    *,
    unit: Unit | None = None,
    outlet_code: str = "",
) -> QuerySet[LedgerEntry]:
    """Exactly the entries that a figure counts, the latest first."""
    rows = entries(agency, period).filter(kind=ENTRY_KIND[kind])
    if unit is not None:
        rows = rows.filter(unit=unit)
    if outlet_code:
        rows = rows.filter(outlet_code=outlet_code)
    return rows.select_related("unit").order_by("-happened_at", "-pk")
