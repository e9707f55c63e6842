"""What a partner answers is written down as an outlet's answer, once, and counted."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from toasoan.exchange.deciding import decline
from toasoan.exchange.messages import REPLIES_PATH, read_reply, written
from toasoan.exchange.models import Handover, PartnerReply, Reply
from toasoan.exchange.reply_queue import send_due, told
from toasoan.exchange.sending import RETRY_AFTER
from toasoan.exchange.tests.test_carrying import answers_with
from toasoan.exchange.tests.two_sides import ADDRESS, other_side, partner_in_use, story
from toasoan.ledger.models import ANSWERED, PLACED, LedgerEntry
from toasoan.outlets.actions import dispatch_story
from toasoan.outlets.models import Dispatch, DispatchState, Outlet, Placement
from toasoan.testing.browsers import browser_of
from toasoan.testing.factories import make_newsroom, make_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(room):
    """The other side, a partner in use."""
    side = other_side()
    side.partner = partner_in_use(room, side)
    return side


@pytest.fixture
def dispatch(room, other):
    """A story that the partner was sent."""
    sent = dispatch_story(
        make_story(room, "published").pk,
        other.partner.outlet,
        actor=room.editor,
        now=timezone.now(),
    )
    now = timezone.now()
    Dispatch.objects.filter(pk=sent.pk).update(
        state=DispatchState.SENT, sent_at=now, attempts=1, next_attempt_at=None
    )
    return sent


def reply(dispatch, kind="accepted", number=5, **parts):
    given = {"version": 1, "id": number, "dispatch": dispatch.pk, "kind": kind}
    return json.dumps(given | {"moment": timezone.now().isoformat()} | parts).encode()


def used(dispatch, **parts):
    day = str(timezone.localdate())
    given = {"headline": "Đầu đề bên kia", "address": f"{ADDRESS}/tin/a-9", "on": day}
    return reply(dispatch, "used", **(given | parts))


def answer_of(dispatch):
    return Dispatch.objects.get(pk=dispatch.pk).answer


def test_each_answer_is_written_down(other, dispatch):
    answers = []
    for number, kind in enumerate(("acknowledged", "accepted"), start=1):
        other.post(reply(dispatch, kind, number), path=REPLIES_PATH)
        answers.append(answer_of(dispatch))
    other.post(used(dispatch), path=REPLIES_PATH)

    assert [*answers, answer_of(dispatch)] == ["acknowledged", "accepted", "used"]
    placement = Placement.objects.get()
    assert (placement.headline, placement.source) == ("Đầu đề bên kia", "partner")
    assert placement.address == f"{ADDRESS}/tin/a-9"
    entry = LedgerEntry.objects.get(kind=PLACED)
    assert (entry.actor, entry.outlet_code) == (None, "bien-thu")


def test_a_declined_story_keeps_the_reason(other, dispatch):
    other.post(reply(dispatch, "declined", note="Đã có tin này"), path=REPLIES_PATH)

    assert Dispatch.objects.get(pk=dispatch.pk).answer_note == "Đã có tin này"


def test_the_same_answer_again_changes_nothing(other, dispatch):
    for _ in range(2):
        assert other.post(used(dispatch), path=REPLIES_PATH).status_code == 200

    assert (Placement.objects.count(), PartnerReply.objects.count()) == (1, 1)
    assert LedgerEntry.objects.filter(kind=ANSWERED).count() == 1


def test_what_our_rules_refuse_is_kept_with_the_reason(other, dispatch):
    other.post(used(dispatch), path=REPLIES_PATH)

    answer = other.post(reply(dispatch, "declined", number=6), path=REPLIES_PATH)

    assert (answer.status_code, bool(answer.json()["refused"])) == (200, True)
    assert answer_of(dispatch) == "used"


def test_a_take_down_at_the_partners_is_noted_and_the_use_stays(room, other, dispatch):
    other.post(used(dispatch), path=REPLIES_PATH)
    day = str(timezone.localdate())

    other.post(reply(dispatch, "taken_down", number=6, on=day), path=REPLIES_PATH)

    assert PartnerReply.objects.get(kind="taken_down").note
    assert Placement.objects.get().cancelled_at is None
    page = browser_of(room.editor).get(reverse("newsroom:story", args=[dispatch.story_id]))
    assert "đã gỡ bài này khỏi trang" in page.content.decode()


def test_an_answer_about_what_the_partner_was_not_sent_is_refused(room, other, dispatch):
    Dispatch.objects.update(outlet=make_foreign_outlet(room))

    answer = other.post(reply(dispatch), path=REPLIES_PATH)

    assert (answer.status_code, answer.json()) == (422, {"problem": "unknown-dispatch"})


def make_foreign_outlet(room):
    return Outlet.objects.create(agency=room.agency, code="khac", name="Báo khác")


@pytest.mark.parametrize(
    "parts",
    [
        {"kind": "read"},
        {"kind": "used", "on": ""},
        {"moment": "hôm nay"},
        {"moment": "2026-11-30T08:00:00"},
        {"id": "1"},
        {"address": "x" * 301},
    ],
)
def test_what_is_no_answer_is_refused(other, dispatch, parts):
    assert other.post(reply(dispatch, **parts), path=REPLIES_PATH).status_code == 422


# Our answers on their way


def test_our_answers_leave_in_order_and_are_not_lost(other, monkeypatch):
    other.post(story())
    now = timezone.now()
    sent = answers_with(monkeypatch, 500, 200)

    assert send_due(now) == 0
    assert Reply.objects.get().state == "queued"
    assert send_due(now) == 0
    assert send_due(now + RETRY_AFTER[0]) == 1

    assert [url for url, _, _ in sent] == [f"{ADDRESS}{REPLIES_PATH}"] * 2
    assert json.loads(sent[0][1])["kind"] == "acknowledged"
    assert Reply.objects.get().sent_at


def test_a_later_answer_waits_for_the_one_before(room, other, monkeypatch):
    other.post(story())
    now = timezone.now()
    decline(Handover.objects.get().pk, reason="Trùng", actor=room.editor, now=now)
    sent = answers_with(monkeypatch, 500)

    send_due(timezone.now())

    assert len(sent) == 1
    assert [reply.attempts for reply in Reply.objects.all()] == [1, 0]


@pytest.mark.parametrize(("status", "attempts"), [(422, 1), (404, len(RETRY_AFTER) + 1)])
def test_an_answer_that_cannot_be_sent_is_shown(other, monkeypatch, status, attempts):
    other.post(story())
    Reply.objects.update(attempts=attempts - 1)
    answers_with(monkeypatch, status)

    send_due(timezone.now())

    failed = Reply.objects.get()
    assert (failed.state, bool(failed.last_problem)) == ("failed", True)


def test_what_is_told_can_be_read_on_the_other_side(other):
    other.post(story())

    read = read_reply(written(told(Reply.objects.get())))

    assert (read.dispatch, read.kind, read.on) == (17, "acknowledged", None)


def test_two_agencies_in_one_database_have_keys_of_their_own(room, other):
    foreign = make_newsroom("khac", hostname="khac.vidu.vn")

    assert other.post(story()).status_code == 200
    assert Handover.objects.filter(agency=foreign.agency).count() == 0
