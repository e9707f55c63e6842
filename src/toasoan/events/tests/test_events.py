"""What can be announced, and what an action on an event changes."""

import datetime as dt
import json

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from toasoan.events.actions import (
    announce,
    cancel_event,
    change_event,
    reinstate_event,
    remove_event,
)
from toasoan.events.models import PublicEvent
from toasoan.events.queries import coming, in_calendar, next_end, past
from toasoan.events.rules import problems_of
from toasoan.page_cache.models import Invalidation
from toasoan.refusals import RefusedError
from toasoan.testing.events import an_announcement, make_public_event
from toasoan.testing.factories import make_newsroom

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 28, 3, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


def invalidated():
    """The words of the last change, and whether something was taken from the public."""
    rows = list(Invalidation.objects.order_by("pk"))
    words = {word for row in rows for word in json.loads(row.tags)}
    return words, any(row.withdrawn for row in rows)


@pytest.mark.parametrize(
    ("parts", "fields"),
    [
        ({}, []),
        ({"title": "  "}, ["title"]),
        ({"starts_at": NOW, "ends_at": NOW - HOUR}, ["ends_at"]),
        ({"starts_at": NOW, "ends_at": NOW + 400 * DAY}, ["ends_at"]),
        ({"starts_at": NOW, "ends_at": NOW}, []),
        ({"starts_at": NOW, "ends_at": NOW, "all_day": True}, ["ends_at"]),
    ],
)
def test_what_is_wrong_with_an_announcement_is_said_at_its_field(parts, fields):
    assert [problem.field for problem in problems_of(an_announcement(**parts))] == fields


def test_a_unit_of_another_agency_is_refused(room):
    other = make_newsroom("khac", hostname="khac.localhost")

    with pytest.raises(RefusedError) as refusal:
        make_public_event(room, unit_id=other.unit.pk)

    assert [problem.field for problem in refusal.value.problems] == ["unit"]
    assert not PublicEvent.objects.exists()


def test_text_is_stored_composed_and_without_spaces_around_it(room):
    event = make_public_event(room, title="  Ho\u0323p mặt ", place=" Hội trường ")

    assert (event.title, event.place) == ("Họp mặt", "Hội trường")


def test_each_change_has_a_number_for_calendars_and_the_first_is_nought(room):
    event = make_public_event(room, now=NOW)
    assert (event.version, event.changed_at) == (0, NOW)

    cancel_event(event.pk, "Lùi lịch", actor=room.editor, now=NOW + HOUR)
    reinstate_event(event.pk, actor=room.editor, now=NOW + 2 * HOUR)

    event.refresh_from_db()
    assert (event.version, event.changed_at) == (2, NOW + 2 * HOUR)
    assert (event.cancelled_at, event.cancel_note) == (None, "")
    assert event.changed_by == room.editor


def test_a_change_from_an_overtaken_page_is_refused(room):
    event = make_public_event(room)
    announcement = an_announcement(title="Tên khác")
    change_event(event.pk, announcement, seen_version=0, actor=room.editor, now=NOW)

    with pytest.raises(RefusedError):
        change_event(event.pk, announcement, seen_version=0, actor=room.webmaster, now=NOW)


def test_an_event_of_the_plan_is_announced_once(room):
    first = make_public_event(room)
    PublicEvent.objects.filter(pk=first.pk).update(planned_uid=first.uid)

    again = announce(
        room.agency, an_announcement(), actor=room.editor, now=NOW, planned_uid=first.uid
    )

    assert again == first


def test_every_action_tells_the_page_store(room):
    Invalidation.objects.all().delete()
    event = make_public_event(room)
    told = {f"event:{event.pk}", f"events:{room.agency.pk}", f"search:{room.agency.pk}"}
    assert invalidated() == (told, False)

    for action in (
        lambda: change_event(
            event.pk, an_announcement(), seen_version=0, actor=room.editor, now=NOW
        ),
        lambda: cancel_event(event.pk, "", actor=room.editor, now=NOW),
        lambda: reinstate_event(event.pk, actor=room.editor, now=NOW),
    ):
        Invalidation.objects.all().delete()
        action()
        assert invalidated() == (told, False)


def test_what_is_hidden_or_removed_is_taken_from_readers_at_once(room):
    shown, removed = make_public_event(room), make_public_event(room)
    Invalidation.objects.all().delete()

    change_event(
        shown.pk, an_announcement(is_published=False), seen_version=0, actor=room.editor, now=NOW
    )
    assert invalidated()[1]
    Invalidation.objects.all().delete()
    remove_event(removed.pk)

    told = {f"event:{removed.pk}", f"events:{room.agency.pk}", f"search:{room.agency.pk}"}
    assert invalidated() == (told, True)
    assert list(PublicEvent.objects.all()) == [shown]


def test_coming_events_are_those_that_are_not_over(room):
    def at(hours, length=1):
        start = NOW + hours * HOUR
        return make_public_event(room, starts_at=start, ends_at=start + length * HOUR)

    over, running, soon, later = at(-5), at(-1, 2), at(1), at(30)
    make_public_event(room, is_published=False, starts_at=NOW + HOUR)

    assert list(coming(room.agency.pk, NOW)) == [running, soon, later]
    assert list(past(room.agency.pk, NOW)) == [over]
    assert next_end(room.agency.pk, NOW) == running.ends_at
    assert next_end(room.agency.pk, NOW + 90 * DAY) is None


def test_a_calendar_goes_back_two_months(room):
    old = make_public_event(room, starts_at=NOW - 70 * DAY, ends_at=NOW - 69 * DAY)
    recent = make_public_event(room, starts_at=NOW - 50 * DAY, ends_at=NOW - 49 * DAY)

    assert list(in_calendar(room.agency.pk, NOW)) == [recent]
    assert old.pk


def test_the_database_refuses_what_must_never_be(room):
    event = make_public_event(room)

    for wrong in ({"ends_at": event.starts_at - HOUR}, {"cancel_note": "Không có lý do"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PublicEvent.objects.filter(pk=event.pk).update(**wrong)


def test_an_event_remembers_when_it_was_changed_last(room):
    before = timezone.now()

    assert make_public_event(room).changed_at >= before
