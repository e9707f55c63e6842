"""The address for partners: who is let in, and what is kept of what they hand in."""

import datetime as dt
import json

import pytest
from django.test import Client
from django.utils import timezone

from toasoan.conf.served import largest_body
from toasoan.exchange import door
from toasoan.exchange.door import forget_nonces
from toasoan.exchange.keys import OVERLAP, change_key, throw_away_old_keys
from toasoan.exchange.messages import LARGEST_BODY, REPLIES_PATH, STORIES_PATH
from toasoan.exchange.models import AgencyKey, Handover, Reply, UsedNonce
from toasoan.exchange.partners import end, enter_new_key, resume, suspend
from toasoan.exchange.signing import KEY, SIGNATURE, TO, fingerprint_of, new_key_pair
from toasoan.exchange.tests.two_sides import (
    OtherSide,
    compare,
    other_side,
    partner_in_use,
    story,
)
from toasoan.notifications.models import Notification
from toasoan.stories.models import Story

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(room):
    """The other side, a partner in use."""
    side = other_side()
    side.partner = partner_in_use(room, side)
    return side


def test_a_story_waits_for_the_desk_and_is_on_no_page(room, other):
    answer = other.post(story())

    kept = Handover.objects.get()
    assert (answer.status_code, answer.json()["new"]) == (200, True)
    assert (kept.agency, kept.partner, kept.state) == (room.agency, other.partner, "waiting")
    assert kept.headline == "Kiểm sát trực tiếp tại trại tạm giam"
    assert kept.content["bylines"] == ["Lê Văn Bạn", "Phạm Thị Bè"]
    assert Story.objects.count() == 0
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_editors_are_told_once(room, other):
    for _ in range(2):
        other.post(story())

    told = Notification.objects.filter(kind="handed_over")
    assert {row.recipient for row in told} == {room.editor, room.second_editor}
    assert told.count() == 2
    assert told[0].path == f"/toa-soan/tin-nhan/{Handover.objects.get().pk}/"


def test_the_same_dispatch_again_changes_nothing(other):
    first = other.post(story()).json()

    again = other.post(story(item={"title": "Đầu đề khác"}))

    assert (again.status_code, again.json()) == (200, first | {"new": False})
    assert Handover.objects.get().headline == "Kiểm sát trực tiếp tại trại tạm giam"
    assert [reply.kind for reply in Reply.objects.all()] == ["acknowledged"]


def test_another_sending_of_the_story_is_another_row(other):
    other.post(story())
    other.post(story(number=2))

    assert Handover.objects.count() == 2


def test_a_correction_stands_at_what_came_before(other):
    other.post(story())
    other.post(story(18, purpose="correction", about=17))
    other.post(story(19, purpose="take_down", about=17, blocks=[]))
    other.post(story(20, purpose="take_down", about=999, blocks=[]))

    first = Handover.objects.get(dispatch=17)
    assert [notice.purpose for notice in first.notices.order_by("dispatch")] == [
        "correction",
        "take_down",
    ]
    assert Handover.objects.get(dispatch=20).about is None
    assert Reply.objects.count() == 1


# Who is let in


def changed(headers, name, value):
    return headers | {name: value}


@pytest.mark.parametrize(
    "spoiled",
    [
        lambda other, body, headers: (body + b" ", headers),
        lambda other, body, headers: (body, changed(headers, SIGNATURE, "A" * 86 + "==")),
        lambda other, body, headers: (body, changed(headers, TO, fingerprint_of(other.public))),
        lambda other, body, headers: (body, changed(headers, KEY, "0" * 64)),
        lambda other, body, headers: (body, {}),
        lambda other, body, headers: (body, OtherSide(*new_key_pair(), other.to).headers(body)),
        lambda other, body, headers: (body, other.headers(body, path=REPLIES_PATH)),
        lambda other, body, headers: (body, other.headers(body, method="PUT")),
        lambda other, body, headers: (
            body,
            OtherSide(new_key_pair()[0], other.public, other.to).headers(body),
        ),
    ],
    ids=[
        "body", "signature", "other addressee", "unknown key", "no headers", "stranger",
        "other path", "other method", "wrong key",
    ],
)  # fmt: skip
def test_whoever_did_not_sign_this_learns_nothing(other, spoiled):
    body, headers = spoiled(other, story(), other.headers(story()))

    answer = other.post(body, headers=headers)

    assert (answer.status_code, answer.json()) == (404, {"problem": "unknown"})
    assert (Handover.objects.count(), UsedNonce.objects.count()) == (0, 0)


@pytest.mark.parametrize(("minutes", "status"), [(-6, 401), (-4, 200), (4, 200), (6, 401)])
def test_an_old_request_is_refused(other, minutes, status):
    signed = other.headers(story(), now=timezone.now() + dt.timedelta(minutes=minutes))

    assert other.post(story(), headers=signed).status_code == status


def test_the_same_request_is_let_in_once(other):
    signed = other.headers(story())

    answers = [other.post(story(), headers=signed).status_code for _ in range(2)]

    assert answers == [200, 409]


def test_a_nonce_is_kept_longer_than_its_request_is_timely(other):
    signed = other.headers(story(), now=timezone.now() + dt.timedelta(minutes=4))
    other.post(story(), headers=signed)

    forget_nonces(timezone.now() + dt.timedelta(minutes=9))

    assert UsedNonce.objects.count() == 1
    assert forget_nonces(timezone.now() + dt.timedelta(minutes=16)) == 1


def test_who_hands_in_too_fast_is_asked_to_wait(other, monkeypatch):
    monkeypatch.setattr(door, "MOST_A_MINUTE", 2)

    answers = [other.post(story(number)) for number in (1, 2, 3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1].headers["Retry-After"] == "60"


def test_a_key_that_nobody_compared_opens_nothing(room):
    other = other_side()
    partner = partner_in_use(room, other)
    newer = OtherSide(*new_key_pair(), to=other.to)
    enter_new_key(partner.pk, newer.code.written(), actor=room.webmaster, now=timezone.now())

    assert newer.post(story()).status_code == 404
    assert other.post(story()).status_code == 200


def test_a_suspended_or_ended_partner_is_unknown(room, other):
    by = {"reason": "Kiểm tra", "actor": room.webmaster, "now": timezone.now()}

    suspend(other.partner.pk, **by)
    suspended = other.post(story()).status_code
    resume(other.partner.pk, **by)
    resumed = other.post(story()).status_code
    end(other.partner.pk, **by)

    assert (suspended, resumed, other.post(story(18)).status_code) == (404, 200, 404)


def test_a_new_key_of_the_partner_lets_the_old_one_in_for_two_weeks(room, other):
    newer, now = OtherSide(*new_key_pair(), to=other.to), timezone.now()
    enter_new_key(other.partner.pk, newer.code.written(), actor=room.webmaster, now=now)
    compare(other.partner, newer, room, now=now - OVERLAP - dt.timedelta(seconds=1))

    assert newer.post(story()).status_code == 200
    assert other.post(story(18)).status_code == 404


def test_our_changed_key_is_addressed_by_either_for_two_weeks(room, other):
    now = timezone.now()
    new = change_key(room.agency, actor=room.webmaster, now=now)

    assert other.post(story()).status_code == 200
    AgencyKey.objects.exclude(pk=new.pk).update(valid_until=now - dt.timedelta(seconds=1))
    assert other.post(story(18)).status_code == 404
    other.to = new.fingerprint
    assert other.post(story(18)).status_code == 200


def test_a_private_key_is_sealed_and_thrown_away_when_it_no_longer_holds(room, other):
    old = AgencyKey.objects.get()
    assert "=" in old.public_key
    assert old.public_key not in old.sealed_private_key

    change_key(room.agency, actor=room.webmaster, now=timezone.now())

    assert throw_away_old_keys(timezone.now()) == 0
    assert throw_away_old_keys(timezone.now() + OVERLAP + dt.timedelta(days=1)) == 1
    assert AgencyKey.objects.get(pk=old.pk).sealed_private_key == ""


# What is refused as unreadable


@pytest.mark.parametrize(
    "body",
    [
        b" ",
        b"[]",
        b"{",
        b'{"version": 2}',
        b"[" * 100_000,
        story(0),
        story(True),
        story(10**30),
        story(purpose="gift"),
        story(item={"title": " "}),
        story(item={"title": "x" * 301}),
        story(item={"title": 7}),
        story(item={"by": "x" * 121}),
        story(item={"embargoed": "mai"}),
        story(item={"embargoed": "2026-01-01T00:00:00"}),
        story(item={"associations": [{"renditions": [{"name": "web", "href": "https://a/b"}]}]}),
        story(item={"renditions": [{"name": "web", "href": "javascript:alert(1)"}]}),
        story(blocks=[{"kind": "script", "words": "x"}]),
        story(blocks=[{"kind": "picture", "picture": 0}]),
        story(blocks=[{"kind": "paragraph", "words": ["x"]}]),
        story(blocks=[{"kind": "table", "caption": "", "headings": [], "rows": [["x"] * 5001]}]),
        story(digests=[]),
        story(dispatch=17, blocks={"a": 1}),
    ],
)
def test_what_is_not_a_story_is_refused_and_nothing_is_kept(other, body):
    answer = other.post(body)

    assert answer.status_code == 422
    assert answer.json()["problem"].startswith("unreadable")
    assert Handover.objects.count() == 0


def test_text_is_cleaned_when_it_is_read(other):
    other.post(story(item={"title": "Tin\u200b \u202edo\u0323c"}))

    assert Handover.objects.get().headline == "Tin dọc"


def test_the_web_server_reads_one_megabyte_for_stories_and_little_for_answers(other):
    assert largest_body(STORIES_PATH) == LARGEST_BODY == 1024 * 1024
    assert largest_body("/api/trao-doi/v1/khac") == 64 * 1024
    body = json.dumps({"x": "x" * LARGEST_BODY}).encode()
    assert other.post(body).status_code == 413


@pytest.mark.parametrize("path", [STORIES_PATH, REPLIES_PATH])
def test_a_form_is_no_message(room, path):
    assert Client().post(path, {"a": "1"}).status_code == 415


def test_opening_the_address_is_answered_without_a_page(room):
    assert Client().get(STORIES_PATH).status_code == 405
