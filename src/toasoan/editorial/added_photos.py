"""Photos put at the end of a story's text, without the editor: on a phone, or without scripts."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.editorial.actions import hold, note_change
from toasoan.media.models import Picture
from toasoan.refusals import Problem, refuse
from toasoan.stories.models import Story

#: The most photos that are added at once; a gallery of more is read by nobody.
MOST_AT_ONCE = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedPhoto:
    """A photo, kept already, with the words beneath it."""

    picture: Picture
    caption: str = ""
    credit: str = ""
    alternative_text: str = ""

    def block(self) -> dict[str, Any]:
        """The value of its block."""
        return {
            "picture": self.picture,
            "caption": self.caption,
            "credit": self.credit,
            "alternative_text": self.alternative_text,
        }


def add_photos(
    story_id: int, photos: Sequence[AddedPhoto], *, actor: User, now: dt.datetime
) -> None:
    """Put photos behind the latest text, one block each.

    Raises RefusedError when the story is not the person's to change now.
    """
    _add(story_id, [("picture", photo.block()) for photo in photos], actor=actor, now=now)


def add_gallery(
    story_id: int, photos: Sequence[AddedPhoto], *, actor: User, now: dt.datetime
) -> None:
    """Put photos behind the latest text as one gallery. Raises RefusedError like `add_photos`."""
    value = {"title": "", "pictures": [photo.block() for photo in photos]}
    _add(story_id, [("gallery", value)], actor=actor, now=now)


@transaction.atomic
def _add(story_id: int, blocks: list[tuple[str, Any]], *, actor: User, now: dt.datetime) -> None:
    if not blocks:
        refuse([Problem("no-photo", _("No photo has been chosen."), "file")])
    hold(story_id)
    current = Story.objects.select_related("unit", "progress", "latest_revision").get(pk=story_id)
    latest = current.latest_revision
    text = current.with_content_json(latest.content) if latest else current
    text.body.extend(blocks)
    text.save_revision(user=actor, clean=False)
    note_change(story_id, actor=actor, now=now)
