"""A story that came back: why, and what changed when it was sent on again."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from wagtail.models import Revision

from toasoan.editorial.models import Progress
from toasoan.editorial.transitions import TRANSITIONS, Correction, Status, Step
from toasoan.editorial.versions import same_words
from toasoan.ledger.models import LedgerEntry
from toasoan.newsroom.kit.comparisons import COMPARE
from toasoan.stories.models import Story

_BACK = frozenset(f"story.{step}" for step, row in TRANSITIONS.items() if row.sends_back)
_CORRECTION_BACK = f"story.{Step.RETURN_CORRECTION}"
_CORRECTION_BEGUN = f"story.{Step.BEGIN_CORRECTION}"
_REJECTED = f"story.{Step.REJECT}"
#: How far a story is on its way, for those who look at it one after another.
_WAY = (Status.SUBMITTED, Status.RECEIVED, Status.EDITING, Status.PROPOSED, Status.APPROVED)


@dataclass(frozen=True, slots=True)
class SentAgain:
    """A returned story that was sent on again: the return, and where both texts can be compared.

    `returned_id` is the version that was returned; `differs` whether any word changed since.
    """

    entry: LedgerEntry
    sent_at: dt.datetime
    returned_id: int
    differs: bool
    compare: str


def entry_of_return(progress: Progress, entries: Sequence[LedgerEntry]) -> LedgerEntry | None:
    """Why the story lies with whoever has it now: the return, or the decision not to use it."""
    if progress.return_entry_id is not None:
        return next((one for one in entries if one.pk == progress.return_entry_id), None)
    if progress.status == Status.REJECTED:
        return next((one for one in reversed(entries) if one.kind == _REJECTED), None)
    return None


def sent_again(
    story: Story, progress: Progress, entries: Sequence[LedgerEntry]
) -> SentAgain | None:
    """What somebody should know who gets a story that was returned from their step or a later one.

    None for a story that was never returned, or still lies with whoever must mend it.
    """
    place, back = next(
        ((at, one) for at, one in reversed(list(enumerate(entries))) if one.kind in _BACK),
        (0, None),
    )
    if back is None or back.revision_id is None or progress.return_entry_id is not None:
        return None
    later = entries[place + 1 :]
    if not later or not _concerns(progress, back, later) or story.latest_revision is None:
        return None
    returned = Revision.objects.filter(pk=back.revision_id).first()
    if returned is None:
        return None
    return SentAgain(
        entry=back,
        sent_at=later[0].happened_at,
        returned_id=returned.pk,
        differs=not same_words(returned.content, story.latest_revision.content),
        compare=reverse(COMPARE, args=[story.pk, returned.pk, "latest"]),
    )


def _concerns(progress: Progress, back: LedgerEntry, later: Sequence[LedgerEntry]) -> bool:
    """Whether the story has come to somebody who has to do with its return."""
    if back.kind == _CORRECTION_BACK:
        begun_anew = any(entry.kind == _CORRECTION_BEGUN for entry in later)
        return progress.correction == Correction.PROPOSED and not begun_anew
    if progress.status not in _WAY or back.from_status not in _WAY:
        return False
    return _WAY.index(Status(back.from_status)) >= _WAY.index(Status(progress.status))
