"""Figures that rooms count themselves: the number is the sum of its rows, on both years."""

import datetime as dt

import pytest

from toasoan.audience.models import DayCount
from toasoan.figures.counting import compare, measure
from toasoan.figures.dimensions import Filters
from toasoan.figures.measures import MEASURES, Dimension, OfRoom, Share
from toasoan.figures.rows import behind
from toasoan.opinions.models import AskedPage, PageOpinion, StoryRating
from toasoan.questions.models import Question
from toasoan.records.models import DocumentType, IssuingBody, OfficialDocument
from toasoan.testing.factories import make_story
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


def test_questions_are_counted_by_their_clock(room):
    number = 0

    def question(received, due, closed=None, kind="question"):
        nonlocal number
        number += 1
        Question.objects.create(
            agency=room.agency, year=2026, number=number, kind=kind, text="Xin hỏi về án phí",
            received_at=received, due_on=due, closed_at=closed, unit=room.unit,
            state="answered" if closed else "assigned", state_since=received,
            code_hash=f"{number:064d}",
        )  # fmt: skip

    # Within one week: Monday to Wednesday are two working days, Monday to Friday four.
    monday = dt.datetime(2026, 11, 16, 9, tzinfo=TZ)
    question(monday, dt.date(2026, 11, 18), monday + dt.timedelta(days=2))
    question(monday, dt.date(2026, 11, 18), monday + dt.timedelta(days=4), kind="information")
    question(monday, dt.date(2026, 11, 19))
    question(dt.datetime(2026, 11, 30, 23, 59, tzinfo=TZ), dt.date(2100, 1, 1))
    question(dt.datetime(2026, 12, 1, tzinfo=TZ), dt.date(2100, 1, 1))

    codes = ("questions", "questions_answered", "questions_in_time", "questions_late")
    assert [measure(room.agency, code, SECTOR_YEAR).total for code in codes] == [4, 2, 1, 1]
    assert measure(room.agency, "questions", NEXT_YEAR).total == 1
    assert measure(room.agency, "questions_on_time", YEAR).total == 50
    assert measure(room.agency, "questions_days", YEAR).total == 3
    assert measure(room.agency, "questions_days", NEXT_YEAR).total is None
    assert measure(room.agency, "questions_overdue", YEAR).total == 2
    assert opened(room, "questions", YEAR, unit=room.unit.code) == 5
    assert opened(room, "questions", YEAR, kind="information") == 1
    assert not any("án phí" in row.label for row in behind(room.agency, "questions", YEAR))


def test_ratings_and_satisfaction_open_to_stories_and_pages(room):
    story = make_story(room, "published", now=dt.datetime(2026, 11, 2, 9, tzinfo=TZ))
    for stars in (5, 4, 4):
        StoryRating.objects.create(story=story, day=LAST, stars=stars)
    pages = [
        AskedPage.objects.create(
            agency=room.agency, subject=f"page:{name}", title=name, path=f"/{name}/"
        )
        for name in ("dong", "thua")
    ]
    for page, level, number in ((pages[0], "yes", 4), (pages[0], "no", 1), (pages[1], "yes", 4)):
        for _each in range(number):
            PageOpinion.objects.create(page=page, day=LAST, level=level)

    assert measure(room.agency, "ratings", SECTOR_YEAR).total == 3
    assert str(measure(room.agency, "rating_average", SECTOR_YEAR).total) == "4.33"
    told = measure(room.agency, "ratings", SECTOR_YEAR, by=(Dimension.UNIT,))
    assert told.value(room.unit.code) == 3
    assert measure(room.agency, "satisfaction", SECTOR_YEAR).total == 5, "four are too few"
    assert measure(room.agency, "satisfaction_rate", SECTOR_YEAR).total == 80
    assert [row.label for row in behind(room.agency, "satisfaction", SECTOR_YEAR)] == ["dong"]
    assert measure(room.agency, "poll_voters", SECTOR_YEAR).total == 0
