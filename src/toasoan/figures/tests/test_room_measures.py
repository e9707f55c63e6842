"""Figures that rooms count themselves: the number is the sum of its rows, on both years."""

import datetime as dt

import pytest

from toasoan.audience.models import DayCount
from toasoan.figures.counting import compare, measure
from toasoan.figures.dimensions import Filters
from toasoan.figures.measures import MEASURES, Dimension, OfRoom, Share
from toasoan.figures.rows import behind
from toasoan.records.models import DocumentType, IssuingBody, OfficialDocument
from toasoan.vietnamese.dates import TZ
from toasoan.vietnamese.periods import Period

pytestmark = pytest.mark.django_db
#: The last day of a sector's year and the first of the next, both within one calendar year.
LAST, FIRST = dt.date(2026, 11, 30), dt.date(2026, 12, 1)
SECTOR_YEAR, NEXT_YEAR, YEAR = map(Period.named, ("2026-nganh", "2027-nganh", "2026"))


def count(room, kind, day, number, object_id=0):
    DayCount.objects.create(
        agency=room.agency, kind=kind, object_id=object_id, day=day, number=number
    )


def document(room, number, issued, published):
    kind = DocumentType.objects.filter(agency=room.agency, abbreviation="QĐ").first()
    body = IssuingBody.objects.filter(agency=room.agency, is_own=True).first()
    return OfficialDocument.objects.create(
        agency=room.agency, document_type=kind, issuing_body=body, number=number,
        number_key=number, abstract="Điều chỉnh dự toán", issued_on=issued, state="published",
        published_at=published, added_at=published, changed_at=published,
    )  # fmt: skip


def opened(room, code, period, **narrowed):
    rows = behind(room.agency, code, period, filters=Filters(**narrowed))
    return sum(row.number for row in rows)


def test_visits_and_views_belong_to_the_years_of_their_days(room):
    for day, number in ((LAST, 5), (FIRST, 7)):
        count(room, "visit", day, number)

    numbers = [
        measure(room.agency, "visits", each).total for each in (SECTOR_YEAR, NEXT_YEAR, YEAR)
    ]

    assert numbers == [5, 7, 12]
    assert [opened(room, "visits", each) for each in (SECTOR_YEAR, NEXT_YEAR, YEAR)] == numbers
    assert compare(room.agency, "visits", NEXT_YEAR).total.last_year == 5


def test_documents_count_by_type_and_by_their_deadline(room):
    in_time = document(room, "173/QĐ-VKS", LAST, dt.datetime(2026, 11, 30, 23, 59, tzinfo=TZ))
    late = document(room, "174/QĐ-VKS", dt.date(2026, 11, 2), dt.datetime(2026, 12, 1, tzinfo=TZ))
    count(room, "download", FIRST, 7, late.pk)
    count(room, "document", FIRST, 232, late.pk)

    numbers = {
        code: [measure(room.agency, code, each).total for each in (SECTOR_YEAR, NEXT_YEAR, YEAR)]
        for code in ("documents", "documents_in_time", "documents_late", "downloads")
    }

    assert numbers == {
        "documents": [1, 1, 2],
        "documents_in_time": [1, 0, 1],
        "documents_late": [0, 1, 1],
        "downloads": [0, 7, 7],
    }
    assert measure(room.agency, "document_views", YEAR).total == 232
    assert measure(room.agency, "documents_on_time", YEAR).total == 50
    told = measure(room.agency, "documents", YEAR, by=(Dimension.KIND,))
    assert [(row.members[0].key, row.value) for row in told.rows] == [("QĐ", 2)]
    assert opened(room, "documents", YEAR, kind="QĐ") == 2
    assert opened(room, "documents", YEAR, kind="CT") == 0
    rows = behind(room.agency, "documents", SECTOR_YEAR)
    assert [row.address for row in rows] == [in_time.get_absolute_url()]


def test_every_measure_of_a_room_has_a_definition_and_opens_to_what_it_counts():
    of_rooms = {code: one for code, one in MEASURES.items() if isinstance(one.how, OfRoom)}
    shares = {one.how.opens for one in MEASURES.values() if isinstance(one.how, Share)}

    assert {"views", "visits", "downloads", "documents"} <= of_rooms.keys()
    assert shares <= MEASURES.keys()
    assert all(str(one.name) and str(one.definition) for one in of_rooms.values())
