"""What the worker does at its hour, what people see when it cannot, and urgent publication."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from toasoan.editorial.actions import take_step
from toasoan.editorial.inbox import waiting_for
from toasoan.editorial.models import Progress
from toasoan.editorial.signals import due_step_failed
from toasoan.editorial.tasks import publish_due_stories, take_down_expired_stories
from toasoan.editorial.transitions import Step
from toasoan.ledger.models import LedgerEntry
from toasoan.refusals import RefusedError
from toasoan.stories.models import Story, TakeDown
from toasoan.testing.factories import make_correction, make_newsroom, make_story, on_screen
from toasoan.vietnamese.dates import TZ, local_day

pytestmark = pytest.mark.django_db
MORNING = dt.datetime(2026, 11, 30, 8, 0, tzinfo=TZ)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def failures():
    """The signals of failures: story and reason of each."""
    heard = []

    def listen(sender, progress, entry, **kwargs):
        heard.append((progress.pk, entry.note))

    due_step_failed.connect(listen)
    yield heard
    due_step_failed.disconnect(listen)


def take(story, step, actor, **given):
    return take_step(
        story.pk, step, actor=actor, answers=on_screen(story.pk, **given), now=timezone.now()
    )


def progress_of(story):
    return Progress.objects.get(pk=story.pk)


def entries(story, kind):
    return LedgerEntry.objects.filter(story_id=story.pk, kind=kind)


def codes(refusal):
    return [problem.code for problem in refusal.value.problems]


def break_text(story, headline="x" * 300):
    """Make the approved text invalid, so that it cannot be published."""
    revision = Story.objects.get(pk=story.pk).latest_revision
    revision.content["headline"] = headline
    revision.save()
    # As after a save in the editor: the framework then reads the revision, not the row.
    Story.objects.filter(pk=story.pk).update(has_unpublished_changes=True)


def test_a_story_goes_out_at_its_hour_in_viet_nam_and_once(room):
    with time_machine.travel(MORNING, tick=False):
        story = make_story(room, "proposed")
        take(story, Step.APPROVE, room.approver, publish_at=MORNING + HOUR)
    with time_machine.travel(MORNING + HOUR - dt.timedelta(seconds=1), tick=False):
        assert publish_due_stories.call() == 0
    with time_machine.travel(MORNING + HOUR, tick=False):
        assert (publish_due_stories.call(), publish_due_stories.call()) == (1, 0)

    entry = entries(story, "story.publish").get()
    assert (entry.actor, entry.happened_at) == (None, MORNING + HOUR)
    assert Story.objects.get(pk=story.pk).live


def test_an_hour_put_off_is_waited_for(room):
    story = make_story(room, "approved")
    later = timezone.now() + dt.timedelta(days=3)

    take(story, Step.SCHEDULE, room.approver, publish_at=later)

    assert progress_of(story).publish_at == later
    assert publish_due_stories.call() == 0


def test_the_clock_keeps_an_embargo_that_was_moved_behind_the_hour(room):
    with time_machine.travel(MORNING, tick=False):
        story = make_story(room, "proposed")
        take(story, Step.APPROVE, room.approver, publish_at=MORNING + HOUR)
        take(story, Step.SET_EMBARGO, room.approver, embargo_until=MORNING + 3 * HOUR)
    with time_machine.travel(MORNING + HOUR, tick=False):
        assert publish_due_stories.call() == 0
        assert progress_of(story).failed_step == ""
    with time_machine.travel(MORNING + 3 * HOUR, tick=False):
        assert publish_due_stories.call() == 1


def test_an_embargo_of_the_proposal_stops_the_approval_for_now(room):
    with time_machine.travel(MORNING, tick=False):
        story = make_story(room, "editing")
        take(story, Step.PROPOSE, room.editor, embargo_until=MORNING + HOUR)

        with pytest.raises(RefusedError) as refusal:
            take(story, Step.APPROVE, room.approver)

    assert codes(refusal) == ["embargo"]
    assert not Story.objects.get(pk=story.pk).live


def test_the_ledger_tells_which_hours_were_set(room):
    story = make_story(room, "proposed")
    at = timezone.now() + HOUR

    take(story, Step.APPROVE, room.approver, publish_at=at, embargo_until=at)

    detail = entries(story, "story.approve").get().detail
    assert detail == {"publish_at": at.isoformat(), "embargo_until": at.isoformat()}


def test_an_expired_story_leaves_the_site_by_the_clock_and_once(room):
    with time_machine.travel(MORNING, tick=False):
        story = make_story(room, "published")
        take(story, Step.SET_EXPIRY, room.approver, expires_at=MORNING + HOUR)
        assert take_down_expired_stories.call() == 0
    with time_machine.travel(MORNING + HOUR, tick=False):
        assert (take_down_expired_stories.call(), take_down_expired_stories.call()) == (1, 0)

    assert TakeDown.objects.get(story=story).kind == "expired"
    assert entries(story, "story.expire").get().to_status == "taken_down"


def test_an_expired_story_that_is_put_back_stays(room):
    with time_machine.travel(MORNING, tick=False):
        story = make_story(room, "published")
        take(story, Step.SET_EXPIRY, room.approver, expires_at=MORNING + HOUR)
    with time_machine.travel(MORNING + HOUR, tick=False):
        take_down_expired_stories.call()
        take(story, Step.REINSTATE, room.approver, note="Đã kiểm tra lại")
        assert take_down_expired_stories.call() == 0

    assert Story.objects.get(pk=story.pk).live


def test_what_cannot_go_out_is_seen_told_once_and_tried_on(room, failures):
    with time_machine.travel(MORNING, tick=False) as clock:
        story = make_story(room, "proposed")
        take(story, Step.APPROVE, room.approver, publish_at=MORNING + HOUR)
        break_text(story)
        clock.move_to(MORNING + HOUR)

        assert [publish_due_stories.call() for _ in range(3)] == [0, 0, 0]

        progress = progress_of(story)
        assert (progress.status, progress.failed_step) == ("approved", "publish")
        assert progress.failed_since == MORNING + HOUR
        assert progress.failure.startswith("Tiêu đề: ")
        assert failures == [(story.pk, progress.failure)]
        assert entries(story, "story.due_failed").count() == 1
        assert waiting_for(room.approver, local_day(MORNING)).filter(pk=story.pk).exists()

        break_text(story, "Tiêu đề vừa phải")
        assert publish_due_stories.call() == 1

    progress = progress_of(story)
    assert (progress.failed_step, progress.failed_since, progress.failure) == ("", None, "")


def test_another_failure_of_the_same_story_is_told_again(room, failures):
    with time_machine.travel(MORNING, tick=False) as clock:
        story = make_story(room, "proposed")
        take(story, Step.APPROVE, room.approver, publish_at=MORNING + HOUR)
        break_text(story)
        clock.move_to(MORNING + HOUR)
        publish_due_stories.call()
        break_text(story, " ")
        clock.move_to(MORNING + 2 * HOUR)

        publish_due_stories.call()

    assert len(failures) == 2
    assert progress_of(story).failed_since == MORNING + HOUR


def test_a_story_that_cannot_go_out_does_not_stop_the_others(room):
    broken, good = make_story(room, "approved"), make_story(room, "approved")
    Progress.objects.filter(pk__in=[broken.pk, good.pk]).update(publish_at=timezone.now())
    break_text(broken)

    assert publish_due_stories.call() == 1
    assert progress_of(good).status == "published"
    assert progress_of(broken).failed_step == "publish"


def failing(room):
    story = make_story(room, "approved")
    Progress.objects.filter(pk=story.pk).update(publish_at=timezone.now())
    break_text(story)
    publish_due_stories.call()
    return story


def test_trying_again_says_what_stands_in_the_way_and_succeeds_when_nothing_does(room):
    story = failing(room)

    with pytest.raises(RefusedError) as refusal:
        take(story, Step.RETRY, room.approver)
    assert codes(refusal) == ["invalid"]
    assert progress_of(story).failed_step == "publish"
    break_text(story, "Tiêu đề vừa phải")
    take(story, Step.RETRY, room.approver)

    assert progress_of(story).status == "published"
    assert entries(story, "story.publish").get().actor == room.approver


def test_another_hour_clears_the_failure(room):
    story = failing(room)

    take(story, Step.SCHEDULE, room.approver, publish_at=timezone.now() + HOUR)

    assert progress_of(story).failed_step == ""


def test_sending_a_failing_story_back_clears_the_failure(room):
    story = failing(room)

    take(story, Step.RETURN_TO_DESK, room.approver, reason_codes=("chua-dat",))

    progress = progress_of(story)
    assert (progress.status, progress.failed_step, progress.publish_at) == ("editing", "", None)


def waits(room, story):
    today = local_day(timezone.now())
    return [
        waiting_for(person, today).filter(pk=story.pk).exists()
        for person in (room.approver, room.second_approver)
    ]


def test_an_urgent_publication_stays_with_the_approvers_until_another_confirms(room):
    story = make_story(room, "received")

    take(story, Step.FORCE_PUBLISH, room.approver, note="Công điện 12")

    assert Story.objects.get(pk=story.pk).live
    assert waits(room, story) == [False, True]
    with pytest.raises(RefusedError) as refusal:
        take(story, Step.CONFIRM, room.approver)
    assert codes(refusal) == ["own-urgency"]
    take(story, Step.CONFIRM, room.second_approver)
    assert waits(room, story) == [False, False]


def test_the_debt_outlives_a_correction_a_take_down_and_coming_back(room):
    story = make_story(room, "received")
    take(story, Step.FORCE_PUBLISH, room.approver, note="Công điện 12")

    take(story, Step.TAKE_DOWN, room.second_approver, take_down_kind="request")
    assert waits(room, story) == [False, True]
    take(story, Step.REINSTATE, room.approver, note="Đã kiểm tra lại")
    assert waits(room, story) == [False, True]
    take(story, Step.TAKE_DOWN, room.approver, take_down_kind="request")
    take(story, Step.CONFIRM, room.second_approver)

    progress = progress_of(story)
    assert (progress.status, progress.forced_by) == ("taken_down", None)


def test_a_broken_embargo_is_named_and_written_down(room):
    with time_machine.travel(MORNING, tick=False):
        story = make_story(room, "editing")
        take(story, Step.PROPOSE, room.editor, embargo_until=MORNING + HOUR)
        with pytest.raises(RefusedError) as refusal:
            take(story, Step.FORCE_PUBLISH, room.approver, note="Công điện 12")
        assert codes(refusal) == ["embargo"]

        take(story, Step.FORCE_PUBLISH, room.approver, note="Công điện 12", breaks_embargo=True)

    detail = entries(story, "story.force_publish").get().detail
    assert dt.datetime.fromisoformat(detail["embargo_broken"]) == MORNING + HOUR
    assert progress_of(story).embargo_until is None


def test_an_urgent_publication_is_of_the_text_on_the_screen(room):
    story = make_story(room, "received")

    with pytest.raises(RefusedError) as refusal:
        take(
            story,
            Step.FORCE_PUBLISH,
            room.approver,
            note="Gấp",
            revision_id=story.latest_revision_id - 1,
        )

    assert codes(refusal) == ["changed-meanwhile"]


def test_a_correction_on_its_way_does_not_hold_up_the_hour_of_taking_down(room):
    story = make_correction(room)
    Progress.objects.filter(pk=story.pk).update(expires_at=timezone.now())

    assert take_down_expired_stories.call() == 1
    assert (progress_of(story).status, progress_of(story).correction) == ("taken_down", "proposed")


@pytest.mark.parametrize(
    ("target", "code"), [("itself", "redirect-to-itself"), ("draft", "redirect-not-live"),
                         ("foreign", "redirect-not-live"), ("nothing", "redirect-not-live")]
)  # fmt: skip
def test_readers_are_led_only_to_another_live_story_of_the_agency(room, target, code):
    story = make_story(room, "published")
    other = make_newsroom("song-khac", "khac.vidu.vn")
    ids = {
        "itself": story.pk,
        "draft": make_story(room, "received").pk,
        "foreign": make_story(other, "published").pk,
        "nothing": 0,
    }

    with pytest.raises(RefusedError) as refusal:
        take(story, Step.TAKE_DOWN, room.approver, redirect_to_id=ids[target])

    assert codes(refusal) == ["no-kind", code]


def test_a_taken_down_story_leads_readers_on(room):
    story, better = make_story(room, "published"), make_story(room, "published")

    take(story, Step.TAKE_DOWN, room.approver, take_down_kind="duplicate", redirect_to_id=better.pk)

    assert TakeDown.objects.get(story=story).redirect_to_id == better.pk
    assert entries(story, "story.take_down").get().detail == {
        "take_down_kind": "duplicate",
        "redirect_to": better.pk,
    }
