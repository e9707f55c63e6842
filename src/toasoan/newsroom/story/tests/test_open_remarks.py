"""An open remark is answered or waived before anything is approved."""

import pytest
from django.utils import timezone

from toasoan.editorial.actions import take_step
from toasoan.editorial.models import Progress, Remark
from toasoan.editorial.remarks.actions import make_remark
from toasoan.editorial.transitions import Step
from toasoan.ledger.models import LedgerEntry
from toasoan.testing.browsers import browser_of, text_of
from toasoan.testing.factories import make_correction, make_story, on_screen, story_again

pytestmark = pytest.mark.django_db
TEXT = "Kiểm tra lại họ tên đồng chí Viện trưởng trong đoạn thứ hai"


def remark_of(story, person):
    return make_remark(story, text=TEXT, actor=person, now=timezone.now())


def turn(person, remark, **sent):
    address = f"/toa-soan/tin/{remark.story_id}/y-kien/{remark.pk}/"
    return browser_of(person).post(address, sent, follow=True)


def approve(room, story, step="approve", **more):
    sent = {"revision_id": story_again(story).latest_revision_id} | more
    return browser_of(room.approver).post(f"/toa-soan/tin/{story.pk}/buoc/{step}/", sent)


def status(story):
    return Progress.objects.get(pk=story.pk).status


def test_the_refusal_names_the_remark_and_leads_to_it(room):
    story = make_story(room, "proposed")
    remark = remark_of(story, room.editor)

    refused = approve(room, story)

    assert (refused.status_code, status(story)) == (409, "proposed")
    assert f"ý kiến của {room.editor}" in text_of(refused)
    assert TEXT in text_of(refused)
    assert f"/toa-soan/tin/{story.pk}/#y-kien-{remark.pk}" in refused.content.decode()
    shown = browser_of(room.approver).get(f"/toa-soan/tin/{story.pk}/").content.decode()
    assert f'id="y-kien-{remark.pk}"' in shown


def test_answered_it_stands_in_nobodys_way(room):
    story = make_story(room, "proposed")

    turn(room.approver, remark_of(story, room.editor), turn="resolve", note="Đã kiểm tra")
    approve(room, story)

    assert status(story) == "published"


def test_waiving_asks_why_and_the_reason_stands_in_the_trail(room):
    story = make_story(room, "proposed")
    remark = remark_of(story, room.approver)

    silent = turn(room.approver, remark, turn="waive", note=" ")
    still_open = Remark.objects.get(pk=remark.pk).is_open
    turn(room.approver, remark, turn="waive", note="Đã hỏi qua điện thoại")
    shown = text_of(browser_of(room.editor).get(f"/toa-soan/tin/{story.pk}/"))
    approve(room, story)

    assert (silent.status_code, still_open) == (409, True)
    assert "Hãy ghi lý do bỏ qua ý kiến" in text_of(silent)
    entry = LedgerEntry.objects.get(kind="story.waive_remark")
    assert (entry.actor, entry.note) == (room.approver, "Đã hỏi qua điện thoại")
    assert "Bỏ qua ý kiến" in shown
    assert "Đã hỏi qua điện thoại" in shown
    assert status(story) == "published"


def test_only_its_writer_or_an_approver_waives_a_remark(room):
    story = make_story(room, "proposed")
    remark = remark_of(story, room.editor)

    refused = turn(room.contributor, remark, turn="waive", note="Không cần")
    taken_back = turn(room.editor, remark, turn="waive", note="Tôi đã tự kiểm tra")

    assert refused.status_code == 409
    assert taken_back.status_code == 200
    assert not Remark.objects.get(pk=remark.pk).is_open


def test_a_correction_and_the_confirmation_of_an_urgent_publication_wait_too(room):
    correction = make_correction(room)
    remark_of(correction, room.editor)
    urgent = make_story(room, "proposed")
    remark_of(urgent, room.editor)
    answers = on_screen(urgent.pk, note="Công điện 12")
    take_step(
        urgent.pk, Step.FORCE_PUBLISH, actor=room.approver, answers=answers, now=timezone.now()
    )

    refused = approve(room, correction, "correct", wrong="a", right="b")
    confirmed = browser_of(room.second_approver).post(f"/toa-soan/tin/{urgent.pk}/buoc/confirm/")

    assert (refused.status_code, confirmed.status_code) == (409, 409)
    assert TEXT in text_of(refused)
    assert TEXT in text_of(confirmed)
