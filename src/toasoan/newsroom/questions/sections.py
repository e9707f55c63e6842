"""What waits, on everybody's first page: clerks, approvers, units."""

from collections.abc import Collection

from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string

from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.agency import today_here
from toasoan.newsroom.kit.desk_counts import desk_count
from toasoan.newsroom.kit.duty_sets import TAKING_QUESTIONS
from toasoan.newsroom.kit.page_sections import page_section
from toasoan.newsroom.questions.filters import CLERKS_TURN
from toasoan.newsroom.questions.rows import question_lines
from toasoan.questions.kinds import QuestionState
from toasoan.questions.models import Question, SealedLetter
from toasoan.units.duties import UNIT_WORK, Duty
from toasoan.units.queries import units_where

_MOST = 5


@desk_count(TAKING_QUESTIONS, order=10, template="newsroom/questions/desk_clerk.html")
def to_take(agencies: Collection[int]) -> QuerySet[Question]:
    """New questions, questions to be assigned, answers to be sent."""
    return Question.objects.filter(agency__in=agencies, state__in=CLERKS_TURN)


@desk_count(TAKING_QUESTIONS, order=11, template="newsroom/questions/desk_letters.html")
def to_hand_over(agencies: Collection[int]) -> QuerySet[SealedLetter]:
    """Sealed letters that have not been handed over."""
    return SealedLetter.objects.filter(agency__in=agencies, handed_over_at__isnull=True)


@desk_count({Duty.APPROVE}, order=12, template="newsroom/questions/desk_approver.html")
def to_approve(agencies: Collection[int]) -> QuerySet[Question]:
    """Answers that units have signed."""
    return Question.objects.filter(agency__in=agencies, state=QuestionState.SIGNED)


@page_section("inbox", order=15)
def to_answer(request: HttpRequest, _subject: None) -> str:
    """Questions that lie with the person's unit. One query; none for people of no unit."""
    units = units_where(user_of(request), UNIT_WORK, today_here())
    if not units:
        return ""
    rows = list(
        Question.objects.filter(unit__in=units, state=QuestionState.ASSIGNED)
        .select_related("unit")
        .order_by("due_on", "pk")[: _MOST + 1]
    )
    if not rows:
        return ""
    lines = question_lines(rows[:_MOST], rows[0].agency_id, today_here())
    context = {"lines": lines, "is_cut": len(rows) > _MOST}
    return render_to_string("newsroom/questions/desk_unit.html", context, request)
