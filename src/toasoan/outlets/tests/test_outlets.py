"""Sending stories on, and what came of it."""

import datetime as dt

import pytest
from django.utils import timezone

from toasoan.ledger.models import CLIPPED, PLACED, LedgerEntry
from toasoan.outlets.actions import confirm_sent, dispatch_story
from toasoan.outlets.models import Outlet, Placement
from toasoan.outlets.placements import record_clipping, record_placement
from toasoan.outlets.rules import (
    Appearance,
    clipping_problems,
    placement_problems,
)
from toasoan.refusals import Problem, RefusedError
from toasoan.testing.factories import make_agency, make_story
from toasoan.vietnamese.dates import TZ, local_day

TODAY = dt.date(2026, 11, 22)


def seen(**facts):
    known = {"on": TODAY, "headline": "a", "address": "", "own_outlet": True}
    return Appearance(**(known | facts))


@pytest.mark.parametrize(
    ("appearance", "facts", "count"),
    [
        ({}, {}, 0),
        ({"headline": " "}, {}, 1),
        ({"headline": "a" * 300, "address": "b" * 300}, {}, 0),
        ({"headline": "a" * 301}, {}, 1),
        ({"address": "b" * 301}, {}, 1),
        ({"on": TODAY + dt.timedelta(1)}, {}, 1),
        ({"on": TODAY - dt.timedelta(1)}, {}, 1),
        ({"own_outlet": False}, {}, 1),
        ({}, {"received_on": None}, 1),
        ({}, {"known": True}, 1),
        ({}, {"dispatch_fits": False}, 1),
        ({"headline": "", "own_outlet": False}, {"known": True, "received_on": None}, 4),
    ],
)
def test_all_problems_of_a_placement_are_said_at_once(appearance, facts, count):
    known = {"received_on": TODAY, "today": TODAY, "known": False, "dispatch_fits": True}

    assert len(placement_problems(seen(**appearance), **(known | facts))) == count


def test_a_clipping_has_a_headline_and_has_appeared():
    tomorrow = TODAY + dt.timedelta(1)

    assert clipping_problems(seen(), today=TODAY) == []
    assert len(clipping_problems(seen(on=tomorrow, headline=""), today=TODAY)) == 2


@pytest.fixture
def outlet(room):
    return Outlet.objects.create(
        agency=room.agency, code="bao-nganh", name="Báo ngành", kind="sector_newspaper"
    )


@pytest.fixture
def given(room):
    """What a person enters about a use of today."""
    now = timezone.now()
    return {
        "placed_on": local_day(now),
        "headline": "Khác",
        "address": "trang 3",
        "actor": room.editor,
        "now": now,
    }


def test_a_placement_counts_on_its_day_for_the_unit_of_the_story(room, outlet, given):
    story = make_story(room, "published", now=given["now"] - dt.timedelta(days=3))
    day = given["placed_on"] - dt.timedelta(days=2)

    placement = record_placement(story.pk, outlet, **(given | {"placed_on": day}))

    entry = LedgerEntry.objects.get(kind=PLACED)
    assert entry.happened_at.astimezone(TZ) == dt.datetime.combine(day, dt.time(12), tzinfo=TZ)
    assert (entry.unit, entry.outlet_code) == (room.unit, "bao-nganh")
    assert placement.dispatch is None


def test_a_refused_placement_leaves_nothing_behind(room, outlet, given):
    story = make_story(room, "published")
    record_placement(story.pk, outlet, **given)

    with pytest.raises(RefusedError) as refused:
        record_placement(story.pk, outlet, **given)

    assert refused.value.problems == (Problem("known", "Lần đăng này đã được ghi."),)
    assert Placement.objects.count() == LedgerEntry.objects.filter(kind=PLACED).count() == 1


def test_a_placement_comes_from_the_last_dispatch_or_the_one_that_is_named(room, outlet, given):
    now = given["now"]
    story = make_story(room, "published")
    first = dispatch_story(story.pk, outlet, actor=room.editor, now=now - dt.timedelta(hours=2))
    confirm_sent(first.pk, actor=room.editor, now=now - dt.timedelta(hours=2))
    last = dispatch_story(
        story.pk, outlet, actor=room.editor, now=now - dt.timedelta(hours=1), again="thất lạc"
    )
    other = dispatch_story(make_story(room, "published").pk, outlet, actor=room.editor, now=now)
    radio = Outlet.objects.create(agency=room.agency, code="dai", name="Đài", kind="broadcaster")

    assert record_placement(story.pk, outlet, **given).dispatch == last
    assert record_placement(story.pk, radio, **given).dispatch is None
    with pytest.raises(RefusedError):
        record_placement(other.story_id, outlet, dispatch=first, **given)


def test_an_outlet_of_another_agency_does_not_serve(room, given):
    story = make_story(room, "published")
    strange = Outlet.objects.create(
        agency=make_agency("song-khac", hostname="khac.vidu.vn"), code="bao-nganh", name="Báo"
    )
    now = given["now"]
    clipped = {"headline": "b", "published_on": local_day(now), "address": ""}
    before = LedgerEntry.objects.count()

    with pytest.raises(RefusedError):
        dispatch_story(story.pk, strange, actor=room.editor, now=now)
    with pytest.raises(RefusedError):
        record_placement(story.pk, strange, **given)
    with pytest.raises(RefusedError):
        record_clipping(room.unit, strange, actor=room.editor, now=now, **clipped)
    assert LedgerEntry.objects.count() == before


def test_a_clipping_counts_for_its_unit(room, outlet):
    day = local_day(timezone.now())

    clipping = record_clipping(
        room.unit,
        outlet,
        headline="Báo viết",
        published_on=day,
        address="",
        actor=room.editor,
        now=timezone.now(),
    )

    entry = LedgerEntry.objects.get(kind=CLIPPED)
    assert (entry.unit, local_day(entry.happened_at)) == (room.unit, day)
    assert entry.detail == {"clipping": clipping.pk}
