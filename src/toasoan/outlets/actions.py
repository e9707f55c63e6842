"""Sending stories on."""

import datetime as dt
from typing import Any

from django.db import transaction

from toasoan.accounts.models import User
from toasoan.ledger.actions import EntryFacts, record
from toasoan.ledger.models import DISPATCHED
from toasoan.outlets.locks import locked_progress
from toasoan.outlets.models import Dispatch, DispatchState, Outlet
from toasoan.outlets.rules import dispatch_problems
from toasoan.refusals import RefusedError
from toasoan.stories.models import Edition, Story
from toasoan.stories.story_fields import plain_fields
from toasoan.stories.text import block_words

#: Outlets print: the widest ready copy that the site keeps.
_SENT_WIDTH = 1920


@transaction.atomic
def dispatch_story(story_id: int, outlet: Outlet, *, actor: User, now: dt.datetime) -> Dispatch:
    """Send the last published words to an outlet and keep exactly what was sent.

    The story's row is locked, so that it is not taken down or corrected meanwhile.
    Raises RefusedError with all problems.
    """
    story = locked_progress(story_id).story
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
