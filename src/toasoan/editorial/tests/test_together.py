"""Two people, or two workers, at the same moment: one success, one sentence, no half story."""

import datetime as dt
import threading

import pytest
from django.db import connection, transaction
from django.utils import timezone

from toasoan.editorial.actions import hold_text, note_change, take_step
from toasoan.editorial.models import Progress
from toasoan.editorial.tasks import publish_due_stories
from toasoan.editorial.transitions import Step
from toasoan.ledger.models import LedgerEntry
from toasoan.refusals import RefusedError
from toasoan.stories.models import Edition, Story
from toasoan.testing.factories import make_newsroom, make_story, on_screen
from toasoan.testing.roots import restore_roots

pytestmark = pytest.mark.django_db(transaction=True)
OLD, NEW = "Kiểm sát trực tiếp tại nhà tạm giữ", "Sửa trong thẻ khác"
#: Nobody waits longer for a lock than this; a test that hangs fails.
PATIENCE = 60


@pytest.fixture
def room():
    restore_roots()
    return make_newsroom()


def press(story, step, actor, **given):
    def act():
        take_step(
            story.pk, step, actor=actor, answers=on_screen(story.pk, **given), now=timezone.now()
        )
        return "done"

    return act


def rewriting(story, actor, between=lambda: None):
    """Save a text as the editor's screen does, all in one transaction."""
    seen = story.latest_revision

    def act():
        with transaction.atomic():
            hold_text(story.pk, revision=seen)
            text = Story.objects.get(pk=story.pk).get_latest_revision_as_object()
            text.headline = NEW
            text.save_revision(user=actor, clean=False)
            between()
            note_change(story.pk, actor=actor, now=timezone.now())
        return "done"

    return act


def in_thread(act, outcomes, start=None):
    def run():
        try:
            if start is not None:
                start.wait(PATIENCE)
            outcomes.append(act())
        except RefusedError as refusal:
            outcomes.append(str(refusal))
        finally:
            connection.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread


def at_once(*acts):
    """Start all at the same moment; what each came to, in no order."""
    outcomes, start = [], threading.Barrier(len(acts))
    threads = [in_thread(act, outcomes, start) for act in acts]
    for thread in threads:
        thread.join(PATIENCE)
        assert not thread.is_alive()
    assert len(outcomes) == len(acts)
    return outcomes


def refusals(outcomes):
    return [outcome for outcome in outcomes if outcome != "done"]


def test_two_approvers_at_once_are_one_success_and_one_sentence(room):
    story = make_story(room, "proposed")

    outcomes = at_once(
        press(story, Step.APPROVE, room.approver), press(story, Step.APPROVE, room.second_approver)
    )

    assert refusals(outcomes) == ["Tin, bài không còn ở bước này."]
    assert Edition.objects.filter(story=story).count() == 1
    assert LedgerEntry.objects.filter(story_id=story.pk, kind="story.approve").count() == 1


@pytest.mark.parametrize(
    ("status", "one", "other"),
    [
        ("submitted", (Step.VET, "vetter"), (Step.WITHDRAW, "contributor")),
        ("proposed", (Step.APPROVE, "approver"), (Step.RETURN_TO_DESK, "second_approver")),
        ("received", (Step.CLAIM, "editor"), (Step.FORCE_PUBLISH, "approver")),
    ],
)
def test_of_two_steps_that_exclude_each_other_one_is_taken(room, status, one, other):
    story = make_story(room, status)
    given = {"note": "Gấp", "reason_codes": ("chua-dat",)}
    before = LedgerEntry.objects.filter(story_id=story.pk).exclude(to_status="").count()

    outcomes = at_once(
        *(press(story, step, getattr(room, person), **given) for step, person in (one, other))
    )

    # In the order in which they were written, not in that in which they were pressed.
    taken = LedgerEntry.objects.filter(story_id=story.pk).exclude(to_status="").order_by("pk")
    # An urgent publication may follow upon a claim: then both were taken, one after the other.
    done = 2 - len(refusals(outcomes))
    assert done == 1 or (status == "received" and done == 2)
    assert taken.last().to_status == Progress.objects.get(pk=story.pk).status
    assert taken.count() - before >= done


def test_approving_while_another_tab_saves_lets_out_only_what_was_read(room):
    story = make_story(room, "proposed")

    outcomes = at_once(
        press(story, Step.APPROVE, room.approver, revision_id=story.latest_revision_id),
        rewriting(story, room.editor),
    )

    assert len(refusals(outcomes)) == 1
    again = Story.objects.select_related("progress").get(pk=story.pk)
    latest = again.latest_revision.content["headline"]
    assert (again.live, again.progress.status, latest) in {
        (True, "published", OLD),
        (False, "editing", NEW),
    }
    assert Edition.objects.filter(story=story, headline=NEW).count() == 0


def test_an_approval_that_waited_for_a_save_meets_the_new_text(room):
    story = make_story(room, "proposed")
    outcomes, waiting = [], []
    approve = press(story, Step.APPROVE, room.approver, revision_id=story.latest_revision_id)

    def while_it_is_held():
        waiting.append(in_thread(approve, outcomes))
        waiting[0].join(0.5)
        assert waiting[0].is_alive()

    rewriting(story, room.editor, between=while_it_is_held)()
    waiting[0].join(PATIENCE)

    assert outcomes == ["Tin, bài không còn ở bước này."]
    assert not Story.objects.get(pk=story.pk).live


def test_a_clearance_that_waited_for_a_save_is_not_of_a_text_that_nobody_read(room):
    story = make_story(room, "submitted")
    outcomes, waiting = [], []
    vet = press(story, Step.VET, room.vetter, revision_id=story.latest_revision_id)

    def while_it_is_held():
        waiting.append(in_thread(vet, outcomes))
        waiting[0].join(0.5)

    rewriting(story, room.vetter, between=while_it_is_held)()
    waiting[0].join(PATIENCE)

    # The status is the same as before; only the text has moved on.
    assert len(outcomes) == 1
    assert outcomes[0].startswith("Nội dung đã thay đổi sau khi anh/chị mở")
    assert Progress.objects.get(pk=story.pk).status == "submitted"


def test_two_workers_publish_a_due_story_once_and_see_no_failure(room):
    story = make_story(room, "approved")
    Progress.objects.filter(pk=story.pk).update(publish_at=timezone.now() - dt.timedelta(minutes=1))

    outcomes = at_once(publish_due_stories.call, publish_due_stories.call)

    assert sorted(outcomes) == [0, 1]
    assert Edition.objects.filter(story=story).count() == 1
    assert not LedgerEntry.objects.filter(story_id=story.pk, kind="story.due_failed").exists()
