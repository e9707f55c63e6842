"""What the site shows: putting a revision on it, taking a story off it."""

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Max
from wagtail.models import Revision

from toasoan.editorial.ownership import OwnMedia, own_media
from toasoan.media.actions import release_to_public, withhold
from toasoan.page_cache.actions import invalidate, withdraw
from toasoan.refusals import Problem
from toasoan.stories.cache_tags import changed_list_tags, long_list_tags, position_of, story_tag
from toasoan.stories.models import Edition, Genre, ShownAttachment, ShownPicture, Story, TakeDown
from toasoan.stories.rendered_body import drop_rendered_body, save_rendered_body
from toasoan.stories.search import forget_story, index_files, index_story


@dataclass(frozen=True, slots=True)
class CorrectionNote:
    """What readers are told about a correction: what stood there, what is right, a note.

    Decree 237/2026/NĐ-CP, Article 19: a correction names the wrong and the corrected words.
    """

    wrong: str = ""
    right: str = ""
    note: str = ""


def publish_revision(
    story: Story, revision: Revision, *, now: dt.datetime, correction: CorrectionNote | None = None
) -> Edition:
    """Put this revision on the site as the next edition.

    Everything about it is validated first: Wagtail's publish does not (WAGTAIL.md §5).
    Raises ValidationError when the revision is not complete.
    """
    text: Story = revision.as_object()
    text.full_clean()
    first_published_at = story.first_published_at or now
    before = position_of(story.pk)
    # The action log of the framework is switched off: our ledger is the memory.
    revision.publish(skip_permission_checks=True, log_action=False)
    own = own_media(text)
    lead_id = next(iter(own.picture_ids), None)
    Story.objects.filter(pk=story.pk).update(
        first_published_at=first_published_at,
        last_published_at=now,
        lead_picture_id=lead_id,
        lead_alternative_text=text.alternative_text_of(lead_id),
        has_gallery=text.genre == Genre.PHOTO_STORY or text.shows("gallery"),
        has_video=text.shows("video"),
    )
    story.refresh_from_db()
    TakeDown.objects.filter(story=story).delete()
    _show_media(story, own)
    index_story(story)
    save_rendered_body(story)
    invalidate({story_tag(story.pk)} | changed_list_tags(story.pk, before, position_of(story.pk)))
    return _write_edition(story, revision, now=now, correction=correction or CorrectionNote())


def _write_edition(
    story: Story, revision: Revision, *, now: dt.datetime, correction: CorrectionNote
) -> Edition:
    last = story.editions.aggregate(last=Max("number"))["last"] or 0
    return Edition.objects.create(
        story=story,
        number=last + 1,
        revision_id=revision.pk,
        published_at=now,
        headline=story.headline,
        content=revision.content,
        correction_note=correction.note,
        wrong_text=correction.wrong,
        right_text=correction.right,
    )


def invalid_parts(error: ValidationError) -> list[Problem]:
    """What the validation of a text found, as problems that point at their fields."""
    if not hasattr(error, "error_dict"):
        return [Problem("invalid", message) for message in error.messages]
    return [
        Problem("invalid", f"{_label(name)}: {message}", name)
        for name, messages in error.message_dict.items()
        for message in messages
    ]


def _label(name: str) -> str:
    names = {field.name: field.verbose_name for field in Story._meta.fields}
    return str(names.get(name, name)).capitalize()


def take_off(story: Story, *, kind: str, redirect_to_id: int | None, now: dt.datetime) -> None:
    """Take the story off the site; its text, files and history stay."""
    live = Story.objects.get(pk=story.pk)
    before = position_of(story.pk)
    live.unpublish(log_action=False)
    story.refresh_from_db()
    TakeDown.objects.update_or_create(
        story=story,
        defaults={"kind": kind, "taken_down_at": now, "redirect_to_id": redirect_to_id},
    )
    forget_story(story.pk)
    drop_rendered_body(story.pk)
    _show_media(story, OwnMedia((), ()))
    # No old copy of a page that shows it may stand in, whatever happens to the site; lists too
    # long to name their stories (site maps) are among these pages.
    withdraw({story_tag(story.pk), *long_list_tags(story.pk, story.agency_id)})
    invalidate(changed_list_tags(story.pk, before, position_of(story.pk)))


def _show_media(story: Story, own: OwnMedia) -> None:
    """Make these the story's public photos and files; take back what no live story shows."""
    pictures, attachments = set(own.picture_ids), set(own.attachment_ids)
    old_pictures = set(story.shown_pictures.values_list("picture_id", flat=True))
    old_attachments = set(story.shown_attachments.values_list("attachment_id", flat=True))
    story.shown_pictures.all().delete()
    story.shown_attachments.all().delete()
    ShownPicture.objects.bulk_create(
        ShownPicture(story=story, picture_id=pk) for pk in sorted(pictures)
    )
    ShownAttachment.objects.bulk_create(
        ShownAttachment(story=story, attachment_id=pk) for pk in sorted(attachments)
    )
    release_to_public(picture_ids=pictures, attachment_ids=attachments)
    dropped_pictures = old_pictures - pictures
    dropped_attachments = old_attachments - attachments
    still_shown = ShownPicture.objects.filter(picture_id__in=dropped_pictures)
    still_offered = ShownAttachment.objects.filter(attachment_id__in=dropped_attachments)
    withhold(
        picture_ids=dropped_pictures - set(still_shown.values_list("picture_id", flat=True)),
        attachment_ids=dropped_attachments
        - set(still_offered.values_list("attachment_id", flat=True)),
    )
    index_files(attachments | old_attachments)
