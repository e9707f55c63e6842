"""Reading what was found, and what finding rests on."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator

from django.db.models import F, Q, QuerySet
from django.shortcuts import get_object_or_404

from toasoan.accounts.models import User
from toasoan.monitoring.models import Proposal, ProposalState, SeenItem, WatchWord
from toasoan.monitoring.rules import Decision, Threshold, threshold
from toasoan.outlets.models import Dispatch, DispatchPurpose, DispatchState, Outlet, Placement
from toasoan.stories.models import Edition
from toasoan.units.duties import DESK_WORK
from toasoan.units.models import Agency, Unit
from toasoan.units.queries import agencies_where

#: The last decisions from which the threshold is learned.
_LEARNED_FROM = 500
#: How long after sending or publishing an outlet's items are compared with a story.
COMPARED_DAYS = 60
#: The latest stories that items are compared with; items compared in one round.
MOST_STORIES, MOST_COMPARED = 500, 300
#: The latest items that count for rarity, and their characters together: memory has an end.
MOST_ITEMS, MOST_CHARACTERS = 1_000, 4_000_000
#: Items that came before a story was published or sent are compared with it as well.
AGAIN_DAYS = 14
#: Outlets begun in one round.
_MOST_AT_A_TIME = 30


def proposals_of(
    agency: Agency, states: Iterable[str], outlet: Outlet | None = None
) -> "QuerySet[Proposal]":
    """Found items in these states, the likest of a day first."""
    rows = Proposal.objects.filter(agency=agency, state__in=list(states))
    if outlet is not None:
        rows = rows.filter(item__outlet=outlet)
    return rows.select_related(
        "item__outlet", "story__unit", "unit", "decided_by", "placement", "clipping"
    )


def waiting(agencies: Collection[int]) -> QuerySet[Proposal]:
    """Found items that wait for somebody's word."""
    return Proposal.objects.filter(agency__in=agencies, state=ProposalState.PROPOSED)


def proposal_for(user: User, proposal_id: int, today: dt.date) -> Proposal:
    """The one way a screen gets a proposal: the desk's of its agency. Raises Http404."""
    rows = Proposal.objects.filter(agency__in=agencies_where(user, DESK_WORK, today))
    return get_object_or_404(
        rows.select_related("item__outlet", "story__unit", "unit", "agency"), pk=proposal_id
    )


def watched_outlets(agency: Agency) -> QuerySet[Outlet]:
    """The agency's outlets that are in use, each with its feed's state, if it was ever read."""
    return Outlet.objects.filter(agency=agency, closed_on=None).select_related("feed")


def outlets_due(now: dt.datetime) -> list[int]:
    """The outlets whose feed or list page is to be read now, the longest waiting first.

    So many at a time as the worker reads within half an hour when all of them are slow.
    """
    rows = Outlet.objects.filter(closed_on=None).exclude(watched_address="")
    due = rows.filter(
        Q(feed__next_at=None) | Q(feed__next_at__lte=now) | ~Q(feed__address=F("watched_address"))
    ).order_by(F("feed__read_at").asc(nulls_first=True), "pk")
    return list(due.values_list("pk", flat=True)[:_MOST_AT_A_TIME])


def decisions(agency: Agency) -> list[Decision]:
    """The last decisions about stories; a use that was cancelled later was none of ours."""
    rows = Proposal.objects.filter(
        agency=agency,
        story__isnull=False,
        state__in=[ProposalState.CONFIRMED, ProposalState.REFUSED, ProposalState.CLIPPED],
    ).order_by("-decided_at", "-pk")
    found = rows.values_list("score", "state", "placement__cancelled_at")[:_LEARNED_FROM]
    return [
        Decision(score, state == ProposalState.CONFIRMED and cancelled is None)
        for score, state, cancelled in found
    ]


def threshold_of(agency: Agency) -> Threshold:
    """From which score on an item is taken for ours, by what people decided."""
    return threshold(decisions(agency))


def watch_words(agency: Agency) -> QuerySet[WatchWord]:
    """What the agency watches for."""
    return WatchWord.objects.filter(agency=agency).select_related("unit")


def units_to_watch(agency: Agency, today: dt.date) -> QuerySet[Unit]:
    """The units that exist on the day."""
    return Unit.objects.filter(agency=agency, opened_on__lte=today).filter(
        Q(closed_on=None) | Q(closed_on__gte=today)
    )


def recent_editions(agency: Agency, now: dt.datetime) -> dict[int, Edition]:
    """The last edition of each story that was published lately, by story."""
    since = now - dt.timedelta(days=COMPARED_DAYS)
    rows = Edition.objects.filter(story__agency=agency, published_at__gte=since)
    rows = rows.select_related("story").order_by("-published_at")[:MOST_STORIES]
    return {row.story_id: row for row in reversed(rows)}


def recent_dispatches(agency: Agency, now: dt.datetime) -> dict[int, Dispatch]:
    """The last dispatch of each story that was sent lately, by story."""
    since = now - dt.timedelta(days=COMPARED_DAYS)
    rows = Dispatch.objects.filter(
        outlet__agency=agency,
        purpose=DispatchPurpose.STORY,
        state=DispatchState.SENT,
        sent_at__gte=since,
    ).order_by("-sent_at", "-pk")[:MOST_STORIES]
    return {row.story_id: row for row in reversed(rows)}


def items_to_compare(
    agency: Agency, newest: dt.datetime | None, now: dt.datetime
) -> "QuerySet[SeenItem]":
    """Items not compared yet, and recent ones not compared since the `newest` story came."""
    waiting = Q(compared_at=None)
    if newest is not None:
        recent = Q(seen_at__gte=now - dt.timedelta(days=AGAIN_DAYS))
        waiting |= recent & Q(compared_at__lt=newest)
    rows = SeenItem.objects.filter(waiting, outlet__agency=agency, pages_due=0)
    return rows.select_related("outlet").order_by("seen_at", "pk")[:MOST_COMPARED]


def texts_for_rarity(agency: Agency) -> Iterator[tuple[int, str, str]]:
    """Id, headline and text of the latest items that still have one."""
    rows = SeenItem.objects.filter(outlet__agency=agency).exclude(text="")
    left = MOST_CHARACTERS
    latest = rows.order_by("-seen_at", "-pk").values_list("pk", "headline", "text")[:MOST_ITEMS]
    for number, headline, text in latest.iterator(chunk_size=100):
        left -= len(text)
        if left < 0:
            return
        yield number, headline, text


def uses_of(story_ids: Collection[int]) -> dict[int, list[Placement]]:
    """The uses of stories that were entered and not cancelled, by story."""
    found: dict[int, list[Placement]] = {}
    for row in Placement.objects.filter(story_id__in=story_ids, cancelled_at=None):
        found.setdefault(row.story_id, []).append(row)
    return found
