"""Views of stories as a figure: each period counts its own days."""

import datetime as dt

import pytest

from toasoan.audience.models import DayCount
from toasoan.figures.counting import measure
from toasoan.figures.rows import behind
from toasoan.testing.factories import make_agency, make_story
from toasoan.vietnamese.periods import Period

pytestmark = pytest.mark.django_db
JUNE = Period(dt.date(2026, 6, 1), dt.date(2026, 6, 30))


def test_a_period_counts_its_own_days(room):
    story = make_story(room, "published")
    for day, number in (("2026-05-31", 1), ("2026-06-01", 10), ("2026-06-30", 100)):
        DayCount.objects.create(
            agency=room.agency, kind="story", object_id=story.pk, day=dt.date.fromisoformat(day), number=number,
        )  # fmt: skip

    assert measure(room.agency, "views", JUNE).total == 110
    other = make_agency("khac", hostname="khac.vidu.vn")
    assert measure(other, "views", JUNE).total == 0
    assert [(thing.label, thing.number) for thing in behind(room.agency, "views", JUNE)] == [
        (story.headline, 110)
    ]
