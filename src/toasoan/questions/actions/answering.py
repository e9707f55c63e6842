"""The answer: written by the unit, signed by its leader, approved by somebody else, sent."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.notifications.kinds import NotificationKind
from toasoan.questions.actions.steps import carry_out, chosen_reason, move, taken_up
from toasoan.questions.desk_notices import tell_agency, tell_unit
from toasoan.questions.entries import EntryFacts
from toasoan.questions.guards import EyesFacts, four_eyes_problems, version_problems
from toasoan.questions.kinds import EntryKind
from toasoan.questions.models import Answer, Question
from toasoan.questions.queries import latest_answer, writers_of
from toasoan.questions.telling import Occasion, tell_sender
from toasoan.questions.transitions import Deed
from toasoan.refusals import Problem, RefusedError, refuse
from toasoan.units.duties import Duty
from toasoan.vietnamese.cleaning import cleaned

LONGEST_ANSWER = 20_000


@transaction.atomic
def write_answer(
    question_id: int, text: str, *, seen_id: int | None, actor: User, now: dt.datetime
) -> Answer:
    """Keep a version of the answer. `seen_id`: the version on which it was written, if any.

    Nothing is written over: a colleague's newer version refuses this one. Raises RefusedError.
    """
    question = taken_up(question_id, Deed.WRITE, actor=actor, now=now)
    text = cleaned(text).strip()
    latest = latest_answer(question)
    problems = version_problems(seen_id or 0, latest.pk) if latest else []
    if not text:
        problems.append(Problem("no-text", _("Write the answer first."), "text"))
    elif len(text) > LONGEST_ANSWER:
        length = _("At most %(number)s letters.") % {"number": LONGEST_ANSWER}
        problems.append(Problem("long-text", length, "text"))
    refuse(problems)
    if latest is not None and latest.text == text:
        return latest
    answer = Answer.objects.create(question=question, text=text, written_by=actor, written_at=now)
    carry_out(question, Deed.WRITE, actor=actor, now=now, detail={"answer": answer.pk})
    return answer


@transaction.atomic
def sign_answer(question_id: int, seen_id: int, *, actor: User, now: dt.datetime) -> Question:
    """The unit's leader signs the version that they read; approvers are told. RefusedError."""
    question = taken_up(question_id, Deed.SIGN, actor=actor, now=now)
    answer = _seen(question, seen_id)
    answer.signed_by, answer.signed_at = actor, now
    answer.save(update_fields=["signed_by", "signed_at"])
    question = carry_out(question, Deed.SIGN, actor=actor, now=now, detail={"answer": answer.pk})
    tell_agency(
        Duty.APPROVE, question, NotificationKind.ANSWER_SIGNED, now=now, actor=actor,
        key=f"signed:{answer.pk}",
    )  # fmt: skip
    return question


@transaction.atomic
def return_by_unit(
    question_id: int, *, reason: str, note: str, actor: User, now: dt.datetime
) -> Question:
    """The unit gives a question back to the clerks, with a reason. Raises RefusedError."""
    question = taken_up(question_id, Deed.RETURN, actor=actor, now=now)
    said = chosen_reason(question, Deed.RETURN, reason, note)
    unit = question.unit
    question.unit = None
    detail = {"from_unit": unit.short_name if unit else None}
    question = carry_out(question, Deed.RETURN, actor=actor, now=now, note=said, detail=detail)
    tell_agency(
        Duty.TAKE_QUESTIONS, question, NotificationKind.QUESTION_BACK, now=now, actor=actor,
        key=f"returned:{now.timestamp():.0f}", note=said,
    )  # fmt: skip
    return question


@transaction.atomic
def send_back(
    question_id: int, *, reason: str, note: str, actor: User, now: dt.datetime
) -> Question:
    """Send an answer back to the unit, which signs anew. Raises RefusedError."""
    question = taken_up(question_id, Deed.SEND_BACK, actor=actor, now=now)
    said = chosen_reason(question, Deed.SEND_BACK, reason, note)
    # What was signed or approved no longer is; the history remembers it.
    question.answers.update(signed_by=None, signed_at=None, approved_by=None, approved_at=None)
    question = carry_out(question, Deed.SEND_BACK, actor=actor, now=now, note=said)
    tell_unit(question, NotificationKind.QUESTION_BACK, now=now, actor=actor, note=said)
    return question


@transaction.atomic
def approve_answer(question_id: int, seen_id: int, *, actor: User, now: dt.datetime) -> Question:
    """Approve the version that was read, by somebody who neither wrote nor signed it.

    Raises RefusedError, also for a request that no button sent.
    """
    question = taken_up(question_id, Deed.APPROVE, actor=actor, now=now)
    answer = _seen(question, seen_id)
    refuse(
        four_eyes_problems(
            EyesFacts(
                actor_id=actor.pk, writers=writers_of(question), signer_id=answer.signed_by_id
            )
        )
    )
    answer.approved_by, answer.approved_at = actor, now
    answer.save(update_fields=["approved_by", "approved_at"])
    question = carry_out(question, Deed.APPROVE, actor=actor, now=now, detail={"answer": answer.pk})
    tell_agency(
        Duty.TAKE_QUESTIONS, question, NotificationKind.ANSWER_APPROVED, now=now, actor=actor,
        key=f"approved:{answer.pk}",
    )  # fmt: skip
    return question


@transaction.atomic
def send_answer(question_id: int, *, actor: User, now: dt.datetime) -> Question:
    """Let the sender read the approved answer with their code, and whoever asked the same."""
    question = taken_up(question_id, Deed.SEND, actor=actor, now=now)
    question = carry_out(question, Deed.SEND, actor=actor, now=now)
    answer_reaches_senders(question, actor=actor, now=now)
    return question


def answer_reaches_senders(question: Question, *, actor: User, now: dt.datetime) -> None:
    """Close what was joined to a question, and tell all of the senders who wished it."""
    tell_sender(question, Occasion.ANSWERED)
    rows = question.duplicates.select_for_update(of=("self",)).filter(closed_at__isnull=True)
    for duplicate in list(rows.order_by("pk")):
        duplicate.closed_at = now
        facts = EntryFacts(now=now, actor=actor, detail={"main": str(question)})
        move(duplicate, None, EntryKind.ANSWERED, facts)
        tell_sender(duplicate, Occasion.ANSWERED)


def _seen(question: Question, seen_id: int) -> Answer:
    """The latest version, when it is the one that was read. Raises RefusedError."""
    latest = latest_answer(question)
    problems = version_problems(seen_id, latest.pk if latest else None)
    if latest is None or problems:
        raise RefusedError(*problems)
    return latest
