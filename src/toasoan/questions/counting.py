"""Questions of a span of days, for figures and reports: what was received, answered, late.

Days are those of Việt Nam, both ends belong to the span. Joined questions are questions: their
senders are answered too. What was withdrawn, sealed or not dealt with counts as received only.
"""

import datetime as dt

from django.db.models import F, Q, QuerySet
from django.db.models.functions import TruncDate

from toasoan.questions.kinds import ANSWERED_STATES, OPEN_STATES, QuestionState
from toasoan.questions.models import Question, SealedLetter
from toasoan.vietnamese.dates import TZ


def received_in(agency_id: int, first: dt.date, last: dt.date) -> QuerySet[Question]:
    """What arrived in these days."""
    return _of(agency_id).filter(received_at__gte=_begin(first), received_at__lt=_end(last))


def answered_in(agency_id: int, first: dt.date, last: dt.date) -> QuerySet[Question]:
    """What got an answer of the agency in these days: privately, in public, or where to go."""
    answered = Q(state__in=ANSWERED_STATES) | Q(state=QuestionState.JOINED)
    return _of(agency_id).filter(answered, closed_at__gte=_begin(first), closed_at__lt=_end(last))


def in_time(rows: QuerySet[Question]) -> QuerySet[Question]:
    """Of answered rows those that were answered by their last day, or have none."""
    dated = rows.annotate(closed_on=TruncDate("closed_at", tzinfo=TZ))
    return dated.filter(Q(due_on__isnull=True) | Q(closed_on__lte=F("due_on")))


def late(rows: QuerySet[Question]) -> QuerySet[Question]:
    """Of answered rows those that were answered after their last day."""
    dated = rows.annotate(closed_on=TruncDate("closed_at", tzinfo=TZ))
    return dated.filter(closed_on__gt=F("due_on"))


def overdue_on(agency_id: int, today: dt.date) -> QuerySet[Question]:
    """What is still open today and should have been answered before."""
    return _of(agency_id).filter(state__in=OPEN_STATES, due_on__lt=today)


def letters_in(agency_id: int, first: dt.date, last: dt.date) -> QuerySet[SealedLetter]:
    """Complaints, denunciations and reports of crimes that arrived in these days: only how many."""
    rows = SealedLetter.objects.filter(agency_id=agency_id).defer("sealed")
    return rows.filter(received_at__gte=_begin(first), received_at__lt=_end(last))


def _of(agency_id: int) -> QuerySet[Question]:
    return Question.objects.filter(agency_id=agency_id)


def _begin(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), TZ)


def _end(day: dt.date) -> dt.datetime:
    return _begin(day + dt.timedelta(days=1))
