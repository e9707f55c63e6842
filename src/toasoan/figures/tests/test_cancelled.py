"""What the desk cancels at outlets goes from the figures of its own period, and from no other."""

import datetime as dt

import pytest

from toasoan.figures.counting import measure
from toasoan.figures.rows import behind
from toasoan.outlets.placements import (
    cancel_clipping,
    cancel_placement,
    record_clipping,
    record_placement,
)
from toasoan.testing.factories import make_story
from toasoan.testing.outlets import make_outlet
from toasoan.vietnamese.dates import TZ
from toasoan.vietnamese.periods import half_year

HALF, NEXT = half_year(2023, 1), half_year(2023, 2)
LAST_DAY = dt.date(2023, 6, 30)
LATER = dt.datetime(2023, 7, 5, 9, tzinfo=TZ)


@pytest.fixture
def enter(room):
    story = make_story(room, "published", now=dt.datetime(2023, 6, 1, 9, tzinfo=TZ))
    outlet = make_outlet(room.agency)
    facts = {"headline": "a", "address": "", "actor": room.editor, "now": LATER}

    def placement():
        return record_placement(story.pk, outlet, placed_on=LAST_DAY, **facts)

    def clipping():
        return record_clipping(room.unit, outlet, published_on=LAST_DAY, **facts)

    return {"placed": placement, "clippings": clipping}


@pytest.mark.parametrize(
    ("code", "cancel"), [("placed", cancel_placement), ("clippings", cancel_clipping)]
)
def test_a_cancelled_one_is_subtracted_and_counts_again_when_entered_again(
    room, enter, code, cancel
):
    def counted():
        for period in (HALF, NEXT):
            number = measure(room.agency, code, period).total
            assert len(list(behind(room.agency, code, period))) == number
        return measure(room.agency, code, HALF).total, number

    entered = enter[code]()
    assert counted() == (1, 0)

    cancel(entered.pk, reason="nhầm", actor=room.editor, now=LATER)
    assert counted() == (0, 0)

    enter[code]()
    assert counted() == (1, 0)
