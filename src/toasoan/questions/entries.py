"""The one writer of the history of questions and letters."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from toasoan.accounts.models import User
from toasoan.questions.kinds import EntryKind
from toasoan.questions.models import Question, QuestionEntry, SealedLetter


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFacts:
    """What an entry says besides its kind; never words of the sender or their contact."""

    now: dt.datetime
    actor: User | None = None
    from_state: str = ""
    note: str = ""
    detail: dict[str, Any] = field(default_factory=dict)


def record_entry(kind: EntryKind, question: Question, facts: EntryFacts) -> QuestionEntry:
    """Append a line to a question's history, inside the transaction of the deed."""
    return QuestionEntry.objects.create(
        question=question,
        kind=kind,
        happened_at=facts.now,
        actor=facts.actor,
        unit_id=question.unit_id,
        from_state=facts.from_state or question.state,
        to_state=question.state,
        note=facts.note,
        detail=facts.detail,
    )


def record_letter_entry(kind: EntryKind, letter: SealedLetter, facts: EntryFacts) -> QuestionEntry:
    """Append a line to a letter's history, inside the transaction of the deed."""
    return QuestionEntry.objects.create(
        letter=letter,
        kind=kind,
        happened_at=facts.now,
        actor=facts.actor,
        note=facts.note,
        detail=facts.detail,
    )
