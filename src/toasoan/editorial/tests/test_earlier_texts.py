"""An earlier version brought back, and a story copied to a new draft."""

import pytest
from django.http import Http404
from django.utils import timezone

from toasoan.editorial.earlier_texts import bring_back, copy_story
from toasoan.editorial.models import Progress
from toasoan.editorial.queries import latest_text
from toasoan.editorial.transitions import Status
from toasoan.ledger.models import LedgerEntry
from toasoan.refusals import RefusedError
from toasoan.testing.factories import make_story, rewrite, story_again

pytestmark = pytest.mark.django_db


def back(story, revision_id, actor, seen_id=None):
    story = story_again(story)
    seen_id = seen_id or story.latest_revision_id
    bring_back(story, revision_id, seen_id=seen_id, actor=actor, now=timezone.now())


def test_a_version_that_is_brought_back_is_the_latest_text_and_the_other_can_be_had_again(room):
    story = make_story(room, "draft")
    first, words = story.latest_revision_id, story.headline
    changed = rewrite(story, room.contributor, headline="Tiêu đề khác")

    back(story, first, room.contributor)

    assert latest_text(story_again(story)).headline == words
    entry = LedgerEntry.objects.get(story_id=story.pk, kind="story.bring_back")
    assert (entry.actor, entry.detail) == (room.contributor, {"version": first})

    back(story, changed.pk, room.contributor)

    assert latest_text(story_again(story)).headline == "Tiêu đề khác"


def test_what_somebody_saved_meanwhile_is_not_replaced(room):
    story = make_story(room, "draft")
    first = story.latest_revision_id
    seen = rewrite(story, room.contributor, headline="Bản đã thấy").pk
    rewrite(story, room.contributor, headline="Bản mới hơn")

    with pytest.raises(RefusedError) as refused:
        back(story, first, room.contributor, seen_id=seen)

    assert [problem.code for problem in refused.value.problems] == ["stale-text"]
    assert latest_text(story_again(story)).headline == "Bản mới hơn"


def test_who_may_not_write_brings_nothing_back(room):
    story = make_story(room, "submitted")

    with pytest.raises(RefusedError):
        back(story, story.latest_revision_id, room.contributor)


def test_a_version_of_another_story_does_not_exist(room):
    story, other = make_story(room, "draft"), make_story(room, "draft")

    with pytest.raises(Http404):
        back(story, other.latest_revision_id, room.contributor)


def test_a_proposed_story_is_open_again_when_its_text_is_replaced(room):
    story = make_story(room, "proposed")
    other = LedgerEntry.objects.filter(story_id=story.pk, revision_id__isnull=False).first()

    back(story, other.revision_id, room.editor)

    assert Progress.objects.get(pk=story.pk).status == Status.EDITING


def test_a_copy_has_every_part_of_the_text_and_nothing_of_the_way(room):
    story = make_story(room, "published")
    text = latest_text(story)
    text.source_line = "Phòng 9"
    text.tags.add("tuyên truyền")

    made = copy_story(text, unit=room.unit, actor=room.contributor, now=timezone.now())

    copied = latest_text(story_again(made))
    assert copied.pk != story.pk
    for name in ("headline", "standfirst", "genre", "section_id", "source_line"):
        assert getattr(copied, name) == getattr(text, name), name
    assert copied.body.get_prep_value() == text.body.get_prep_value()
    assert [row.name for row in copied.bylines.all()] == [row.name for row in text.bylines.all()]
    assert [tag.name for tag in copied.tags.all()] == ["tuyên truyền"]
    progress = Progress.objects.get(pk=made.pk)
    assert (progress.status, progress.published_at) == (Status.DRAFT, None)
    begun = LedgerEntry.objects.get(story_id=made.pk)
    assert begun.detail == {"copied_from": story.pk}
