"""Questions as lines of a list: what they are called, how many days are left, in which colour."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toasoan.notifications.calendars import calendar_of
from toasoan.questions.kinds import OPEN_STATES, QuestionState
from toasoan.questions.models import Question
from toasoan.questions.rules import days_left
from toasoan.vietnamese.shortening import shortened
from toasoan.vietnamese.working_time import WorkingCalendar

_LONGEST_TITLE = 110
_SOON = 3
TONES = {
    QuestionState.RECEIVED: "waiting",
    QuestionState.CLASSIFIED: "waiting",
    QuestionState.ASSIGNED: "waiting",
    QuestionState.SIGNED: "waiting",
    QuestionState.APPROVED: "waiting",
    QuestionState.ANSWERED: "good",
    QuestionState.PUBLISHED: "good",
    QuestionState.REFERRED: "quiet",
    QuestionState.JOINED: "quiet",
    QuestionState.REFUSED: "quiet",
    QuestionState.SEALED: "quiet",
    QuestionState.WITHDRAWN: "quiet",
}


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """How much of its time a question has left, in words and as a colour; empty for none."""

    words: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question as a list shows it."""

    question: Question
    title: str
    tone: str
    left: TimeLeft


def title_of(question: Question) -> str:
    """What a question is called on the screens of people who may read it."""
    words = question.subject or " ".join(question.text.split())
    if not words:
        return f"{question.get_kind_display().capitalize()} {question}"
    return shortened(words, _LONGEST_TITLE)


def time_left(question: Question, today: dt.date, calendar: WorkingCalendar) -> TimeLeft:
    """Working days to the last day of what is open: “còn 3 ngày làm việc”, “quá hạn”."""
    if question.due_on is None or question.state not in OPEN_STATES:
        return TimeLeft()
    left = days_left(question.due_on, today, calendar)
    if left < 0:
        words = ngettext("%(days)d working day overdue", "%(days)d working days overdue", -left) % {
            "days": -left
        }
        return TimeLeft(words, "bad")
    if left == 0:
        return TimeLeft(_("last day today"), "bad")
    words = ngettext("%(days)d working day left", "%(days)d working days left", left)
    return TimeLeft(words % {"days": left}, "waiting" if left <= _SOON else "quiet")


def question_lines(
    questions: Iterable[Question], agency_id: int, today: dt.date
) -> list[QuestionLine]:
    """Lines of a list; two queries for the calendar, whatever their number."""
    calendar = calendar_of(agency_id)
    return [
        QuestionLine(
            question,
            title_of(question),
            TONES[QuestionState(question.state)],
            time_left(question, today, calendar),
        )
        for question in questions
    ]
