"""Sending under faults: nothing lost, nothing twice, and no outlet waits for another's trouble."""

import datetime as dt
import json
from email import message_from_bytes

import pytest
from django.utils import timezone

from toasoan.ledger.models import DISPATCHED, LedgerEntry
from toasoan.network.fetching import Limits
from toasoan.outlets import outgoing, queue
from toasoan.outlets.actions import retry_dispatch
from toasoan.outlets.dispatch_rules import RETRY_AFTER
from toasoan.outlets.models import Delivery, Dispatch, DispatchState, Outlet
from toasoan.outlets.signing import signature_of
from toasoan.outlets.tests.steps import corrected, order, taken_down
from toasoan.refusals import RefusedError
from toasoan.testing.factories import make_story
from toasoan.testing.mail_server import MailServer, mail_server
from toasoan.testing.web_server import WebServer, web_server

SENT, QUEUED, FAILED = DispatchState.SENT, DispatchState.QUEUED, DispatchState.FAILED
NOW = timezone.now()
MINUTE = dt.timedelta(minutes=1)


def outlet_by(room, delivery, code, **more):
    return Outlet.objects.create(
        agency=room.agency, code=code, name=code, kind="other", delivery=delivery, **more
    )


@pytest.fixture
def mailed(room):
    return outlet_by(room, Delivery.BY_MAIL, "thu", email="toasoan@bao-tinh.example")


@pytest.fixture
def story(room):
    return make_story(room, "published")


@pytest.fixture
def smtp(settings):
    """Mail goes to a server on this machine that behaves as the plan says."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 0.2
    with mail_server(MailServer()) as plan:
        settings.EMAIL_PORT = plan.port
        yield plan


@pytest.fixture
def site():
    with web_server(WebServer()) as plan:
        yield plan


@pytest.fixture
def pushed(room, site):
    return outlet_by(
        room, Delivery.BY_NINJS, "ninjs", signing_key="khoa-chung",
        push_address=f"http://127.0.0.1:{site.port}/nhan",
    )  # fmt: skip


@pytest.fixture
def quick(monkeypatch):
    """Nobody waits long for a site that says nothing."""
    limits = Limits(whole_seconds=0.2, private_networks=("127.0.0.0/8",))
    monkeypatch.setattr(outgoing, "Limits", lambda **_given: limits)


def again(dispatch):
    return Dispatch.objects.get(pk=dispatch.pk)


def test_a_mail_leaves_once_with_word_file_and_the_same_name(room, mailed, story, smtp):
    dispatch = order(room, story, mailed, now=NOW, note="Gấp")

    assert queue.send_due(NOW).sent == 1
    assert queue.send_due(NOW + MINUTE).sent == 0

    (mail,) = map(message_from_bytes, smtp.mails)
    assert mail["Message-ID"] == f"<dispatch-{dispatch.pk}@127.0.0.1>"
    names = [part.get_filename() for part in mail.walk() if part.get_filename()]
    assert names == ["kiem-sat-truc-tiep-tai-nha-tam-giu.docx"]
    words = mail.get_payload()[0].get_payload(decode=True).decode()
    for said in (story.headline, story.standfirst, dispatch.payload["address"], "Gấp"):
        assert said in words
    assert again(dispatch).state == SENT
    assert LedgerEntry.objects.filter(kind=DISPATCHED).count() == 1


CERTAIN = {
    "hangs up at the sender": {"hangs_up_at": "MAIL"},
    "silent before the text": {"silent_at": "DATA"},
    "refuses the sender for now": {"answers": {"MAIL": "451 later"}},
    "refuses the address for now": {"answers": {"RCPT": "450 later"}},
    "refuses the text for now": {"answers": {".": "452 full"}},
}


@pytest.mark.parametrize("fault", CERTAIN.values(), ids=CERTAIN)
def test_what_surely_was_not_sent_is_tried_again(room, mailed, story, smtp, fault):
    for name, value in fault.items():
        setattr(smtp, name, value)
    dispatch = order(room, story, mailed, now=NOW)

    assert queue.send_due(NOW).postponed == 1

    failed = again(dispatch)
    assert (failed.state, failed.next_attempt_at) == (QUEUED, NOW + RETRY_AFTER[0])
    assert failed.last_problem
    assert queue.send_due(NOW + MINUTE).sent == 0
    smtp.answers, smtp.hangs_up_at, smtp.silent_at = {}, "", ""
    assert queue.send_due(NOW + RETRY_AFTER[0]).sent == 1
    assert len(smtp.mails) == 1


def test_a_server_that_is_away_makes_all_mail_wait(room, mailed, story, smtp, settings):
    settings.EMAIL_PORT = 1
    other = outlet_by(room, Delivery.BY_MAIL, "thu-2", email="b@bao.example")
    rows = [order(room, story, outlet, now=NOW) for outlet in (mailed, other)]

    assert queue.send_due(NOW).postponed == 1
    assert {again(row).next_attempt_at for row in rows} == {NOW + RETRY_AFTER[0]}
    settings.EMAIL_PORT = smtp.port
    assert queue.send_due(NOW + RETRY_AFTER[0]).sent == 2


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA", "."])
def test_a_refusal_for_good_is_shown_at_once(room, mailed, story, smtp, command):
    smtp.answers = {command: "550 never"}
    dispatch = order(room, story, mailed, now=NOW)

    assert queue.send_due(NOW).failed == 1

    assert again(dispatch).state == FAILED
    assert "550" in again(dispatch).last_problem
    assert not again(dispatch).is_uncertain


@pytest.mark.parametrize("fault", [{"hangs_up_at": "."}, {"silent_at": "."}], ids=str)
def test_a_mail_that_was_taken_and_then_lost_is_never_sent_again_by_itself(
    room, mailed, story, smtp, fault
):
    """The server has the mail: its answer is what was lost."""
    for name, value in fault.items():
        setattr(smtp, name, value)
    dispatch = order(room, story, mailed, now=NOW)

    assert queue.send_due(NOW).failed == 1
    for days in range(1, 4):
        queue.send_due(NOW + dt.timedelta(days=days))

    assert len(smtp.mails) == 1
    assert (again(dispatch).state, again(dispatch).is_uncertain) == (FAILED, True)
    smtp.hangs_up_at = smtp.silent_at = ""
    retry_dispatch(dispatch.pk, actor=room.editor, now=NOW)
    assert queue.send_due(NOW).sent == 1
    assert len({message_from_bytes(mail)["Message-ID"] for mail in smtp.mails}) == 1


def test_after_the_last_attempt_a_person_decides(room, mailed, story, smtp):
    smtp.answers = {"MAIL": "451 later"}
    dispatch = order(room, story, mailed, now=NOW)
    moment = NOW
    for wait in (*RETRY_AFTER, dt.timedelta()):
        assert again(dispatch).state == QUEUED
        queue.send_due(moment)
        moment += wait

    assert (again(dispatch).state, again(dispatch).attempts) == (FAILED, 6)


def test_one_outlets_trouble_holds_up_no_other(room, mailed, story, smtp, pushed, site):
    site.status = 500
    broken = order(room, story, pushed, now=NOW)
    waiting = order(room, make_story(room, "published"), pushed, now=NOW)
    fine = order(room, story, mailed, now=NOW)

    done = queue.send_due(NOW)

    assert (done.sent, done.postponed) == (1, 1)
    assert again(fine).state == SENT
    assert len(site.requests) == 1
    assert again(waiting).attempts == 0
    assert again(waiting).next_attempt_at == again(broken).next_attempt_at
    site.status = 200
    assert queue.send_due(NOW + RETRY_AFTER[0]).sent == 2
    keys = [request.headers["Idempotency-Key"] for request in site.requests]
    assert keys == [f"toasoan-{broken.pk}", *(f"toasoan-{row.pk}" for row in (broken, waiting))]


def test_ninjs_is_signed_with_the_outlets_key(room, story, pushed, site):
    order(room, story, pushed, now=NOW)
    queue.send_due(NOW)

    (request,) = site.requests
    time = int(request.headers["Toasoan-Time"])
    wanted = signature_of("khoa-chung", request.body, time=time)
    assert request.headers["Toasoan-Signature"] == wanted
    item = json.loads(request.body)
    assert (item["headlines"][0]["value"], item["pubstatus"]) == (story.headline, "usable")
    assert item["bodies"][0]["value"] == "<p>Đoàn làm việc trong hai ngày.</p>"


@pytest.mark.parametrize(
    ("plan", "state", "is_uncertain"),
    [
        ({"status": 204}, SENT, False),
        ({"status": 200, "body": b"\xff\x00<html"}, SENT, False),
        ({"status": 429}, QUEUED, False),
        ({"status": 503}, QUEUED, False),
        ({"status": 400}, FAILED, False),
        ({"status": 404}, FAILED, False),
        ({"garbage": b"xin chao\r\n\r\n"}, FAILED, True),
        ({"garbage": b""}, FAILED, True),
        ({"silent": True}, FAILED, True),
    ],
    ids=str,
)
def test_what_the_outlets_site_answers(room, story, pushed, site, plan, state, is_uncertain, quick):
    for name, value in plan.items():
        setattr(site, name, value)
    dispatch = order(room, story, pushed, now=NOW)

    queue.send_due(NOW)
    queue.send_due(NOW + MINUTE)

    assert (again(dispatch).state, again(dispatch).is_uncertain) == (state, is_uncertain)
    assert len(site.requests) == 1
    assert again(dispatch).last_problem or state == SENT


def test_a_site_that_cannot_be_reached_is_asked_again(room, story, pushed):
    pushed.push_address = "http://127.0.0.1:1/nhan"
    pushed.save()
    dispatch = order(room, story, pushed, now=NOW)

    assert queue.send_due(NOW).postponed == 1
    assert again(dispatch).state == QUEUED


def test_of_two_workers_one_sends(room, mailed, story, smtp, monkeypatch):
    """The second worker comes while the first one is at the mail server."""
    order(room, story, mailed, now=NOW)
    carried = queue.carried
    second = []

    def while_sending(dispatch):
        monkeypatch.setattr(queue, "carried", carried)
        second.append(queue.send_due(NOW).sent)
        return carried(dispatch)

    monkeypatch.setattr(queue, "carried", while_sending)

    assert (queue.send_due(NOW).sent, second) == (1, [0])
    assert len(smtp.mails) == 1


def test_what_a_dead_worker_was_sending_is_shown_and_left(room, mailed, story, smtp):
    dispatch = order(room, story, mailed, now=NOW)
    assert queue._claim(dispatch.pk, NOW)

    queue.send_due(NOW + 5 * MINUTE)
    assert again(dispatch).state == DispatchState.SENDING
    queue.send_due(NOW + 31 * MINUTE)

    lost = again(dispatch)
    assert (lost.state, lost.is_uncertain) == (FAILED, True)
    assert lost.last_problem == "Không rõ đã gửi hay chưa. Đề nghị hỏi nơi nhận rồi xử lý tại đây."
    assert smtp.mails == []


def test_a_worker_given_up_for_lost_that_comes_back_is_believed(room, mailed, story):
    dispatch = order(room, story, mailed, now=NOW)
    claimed = queue._claim(dispatch.pk, NOW)
    queue.send_due(NOW + 31 * MINUTE)

    queue._sent(claimed, NOW + 32 * MINUTE)

    assert (again(dispatch).state, again(dispatch).is_uncertain) == (SENT, False)


def test_a_story_that_cannot_be_made_ready_stops_no_other(room, mailed, story, smtp, monkeypatch):
    other = outlet_by(room, Delivery.BY_MAIL, "thu-2", email="b@bao.example")
    bad, good = (order(room, story, outlet, now=NOW) for outlet in (mailed, other))
    carried = queue.carried

    def broken(dispatch):
        if dispatch.pk == bad.pk:
            raise ValueError
        return carried(dispatch)

    monkeypatch.setattr(queue, "carried", broken)

    done = queue.send_due(NOW)

    assert (done.sent, done.failed) == (1, 1)
    assert (again(bad).state, again(bad).is_uncertain) == (FAILED, False)
    assert again(good).state == SENT


def test_a_round_has_an_end(room, mailed, story, smtp, monkeypatch):
    monkeypatch.setattr(queue, "ROUND_SECONDS", 0)
    dispatch = order(room, story, mailed, now=NOW)

    assert queue.send_due(NOW).sent == 0
    assert again(dispatch).state == QUEUED


def test_taken_down_meanwhile_it_does_not_leave(room, mailed, story, smtp):
    dispatch = order(room, story, mailed, now=NOW)
    taken_down(room, story)

    assert queue.send_due(NOW + MINUTE).sent == 0
    assert again(dispatch).state == DispatchState.CANCELLED
    assert Dispatch.objects.count() == 1


def test_a_failed_story_is_sent_again_with_todays_words_or_not_at_all(room, mailed, story, smtp):
    smtp.answers = {"RCPT": "550 never"}
    dispatch = order(room, story, mailed, now=NOW)
    queue.send_due(NOW)
    corrected(room, story, headline="Tiêu đề đúng")

    retry_dispatch(dispatch.pk, actor=room.editor, now=NOW)
    assert again(dispatch).payload["headline"] == "Tiêu đề đúng"

    queue.send_due(NOW)
    taken_down(room, story)
    with pytest.raises(RefusedError):
        retry_dispatch(dispatch.pk, actor=room.editor, now=NOW)
