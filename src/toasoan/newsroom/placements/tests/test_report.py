"""Answers that an outlet's own system sends."""

import datetime as dt
import json

import pytest
from django.test import Client
from django.utils import timezone

from toasoan.ledger.models import ANSWERED, PLACED, LedgerEntry
from toasoan.outlets.models import Answer, OutletReport, Placement
from toasoan.outlets.signing import signature_of
from toasoan.outlets.webhooks import make_key
from toasoan.testing.factories import make_agency, make_story
from toasoan.testing.outlets import make_dispatch, make_outlet
from toasoan.vietnamese.dates import local_day


@pytest.fixture
def sent(room):
    now = timezone.now()
    story = make_story(room, "published", now=now - dt.timedelta(days=3))
    outlet = make_outlet(room.agency)
    return make_dispatch(story, outlet, actor=room.editor, now=now - dt.timedelta(days=2))


@pytest.fixture
def system(sent):
    """The outlet's system: sends a report, signed unless something else is asked for."""
    key = make_key(sent.outlet_id)

    def send(report, *, key=key, at=None, outlet_id=None, body=None, signed=None):
        text = body if body is not None else json.dumps(report).encode()
        timestamp = int((at or timezone.now()).timestamp())
        return Client(enforce_csrf_checks=True).post(
            f"/toa-soan/api/tra-loi/{outlet_id or sent.outlet_id}/",
            data=text,
            content_type="application/json",
            headers={
                "Toasoan-Time": str(timestamp),
                "Toasoan-Signature": signed or signature_of(key, text, time=timestamp),
            },
        )

    return send


def report(sent, **given):
    return {"id": "e-1", "dispatch": sent.pk, "answer": "accepted"} | given


def codes(answer):
    return [problem["code"] for problem in answer.json()["problems"]]


def nothing_was_written():
    written = LedgerEntry.objects.filter(kind__in=(ANSWERED, PLACED))
    return not written.exists() and not OutletReport.objects.exists()


def test_a_signed_answer_is_written_down(sent, system):
    answer = system(report(sent, note="số thứ Sáu"))

    assert answer.status_code == 200
    assert answer.json() == {"status": "recorded", "dispatch": sent.pk, "answer": "accepted"}
    assert answer["Cache-Control"] == "private, no-store"
    sent.refresh_from_db()
    assert (sent.answer, sent.answer_note) == (Answer.ACCEPTED, "số thứ Sáu")


def test_a_use_is_a_placement_under_the_sent_headline(sent, system):
    day = local_day(timezone.now())

    answer = system(
        report(sent, answer="used", placed_on=day.isoformat(), address="https://bao.vidu.vn/1")
    )

    assert answer.status_code == 200
    placement = Placement.objects.get()
    assert (placement.placed_on, placement.source) == (day, "webhook")
    assert placement.headline == sent.payload["headline"]


@pytest.mark.parametrize("minutes", [-6, 6])
def test_an_old_or_future_request_is_refused(sent, system, minutes):
    answer = system(report(sent), at=timezone.now() + dt.timedelta(minutes=minutes))

    assert (answer.status_code, codes(answer)) == (401, ["signature-old"])
    assert nothing_was_written()


@pytest.mark.parametrize(
    "wrong", [{"key": "khác"}, {"key": ""}, {"signed": "é"}, {"outlet_id": 999_999}]
)
def test_a_wrong_signature_is_refused_and_so_is_an_unknown_outlet(sent, system, wrong):
    answer = system(report(sent), **wrong)

    assert (answer.status_code, codes(answer)) == (401, ["signature-wrong"])
    assert nothing_was_written()


def test_nothing_holds_without_a_key(sent, system):
    sent.outlet.signing_key = ""
    sent.outlet.save()

    assert system(report(sent), key="").status_code == 401


def test_the_headers_are_asked_for(sent):
    path = f"/toa-soan/api/tra-loi/{sent.outlet_id}/"

    answer = Client().post(path, data="{}", content_type="application/json")

    assert codes(answer) == ["signature-missing"]
    assert Client().get(path).status_code == 405


def test_the_same_report_again_changes_nothing(sent, system):
    said = [system(report(sent)).json()["status"] for _time in range(3)]

    assert said == ["recorded", "known", "known"]
    assert LedgerEntry.objects.filter(kind=ANSWERED).count() == 1


def test_an_id_stands_for_one_report(sent, system):
    system(report(sent))

    answer = system(report(sent, answer="declined"))

    assert (answer.status_code, codes(answer)) == (409, ["other-content"])
    sent.refresh_from_db()
    assert sent.answer == Answer.ACCEPTED


def test_an_outlet_answers_for_nobody_else(room, sent, system):
    other = make_dispatch(
        sent.story, make_outlet(room.agency, "khac", "Báo khác"), actor=room.editor,
        now=timezone.now(),
    )  # fmt: skip
    foreign = make_outlet(make_agency("song-khac", hostname="khac.vidu.vn"))
    strange = make_dispatch(sent.story, foreign, actor=room.editor, now=timezone.now())

    for dispatch_id in (other.pk, strange.pk, 999_999):
        answer = system(report(sent, dispatch=dispatch_id))
        assert (answer.status_code, codes(answer)) == (404, ["no-such-dispatch"])
    assert nothing_was_written()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"{", ["no-json"]),
        (b"[]", ["not-an-object"]),
        (b"{}", ["no-id", "no-dispatch", "wrong-answer"]),
        (
            b'{"id": "1", "dispatch": true, "answer": "no_answer", "x": 1}',
            ["unknown-member", "no-dispatch", "wrong-answer"],
        ),
        (b'{"id": 1, "dispatch": 1, "answer": "used"}', ["wrong-text"]),
        (b'{"id": "1", "dispatch": 1, "answer": "used"}', ["no-day"]),
        (b'{"id": "1", "dispatch": 1, "answer": "used", "placed_on": "0026-1-1"}', ["no-day"]),
        (b'{"id": "1", "dispatch": 1, "answer": ["used"]}', ["wrong-text", "wrong-answer"]),
    ],
)
def test_what_is_wrong_is_said_in_words(sent, system, body, said):
    answer = system(None, body=body)

    assert answer.status_code == 400
    assert codes(answer) == said
    assert all(problem["message"].endswith(".") for problem in answer.json()["problems"])


def test_a_use_in_the_future_is_refused_by_the_same_rules(sent, system):
    day = local_day(timezone.now()) + dt.timedelta(days=2)

    answer = system(report(sent, answer="used", placed_on=day.isoformat()))

    assert (answer.status_code, codes(answer)) == (422, ["in-the-future"])
    assert nothing_was_written()


def test_a_large_body_is_refused_before_it_is_read(sent, system):
    answer = system(None, body=b"x" * (64 * 1024 + 1))

    assert (answer.status_code, codes(answer)) == (413, ["too-long"])


def test_a_form_with_parts_is_no_report(sent):
    answer = Client().post(
        f"/toa-soan/api/tra-loi/{sent.outlet_id}/",
        data={"answer": "used"},
        headers={"Toasoan-Time": "1", "Toasoan-Signature": "a"},
    )

    assert (answer.status_code, codes(answer)) == (401, ["signature-wrong"])


def test_guessing_ends(sent, system):
    said = [system(report(sent), key="khác").status_code for _time in range(31)]

    assert said[-1] == 429
    assert system(report(sent)).status_code == 429


def test_a_new_key_ends_the_one_before(sent, system):
    make_key(sent.outlet_id)

    assert system(report(sent)).status_code == 401
