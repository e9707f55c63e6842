"""Reminding units, clerks and approvers of last days: three, one and no day left, and overdue."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from toasoan.accounts.models import User
from toasoan.notifications.calendars import calendar_of
from toasoan.notifications.kinds import NotificationKind
from toasoan.questions.clocks import follow_calendar
from toasoan.questions.desk_notices import people_with, tell_about
from toasoan.questions.kinds import OPEN_STATES, QuestionState
from toasoan.questions.models import Question, QuestionReminder
from toasoan.questions.queries import open_of
from toasoan.questions.rules import days_left
from toasoan.units.duties import UNIT_WORK, Duty
from toasoan.units.models import Agency
from toasoan.vietnamese.dates import local_day

#: Working days left at which people are reminded; the last stands for “overdue”.
LEVELS = (3, 1, -1)
_MOST_PER_RUN = 300


@dataclass(frozen=True, slots=True)
class _Due:
    question_id: int
    level: int


def level_of(left: int) -> int | None:
    """Which reminder holds at so many working days left; None for none yet."""
    reached = [level for level in LEVELS if left <= level]
    return min(reached) if reached else None


def remind(now: dt.datetime) -> int:
    """Count the last days anew and send the reminders that are due, each once; how many."""
    today = local_day(now)
    count = 0
    for agency_id in Agency.objects.order_by("pk").values_list("pk", flat=True):
        follow_calendar(agency_id)
        for due in _due(agency_id, today):
            count += _remind_of(due, now)
    return count


def _due(agency_id: int, today: dt.date) -> list[_Due]:
    calendar = calendar_of(agency_id)
    sent = set(
        QuestionReminder.objects.filter(
            question__agency_id=agency_id, question__state__in=OPEN_STATES
        ).values_list("question_id", "due_on", "days_left")
    )
    rows = open_of(agency_id).filter(due_on__isnull=False).order_by("due_on", "pk")
    found = []
    for key, due_on in rows.values_list("pk", "due_on"):
        level = level_of(days_left(due_on, today, calendar)) if due_on else None
        if level is not None and (key, due_on, level) not in sent:
            found.append(_Due(key, level))
    return found[:_MOST_PER_RUN]


@transaction.atomic
def _remind_of(due: _Due, now: dt.datetime) -> int:
    """Remind of one question, unless it was answered or another worker was quicker."""
    question = (
        Question.objects.select_for_update(of=("self",))
        .filter(pk=due.question_id, state__in=OPEN_STATES, due_on__isnull=False)
        .first()
    )
    if question is None or question.due_on is None:
        return 0
    _row, is_new = QuestionReminder.objects.get_or_create(
        question=question,
        due_on=question.due_on,
        days_left=due.level,
        defaults={"sent_at": now},
    )
    if not is_new:
        return 0
    is_overdue = due.level < 0
    kind = NotificationKind.QUESTION_OVERDUE if is_overdue else NotificationKind.QUESTION_DUE
    key = f"due:{question.due_on}:{due.level}"
    tell_about(_people(question, local_day(now)), kind, question, key=key, now=now)
    return 1


def _people(question: Question, on: dt.date) -> list[User]:
    """The clerks, and whoever has the question: the unit's people, or the approvers."""
    people = people_with(Duty.TAKE_QUESTIONS, agency_id=question.agency_id, on=on)
    if question.state == QuestionState.ASSIGNED:
        for duty in UNIT_WORK:
            people += people_with(
                duty, agency_id=question.agency_id, unit_id=question.unit_id, on=on
            )
    elif question.state == QuestionState.SIGNED:
        people += people_with(Duty.APPROVE, agency_id=question.agency_id, on=on)
    return people
