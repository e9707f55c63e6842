"""Doors to what outlets did, and the lists of placements and clippings of a period."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from toasoan.accounts.requests import user_of
from toasoan.editorial.queries import story_for
from toasoan.ledger.models import PLACED, LedgerEntry
from toasoan.newsroom.kit.agency import agency_where
from toasoan.newsroom.kit.duty_sets import COUNTING, DESK
from toasoan.outlets.models import Clipping, Dispatch, DispatchPurpose, Outlet, Placement
from toasoan.stories.models import Story
from toasoan.units.models import Agency, Unit
from toasoan.vietnamese.periods import Period

#: What of placements a list shows.
COUNTED, UNCONFIRMED, CANCELLED = "tinh", "cho-xac-nhan", "da-huy"


@dataclass(frozen=True, slots=True)
class PlacementFilters:
    """What narrows a list of placements or clippings."""

    period: Period
    outlet: Outlet | None = None
    unit: Unit | None = None
    state: str = COUNTED


@dataclass(frozen=True, slots=True)
class PlacementRow:
    """A placement and the unit that it counts for."""

    placement: Placement
    unit: str


def placement_for(request: HttpRequest, placement_id: int) -> Placement:
    """A placement of the agency whose figures the person reads. Raises Http404."""
    rows = _with_names(Placement.objects.filter(outlet__agency=agency_where(request, COUNTING)))
    return get_object_or_404(rows, pk=placement_id)


def desk_placement_for(request: HttpRequest, placement_id: int) -> Placement:
    """A placement of the agency at whose desk the person works. Raises Http404."""
    rows = _with_names(Placement.objects.filter(outlet__agency=agency_where(request, DESK)))
    return get_object_or_404(rows, pk=placement_id)


def desk_clipping_for(request: HttpRequest, clipping_id: int) -> Clipping:
    """A clipping of the agency at whose desk the person works. Raises Http404."""
    rows = Clipping.objects.filter(agency=agency_where(request, DESK))
    return get_object_or_404(rows.select_related("outlet", "unit"), pk=clipping_id)


def desk_dispatch_for(request: HttpRequest, dispatch_id: int) -> Dispatch:
    """A story sent by the agency at whose desk the person works. Raises Http404."""
    rows = Dispatch.objects.filter(
        outlet__agency=agency_where(request, DESK), purpose=DispatchPurpose.STORY
    )
    return get_object_or_404(rows.select_related("outlet", "story"), pk=dispatch_id)


def desk_outlet_for(request: HttpRequest, outlet_id: int) -> Outlet:
    """An outlet of the agency at whose desk the person works. Raises Http404."""
    return get_object_or_404(Outlet, pk=outlet_id, agency=agency_where(request, DESK))


def desk_story_for(request: HttpRequest, story_id: int) -> Story:
    """A story of the agency at whose desk the person works. Raises Http404."""
    agency = agency_where(request, DESK)
    story = story_for(user_of(request), story_id)
    return get_object_or_404(Story, pk=story.pk, agency=agency)


def placements_in(agency: Agency, filters: PlacementFilters) -> QuerySet[Placement]:
    """Placements by the day on which they appeared, the latest first."""
    period = filters.period
    rows = Placement.objects.filter(
        outlet__agency=agency, placed_on__gte=period.first, placed_on__lte=period.last
    )
    if filters.outlet is not None:
        rows = rows.filter(outlet=filters.outlet)
    if filters.unit is not None:
        rows = rows.filter(pk__in=_counted_for(filters.unit, period))
    rows = rows.filter(cancelled_at__isnull=filters.state != CANCELLED)
    if filters.state == UNCONFIRMED:
        rows = rows.filter(confirmed_at=None)
    return _with_names(rows).order_by("-placed_on", "-pk")


def _with_names(rows: QuerySet[Placement]) -> QuerySet[Placement]:
    return rows.select_related(
        "outlet", "story__progress__unit", "proof", "confirmed_by", "cancelled_by", "dispatch"
    )


def _counted_for(unit: Unit, period: Period) -> list[int]:
    """Placements of the unit as the ledger counted them: a later merger does not move them."""
    start, end = period.bounds()
    details = LedgerEntry.objects.filter(
        agency=unit.agency_id, kind=PLACED, unit=unit, happened_at__gte=start, happened_at__lt=end
    ).values_list("detail", flat=True)
    return [detail["placement"] for detail in details if "placement" in detail]


def with_units(placements: Iterable[Placement]) -> list[PlacementRow]:
    """Each placement with the unit that the ledger counted it for. One query."""
    placements = list(placements)
    entries = LedgerEntry.objects.filter(
        kind=PLACED, story_id__in={placement.story_id for placement in placements}
    ).select_related("unit")
    units = {entry.detail.get("placement"): entry.unit.short_name for entry in entries}
    return [PlacementRow(placement, units.get(placement.pk, "")) for placement in placements]


def unconfirmed(agencies: Collection[int]) -> QuerySet[Placement]:
    """Placements that only the outlet has reported so far."""
    return Placement.objects.filter(
        outlet__agency__in=agencies, confirmed_at=None, cancelled_at=None
    )


def clippings_in(agency: Agency, filters: PlacementFilters) -> QuerySet[Clipping]:
    """Clippings by the day on which they appeared, the latest first."""
    period = filters.period
    rows = Clipping.objects.filter(
        agency=agency,
        published_on__gte=period.first,
        published_on__lte=period.last,
        cancelled_at__isnull=filters.state != CANCELLED,
    )
    if filters.outlet is not None:
        rows = rows.filter(outlet=filters.outlet)
    if filters.unit is not None:
        rows = rows.filter(unit=filters.unit)
    return rows.select_related("outlet", "unit", "cancelled_by").order_by("-published_on", "-pk")


def placements_of(story: Story) -> list[Placement]:
    """Where the story appeared and still counts, the first first."""
    rows = Placement.objects.filter(story=story, cancelled_at=None).select_related("outlet")
    return list(rows.order_by("placed_on", "pk"))
