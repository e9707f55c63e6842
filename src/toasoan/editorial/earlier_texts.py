"""Earlier texts of a story used again: brought back as the latest one, or copied to a new draft."""

import datetime as dt

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _
from wagtail.models import Revision

from toasoan.accounts.models import User
from toasoan.editorial.actions import hold, note_change, save_new
from toasoan.editorial.entries import in_place
from toasoan.ledger.actions import record
from toasoan.refusals import Problem, RefusedError
from toasoan.stories.models import Byline, Story
from toasoan.stories.story_fields import BYLINE_FIELDS, story_fields
from toasoan.units.models import Unit


def earlier_revision(story: Story, revision_id: int) -> Revision:
    """A saved version of this story. Raises Http404 when it is another one's or does not exist."""
    found = Revision.objects.for_instance(story).filter(pk=revision_id).first()
    if found is None:
        raise Http404
    return found


@transaction.atomic
def bring_back(
    story: Story, revision_id: int, *, seen_id: int, actor: User, now: dt.datetime
) -> None:
    """Make an earlier version the story's latest text; what was latest stays among the versions.

    `seen_id` is the latest revision that the person saw. Raises RefusedError when somebody has
    saved since, or when the story is not the person's to change now; Http404 for a revision of
    another story.
    """
    hold(story.pk)
    current = Story.objects.select_related("unit", "progress").get(pk=story.pk)
    if current.latest_revision_id != seen_id:
        words = _("Somebody saved a newer version meanwhile. Look at it, then choose again.")
        raise RefusedError(Problem("stale-text", words))
    text = current.with_content_json(earlier_revision(current, revision_id).content)
    text.save_revision(user=actor, clean=False)
    progress = note_change(current.pk, actor=actor, now=now)
    facts = in_place(
        progress,
        actor=actor,
        now=now,
        detail={"version": revision_id},
        revision_id=text.latest_revision_id,
    )
    record("story.bring_back", facts)


@transaction.atomic
def copy_story(text: Story, *, unit: Unit, actor: User, now: dt.datetime) -> Story:
    """A new draft of the unit with the words, photos, files, bylines and tags of `text`.

    Nothing of the way of the first story goes along: no remarks, hours or editions.
    """
    copied = Story(agency_id=unit.agency_id, unit=unit, author=actor, live=False)
    for field in story_fields():
        if field.is_single:
            setattr(copied, field.name, getattr(text, field.name))
    copied.body = text.body
    copied.bylines = [
        Byline(sort_order=order, **{one.name: getattr(row, one.name) for one in BYLINE_FIELDS})
        for order, row in enumerate(text.bylines.all())
    ]
    copied.tags.add(*(tag.name for tag in text.tags.all()))
    save_new(copied, actor=actor, now=now, detail={"copied_from": text.pk})
    return copied
