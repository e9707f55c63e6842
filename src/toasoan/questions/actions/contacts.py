"""That somebody saved names and contacts of senders in a file."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from toasoan.accounts.models import User
from toasoan.questions.kinds import EntryKind
from toasoan.questions.models import Question, QuestionEntry


@transaction.atomic
def note_contacts_saved(question_ids: Iterable[int], *, actor: User, now: dt.datetime) -> int:
    """Append to the history of each question that its contact was saved; returns how many."""
    rows = Question.objects.filter(pk__in=list(question_ids))
    entries = QuestionEntry.objects.bulk_create(
        [
            QuestionEntry(
                question_id=key,
                kind=EntryKind.CONTACT_READ,
                happened_at=now,
                actor=actor,
                unit_id=unit_id,
                from_state=state,
                to_state=state,
            )
            for key, unit_id, state in rows.order_by("pk").values_list("pk", "unit_id", "state")
        ],
        batch_size=500,
    )
    return len(entries)
