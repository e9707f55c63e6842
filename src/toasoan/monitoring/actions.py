"""Deciding about what was found; what reading an outlet came to."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.monitoring.markup import LONGEST_HEADLINE, LONGEST_TEXT, Article, Listed
from toasoan.monitoring.models import Proposal, ProposalState, SeenItem, WatchedFeed, WatchWord
from toasoan.monitoring.queries import units_to_watch, watch_words
from toasoan.monitoring.rules import EVERY, compared, next_reading, watch_word_problems
from toasoan.outlets.models import Clipping, Outlet, Placement, PlacementSource
from toasoan.outlets.placements import record_clipping, record_placement
from toasoan.refusals import Problem, RefusedError, refuse
from toasoan.units.models import Agency, Unit
from toasoan.vietnamese.cleaning import one_line
from toasoan.vietnamese.dates import local_day

#: A feed gives the text itself when it has so many characters; else the item's page is asked for.
WHOLE_TEXT = 800
#: How often an item's page is asked for.
MOST_PAGE_READINGS = 3
#: Names of units with fewer words are not watched unless somebody types them.
_LEAST_WORDS_OF_A_NAME = 3


# Deciding


@transaction.atomic
def confirm(
    proposal_id: int, *, placed_on: dt.date, headline: str, actor: User, now: dt.datetime
) -> Placement:
    """Say that the item is the proposed story: its use by the outlet is entered and counted.

    Raises RefusedError with all problems.
    """
    proposal = _undecided(proposal_id)
    if proposal.story_id is None:
        raise RefusedError(Problem("no-story", _("Nothing of ours was found in this item.")))
    placement = record_placement(
        proposal.story_id,
        proposal.item.outlet,
        placed_on=placed_on,
        headline=headline,
        address=proposal.item.address,
        actor=actor,
        now=now,
        source=PlacementSource.FOUND,
    )
    proposal.placement = placement
    _decide(proposal, ProposalState.CONFIRMED, actor, now)
    return placement


@transaction.atomic
def clip(proposal_id: int, *, unit: Unit, actor: User, now: dt.datetime) -> Clipping:
    """Say that the outlet wrote about the unit by itself: it is entered as a clipping.

    What else was proposed for the same item is decided with it. Raises RefusedError.
    """
    proposal = _undecided(proposal_id)
    item = proposal.item
    if unit.agency_id != proposal.agency_id:
        raise RefusedError(Problem("foreign-unit", _("This unit is not the agency's."), "unit"))
    clipping = record_clipping(
        unit,
        item.outlet,
        headline=item.headline,
        published_on=item.published_on,
        address=item.address,
        actor=actor,
        now=now,
    )
    proposal.clipping = clipping
    _decide(proposal, ProposalState.CLIPPED, actor, now)
    for other in _others(proposal):
        _decide(other, ProposalState.REFUSED, actor, now)
    return clipping


@transaction.atomic
def refuse_match(proposal_id: int, *, actor: User, now: dt.datetime) -> Proposal:
    """Say that the item is not the proposed story, or not about us. Raises RefusedError."""
    proposal = _undecided(proposal_id)
    _decide(proposal, ProposalState.REFUSED, actor, now)
    return proposal


@transaction.atomic
def take_back_refusal(proposal_id: int, *, now: dt.datetime) -> Proposal:
    """Put a refused proposal back among those that wait. Raises RefusedError."""
    proposal = _locked(proposal_id)
    if proposal.state != ProposalState.REFUSED:
        raise RefusedError(Problem("not-refused", _("Only what was refused can be taken back.")))
    proposal.state, proposal.decided_at, proposal.decided_by = ProposalState.PROPOSED, None, None
    proposal.save(update_fields=["state", "decided_at", "decided_by"])
    return proposal


def _locked(proposal_id: int) -> Proposal:
    rows = Proposal.objects.select_for_update(of=("self",))
    return rows.select_related("item__outlet", "agency").get(pk=proposal_id)


def _undecided(proposal_id: int) -> Proposal:
    proposal = _locked(proposal_id)
    if proposal.state != ProposalState.PROPOSED:
        raise RefusedError(
            Problem("decided", _("Somebody has decided about this item in the meantime."))
        )
    return proposal


def _others(proposal: Proposal) -> list[Proposal]:
    """What else waits for a decision about the same item."""
    rows = Proposal.objects.select_for_update().filter(
        item_id=proposal.item_id, state=ProposalState.PROPOSED
    )
    return list(rows.exclude(pk=proposal.pk))


def _decide(proposal: Proposal, state: ProposalState, actor: User | None, now: dt.datetime) -> None:
    proposal.state, proposal.decided_by, proposal.decided_at = state, actor, now
    proposal.save(update_fields=["state", "decided_by", "decided_at", "placement", "clipping"])


@transaction.atomic
def note_known(proposal_id: int, *, now: dt.datetime) -> None:
    """Close a proposal whose use was entered in another way meanwhile."""
    proposal = _locked(proposal_id)
    if proposal.state == ProposalState.PROPOSED:
        _decide(proposal, ProposalState.KNOWN, None, now)


# Watch words


@transaction.atomic
def add_watch_word(agency: Agency, words: str, unit: Unit) -> WatchWord:
    """Watch for words that are about a unit. Raises RefusedError."""
    text = one_line(words)
    problems = watch_word_problems(text, watch_words(agency).values_list("compared", flat=True))
    if unit.agency_id != agency.pk:
        problems.append(Problem("foreign-unit", _("This unit is not the agency's."), "unit"))
    refuse(problems)
    # What was read before is looked through for the new words with the next reading.
    read = SeenItem.objects.filter(outlet__agency=agency, proposals=None).exclude(text="")
    read.update(compared_at=None)
    return WatchWord.objects.create(agency=agency, words=text, compared=compared(text), unit=unit)


@transaction.atomic
def add_unit_names(agency: Agency, today: dt.date) -> int:
    """Watch for the names of all units that exist on the day; returns how many are new."""
    added = 0
    for unit in units_to_watch(agency, today):
        known = set(watch_words(agency).values_list("compared", flat=True))
        for name in dict.fromkeys((one_line(unit.name), one_line(unit.short_name))):
            # “Phòng 1” or “Văn phòng” stands in texts about anybody.
            says_enough = len(compared(name).split()) >= _LEAST_WORDS_OF_A_NAME
            if says_enough and not watch_word_problems(name, known):
                known.add(add_watch_word(agency, name, unit).compared)
                added += 1
    return added


def remove_watch_word(agency: Agency, word_id: int) -> None:
    """Watch for it no more; what was found by it stays."""
    WatchWord.objects.filter(agency=agency, pk=word_id).delete()


# Reading


@transaction.atomic
def ask_reading(outlet: Outlet, *, now: dt.datetime) -> WatchedFeed:
    """Have an outlet read as soon as the worker is free. Raises RefusedError."""
    if not outlet.watched_address or outlet.closed_on:
        message = _("Write the address of the outlet's feed or list page first.")
        raise RefusedError(Problem("no-address", message))
    feed = feed_to_read(outlet)
    feed.asked_at = now
    feed.save(update_fields=["asked_at"])
    return feed


@transaction.atomic
def claim_reading(outlet_id: int, *, now: dt.datetime) -> bool:
    """Move the hour of the next reading on; of two workers that try, one succeeds."""
    outlet = Outlet.objects.get(pk=outlet_id)
    feed = WatchedFeed.objects.select_for_update().get(pk=feed_to_read(outlet).pk)
    if feed.next_at is not None and feed.next_at > now:
        return False
    feed.next_at = now + EVERY
    feed.save(update_fields=["next_at"])
    return True


def feed_to_read(outlet: Outlet) -> WatchedFeed:
    """The state of the outlet's feed; it begins anew when the address is another one."""
    feed, _made = WatchedFeed.objects.get_or_create(outlet=outlet)
    if feed.address != outlet.watched_address:
        feed.address = outlet.watched_address
        feed.etag = feed.last_modified = feed.problem = ""
        feed.failures, feed.next_at, feed.good_at = 0, None, None
        feed.save()
    return feed


@transaction.atomic
def note_reading(feed: WatchedFeed, problem: str, *, now: dt.datetime) -> None:
    """Write down how a reading ended; `problem` is a sentence for people, empty for none."""
    feed.read_at, feed.problem = now, problem[:300]
    feed.failures = min(feed.failures + 1, 100) if problem else 0
    feed.good_at = feed.good_at if problem else now
    feed.next_at = next_reading(now, feed.failures)
    feed.save(
        update_fields=["read_at", "problem", "failures", "good_at", "next_at", "etag",
                       "last_modified", "listed"]
    )  # fmt: skip


@transaction.atomic
def note_listed(outlet: Outlet, listed: Sequence[Listed], *, now: dt.datetime) -> int:
    """Keep the items that were not seen before; returns how many."""
    addresses = [one.address for one in listed]
    seen = SeenItem.objects.filter(outlet=outlet, address__in=addresses)
    known = set(seen.values_list("address", flat=True))
    seen.update(listed_at=now)
    today = local_day(now)
    new = [
        SeenItem(
            outlet=outlet,
            address=one.address,
            headline=one.headline,
            text=one.text,
            # A day to come is a slip of the site: it stood there today.
            published_on=min(one.published or today, today),
            seen_at=now,
            listed_at=now,
            pages_due=0 if len(one.text) >= WHOLE_TEXT else MOST_PAGE_READINGS,
        )
        for one in listed
        if one.address not in known
    ]
    SeenItem.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


@transaction.atomic
def note_page(item: SeenItem, article: Article | None, *, now: dt.datetime) -> None:
    """Keep the text of an item's page; None when it could not be read this time."""
    if article is None:
        item.pages_due = max(0, item.pages_due - 1)
    else:
        item.pages_due = 0
        item.headline = (item.headline or article.headline)[:LONGEST_HEADLINE]
        item.text = max(item.text, article.text, key=len)[:LONGEST_TEXT]
        if article.published and article.published <= local_day(now):
            item.published_on = article.published
    item.save(update_fields=["pages_due", "headline", "text", "published_on"])
