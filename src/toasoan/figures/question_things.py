"""Questions of citizens as things that are counted: number, kind and unit, never who asked what."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from toasoan.figures.measures import Dimension, Thing, ThingKind
from toasoan.figures.room_things import at_noon
from toasoan.notifications.calendars import calendar_of
from toasoan.questions import counting
from toasoan.questions.kinds import OPEN_STATES
from toasoan.questions.models import Question
from toasoan.units.models import Agency
from toasoan.vietnamese.dates import local_day
from toasoan.vietnamese.periods import Period

_DAY = dt.timedelta(days=1)


def received_questions(agency: Agency, period: Period) -> list[Thing]:
    """What citizens sent in the period."""
    rows = counting.received_in(agency.pk, period.first, period.last)
    return [_question(row, row.received_at) for row in _whole(rows)]


def answered_questions(agency: Agency, period: Period) -> list[Thing]:
    """What was answered in the period, or told where to go."""
    return _closed(_answered(agency, period))


def questions_in_time(agency: Agency, period: Period) -> list[Thing]:
    """Of the answered ones those that had their answer by their last day, or had none."""
    return _closed(counting.in_time(_answered(agency, period)))


def questions_late(agency: Agency, period: Period) -> list[Thing]:
    """Of the answered ones those whose answer came after their last day."""
    return _closed(counting.late(_answered(agency, period)))


def overdue_questions(agency: Agency, period: Period) -> list[Thing]:
    """Those whose last day fell in the period and had passed without an answer."""
    yesterday = local_day(timezone.now()) - _DAY
    due = Question.objects.filter(
        agency=agency, due_on__gte=period.first, due_on__lte=min(period.last, yesterday)
    )
    waiting = Q(state__in=OPEN_STATES) | Q(pk__in=counting.late(due).order_by().values("pk"))
    return [
        _question(row, at_noon(row.due_on)) for row in _whole(due.filter(waiting)) if row.due_on
    ]


def days_of_answers(agency: Agency, period: Period) -> list[Thing]:
    """What was answered in the period, with the working days from receipt to answer."""
    calendar = calendar_of(agency.pk)

    def worked(first: dt.date, last: dt.date) -> int:
        days = (first + number * _DAY for number in range(1, (last - first).days + 1))
        return sum(calendar.works_on(day) for day in days)

    return [
        _question(row, row.closed_at, worked(local_day(row.received_at), local_day(row.closed_at)))
        for row in _whole(_answered(agency, period))
        if row.closed_at is not None
    ]


def _answered(agency: Agency, period: Period) -> QuerySet[Question]:
    return counting.answered_in(agency.pk, period.first, period.last)


def _whole(rows: QuerySet[Question]) -> QuerySet[Question]:
    return rows.select_related("field").defer("text", "text_key")


def _closed(rows: QuerySet[Question]) -> list[Thing]:
    return [_question(row, row.closed_at) for row in _whole(rows) if row.closed_at is not None]


def _question(row: Question, when: dt.datetime, amount: int = 0) -> Thing:
    label = _("No. %(number)d/%(year)d") % {"number": row.number, "year": row.year}
    parts: Iterable[str] = (label, row.get_kind_display(), str(row.field or ""))
    return Thing(
        label=", ".join(filter(None, parts)),
        when=when,
        amount=Decimal(amount),
        values={
            Dimension.UNIT: row.unit_id,
            Dimension.KIND: ThingKind(row.kind, str(row.get_kind_display())),
        },
        status=row.get_state_display(),
    )
