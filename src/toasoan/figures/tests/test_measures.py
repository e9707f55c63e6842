"""Every measure against a naive count in Python, and against its rows."""

import datetime as dt

import pytest

from toasoan.figures.counting import measure
from toasoan.figures.dimensions import Filters
from toasoan.figures.measures import MEASURES, MeasureUnit
from toasoan.figures.rows import behind
from toasoan.testing.factories import ROUTES, make_story
from toasoan.vietnamese.dates import TZ
from toasoan.vietnamese.periods import half_year

pytestmark = pytest.mark.django_db
HALF = half_year(2023, 1)


def test_every_number_of_every_dimension_opens_to_as_many_entries(room):
    for route in ROUTES:
        make_story(room, route, now=dt.datetime(2023, 2, 1, 9, tzinfo=TZ))

    for code, asked in MEASURES.items():
        whole = measure(room.agency, code, HALF)
        for dimension in asked.dimensions:
            told = measure(room.agency, code, HALF, by=(dimension,))
            assert told.total == whole.total
            if asked.unit is MeasureUnit.COUNT:
                for row in told.rows:
                    filters = Filters(**{dimension.value: row.members[0].key})
                    opened = behind(room.agency, code, HALF, filters=filters)
                    assert sum(getattr(entry, "number", 1) for entry in opened) == row.value
