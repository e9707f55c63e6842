"""What the ledger keeps of something that moves no story."""

import datetime as dt
from collections.abc import Mapping

from toasoan.accounts.models import User
from toasoan.editorial.models import Progress
from toasoan.ledger.actions import EntryFacts


def in_place(
    progress: Progress,
    *,
    actor: User | None,
    now: dt.datetime,
    detail: Mapping[str, object],
    note: str = "",
    revision_id: int | None = None,
) -> EntryFacts:
    """The facts of an entry about a story that stays at its step.

    `actor` is None for the clock, `revision_id` the text that it is about, None for none.
    """
    return EntryFacts(
        unit=progress.unit,
        actor=actor,
        happened_at=now,
        story_id=progress.pk,
        revision_id=revision_id,
        from_status=progress.status,
        to_status=progress.status,
        note=note,
        detail=dict(detail),
    )
