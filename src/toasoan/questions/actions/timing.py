"""More time: announced as complex, or extended once, always before the deadline and told."""

import datetime as dt

from django.db import transaction

from toasoan.accounts.models import User
from toasoan.questions.actions.steps import carry_out, chosen_reason, taken_up
from toasoan.questions.clocks import clock_on, due_day
from toasoan.questions.guards import (
    ExtensionFacts,
    NoticeFacts,
    extension_problems,
    notice_problems,
)
from toasoan.questions.models import Question
from toasoan.questions.rules import ClockRow
from toasoan.questions.telling import Occasion, tell_sender
from toasoan.questions.transitions import Deed
from toasoan.refusals import refuse
from toasoan.vietnamese.dates import local_day


@transaction.atomic
def extend(
    question_id: int, days: int, *, reason: str, note: str, actor: User, now: dt.datetime
) -> Question:
    """Give a question more days, once, with a reason that its sender reads. Raises RefusedError."""
    question = taken_up(question_id, Deed.EXTEND, actor=actor, now=now)
    refuse(extension_problems(_extension(question, local_day(now), days)))
    said = chosen_reason(question, Deed.EXTEND, reason, note)
    before = question.due_on
    question.extended_days, question.extension_reason = days, said
    question.due_on = due_day(question)
    detail = {"days": days, "due_on": [str(before), str(question.due_on)]}
    question = carry_out(question, Deed.EXTEND, actor=actor, now=now, note=said, detail=detail)
    tell_sender(question, Occasion.EXTENDED)
    return question


@transaction.atomic
def give_notice(question_id: int, *, note: str, actor: User, now: dt.datetime) -> Question:
    """Announce within the first days that a request is complex and when it will be answered.

    Raises RefusedError.
    """
    question = taken_up(question_id, Deed.NOTICE, actor=actor, now=now)
    refuse(notice_problems(_notice(question, local_day(now))))
    said = chosen_reason(question, Deed.NOTICE, "", note)
    before = question.due_on
    question.is_complex = True
    question.due_on = due_day(question)
    detail = {"due_on": [str(before), str(question.due_on)]}
    question = carry_out(question, Deed.NOTICE, actor=actor, now=now, note=said, detail=detail)
    tell_sender(question, Occasion.NOTICED)
    return question


def may_be_extended(question: Question, today: dt.date) -> bool:
    """Whether the clock of the question still lets it be extended, by one day at least."""
    return not extension_problems(_extension(question, today, 1))


def may_be_announced(question: Question, today: dt.date) -> bool:
    """Whether the matter may still be announced as complex."""
    return not notice_problems(_notice(question, today))


def _extension(question: Question, today: dt.date, days: int) -> ExtensionFacts:
    clock = _clock(question)
    return ExtensionFacts(
        today=today,
        due_on=question.due_on,
        extended_days=question.extended_days,
        most_days=clock.extension_days if clock else None,
        days=days,
    )


def _notice(question: Question, today: dt.date) -> NoticeFacts:
    clock = _clock(question)
    return NoticeFacts(
        today=today,
        due_on=question.due_on,
        is_complex=question.is_complex,
        more_days=clock.more_days if clock else None,
    )


def _clock(question: Question) -> ClockRow | None:
    return clock_on(question.agency_id, question.kind, local_day(question.received_at))
