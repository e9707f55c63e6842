"""Ordering a dispatch: which words, which outlets, what is kept."""

import datetime as dt

import pytest
from django.utils import timezone

from toasoan.editorial.transitions import Step
from toasoan.ledger.models import DISPATCHED, LedgerEntry
from toasoan.outlets.actions import (
    cancel_dispatch,
    confirm_sent,
    dispatch_many,
    retry_dispatch,
)
from toasoan.outlets.models import Delivery, Dispatch, DispatchState, Outlet
from toasoan.outlets.tests.steps import corrected, order, take
from toasoan.refusals import RefusedError
from toasoan.testing.factories import make_agency, make_picture, make_story
from toasoan.vietnamese.dates import local_day


@pytest.fixture
def outlet(room):
    return Outlet.objects.create(
        agency=room.agency, code="bao-nganh", name="Báo ngành", kind="sector_newspaper"
    )


@pytest.fixture
def mailed(room):
    return Outlet.objects.create(
        agency=room.agency, code="bao-tinh", name="Báo tỉnh", kind="provincial_newspaper",
        delivery=Delivery.BY_MAIL, email="toasoan@bao-tinh.example",
    )  # fmt: skip


def codes(refused):
    return [problem.code for problem in refused.value.problems]


QUOTE = "<blockquote>Lời<br/>– Ông A</blockquote>"


def test_exactly_the_published_words_are_kept(room, outlet):
    picture = make_picture(room.unit)
    value = {"picture": picture.pk, "caption": "Toàn cảnh", "credit": "Lê Thử"}
    value["alternative_text"] = "x"
    body = (
        ("text", "<p>Một &amp; <b>hai</b>, rồi</p><p>hai<br/>rưỡi</p>"),
        ("picture", value),
        ("text", f"<h2>Ba</h2><ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>{QUOTE}"),
        ("gallery", {"title": "Bốn", "pictures": [value]}),
    )
    story = make_story(room, "published", body=body)

    kept = order(room, story, outlet).payload

    assert kept["headline"] == story.headline
    assert kept["body"] == (
        "Một & hai, rồi\n\nhai\nrưỡi\n\nBa\n\n1. a\n- b\n2. c\n\nLời\n– Ông A\n\nBốn"
    )
    kinds = [block["kind"] for block in kept["blocks"]]
    assert kinds == [
        *["paragraph", "paragraph", "picture", "heading", "list", "quote", "heading", "picture"]
    ]
    assert kept["bylines"] == ["Lê Thị Thử"]
    assert kept["address"].endswith(story.get_absolute_url())
    assert [(each["id"], each["caption"], each["credit"]) for each in kept["pictures"]] == [
        (picture.pk, "Toàn cảnh", "Lê Thử")
    ] * 2
    assert kept["pictures"][0]["address"].endswith(picture.address(1920))


def test_words_that_are_not_published_yet_are_not_sent(room, outlet):
    story = make_story(room, "published", headline="Như đã đăng")
    draft = story.get_latest_revision_as_object()
    draft.headline = "Đang sửa"
    draft.save_revision(user=room.editor)

    assert order(room, story, outlet).payload["headline"] == "Như đã đăng"


def test_it_is_counted_when_it_is_sent_for_the_unit_of_the_story(room, outlet):
    story = make_story(room, "published")
    dispatch = order(room, story, outlet)
    assert dispatch.state == DispatchState.QUEUED
    assert not LedgerEntry.objects.filter(kind=DISPATCHED).exists()

    now = timezone.now()
    confirm_sent(dispatch.pk, actor=room.editor, now=now)

    entry = LedgerEntry.objects.get(kind=DISPATCHED)
    assert (entry.unit, entry.happened_at, entry.outlet_code) == (room.unit, now, "bao-nganh")
    assert entry.revision_id == story.editions.get().revision_id
    assert entry.detail == {"dispatch": dispatch.pk}
    sent = Dispatch.objects.get()
    assert sent.answer_due_on == local_day(now) + dt.timedelta(days=outlet.answer_days)


@pytest.mark.parametrize("status", ["proposed", "taken_down"])
def test_a_story_that_is_not_live_is_not_sent(room, outlet, status):
    story = make_story(room, status)

    with pytest.raises(RefusedError) as refused:
        order(room, story, outlet)
    assert codes(refused) == ["not-published"]


def test_all_problems_are_said_at_once(room, mailed):
    strange = Outlet.objects.create(
        agency=make_agency("song-khac", hostname="khac.vidu.vn"), code="x", name="Báo",
        delivery=Delivery.BY_NINJS, closed_on=dt.date(2020, 1, 1),
    )  # fmt: skip

    with pytest.raises(RefusedError) as refused:
        order(room, make_story(room, "draft"), strange)
    assert codes(refused) == [
        *["not-published", "foreign-outlet", "no-push-address", "no-key", "closed"]
    ]
    mailed.email = ""
    with pytest.raises(RefusedError) as refused:
        order(room, make_story(room, "published"), mailed)
    assert codes(refused) == ["no-email"]


def test_the_same_words_go_twice_only_for_a_reason(room, outlet):
    story = make_story(room, "published")
    first = order(room, story, outlet)
    with pytest.raises(RefusedError) as refused:
        order(room, story, outlet, again="thất lạc")
    assert codes(refused) == ["waiting"]
    confirm_sent(first.pk, actor=room.editor, now=timezone.now())
    with pytest.raises(RefusedError) as refused:
        order(room, story, outlet, again="  ")
    assert codes(refused) == ["sent-before"]

    second = order(room, story, outlet, again="thất lạc")

    assert (second.number, second.again_reason) == (2, "thất lạc")


def test_a_new_edition_needs_no_reason(room, outlet):
    story = make_story(room, "published")
    confirm_sent(order(room, story, outlet).pk, actor=room.editor, now=timezone.now())
    corrected(room, story, headline="Tiêu đề đúng")

    assert order(room, story, outlet).payload["headline"] == "Tiêu đề đúng"


def test_what_waits_gets_the_words_of_the_correction(room, outlet):
    story = make_story(room, "published")
    dispatch = order(room, story, outlet)

    corrected(room, story, headline="Tiêu đề đúng")

    dispatch.refresh_from_db()
    assert (dispatch.payload["headline"], dispatch.edition_number) == ("Tiêu đề đúng", 2)
    assert Dispatch.objects.count() == 1


def test_an_approved_story_waits_for_its_publication(room, mailed):
    story = make_story(room, "approved")
    held = order(room, story, mailed)
    assert (held.state, held.next_attempt_at, held.edition_number) == ("queued", None, 0)

    take(story, Step.PUBLISH, None, now=timezone.now() + dt.timedelta(days=2))

    held.refresh_from_db()
    assert held.next_attempt_at is not None
    assert (held.edition_number, held.payload["edition"]) == (1, 1)


def test_an_outlet_that_keeps_the_hour_gets_it_before(room, mailed):
    mailed.takes_embargoed = True
    mailed.save()

    sent = order(room, make_story(room, "approved"), mailed)

    assert sent.next_attempt_at is not None
    assert sent.payload["embargo_until"]


def test_many_stories_to_many_outlets_and_every_refusal_by_itself(room, outlet, mailed):
    stories = [make_story(room, "published"), make_story(room, "draft")]
    order(room, stories[0], mailed)

    ordered, refused = dispatch_many(
        [story.pk for story in stories], [outlet, mailed], actor=room.editor, now=timezone.now()
    )

    assert [(d.story_id, d.outlet) for d in ordered] == [(stories[0].pk, outlet)]
    assert [(r.story_id, r.outlet, r.problems[0].code) for r in refused] == [
        (stories[0].pk, mailed, "waiting"),
        (stories[1].pk, outlet, "not-published"),
        (stories[1].pk, mailed, "not-published"),
    ]


def test_a_feed_needs_no_sending(room, outlet):
    outlet.delivery = Delivery.BY_FEED
    outlet.save()

    assert order(room, make_story(room, "published"), outlet).state == DispatchState.SENT


def test_only_what_has_not_been_sent_is_cancelled(room, outlet):
    first = order(room, make_story(room, "published"), outlet)
    cancel_dispatch(first.pk, actor=room.editor, reason="nhầm")
    first.refresh_from_db()
    assert first.state == DispatchState.CANCELLED
    assert first.last_problem.endswith("nhầm")

    with pytest.raises(RefusedError):
        confirm_sent(first.pk, actor=room.editor, now=timezone.now())
    with pytest.raises(RefusedError):
        retry_dispatch(first.pk, actor=room.editor, now=timezone.now())
    again = order(room, first.story, outlet)
    confirm_sent(again.pk, actor=room.editor, now=timezone.now())
    with pytest.raises(RefusedError):
        cancel_dispatch(again.pk, actor=room.editor, reason="")
