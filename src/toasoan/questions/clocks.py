"""Which clock holds for a question, and its last day by the agency's calendar of the moment."""

import datetime as dt
from collections.abc import Iterable

from toasoan.notifications.calendars import calendar_of
from toasoan.questions.kinds import OPEN_STATES, DayCount, QuestionKind
from toasoan.questions.models import Clock, Question
from toasoan.questions.rules import ClockRow, last_day
from toasoan.vietnamese.dates import local_day
from toasoan.vietnamese.working_time import WorkingCalendar


def clock_on(agency_id: int, kind: str, day: dt.date) -> ClockRow | None:
    """The clock of a kind for what is received on the day; None before the first row."""
    row = (
        Clock.objects.filter(agency_id=agency_id, kind=kind, from_on__lte=day)
        .order_by("from_on")
        .last()
    )
    return None if row is None else clock_row(row)


def clock_row(row: Clock) -> ClockRow:
    """A row of the table as the rules want it."""
    return ClockRow(
        days=row.days,
        day_count=DayCount(row.day_count),
        more_days=row.more_days,
        more_day_count=DayCount(row.more_day_count),
        extension_days=row.extension_days,
        basis=row.basis,
    )


def due_day(question: Question, *, calendar: WorkingCalendar | None = None) -> dt.date | None:
    """The last day by kind, reception, complexity and extension; the clock runs from reception."""
    received_on = local_day(question.received_at)
    return last_day(
        clock_on(question.agency_id, question.kind, received_on),
        received_on,
        calendar or calendar_of(question.agency_id),
        is_complex=question.is_complex,
        extended_days=question.extended_days,
    )


def follow_calendar(agency_id: int) -> int:
    """Count the last days of open questions anew, after holidays or clocks were changed.

    What is closed keeps the day that held for it. Returns how many days changed.
    """
    calendar = calendar_of(agency_id)
    rows = Question.objects.filter(agency_id=agency_id, state__in=OPEN_STATES)
    return _follow(rows.order_by("pk").iterator(), calendar)


def _follow(rows: Iterable[Question], calendar: WorkingCalendar) -> int:
    changed = 0
    for question in rows:
        day = due_day(question, calendar=calendar)
        if day != question.due_on:
            # Only while it is as it was read: somebody may have changed its kind meanwhile.
            changed += Question.objects.filter(
                pk=question.pk, kind=question.kind, due_on=question.due_on, state__in=OPEN_STATES
            ).update(due_on=day)
    return changed


#: What a new agency begins with: days, how counted, further days of a complex matter, days of one
#: extension, basis. All of it is the agency's to change, with a day from which it holds.
_HOUSE_RULE = "Quy chế của cơ quan (NĐ 43/2011/NĐ-CP đã hết hiệu lực)"
FIRST_CLOCKS: dict[QuestionKind, ClockRow] = {
    QuestionKind.QUESTION: ClockRow(days=15, extension_days=15, basis=_HOUSE_RULE),
    QuestionKind.INFORMATION: ClockRow(
        days=3,
        more_days=15,
        extension_days=15,
        basis="Luật Tiếp cận thông tin 104/2016/QH13, Điều 30",
    ),
    QuestionKind.FEEDBACK: ClockRow(days=15, extension_days=15, basis=_HOUSE_RULE),
    QuestionKind.STORY_ERROR: ClockRow(
        days=15,
        day_count=DayCount.CALENDAR,
        basis="Luật Tiếp cận thông tin 104/2016/QH13, Điều 22",
    ),
}
