"""Figures of a period, and the stories behind each of them (decision 0006)."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from django.db.models import Count, Q, QuerySet

from toasoan.editorial.models import Progress
from toasoan.ledger.models import CLIPPED, PLACED, PUBLISHED, RECEIVED, LedgerEntry
from toasoan.outlets.models import Clipping, Outlet, Placement
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


@dataclass(frozen=True, slots=True)
class CountedEntry:
    """One thing that was counted. `address` is public, empty when readers cannot see it."""

    headline: str
    unit: str
    when: dt.datetime
    status: str
    outlet: str
    address: str


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


def units_of(agency: Agency, period: Period, counted: set[int]) -> QuerySet[Unit]:
    """Units that existed on some day of the period, and those that have something counted."""
    existed = Q(opened_on__lte=period.last) & (
        Q(closed_on__isnull=True) | Q(closed_on__gte=period.first)
    )
    return Unit.objects.filter(agency=agency).filter(existed | Q(pk__in=counted))


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


def lines(rows: list[LedgerEntry]) -> Iterator[CountedEntry]:
    """Say what each entry was about: its headline, where it stands, where to read it.

    Four queries, whatever the number of entries.
    """
    stories = {
        progress.pk: progress
        for progress in Progress.objects.filter(
            pk__in={row.story_id for row in rows if row.story_id}
        ).select_related("story__section", "story__latest_revision")
    }
    placements = Placement.objects.in_bulk([_detail(row, "placement") for row in rows])
    clippings = Clipping.objects.in_bulk([_detail(row, "clipping") for row in rows])
    # A code is unique within its agency only.
    names = {
        (agency_id, code): name
        for agency_id, code, name in Outlet.objects.filter(
            agency__in={row.agency_id for row in rows},
            code__in={row.outlet_code for row in rows if row.outlet_code},
        ).values_list("agency_id", "code", "name")
    }
    for row in rows:
        progress = stories.get(row.story_id or 0)
        placement = placements.get(_detail(row, "placement"))
        clipping = clippings.get(_detail(row, "clipping"))
        yield CountedEntry(
            headline=clipping.headline if clipping else _headline(progress),
            unit=row.unit.short_name,
            when=row.happened_at,
            status=progress.get_status_display() if progress else "",
            outlet=names.get((row.agency_id, row.outlet_code), ""),
            address=_address(progress, placement, clipping),
        )


def _detail(row: LedgerEntry, name: str) -> int:
    value = row.detail.get(name)
    return value if isinstance(value, int) else 0


def _headline(progress: Progress | None) -> str:
    if progress is None:
        return ""
    story = progress.story
    if story.live or story.latest_revision is None:
        return str(story.headline)
    return str(story.latest_revision.object_str)


def _address(
    progress: Progress | None, placement: Placement | None, clipping: Clipping | None
) -> str:
    elsewhere = placement.address if placement else clipping.address if clipping else ""
    if elsewhere.startswith("https://"):
        return elsewhere
    return progress.story.get_absolute_url() if progress and progress.story.live else ""
