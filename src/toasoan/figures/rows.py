"""What stands behind a number: exactly the entries that it counts, and what each was about."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from toasoan.editorial.models import Progress
from toasoan.figures.dimensions import EVERYTHING, Filters, Scope, check_dimensions
from toasoan.figures.entries import Entries, counted, timed
from toasoan.figures.measures import (
    MEASURES,
    Dimension,
    Measure,
    OfRoom,
    Share,
    Stay,
    Thing,
    Timely,
)
from toasoan.figures.successors import heirs_on
from toasoan.figures.things import counted_things
from toasoan.figures.timeliness import late_or_not
from toasoan.ledger.models import LedgerEntry
from toasoan.outlets.models import Clipping, Outlet, Placement
from toasoan.units.models import Agency, Unit
from toasoan.vietnamese.periods import Period


class ChosenEntries(Sequence[LedgerEntry]):
    """Entries known by their numbers, in this order; a slice of them is one query."""

    def __init__(self, numbers: list[int]) -> None:
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, index: int) -> LedgerEntry: ...
    @overload
    def __getitem__(self, index: slice) -> list[LedgerEntry]: ...
    def __getitem__(self, index: int | slice) -> LedgerEntry | list[LedgerEntry]:
        if isinstance(index, int):
            return LedgerEntry.objects.select_related("unit").get(pk=self._numbers[index])
        wanted = self._numbers[index]
        found = LedgerEntry.objects.select_related("unit").in_bulk(wanted)
        return [found[number] for number in wanted]

    def __iter__(self) -> Iterator[LedgerEntry]:
        return iter(self[:])


def behind(
    agency: Agency,
    code: str,
    period: Period,
    *,
    filters: Filters = EVERYTHING,
    successors_on: dt.date | None = None,
) -> Entries | ChosenEntries | list[Thing]:
    """Exactly the entries that a number counts, the latest first; a page of them is a slice.

    A rate opens to its published stories, the share on time to what was late, hours to the moves
    that ended the stays, what a room counts to its things. The same arguments as
    `counting.measure`, and KeyError for an unknown code.
    """
    scope = Scope(agency, period, filters, heirs_on(agency, successors_on))
    return behind_in(scope, MEASURES[code])


def behind_in(scope: Scope, asked: Measure) -> Entries | ChosenEntries | list[Thing]:
    """The same for a scope that is known. ValueError for a dimension that the measure has not."""
    if isinstance(asked.how, Share):
        asked = MEASURES[asked.how.opens]
    check_dimensions(scope, asked)
    if isinstance(asked.how, OfRoom):
        return counted_things(scope, asked, asked.how)
    return entries_behind(scope, asked)


def entries_behind(scope: Scope, asked: Measure) -> Entries | ChosenEntries:
    """The entries of a measure that is counted from the ledger."""
    rows = counted(scope, asked).select_related("unit").order_by("-happened_at", "-pk")
    match asked.how:
        case Timely(late=late):
            stays = late_or_not(scope, timed(asked, rows), (), late=late)
            return ChosenEntries([pk for _raw, pk in stays])
        case Stay():
            return timed(asked, rows)
        case _:
            return rows


@dataclass(frozen=True, slots=True)
class CountedEntry:
    """One thing that was counted. `address` is public, empty when readers cannot see it.

    `number` is how much it adds: one for an entry, the views of a story.
    """

    headline: str
    unit: str
    when: dt.datetime
    status: str
    outlet: str
    address: str
    number: int = 1


def lines_of_things(things: Sequence[Thing]) -> Iterator[CountedEntry]:
    """Say what each thing was. One query."""
    ids = {thing.values.get(Dimension.UNIT) for thing in things}
    units = Unit.objects.in_bulk([pk for pk in ids if isinstance(pk, int)])
    for thing in things:
        unit_id = thing.values.get(Dimension.UNIT)
        unit = units.get(unit_id) if isinstance(unit_id, int) else None
        yield CountedEntry(
            headline=thing.label,
            unit=unit.short_name if unit else "",
            when=thing.when,
            status=thing.status,
            outlet="",
            address=thing.address,
            number=thing.number,
        )


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
