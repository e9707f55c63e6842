"""What one person says about one thing within some minutes leaves as one letter."""

import datetime as dt

import pytest
from django.core import mail

from toasoan.editorial.actions import take_step
from toasoan.editorial.remarks.actions import make_remark, resolve_remark
from toasoan.editorial.transitions import Step
from toasoan.notifications.models import MailState, Notification
from toasoan.notifications.post import deliver_due
from toasoan.notifications.rules import GATHER_FOR
from toasoan.testing.browsers import browser_of, text_of
from toasoan.testing.factories import make_story, on_screen
from toasoan.vietnamese.dates import TZ

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)
NOW = dt.datetime.now(TZ)
WHY = "Thiếu số liệu của quý III, xem lại đoạn 2."


@pytest.fixture
def story(room):
    """A story at the desk whose earlier letters have left."""
    made = make_story(room, "editing", now=NOW)
    deliver_due(NOW)
    mail.outbox.clear()
    return made


def say(story, actor, count, start=NOW, apart=dt.timedelta(seconds=7)):
    return [
        make_remark(story, text=f"Ý kiến {number}", actor=actor, now=start + number * apart)
        for number in range(count)
    ]


def test_eight_remarks_within_a_minute_are_one_letter_to_each_person(room, story):
    say(story, room.second_editor, 8)

    deliver_due(NOW + MINUTE)
    early = len(mail.outbox)
    deliver_due(NOW + GATHER_FOR)

    assert early == 0
    assert sorted(letter.to for letter in mail.outbox) == sorted(
        [[room.contributor.email], [room.editor.email]]
    )
    assert all("Có 8 ý kiến mới về một tin, bài." in letter.body for letter in mail.outbox)
    assert Notification.objects.filter(kind="remark", mail=MailState.SENT).count() == 16
    assert deliver_due(NOW + 10 * GATHER_FOR).sent == 0


def test_the_window_begins_with_the_first_remark_so_that_nobody_waits_for_ever(room, story):
    say(story, room.second_editor, 4, apart=2 * MINUTE)

    deliver_due(NOW + GATHER_FOR)
    first = len(mail.outbox)
    deliver_due(NOW + 2 * GATHER_FOR + 6 * MINUTE)

    assert (first, len(mail.outbox)) == (2, 4)


def test_remarks_of_two_people_and_on_two_stories_are_letters_of_their_own(room, story):
    other = make_story(room, "editing", now=NOW)
    deliver_due(NOW)
    mail.outbox.clear()
    say(story, room.second_editor, 2)
    say(other, room.second_editor, 2)
    say(story, room.approver, 2)

    deliver_due(NOW + GATHER_FOR)

    of_contributor = [one for one in mail.outbox if one.to == [room.contributor.email]]
    assert len(of_contributor) == 3


def test_answers_to_several_remarks_are_one_letter_too(room, story):
    remarks = say(story, room.second_editor, 3)
    deliver_due(NOW + GATHER_FOR)
    mail.outbox.clear()
    later = NOW + 2 * GATHER_FOR

    for remark in remarks:
        resolve_remark(remark, actor=room.editor, now=later)
    deliver_due(later + GATHER_FOR)

    (letter,) = mail.outbox
    assert letter.to == [room.second_editor.email]
    assert "3 ý kiến của anh/chị đã được xử lý." in letter.body


def test_who_has_read_the_remarks_on_the_screen_gets_no_letter(room, story):
    say(story, room.second_editor, 2)
    Notification.objects.filter(recipient=room.editor).update(read_at=NOW)

    deliver_due(NOW + GATHER_FOR)

    assert [letter.to for letter in mail.outbox] == [[room.contributor.email]]


def give_back(room, story, now=NOW):
    answers = on_screen(story.pk, reason_codes=("chua-dat",), note=WHY)
    take_step(story.pk, Step.RETURN_TO_CONTRIBUTOR, actor=room.editor, answers=answers, now=now)


def test_what_waits_for_somebody_leaves_at_once_and_carries_the_note(room, story):
    give_back(room, story)

    deliver_due(NOW)

    letter = next(one for one in mail.outbox if one.to == [room.contributor.email])
    assert WHY in letter.body
    assert WHY in letter.alternatives[0].content
    assert WHY in text_of(browser_of(room.contributor).get("/toa-soan/thong-bao/"))
