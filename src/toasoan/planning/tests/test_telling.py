"""Exactly who is told of what happens to the plan."""

import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone

from toasoan.notifications.models import Notification
from toasoan.planning.actions import events, people
from toasoan.planning.tasks import remind_overdue
from toasoan.testing.plans import a_plan, make_event
from toasoan.units.models import Membership

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def event(room, now):
    """An event of two units: each has somebody, the desk has somebody, its planner is the desk."""
    made = make_event(room.editor, room.unit, room.other_unit, due_at=now - HOUR, starts_at=now)
    for person, unit in [
        (room.contributor, room.unit),
        (room.other_contributor, room.other_unit),
        (room.second_editor, None),
        (room.editor, None),
    ]:
        key = f"{person.pk}-{unit.pk if unit else ''}"
        people.assign(made.pk, candidate=key, part="viết tin", actor=room.editor, now=now)
    made.refresh_from_db()
    return made


def notifications_of(room, since=0):
    """Who was told of which kind of thing, by their part in the cast."""
    names = {person.pk: name for name, person in room.people().items()}
    rows = Notification.objects.filter(pk__gt=since)
    return {(names[row.recipient_id], row.kind) for row in rows}


def last():
    return Notification.objects.order_by("pk").last().pk


def test_whoever_is_assigned_is_told_with_the_hour_and_their_part(room, event, now):
    assert notifications_of(room) == {
        ("contributor", "assigned"),
        ("other_contributor", "assigned"),
        ("second_editor", "assigned"),
    }
    notification = Notification.objects.filter(recipient=room.contributor).get()
    assert notification.title == event.title
    assert notification.extra.startswith("viết tin; hạn gửi ")
    assert notification.path == f"/toa-soan/ke-hoach/{event.pk}/"


COVERING = ("contributor", "other_contributor", "second_editor")


@pytest.mark.parametrize(
    ("parts", "people_told"),
    [
        ({"place": "Nơi khác"}, COVERING),
        ({"due_at": None}, COVERING),
        ({"notes": "Mang máy ảnh"}, ()),
    ],
)
def test_time_place_and_hour_are_told_to_those_who_cover_the_event(
    room, event, now, parts, people_told
):
    since = last()
    same = {"starts_at": event.starts_at, "due_at": event.due_at}

    events.change_event(
        event.pk,
        a_plan(room.unit, room.other_unit, **(same | parts)),
        seen_version=event.version,
        actor=room.editor,
        now=now,
    )

    assert notifications_of(room, since) == {(name, "plan_changed") for name in people_told}


def test_a_cancellation_is_told_with_its_reason(room, event, now):
    since = last()

    events.cancel_event(event.pk, "Hoãn vì bão", actor=room.editor, now=now)

    assert notifications_of(room, since) == {(name, "plan_changed") for name in COVERING}
    assert set(Notification.objects.filter(pk__gt=since).values_list("extra", flat=True)) == {
        "Đã hủy: Hoãn vì bão"
    }


def test_whoever_is_released_is_told(room, event, now):
    since = last()
    row = event.assignments.get(person=room.contributor)

    people.release(event.pk, row.pk, actor=room.vetter, now=now)

    assert notifications_of(room, since) == {("contributor", "plan_changed")}


def test_delay_is_told_once_to_whoever_is_late_and_to_their_planner(room, event, now):
    since = last()

    remind_overdue.func()
    remind_overdue.func()

    assert notifications_of(room, since) == {
        ("contributor", "assignment_due"),
        ("other_contributor", "assignment_due"),
        ("second_editor", "assignment_due"),
        ("editor", "assignment_due"),
        ("editor", "plan_changed"),
    }
    of_whom = Notification.objects.filter(pk__gt=since, kind="plan_changed")
    assert of_whom.count() == 3
    assert any(str(room.contributor) in notification.extra for notification in of_whom)


def test_whoever_left_the_unit_or_was_switched_off_is_told_nothing(room, event, now):
    since = last()
    Membership.objects.filter(user=room.contributor).update(to_on=dt.date(2020, 12, 31))
    room.second_editor.is_active = False
    room.second_editor.save()

    events.cancel_event(event.pk, "Hoãn", actor=room.editor, now=now)

    assert notifications_of(room, since) == {("other_contributor", "plan_changed")}


def test_nobody_is_told_of_what_was_rolled_back(room, now):
    event = make_event(room.editor, room.unit)

    with transaction.atomic():
        people.assign(
            event.pk, candidate=f"{room.contributor.pk}-{room.unit.pk}", actor=room.editor, now=now
        )
        transaction.set_rollback(True)

    assert not Notification.objects.exists()
