"""Sending stories on, and writing down what came of it."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.editorial.models import Progress
from toasoan.ledger.actions import Line, record
from toasoan.ledger.models import CLIPPED, DISPATCHED, PLACED
from toasoan.outlets.models import Clipping, Dispatch, Outlet, Placement
from toasoan.outlets.rules import OutletsRefusedError, clipping_problems, placement_problems
from toasoan.stories.models import Edition, Story
from toasoan.stories.text import body_words
from toasoan.units.models import Unit
from toasoan.vietnamese.dates import TZ, local_day


def _noon(day: dt.date) -> dt.datetime:
    """A moment that lies on the day whatever the time zone of the reader."""
    return dt.datetime.combine(day, dt.time(12), tzinfo=TZ)


@transaction.atomic
def dispatch_story(story_id: int, outlet: Outlet, *, actor: User, now: dt.datetime) -> Dispatch:
    """Send the last published words to an outlet and keep exactly what was sent.

    Raises OutletsRefusedError when the story is not live.
    """
    story = Story.objects.select_related("unit").get(pk=story_id)
    edition = Edition.objects.filter(story=story).order_by("-number").first()
    if not story.live or edition is None:
        raise OutletsRefusedError([_("Only a published story can be sent to an outlet.")])
    dispatch = Dispatch.objects.create(
        story=story,
        outlet=outlet,
        edition_number=edition.number,
        sent_at=now,
        sent_by=actor,
        payload=payload_of(story),
    )
    record(
        DISPATCHED,
        Line(
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


def payload_of(story: Story) -> dict[str, object]:
    """The story's live words, as plain text, with the captions and addresses of its photos."""
    return {
        "headline": story.headline,
        "standfirst": story.standfirst,
        "body": body_words(story),
        "bylines": [byline.name for byline in story.bylines.all()],
        "pictures": [
            {"caption": value.get("caption") or "", "address": value["picture"].address(1920)}
            for value in story.pictures()
            if value.get("picture")
        ],
    }


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
) -> Placement:
    """Write down that an outlet used a story; it counts on the day on which it appeared.

    Raises OutletsRefusedError with all problems.
    """
    progress = Progress.objects.select_related("story__unit").get(pk=story_id)
    received_at = progress.received_at
    problems = placement_problems(
        placed_on=placed_on,
        received_on=local_day(received_at) if received_at else None,
        today=local_day(now),
        known=Placement.objects.filter(
            story_id=story_id, outlet=outlet, placed_on=placed_on
        ).exists(),
        headline=headline,
    )
    if problems:
        raise OutletsRefusedError(problems)
    placement = Placement.objects.create(
        story_id=story_id,
        outlet=outlet,
        dispatch=Dispatch.objects.filter(story_id=story_id, outlet=outlet).first(),
        placed_on=placed_on,
        headline=headline.strip(),
        address=address.strip(),
    )
    record(
        PLACED,
        Line(
            unit=progress.story.unit,
            actor=actor,
            happened_at=_noon(placed_on),
            story_id=story_id,
            outlet_code=outlet.code,
            detail={"placement": placement.pk},
        ),
    )
    return placement


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

    Raises OutletsRefusedError with all problems.
    """
    problems = clipping_problems(published_on=published_on, today=local_day(now), headline=headline)
    if problems:
        raise OutletsRefusedError(problems)
    clipping = Clipping.objects.create(
        agency_id=unit.agency_id,
        unit=unit,
        outlet=outlet,
        headline=headline.strip(),
        published_on=published_on,
        address=address.strip(),
    )
    record(
        CLIPPED,
        Line(
            unit=unit,
            actor=actor,
            happened_at=_noon(published_on),
            outlet_code=outlet.code,
            detail={"clipping": clipping.pk},
        ),
    )
    return clipping
