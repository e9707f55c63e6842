"""What the demo shows the public besides stories: entered by the actions that people use."""

import datetime as dt

import pytest
from django.utils import timezone

from toasoan.audience.models import DayCount
from toasoan.demo.audience import count_visits
from toasoan.demo.citizen_texts import QUESTIONS
from toasoan.demo.citizens import Desk
from toasoan.demo.document_list import DOCUMENTS
from toasoan.demo.documents import Register
from toasoan.demo.opinions import ask_readers
from toasoan.demo.schedules import Scheduler
from toasoan.editorial.transitions import Status
from toasoan.opinions.models import Poll
from toasoan.questions.models import Question
from toasoan.records.models import DocumentState, OfficialDocument
from toasoan.schedules.models import WeekSchedule
from toasoan.testing.factories import make_newsroom, make_story
from toasoan.units.first_data import enter_first_data
from toasoan.vietnamese.dates import local_day


class _Everybody(dict):
    """Whoever is asked for by a name of the demo is this one."""

    def __init__(self, one, **others):
        super().__init__(others)
        self._one = one

    def __missing__(self, name):
        return self._one


@pytest.fixture
def agency(db):
    room = make_newsroom()
    enter_first_data(room.agency)
    return room


@pytest.mark.django_db
def test_documents_are_entered_with_their_files_and_ties(agency):
    Register(agency.agency, {"vanthu": agency.clerk}, local_day(timezone.now())).enter_all()

    documents = OfficialDocument.objects.filter(agency=agency.agency)
    assert documents.count() == len(DOCUMENTS)
    assert documents.filter(state=DocumentState.WITHDRAWN).count() == 1
    assert not documents.filter(files__isnull=True).exists()
    assert documents.filter(ended_on__isnull=False, relations_of_others__isnull=False).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("today", [dt.date(2026, 11, 30), dt.date(2027, 1, 2)])
def test_five_weeks_have_a_schedule_and_a_change_is_marked(agency, today):
    people = _Everybody(agency.vetter, vanthu=agency.clerk)
    Scheduler(agency.agency, _Everybody(agency.unit), people, today).enter_all()

    weeks = list(WeekSchedule.objects.order_by("monday"))
    assert [week.is_published for week in weeks] == [True] * 4 + [False]
    assert weeks[3].monday <= today < weeks[4].monday
    assert weeks[3].lines.filter(state="postponed").count() == 1


@pytest.mark.django_db
def test_questions_have_come_as_far_as_the_list_says(agency):
    for _number in range(6):
        make_story(agency, Status.PUBLISHED)
    people = _Everybody(
        agency.vetter, vanthu=agency.clerk, duyet=agency.approver, btkoanh=agency.contributor
    )
    Desk(agency.agency, _Everybody(agency.unit), people, local_day(timezone.now())).answer_all()

    found = dict(Question.objects.values_list("subject", "state"))
    states = {"elsewhere": "referred", "answered": "signed", "extended": "assigned"}
    for asked in QUESTIONS:
        expected = "answered" if asked.stage == "approved" else states.get(asked.stage, asked.stage)
        assert found[asked.subject] == expected, asked.subject


@pytest.mark.django_db
def test_polls_have_their_votes_and_visits_their_days(agency):
    now = timezone.now()
    ask_readers(agency.agency, agency.editor, local_day(now))
    count_visits(agency.agency, agency.webmaster, now, local_day(now))

    assert sorted(poll.voters for poll in Poll.objects.all()) == [101, 156]
    assert DayCount.objects.filter(agency=agency.agency, kind="visit").count() >= 200
