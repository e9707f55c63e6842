"""The queue of outlets hands a dispatch to a partner, signed; what comes back is written down."""

import hashlib
import json

import pytest
from django.utils import timezone

from toasoan.editorial.actions import take_step
from toasoan.editorial.rules import Answers
from toasoan.editorial.transitions import Step
from toasoan.exchange import sending
from toasoan.exchange.carrying import message_of
from toasoan.exchange.messages import STORIES_PATH, read_story
from toasoan.exchange.partners import end, suspend
from toasoan.exchange.signing import is_right, read_signed
from toasoan.exchange.tests.two_sides import ADDRESS, other_side, partner_in_use
from toasoan.media.models import Picture
from toasoan.media.storage import private_storage
from toasoan.network.fetching import Fetched, FetchFailedError, Reason
from toasoan.outlets.actions import dispatch_story
from toasoan.outlets.models import Delivery, Dispatch, OutletKind
from toasoan.outlets.queue import send_due
from toasoan.testing.factories import make_picture, make_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(room):
    """The other side, a partner in use."""
    side = other_side()
    side.partner = partner_in_use(room, side)
    return side


def answers_with(monkeypatch, *answers):
    """Let the partner's installation answer so; returns what it was sent."""
    sent, waiting = [], list(answers)

    def fetch(url, *, data=None, headers=None, limits=None):
        sent.append((url, data, headers))
        answer = waiting.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return Fetched(answer, {}, b"{}", url)

    monkeypatch.setattr(sending, "fetch", fetch)
    return sent


def published(room):
    picture = make_picture(room.unit, room.contributor)
    value = {"picture": picture.pk, "caption": "Đoàn", "credit": "Lê", "alternative_text": "Bàn"}
    return make_story(
        room,
        "published",
        body=(("text", "<p>Đoàn làm việc.</p>"), ("picture", value)),
    )


def dispatched(room, other):
    outlet = other.partner.outlet
    return dispatch_story(published(room).pk, outlet, actor=room.editor, now=timezone.now())


def test_a_partner_in_use_stands_on_the_list_of_outlets(other):
    outlet = other.partner.outlet

    assert (outlet.kind, outlet.delivery) == (OutletKind.OTHER_AGENCY, Delivery.BY_NINJS)
    assert (outlet.code, outlet.push_address) == ("bien-thu", f"{ADDRESS}{STORIES_PATH}")


def test_a_dispatch_is_signed_for_the_partner_and_can_be_read_there(room, other, monkeypatch):
    dispatch = dispatched(room, other)
    sent = answers_with(monkeypatch, 200)

    send_due(timezone.now())

    dispatch.refresh_from_db()
    url, body, headers = sent[0]
    assert (dispatch.state, url) == ("sent", f"{ADDRESS}{STORIES_PATH}")
    assert headers["Toasoan-Key"] == other.to
    assert is_right(
        read_signed(headers),
        other.partner.compared_key.public_key,
        method="POST",
        path=STORIES_PATH,
        body=body,
    )
    story = read_story(body)
    assert (story.dispatch, story.number, story.purpose) == (dispatch.pk, 1, "story")
    assert story.headline == dispatch.payload["headline"]
    assert [block["kind"] for block in story.blocks] == ["paragraph", "picture"]
    assert (story.photos[0].caption, story.photos[0].credit) == ("Đoàn", "Lê")
    assert json.loads(body)["item"]["standard"]["version"] == "2.1"


def test_the_digest_is_that_of_the_copy_that_readers_get(room, other, client):
    dispatch = dispatched(room, other)
    message = json.dumps(message_of(dispatch))

    picture = Picture.objects.get()
    answer = client.get(picture.address(1920))

    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert hashlib.sha256(content).hexdigest() in message


def test_a_photo_whose_file_is_gone_has_no_digest(room, other):
    dispatch = dispatched(room, other)
    storage = private_storage()
    for token in Picture.objects.values_list("token", flat=True):
        for name in storage.listdir(f"sizes/{token[:2]}")[1]:
            storage.delete(f"sizes/{token[:2]}/{name}")

    assert set(message_of(dispatch)["digests"].values()) == {"0" * 64}


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (404, "queued"),
        (401, "queued"),
        (500, "queued"),
        (FetchFailedError(Reason.BROKEN, may_have_arrived=True), "queued"),
        (422, "failed"),
        (413, "failed"),
    ],
    ids=["unknown", "clock", "error", "broken", "unreadable", "too long"],
)
def test_what_was_not_taken_is_tried_again_or_shown(room, other, monkeypatch, answer, state):
    dispatch = dispatched(room, other)
    answers_with(monkeypatch, answer)

    send_due(timezone.now())

    dispatch.refresh_from_db()
    assert (dispatch.state, bool(dispatch.last_problem)) == (state, True)


def test_to_a_suspended_partner_nothing_leaves(room, other, monkeypatch):
    dispatch = dispatched(room, other)
    suspend(other.partner.pk, reason="Chờ", actor=room.webmaster, now=timezone.now())
    sent = answers_with(monkeypatch)

    send_due(timezone.now())

    dispatch.refresh_from_db()
    assert (sent, dispatch.state) == ([], "queued")


def test_an_ended_partner_leaves_the_list_of_outlets_in_use(room, other):
    end(other.partner.pk, reason="Hợp nhất", actor=room.webmaster, now=timezone.now())

    other.partner.outlet.refresh_from_db()
    assert other.partner.outlet.closed_on is not None


def test_a_take_down_names_what_it_is_about_and_has_no_words(room, other):
    dispatch = dispatched(room, other)
    Dispatch.objects.filter(pk=dispatch.pk).update(state="sent", sent_at=timezone.now())
    down = Answers(note="Gỡ", take_down_kind="error")
    story_id = dispatch.story_id
    take_step(story_id, Step.TAKE_DOWN, actor=room.approver, answers=down, now=timezone.now())

    notice = Dispatch.objects.get(purpose="take_down")
    read = read_story(json.dumps({"version": 1, **message_of(notice)}).encode())
    assert (read.purpose, read.about, read.blocks) == ("take_down", dispatch.pk, [])
