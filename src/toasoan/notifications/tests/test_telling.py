"""Telling: once, to the right people, by the way each of them chose."""

import datetime as dt

import pytest

from toasoan.notifications.actions import (
    NotificationFacts,
    choose,
    mark_all_read,
    mark_read,
    mark_story_read,
    tell,
)
from toasoan.notifications.kinds import CHOICES, GROUP_OF, Group, How, NotificationKind
from toasoan.notifications.models import MailChoice, MailState, Notification
from toasoan.testing.factories import make_newsroom, make_story, make_user
from toasoan.vietnamese.dates import TZ

pytestmark = pytest.mark.django_db
WEDNESDAY = dt.datetime(2026, 11, 25, 9, 0, tzinfo=TZ)
FRIDAY = dt.datetime(2026, 11, 27, 15, 0, tzinfo=TZ)


def test_every_kind_has_a_group_and_only_security_cannot_be_chosen_about():
    assert set(GROUP_OF) == set(NotificationKind)
    assert set(Group) - set(CHOICES) == {Group.SECURITY}
    assert How.NONE not in CHOICES[Group.WAITING]


def test_a_person_is_told_of_one_event_once_however_often_it_is_reported():
    person = make_user()
    about = NotificationFacts(key="plan:1", title="Hội nghị", path="/toa-soan/ke-hoach/1/")

    first = tell([person, person], NotificationKind.ASSIGNED, about=about, now=WEDNESDAY)
    second = tell([person], NotificationKind.ASSIGNED, about=about, now=FRIDAY)

    assert (first, second) == (1, 0)
    assert Notification.objects.get().notified_at == WEDNESDAY


def test_neither_the_actor_nor_a_disabled_person_is_told():
    actor, gone, person = make_user(), make_user(), make_user()
    gone.is_active = False
    gone.save()

    tell(
        [actor, gone, person],
        NotificationKind.ASSIGNED,
        about=NotificationFacts(key="k"),
        now=WEDNESDAY,
        actor=actor,
    )

    assert [notification.recipient for notification in Notification.objects.all()] == [person]


@pytest.mark.parametrize(
    ("kind", "group", "how", "state", "due_at", "in_digest"),
    [
        (NotificationKind.VETTING, Group.WAITING, How.AT_ONCE, MailState.WAITING, FRIDAY, False),
        (
            NotificationKind.VETTING, Group.WAITING, How.DIGEST, MailState.WAITING,
            dt.datetime(2026, 11, 30, 7, 30, tzinfo=TZ), True,
        ),
        # Crafted past the screen: what waits for a person cannot be switched off.
        (NotificationKind.VETTING, Group.WAITING, How.NONE, MailState.WAITING, FRIDAY, False),
        (NotificationKind.PUBLISHED, Group.OUTCOME, How.NONE, MailState.NOT_WANTED, None, False),
        (NotificationKind.LOCKED_OUT, Group.SECURITY, How.NONE, MailState.WAITING, FRIDAY, False),
    ],
)  # fmt: skip
def test_mail_goes_the_way_the_person_chose(kind, group, how, state, due_at, in_digest):
    person = make_user()
    MailChoice.objects.create(user=person, group=group, how=how)

    tell([person], kind, about=NotificationFacts(key="k"), now=FRIDAY)

    notification = Notification.objects.get()
    assert (notification.mail, notification.mail_due_at, notification.mail_in_digest) == (
        state,
        due_at,
        in_digest,
    )


def test_the_list_reaches_a_person_without_a_mail_address_too():
    person = make_user()
    person.email = ""
    person.save()

    tell([person], NotificationKind.VETTING, about=NotificationFacts(key="k"), now=FRIDAY)

    assert Notification.objects.get().mail == MailState.NO_ADDRESS


def test_a_choice_outside_the_table_is_left_alone():
    person = make_user()

    choose(person, {Group.WAITING: How.NONE, Group.OUTCOME: How.NONE, Group.SECURITY: How.NONE})

    assert list(MailChoice.objects.values_list("group", "how")) == [("outcome", "none")]


def test_nobody_marks_what_another_was_told_as_read():
    mine, other = make_user(), make_user()
    tell([mine, other], NotificationKind.VETTING, about=NotificationFacts(key="k"), now=FRIDAY)
    ids = list(Notification.objects.values_list("pk", flat=True))

    marked = mark_read(ids, actor=mine, now=FRIDAY)

    assert marked == 1
    assert Notification.objects.get(read_at__isnull=True).recipient == other


def test_a_look_at_a_story_reads_what_was_told_about_it_and_nothing_else():
    room = make_newsroom()
    story = make_story(room)
    person = make_user()
    tell(
        [person],
        NotificationKind.VETTING,
        about=NotificationFacts(key="a", story_id=story.pk),
        now=FRIDAY,
    )
    tell([person], NotificationKind.ASSIGNED, about=NotificationFacts(key="b"), now=FRIDAY)

    mark_story_read(story.pk, actor=person, now=FRIDAY)

    assert Notification.objects.get(read_at__isnull=True).key == "b"
    assert mark_all_read(actor=person, now=FRIDAY) == 1
