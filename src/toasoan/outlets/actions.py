"""Sending stories on, and writing down what came of it."""

import datetime as dt
from typing import Any

from django.db import transaction

from toasoan.accounts.models import User
from toasoan.editorial.models import Progress
from toasoan.ledger.actions import EntryFacts, record
from toasoan.ledger.models import CLIPPED, DISPATCHED, PLACED
from toasoan.outlets.models import Clipping, Dispatch, DispatchState, Outlet, Placement
from toasoan.outlets.queries import last_dispatch
from toasoan.outlets.rules import (
    Appearance,
    clipping_problems,
    dispatch_problems,
    placement_problems,
)
from toasoan.refusals import RefusedError, refuse
from toasoan.stories.models import Edition, Story
from toasoan.stories.story_fields import plain_fields
from toasoan.stories.text import block_words
from toasoan.units.models import Unit
from toasoan.vietnamese.cleaning import one_line
from toasoan.vietnamese.dates import TZ, local_day

#: Outlets print: the widest ready copy that the site keeps.
_SENT_WIDTH = 1920


def _noon(day: dt.date) -> dt.datetime:
    """A moment that lies on the day whatever the time zone of the reader."""
    return dt.datetime.combine(day, dt.time(12), tzinfo=TZ)


@transaction.atomic
def dispatch_story(story_id: int, outlet: Outlet, *, actor: User, now: dt.datetime) -> Dispatch:
    """Send the last published words to an outlet and keep exactly what was sent.

    The story's row is locked, so that it is not taken down or corrected meanwhile.
    Raises RefusedError with all problems.
    """
    story = _locked(story_id).story
    edition = Edition.objects.filter(story=story).order_by("-number").first()
    problems = dispatch_problems(
        live=story.live and edition is not None, own_outlet=outlet.agency_id == story.agency_id
    )
    if problems or edition is None:
        raise RefusedError(*problems)
    dispatch = Dispatch.objects.create(
        story=story,
        outlet=outlet,
        edition_number=edition.number,
        number=1 + Dispatch.objects.filter(story=story, outlet=outlet).count(),
        ordered_at=now,
        ordered_by=actor,
        sent_at=now,
        state=DispatchState.SENT,
        payload=payload_of(story, edition),
    )
    record(
        DISPATCHED,
        EntryFacts(
            unit=story.unit,
            actor=actor,
            happened_at=now,
            story_id=story.pk,
            revision_id=edition.revision_id,
            outlet_code=outlet.code,
            detail={"dispatch": dispatch.pk},
        ),
    )
    return dispatch


def _locked(story_id: int) -> Progress:
    """The story's place on its way, locked until the transaction ends."""
    return (
        Progress.objects.select_for_update(of=("self",))
        .select_related("story__unit", "unit")
        .get(pk=story_id)
    )


def payload_of(story: Story, edition: Edition) -> dict[str, object]:
    """The edition's words as plain text, an empty line between paragraphs, and its photos."""
    text = story.with_content_json(edition.content)
    return {
        **{field.name: getattr(text, field.name) for field in plain_fields() if field.dispatched},
        "body": "\n\n".join(filter(None, (_words(block) for block in text.body))),
        "bylines": [byline.name for byline in text.bylines.all()],
        "pictures": [
            {
                "caption": value.get("caption") or "",
                "credit": value.get("credit") or "",
                "address": value["picture"].address(_SENT_WIDTH),
            }
            for value in text.pictures()
            if value.get("picture")
        ],
    }


def _words(block: Any) -> str:  # a bound block of Wagtail, which ships no types
    """What stands in the running text; the captions go with the photos."""
    if block.block_type == "picture":
        return ""
    if block.block_type == "gallery":
        return str(block.value.get("title") or "")
    return block_words(block.block_type, block.value).strip()


@transaction.atomic
def record_placement(  # noqa: PLR0913  # what was seen, all by keyword
    story_id: int,
    outlet: Outlet,
    *,
    placed_on: dt.date,
    headline: str,
    address: str,
    actor: User,
    now: dt.datetime,
    dispatch: Dispatch | None = None,
) -> Placement:
    """Write down that an outlet used a story; it counts on the day on which it appeared.

    Without a `dispatch` the last one to this outlet is meant, if there is any. The story's
    row is locked, so of two people entering the same use at once one is refused.
    Raises RefusedError with all problems.
    """
    progress = _locked(story_id)
    sent = dispatch or last_dispatch(story_id, outlet)
    problems = placement_problems(
        Appearance(
            on=placed_on,
            headline=headline,
            address=address,
            own_outlet=outlet.agency_id == progress.agency_id,
        ),
        received_on=local_day(progress.received_at) if progress.received_at else None,
        today=local_day(now),
        known=Placement.objects.filter(
            story_id=story_id, outlet=outlet, placed_on=placed_on, cancelled_at=None
        ).exists(),
        dispatch_fits=sent is None or (sent.story_id, sent.outlet_id) == (story_id, outlet.pk),
    )
    refuse(problems)
    placement = Placement.objects.create(
        story_id=story_id,
        outlet=outlet,
        dispatch=sent,
        placed_on=placed_on,
        headline=one_line(headline),
        address=address.strip(),
    )
    _count_placement(placement, progress, actor)
    return placement


def _count_placement(placement: Placement, progress: Progress, actor: User) -> None:
    record(
        PLACED,
        EntryFacts(
            # The unit that "received" and "published" were counted for (decision 0006).
            unit=progress.unit,
            actor=actor,
            happened_at=_noon(placement.placed_on),
            story_id=placement.story_id,
            outlet_code=placement.outlet.code,
            detail={"placement": placement.pk},
        ),
    )


@transaction.atomic
def record_clipping(  # noqa: PLR0913  # what was seen, all by keyword
    unit: Unit,
    outlet: Outlet,
    *,
    headline: str,
    published_on: dt.date,
    address: str,
    actor: User,
    now: dt.datetime,
) -> Clipping:
    """Write down what others wrote about a unit; it counts on the day on which it appeared.

    Raises RefusedError with all problems.
    """
    seen = Appearance(
        on=published_on,
        headline=headline,
        address=address,
        own_outlet=outlet.agency_id == unit.agency_id,
    )
    refuse(clipping_problems(seen, today=local_day(now)))
    clipping = Clipping.objects.create(
        agency_id=unit.agency_id,
        unit=unit,
        outlet=outlet,
        headline=one_line(headline),
        published_on=published_on,
        address=address.strip(),
    )
    record(
        CLIPPED,
        EntryFacts(
            unit=unit,
            actor=actor,
            happened_at=_noon(published_on),
            outlet_code=outlet.code,
            detail={"clipping": clipping.pk},
        ),
    )
    return clipping
