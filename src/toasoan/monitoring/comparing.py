"""Comparing what outlets published with what was sent to them or published lately."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from toasoan.monitoring.actions import note_known
from toasoan.monitoring.models import Proposal, ProposalState, SeenItem
from toasoan.monitoring.queries import (
    items_to_compare,
    recent_dispatches,
    recent_editions,
    texts_for_rarity,
    uses_of,
    watch_words,
)
from toasoan.monitoring.rules import LOWEST, found_words, is_known
from toasoan.monitoring.shingles import Archive, Comparison, Likeness, Text
from toasoan.monitoring.texts import edition_words, sent_words
from toasoan.outlets.models import TEXT_LENGTH
from toasoan.units.models import Agency

#: Stories proposed for one item: a digest has several.
_MOST_OF_AN_ITEM = 12
#: Waiting proposals that are looked at for uses entered meanwhile.
_MOST_LOOKED_AT = 500


@dataclass(frozen=True, slots=True)
class _Recent:
    """The stories to compare with, and since when the newest of them is there."""

    texts: dict[int, str]
    newest: dt.datetime | None


def compare_items(agency: Agency, *, now: dt.datetime) -> int:
    """Propose stories and clippings for the items that were not compared yet; how many."""
    _close_known(agency, now)
    recent = _recent(agency, now)
    items = list(items_to_compare(agency, recent.newest, now))
    if not items:
        return 0
    of_items = {item.pk: Text.of(f"{item.headline}\n{item.text}") for item in items}
    comparison = _comparison(agency, recent, of_items)
    watched = {row.compared: row.unit_id for row in watch_words(agency)}
    return sum(
        _propose(agency, item, comparison.likenesses(of_items[item.pk], LOWEST), watched, now)
        for item in items
    )


def _comparison(agency: Agency, recent: _Recent, of_items: dict[int, Text]) -> Comparison:
    stories = {number: Text.of(text) for number, text in recent.texts.items()}
    others = (
        Text.of(f"{headline}\n{text}")
        for number, headline, text in texts_for_rarity(agency)
        if number not in of_items
    )
    known = [*stories.values(), *of_items.values(), *others]
    return Comparison.of(stories, Archive(text.shingles for text in known))


def _recent(agency: Agency, now: dt.datetime) -> _Recent:
    """Published editions; for what was sent, exactly what was sent."""
    editions, dispatches = recent_editions(agency, now), recent_dispatches(agency, now)
    texts = {number: edition_words(edition) for number, edition in editions.items()}
    texts |= {number: sent_words(row.payload) for number, row in dispatches.items()}
    moments = [row.published_at for row in editions.values()]
    moments += [row.sent_at for row in dispatches.values() if row.sent_at]
    return _Recent(texts, max(moments, default=None))


@transaction.atomic
def _propose(
    agency: Agency,
    item: SeenItem,
    likenesses: list[Likeness],
    watched: dict[str, int],
    now: dt.datetime,
) -> int:
    uses = uses_of({one.story for one in likenesses})
    known = {one.story for one in likenesses if is_known(item, uses.get(one.story, []))}
    rows = [
        Proposal(agency=agency, item=item, story_id=one.story, score=one.score, proposed_at=now)
        for one in likenesses[:_MOST_OF_AN_ITEM]
        if one.story not in known
    ]
    proposed = set(item.proposals.values_list("story_id", flat=True))
    rows = [row for row in rows if row.story_id not in proposed]
    if not likenesses and not proposed:
        rows = _about_us(agency, item, watched, now)
    Proposal.objects.bulk_create(rows, ignore_conflicts=True)
    item.compared_at = now
    item.save(update_fields=["compared_at"])
    return len(rows)


def _about_us(
    agency: Agency, item: SeenItem, watched: dict[str, int], now: dt.datetime
) -> list[Proposal]:
    """The item as a clipping, about the unit of the longest words that stand in it."""
    found = found_words(f"{item.headline}\n{item.text}", watched)
    if not found:
        return []
    names = dict(watch_words(agency).values_list("compared", "words"))
    words = "; ".join(names[one] for one in found if one in names)[:TEXT_LENGTH]
    return [
        Proposal(agency=agency, item=item, unit_id=watched[found[0]], words=words, proposed_at=now)
    ]


def _close_known(agency: Agency, now: dt.datetime) -> None:
    """Close what waits although the use has been entered meanwhile in another way."""
    waiting = list(
        Proposal.objects.filter(
            agency=agency, state=ProposalState.PROPOSED, story__isnull=False
        ).select_related("item")[:_MOST_LOOKED_AT]
    )
    uses = uses_of({row.story_id or 0 for row in waiting})
    for proposal in waiting:
        if is_known(proposal.item, uses.get(proposal.story_id or 0, [])):
            note_known(proposal.pk, now=now)
