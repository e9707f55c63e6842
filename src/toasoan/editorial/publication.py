"""What the site shows: putting a revision on it, taking a story off it."""

import datetime as dt

from django.db.models import Max
from wagtail.models import Revision

from toasoan.media.actions import release_to_public, withhold
from toasoan.stories.models import Edition, Story, TakeDown
from toasoan.stories.search import forget_story, index_story


def publish_revision(
    story: Story, revision: Revision, *, now: dt.datetime, public_note: str = ""
) -> Edition:
    """Put this revision on the site as the next edition.

    Everything about it is validated first: Wagtail's publish does not (WAGTAIL.md §5).
    Raises ValidationError when the revision is not complete.
    """
    text: Story = revision.as_object()
    text.full_clean()
    first_published_at = story.first_published_at or now
    # The action log of the framework is switched off: our ledger is the memory.
    revision.publish(skip_permission_checks=True, log_action=False)
    lead = next(iter(text.picture_ids()), None)
    Story.objects.filter(pk=story.pk).update(
        first_published_at=first_published_at, last_published_at=now, lead_picture_id=lead
    )
    story.refresh_from_db()
    TakeDown.objects.filter(story=story).delete()
    release_to_public(picture_ids=text.picture_ids(), attachment_ids=text.attachment_ids())
    index_story(story)
    return _write_edition(story, revision, now=now, public_note=public_note)


def _write_edition(
    story: Story, revision: Revision, *, now: dt.datetime, public_note: str
) -> Edition:
    last = story.editions.aggregate(last=Max("number"))["last"] or 0
    return Edition.objects.create(
        story=story,
        number=last + 1,
        revision_id=revision.pk,
        published_at=now,
        headline=story.headline,
        content=revision.content,
        public_note=public_note,
    )


def take_off(
    story: Story, *, kind: str, redirect_to_id: int | None, now: dt.datetime
) -> None:
    """Take the story off the site; its text, files and history stay."""
    live = Story.objects.get(pk=story.pk)
    live.unpublish(log_action=False)
    story.refresh_from_db()
    TakeDown.objects.update_or_create(
        story=story,
        defaults={"kind": kind, "taken_down_at": now, "redirect_to_id": redirect_to_id},
    )
    forget_story(story.pk)
    withhold_pictures(live)


def withhold_pictures(story: Story) -> None:
    """Take the photos and files of a story back, except those that a live story still shows."""
    pictures = set(story.picture_ids())
    attachments = set(story.attachment_ids())
    for other in _live_stories_sharing(story, pictures | attachments):
        pictures -= set(other.picture_ids())
        attachments -= set(other.attachment_ids())
    withhold(picture_ids=pictures, attachment_ids=attachments)


def _live_stories_sharing(story: Story, ids: set[int]) -> list[Story]:
    """Live stories that show one of the photos or files, found by Wagtail's reference index."""
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import ReferenceIndex

    references = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Story),
        to_object_id__in=[str(pk) for pk in ids],
    )
    story_ids = {int(row.object_id) for row in references} - {story.pk}
    return list(Story.objects.filter(pk__in=story_ids, live=True))
