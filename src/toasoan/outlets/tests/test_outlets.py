"""Sending stories on, and what came of it."""

import datetime as dt

import pytest
from django.utils import timezone

from toasoan.ledger.models import CLIPPED, PLACED, LedgerEntry
from toasoan.outlets.actions import dispatch_story, record_clipping, record_placement
from toasoan.outlets.models import Outlet
from toasoan.outlets.rules import OutletsRefusedError, clipping_problems, placement_problems
from toasoan.testing.factories import make_newsroom, make_picture, make_story
from toasoan.vietnamese.dates import local_day

TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("facts", "count"),
    [
        ({}, 0),
        ({"headline": " "}, 1),
        ({"placed_on": TODAY + dt.timedelta(1)}, 1),
        ({"received_on": None}, 1),
        ({"placed_on": TODAY - dt.timedelta(9)}, 1),
        ({"known": True}, 1),
        ({"known": True, "headline": "", "received_on": None}, 3),
    ],
)
def test_all_problems_of_a_placement_are_said_at_once(facts, count):
    known = {
        "placed_on": TODAY,
        "received_on": TODAY,
        "today": TODAY,
        "known": False,
        "headline": "a",
    }

    assert len(placement_problems(**(known | facts))) == count


def test_a_clipping_has_a_headline_and_has_appeared():
    tomorrow = TODAY + dt.timedelta(1)

    assert clipping_problems(published_on=TODAY, today=TODAY, headline="a") == []
    assert len(clipping_problems(published_on=tomorrow, today=TODAY, headline="")) == 2


@pytest.fixture
def room(db):
    return make_newsroom()


@pytest.fixture
def outlet(room):
    return Outlet.objects.create(
        agency=room.agency, code="bao-nganh", name="Báo ngành", kind="sector_newspaper"
    )


def test_exactly_the_published_words_are_sent(room, outlet):
    picture = make_picture(room.unit)
    value = {"picture": picture.pk, "caption": "Toàn cảnh", "alternative_text": "x"}
    body = (("paragraph", "<p>Một &amp; hai</p>"), ("picture", value))
    story = make_story(room, "published", body=body)

    dispatch = dispatch_story(story.pk, outlet, actor=room.editor, now=timezone.now())

    assert dispatch.payload["body"] == "Một & hai Toàn cảnh"
    assert dispatch.payload["pictures"][0]["caption"] == "Toàn cảnh"
    assert dispatch.edition_number == 1


def test_a_story_that_is_not_live_is_not_sent(room, outlet):
    story = make_story(room, "proposed")

    with pytest.raises(OutletsRefusedError):
        dispatch_story(story.pk, outlet, actor=room.editor, now=timezone.now())


def test_a_placement_counts_on_its_day_for_the_unit_of_the_story(room, outlet):
    now = timezone.now()
    story = make_story(room, "published", now=now - dt.timedelta(days=3))
    day = local_day(now) - dt.timedelta(days=2)
    given = {
        "placed_on": day,
        "headline": "Khác",
        "address": "trang 3",
        "actor": room.editor,
        "now": now,
    }

    record_placement(story.pk, outlet, **given)

    entry = LedgerEntry.objects.get(kind=PLACED)
    assert (local_day(entry.happened_at), entry.unit, entry.outlet_code) == (
        day,
        room.unit,
        "bao-nganh",
    )
    with pytest.raises(OutletsRefusedError):
        record_placement(story.pk, outlet, **given)


def test_a_clipping_counts_for_its_unit(room, outlet):
    day = local_day(timezone.now())

    record_clipping(
        room.unit,
        outlet,
        headline="Báo viết",
        published_on=day,
        address="",
        actor=room.editor,
        now=timezone.now(),
    )

    assert LedgerEntry.objects.get(kind=CLIPPED).unit == room.unit
