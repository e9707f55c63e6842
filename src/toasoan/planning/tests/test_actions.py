"""What is done to the plan, and what its history says."""

import datetime as dt

import pytest
from django.http import Http404
from django.utils import timezone

from toasoan.editorial.actions import take_step
from toasoan.editorial.transitions import Step
from toasoan.planning.actions import events, people
from toasoan.planning.kinds import Coverage, EventChangeKind
from toasoan.planning.models import Assignment, ExpectedEvent, PlannedStory
from toasoan.planning.queries.work import assignable, open_assignments, sent_moments
from toasoan.planning.tasks import remind_overdue
from toasoan.refusals import RefusedError
from toasoan.stories.models import Story
from toasoan.testing.factories import make_newsroom, on_screen
from toasoan.testing.plans import a_plan, make_event
from toasoan.units.models import Unit
from toasoan.vietnamese.dates import local_day
from toasoan.vietnamese.moments import at_local

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


@pytest.fixture
def now():
    return timezone.now()


def codes(refusal):
    return [problem.code for problem in refusal.value.problems]


def key_of(person, unit=None):
    return f"{person.pk}-{unit.pk if unit else ''}"


def kinds(event):
    return list(event.changes.order_by("pk").values_list("kind", flat=True))


def test_an_event_says_who_entered_it_and_when(room, now):
    event = make_event(room.contributor, room.unit, now=now, title="  Giao ban  ")

    assert (event.title, event.from_desk, event.agency) == ("Giao ban", False, room.agency)
    change = event.changes.get()
    assert (change.kind, change.actor, change.happened_at) == ("planned", room.contributor, now)


@pytest.mark.parametrize("person", ["contributor", "vetter"])
def test_people_of_a_unit_enter_events_of_their_unit_only(room, person):
    with pytest.raises(RefusedError) as refusal:
        make_event(getattr(room, person), room.unit, room.other_unit)

    assert codes(refusal) == ["foreign-unit"]
    assert not ExpectedEvent.objects.exists()


@pytest.mark.parametrize("person", ["editor", "approver"])
def test_the_desk_enters_events_for_any_units(room, person):
    event = make_event(getattr(room, person), room.unit, room.other_unit)

    assert event.from_desk
    assert set(event.units.all()) == {room.unit, room.other_unit}


@pytest.mark.parametrize("person", ["board_member", "webmaster", "outsider"])
def test_nobody_else_enters_events(room, person):
    with pytest.raises(RefusedError):
        make_event(getattr(room, person), room.unit)


def test_units_of_two_agencies_do_not_share_an_event(room, now):
    elsewhere = make_newsroom("noi-khac", hostname="noi-khac.vidu.vn")

    with pytest.raises(RefusedError) as refusal:
        make_event(room.editor, room.unit, elsewhere.unit)

    assert codes(refusal) == ["foreign-unit"]


def test_a_change_keeps_the_old_and_the_new_words(room, now):
    event = make_event(room.vetter, room.unit, title="Họp", place="Phòng 1")

    events.change_event(
        event.pk,
        a_plan(room.unit, title="Họp", place="Phòng 2", starts_at=event.starts_at),
        seen_version=event.version,
        actor=room.vetter,
        now=now,
    )

    event.refresh_from_db()
    assert (event.place, event.version, event.changed_at) == ("Phòng 2", 1, now)
    assert event.changes.get(kind=EventChangeKind.CHANGED).detail == {
        "place": ["Phòng 1", "Phòng 2"]
    }


def test_saving_without_a_change_leaves_no_trace(room, now):
    event = make_event(room.vetter, room.unit)

    events.change_event(
        event.pk,
        a_plan(room.unit, starts_at=event.starts_at),
        seen_version=0,
        actor=room.vetter,
        now=now,
    )

    event.refresh_from_db()
    assert event.version == 0
    assert kinds(event) == ["planned"]


def test_of_two_changes_to_the_same_version_the_second_is_refused(room, now):
    event = make_event(room.editor, room.unit)
    events.change_event(
        event.pk, a_plan(room.unit, title="Một"), seen_version=0, actor=room.editor, now=now
    )

    with pytest.raises(RefusedError) as refusal:
        events.change_event(
            event.pk, a_plan(room.unit, title="Hai"), seen_version=0, actor=room.approver, now=now
        )

    assert codes(refusal) == ["changed-meanwhile"]
    assert ExpectedEvent.objects.get().title == "Một"


def test_a_unit_that_has_closed_stays_on_its_event(room, now):
    event = make_event(room.editor, room.unit, room.other_unit)
    Unit.objects.filter(pk=room.other_unit.pk).update(closed_on=local_day(now) - DAY)

    events.change_event(
        event.pk,
        a_plan(room.unit, room.other_unit, title="Tên khác"),
        seen_version=0,
        actor=room.editor,
        now=now,
    )

    assert event.units.count() == 2


def test_people_of_a_unit_that_is_taken_off_are_released(room, now):
    event = make_event(room.editor, room.unit, room.other_unit)
    for person, unit in [(room.contributor, room.unit), (room.other_vetter, room.other_unit)]:
        people.assign(event.pk, candidate=key_of(person, unit), actor=room.editor, now=now)

    event.refresh_from_db()
    events.change_event(
        event.pk, a_plan(room.unit), seen_version=event.version, actor=room.editor, now=now
    )

    still = Assignment.objects.filter(released_at__isnull=True)
    assert [row.person for row in still] == [room.contributor]
    assert event.changes.get(kind=EventChangeKind.RELEASED).person == room.other_vetter


def test_the_unit_does_not_change_what_the_desk_entered(room, now):
    event = make_event(room.editor, room.unit)

    for person in (room.vetter, room.contributor):
        with pytest.raises(RefusedError):
            events.change_event(
                event.pk, a_plan(room.unit, title="Khác"), seen_version=0, actor=person, now=now
            )
        with pytest.raises(RefusedError):
            events.cancel_event(event.pk, "vì", actor=person, now=now)


def test_an_event_of_another_unit_does_not_exist(room, now):
    event = make_event(room.contributor, room.unit)

    for person in (room.other_contributor, room.other_vetter, room.board_member, room.outsider):
        for action in (
            lambda p: events.cancel_event(event.pk, "vì", actor=p, now=now),
            lambda p: events.copy_event(event.pk, "week", actor=p, now=now),
            lambda p: people.begin_planned_story(event.pk, Coverage.BRIEF, actor=p, now=now),
            lambda p: people.assign(event.pk, candidate="1-", actor=p, now=now),
        ):
            with pytest.raises(Http404):
                action(person)


def test_a_cancelled_event_keeps_its_reason_and_can_be_opened_again(room, now):
    event = make_event(room.editor, room.unit)
    with pytest.raises(RefusedError) as refusal:
        events.cancel_event(event.pk, "  ", actor=room.editor, now=now)

    events.cancel_event(event.pk, "Hoãn vì bão", actor=room.editor, now=now)
    cancelled = ExpectedEvent.objects.get()
    events.reopen_event(event.pk, actor=room.editor, now=now)

    assert codes(refusal) == ["no-reason"]
    assert (cancelled.cancel_reason, cancelled.cancelled_at) == ("Hoãn vì bão", now)
    assert ExpectedEvent.objects.get().cancelled_at is None
    assert event.changes.get(kind=EventChangeKind.CANCELLED).note == "Hoãn vì bão"
    assert kinds(event) == ["planned", "cancelled", "reopened"]


def test_a_copy_a_week_later_keeps_the_hours_and_leaves_people_and_stories(room, now):
    start = at_local(dt.date(2026, 11, 30), dt.time(23, 30))
    event = make_event(
        room.editor, room.unit, starts_at=start, ends_at=start + HOUR, due_at=start + DAY
    )
    people.assign(
        event.pk, candidate=key_of(room.contributor, room.unit), actor=room.editor, now=now
    )

    copy = events.copy_event(event.pk, "week", actor=room.editor, now=now)

    assert copy.starts_at == at_local(dt.date(2026, 12, 7), dt.time(23, 30))
    assert copy.ends_at - copy.starts_at == HOUR
    assert copy.due_at == copy.starts_at + DAY
    assert (copy.coverage, list(copy.units.all())) == (event.coverage, [room.unit])
    assert not copy.assignments.exists()
    assert copy.uid != event.uid
    assert copy.changes.get().note == "từ sự kiện ngày 30/11/2026"


def test_a_copy_a_month_later_stays_in_the_month(room, now):
    event = make_event(room.editor, room.unit, starts_at=at_local(dt.date(2027, 1, 31)))

    copy = events.copy_event(event.pk, "month", actor=room.editor, now=now)

    assert local_day(copy.starts_at) == dt.date(2027, 2, 28)


def test_a_leader_copies_a_shared_event_for_their_own_unit(room, now):
    event = make_event(room.editor, room.unit, room.other_unit)

    copy = events.copy_event(event.pk, "week", actor=room.vetter, now=now)

    assert list(copy.units.all()) == [room.unit]
    assert not copy.from_desk


def test_the_desk_assigns_people_of_the_units_and_of_the_desk(room, now):
    event = make_event(room.editor, room.unit)

    offered = {row.person for row in assignable(room.editor, event, local_day(now))}

    assert offered == {room.contributor, room.vetter, room.editor, room.second_editor}


def test_a_leader_assigns_people_of_the_own_unit_only(room, now):
    event = make_event(room.editor, room.unit, room.other_unit)

    offered = {row.person for row in assignable(room.vetter, event, local_day(now))}
    with pytest.raises(RefusedError) as refusal:
        people.assign(
            event.pk,
            candidate=key_of(room.other_contributor, room.other_unit),
            actor=room.vetter,
            now=now,
        )

    assert offered == {room.contributor, room.vetter}
    assert codes(refusal) == ["not-assignable"]


def test_a_person_is_assigned_once_at_a_time(room, now):
    event = make_event(room.editor, room.unit)
    key = key_of(room.contributor, room.unit)
    first = people.assign(event.pk, candidate=key, part="Chụp ảnh", actor=room.editor, now=now)

    with pytest.raises(RefusedError) as refusal:
        people.assign(event.pk, candidate=key, actor=room.editor, now=now)
    people.release(event.pk, first.pk, actor=room.vetter, now=now)
    people.assign(event.pk, candidate=key, actor=room.vetter, now=now)

    assert codes(refusal) == ["assigned-already"]
    assert kinds(event) == ["planned", "assigned", "released", "assigned"]


def test_a_leader_does_not_take_back_another_units_assignment(room, now):
    event = make_event(room.editor, room.unit, room.other_unit)
    theirs = people.assign(
        event.pk,
        candidate=key_of(room.other_contributor, room.other_unit),
        actor=room.editor,
        now=now,
    )

    with pytest.raises(Http404):
        people.release(event.pk, theirs.pk, actor=room.vetter, now=now)


def test_an_assignment_turns_into_a_draft(room, now):
    start = at_local(dt.date(2026, 11, 25), dt.time(8))
    event = make_event(
        room.editor, room.unit, title="Ra mắt mô hình", place="xã Khê Thượng", starts_at=start
    )
    people.assign(
        event.pk, candidate=key_of(room.contributor, room.unit), actor=room.editor, now=now
    )

    story = people.begin_planned_story(event.pk, Coverage.PHOTO, actor=room.contributor, now=now)

    text = Story.objects.get(pk=story.pk).get_latest_revision_as_object()
    assert (text.headline, text.genre) == ("Ra mắt mô hình", "photo_story")
    assert text.standfirst == f"Sáng 25/11/2026, tại xã Khê Thượng, {room.unit.name} …"
    assert (story.unit, story.author, story.progress.status) == (
        room.unit,
        room.contributor,
        "draft",
    )
    assert story.planned.event == event
    assert [byline.name for byline in text.bylines.all()] == [room.contributor.get_full_name()]
    assert kinds(event)[-1] == "begun"


def test_several_stories_may_come_of_one_event(room, now):
    event = make_event(room.editor, room.unit)

    people.begin_planned_story(event.pk, Coverage.BRIEF, actor=room.contributor, now=now)
    people.begin_planned_story(event.pk, Coverage.PHOTO, actor=room.vetter, now=now)

    assert PlannedStory.objects.filter(event=event).count() == 2
    assert {row.person for row in event.assignments.all()} == {room.contributor, room.vetter}


def test_an_editor_writes_for_one_of_the_events_units(room, now):
    event = make_event(room.editor, room.unit)

    story = people.begin_planned_story(
        event.pk, Coverage.FEATURE, unit_id=room.unit.pk, actor=room.editor, now=now
    )
    with pytest.raises(RefusedError) as refusal:
        people.begin_planned_story(
            event.pk, Coverage.BRIEF, unit_id=room.other_unit.pk, actor=room.editor, now=now
        )

    assert (story.unit, event.assignments.get().unit) == (room.unit, None)
    assert codes(refusal) == ["no-unit"]


def test_no_story_begins_from_a_cancelled_event_or_for_a_closed_unit(room, now):
    event = make_event(room.editor, room.unit)
    events.cancel_event(event.pk, "Hoãn", actor=room.editor, now=now)
    with pytest.raises(RefusedError):
        people.begin_planned_story(event.pk, Coverage.BRIEF, actor=room.contributor, now=now)
    events.reopen_event(event.pk, actor=room.editor, now=now)
    Unit.objects.filter(pk=room.unit.pk).update(closed_on=local_day(now) - DAY)

    with pytest.raises(RefusedError) as refusal:
        people.begin_planned_story(event.pk, Coverage.BRIEF, actor=room.contributor, now=now)

    assert codes(refusal) == ["no-unit"]
    assert not Story.objects.exists()


def assigned(room, now, **parts):
    event = make_event(room.editor, room.unit, now=now - 2 * DAY, **parts)
    people.assign(
        event.pk, candidate=key_of(room.contributor, room.unit), actor=room.editor, now=now - DAY
    )
    return event


def finish(room, story, now):
    """Fill in what the draft lacks and send it to the unit's leader."""
    text = Story.objects.get(pk=story.pk).get_latest_revision_as_object()
    block = text.body.stream_block
    text.body = block.to_python([{"type": "text", "value": "<p>Nội dung.</p>"}])
    text.save_revision(user=room.contributor, clean=False)
    take_step(story.pk, Step.SUBMIT, actor=room.contributor, answers=on_screen(story.pk), now=now)


def test_an_overdue_assignment_is_reminded_of_once_for_each_hour(room, now):
    event = assigned(room, now, due_at=now - HOUR)

    counts = [remind_overdue.func(), remind_overdue.func()]
    event.refresh_from_db()
    events.change_event(
        event.pk,
        a_plan(room.unit, due_at=now - HOUR / 2, starts_at=event.starts_at),
        seen_version=event.version,
        actor=room.editor,
        now=now,
    )

    assert counts == [1, 0]
    assert remind_overdue.func() == 1


@pytest.mark.parametrize("what", ["not due", "no hour", "sent", "cancelled", "settled", "released"])
def test_there_is_nothing_to_remind_of(room, now, what):
    due = {"not due": now + HOUR, "no hour": None}.get(what, now - HOUR)
    event = assigned(room, now, due_at=due)
    if what == "sent":
        story = people.begin_planned_story(
            event.pk, Coverage.BRIEF, actor=room.contributor, now=now - HOUR
        )
        finish(room, story, now)
    if what == "cancelled":
        events.cancel_event(event.pk, "Hoãn", actor=room.editor, now=now)
    if what == "settled":
        events.settle_event(event.pk, actor=room.editor, now=now)
    if what == "released":
        people.release(event.pk, event.assignments.get().pk, actor=room.editor, now=now)

    assert remind_overdue.func() == 0


def test_a_draft_that_was_never_sent_is_still_open_work(room, now):
    event = assigned(room, now, due_at=now - HOUR)
    story = people.begin_planned_story(
        event.pk, Coverage.BRIEF, actor=room.contributor, now=now - DAY
    )

    before = open_assignments().count()
    finish(room, story, now)

    assert (before, open_assignments().count()) == (1, 0)
    assert sent_moments([story.pk]) == {story.pk: now}


def test_nothing_of_a_plan_can_be_deleted_with_its_people(room, now):
    event = assigned(room, now)

    from django.db.models import ProtectedError

    with pytest.raises(ProtectedError):
        event.delete()
    with pytest.raises(ProtectedError):
        room.contributor.delete()
