"""How every deed begins and ends: lock the row, ask the table, move, write the history."""

import datetime as dt
from typing import Any

from toasoan.accounts.models import User
from toasoan.questions.entries import EntryFacts, record_entry
from toasoan.questions.guards import reason_problems, table_problems
from toasoan.questions.kinds import EntryKind, QuestionState
from toasoan.questions.models import Question
from toasoan.questions.queries import reasons_for, standing_of
from toasoan.questions.transitions import TRANSITIONS, Deed
from toasoan.refusals import RefusedError, refuse
from toasoan.vietnamese.dates import local_day

#: Here nobody of the agency has anything to do any more before the sender has what they get.
CLOSED = frozenset(
    {
        QuestionState.ANSWERED,
        QuestionState.PUBLISHED,
        QuestionState.REFERRED,
        QuestionState.REFUSED,
        QuestionState.SEALED,
        QuestionState.WITHDRAWN,
    }
)


def taken_up(question_id: int, deed: Deed, *, actor: User, now: dt.datetime) -> Question:
    """The question, its row locked, when the table lets the person do the deed.

    Raises RefusedError, so of two people pressing at once one is refused.
    """
    question = locked(question_id)
    refuse(table_problems(deed, standing_of(actor, question, local_day(now))))
    return question


def locked(question_id: int) -> Question:
    """The question with its row locked, as it is now."""
    return (
        Question.objects.select_for_update(of=("self",))
        .select_related("agency", "unit", "field")
        .get(pk=question_id)
    )


def chosen_reason(question: Question, deed: Deed, reason: str, note: str) -> str:
    """What the history says: the reason of the register and what was written besides.

    Raises RefusedError for a reason that is not of the register, or without the words that the
    deed asks for.
    """
    use = TRANSITIONS[deed].reason
    reasons = reasons_for(question.agency_id, use) if use else []
    if found := reason_problems(deed, reason=reason, note=note, reasons=reasons):
        raise RefusedError(*found)
    said = [part.strip().rstrip(".") for part in (reason if use else "", note) if part.strip()]
    return ". ".join(said)


def carry_out(  # what an entry says, all by keyword
    question: Question,
    deed: Deed,
    *,
    actor: User | None,
    now: dt.datetime,
    note: str = "",
    detail: dict[str, Any] | None = None,
) -> Question:
    """Move the question as its row of the table says, save it and append to its history."""
    row = TRANSITIONS[deed]
    return move(
        question,
        row.target,
        row.entry,
        EntryFacts(now=now, actor=actor, note=note, detail=detail or {}),
    )


def move(
    question: Question, target: QuestionState | None, entry: EntryKind, facts: EntryFacts
) -> Question:
    """Put a question in a state (None: it stays) and append the entry, in one save each."""
    before = question.state
    if target is not None and target != before:
        question.state, question.state_since = target, facts.now
        if target in CLOSED:
            question.closed_at = question.closed_at or facts.now
        elif target != QuestionState.JOINED:
            question.closed_at = None
    question.save()
    record_entry(
        entry,
        question,
        EntryFacts(
            now=facts.now,
            actor=facts.actor,
            from_state=before,
            note=facts.note,
            detail=facts.detail,
        ),
    )
    return question
