"""What a step of a story means for the outlets that were sent it, or wait to be.

Called inside the transaction of the step, with the story's row locked: nothing is sent here. What
still waits gets the new words or is cancelled; an outlet that has, or may have, the story is told
by a row of its own.
"""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from toasoan.editorial.models import Progress
from toasoan.editorial.transitions import Status, Step
from toasoan.ledger.models import LedgerEntry
from toasoan.outlets.actions import fill, next_number, queue, set_cancelled, words_to_send
from toasoan.outlets.models import (
    Dispatch,
    DispatchPurpose,
    DispatchState,
    Outlet,
    Placement,
)
from toasoan.outlets.payload import Payload, SentWords, names_of
from toasoan.stories.models import TakeDown

_STORY = DispatchPurpose.STORY
_HAS_IT = Q(state__in=[DispatchState.SENT, DispatchState.SENDING]) | Q(is_uncertain=True)


def follow_step(progress: Progress, entry: LedgerEntry, step: Step) -> None:
    """Do for the outlets what follows from a step that was taken."""
    if "edition" in entry.detail:
        _edition_out(progress, entry, step)
    elif step in {Step.TAKE_DOWN, Step.EXPIRE} or _left_approval(entry):
        _withdraw(progress, entry)


def _left_approval(entry: LedgerEntry) -> bool:
    return entry.from_status == Status.APPROVED and entry.to_status not in {
        Status.APPROVED,
        Status.PUBLISHED,
    }


def _edition_out(progress: Progress, entry: LedgerEntry, step: Step) -> None:
    words = words_to_send(progress)
    if words is None:  # an edition has words
        raise LookupError(f"story {progress.pk} went out without words")
    for dispatch in _waiting(progress, _STORY):
        _renew(dispatch, words, entry)
    for dispatch in _waiting(progress, DispatchPurpose.CORRECTION):
        set_cancelled(dispatch, _("A later edition is sent instead."))
    for outlet, sent in _holders(progress.pk):
        if step == Step.REINSTATE:
            _tell(progress, outlet, sent, DispatchPurpose.REINSTATEMENT, entry, words)
        elif _is_outdated(sent, words, step):
            _tell(progress, outlet, sent, DispatchPurpose.CORRECTION, entry, words)


def _renew(dispatch: Dispatch, words: SentWords, entry: LedgerEntry) -> None:
    """Let the new words wait instead of the old ones.

    Old words that the outlet may have are not sent again: it is told of the new ones instead.
    """
    if dispatch.revision_id == words.revision_id or not dispatch.is_uncertain:
        fill(dispatch, words)
        queue(dispatch, now=entry.happened_at, actor=dispatch.ordered_by)
    else:
        set_cancelled(dispatch, _("A later edition is sent instead."))


def _is_outdated(sent: Dispatch | None, words: SentWords, step: Step) -> bool:
    """Whether the outlet has other words; of one that was sent none, a correction says so."""
    return step == Step.CORRECT if sent is None else sent.revision_id != words.revision_id


def _withdraw(progress: Progress, entry: LedgerEntry) -> None:
    holders = list(_holders(progress.pk))
    for purpose in (_STORY, DispatchPurpose.CORRECTION, DispatchPurpose.REINSTATEMENT):
        for dispatch in _waiting(progress, purpose):
            set_cancelled(dispatch, _("The story was taken down before it was sent."))
    for outlet, sent in holders:
        _tell(progress, outlet, sent, DispatchPurpose.TAKE_DOWN, entry, None)


def _waiting(progress: Progress, purpose: DispatchPurpose) -> list[Dispatch]:
    """Rows about the story that have not left yet."""
    rows = Dispatch.objects.select_for_update().filter(
        story=progress.pk, purpose=purpose, state=DispatchState.QUEUED
    )
    found = list(rows.order_by("pk"))
    for dispatch in found:
        dispatch.story = progress.story
        dispatch.story.progress = progress
    return found


def _holders(story_id: int) -> Iterator[tuple[Outlet, Dispatch | None]]:
    """Every outlet that has the story or may have it, with the last dispatch that brought it."""
    sent: dict[int, Dispatch] = {}
    rows = Dispatch.objects.filter(_HAS_IT, story=story_id, purpose=_STORY)
    for dispatch in rows.select_related("outlet").order_by("pk"):
        sent[dispatch.outlet_id] = dispatch
    for dispatch in sent.values():
        yield dispatch.outlet, dispatch
    placed = Placement.objects.filter(story=story_id, cancelled_at=None)
    others = Outlet.objects.filter(pk__in=placed.values("outlet")).exclude(pk__in=sent)
    for outlet in others:
        yield outlet, None


def _tell(
    progress: Progress,
    outlet: Outlet,
    sent: Dispatch | None,
    purpose: DispatchPurpose,
    entry: LedgerEntry,
    words: SentWords | None,
) -> None:
    notice = Dispatch(
        story=progress.story,
        outlet=outlet,
        purpose=purpose,
        about=sent,
        number=next_number(progress.pk, outlet, purpose),
        ordered_at=entry.happened_at,
        ordered_by=entry.actor,
    )
    if words is None:
        notice.edition_number = sent.edition_number if sent else 0
        notice.revision_id = sent.revision_id if sent else None
        notice.payload = _take_down_payload(progress, sent, entry)
    else:
        fill(notice, words)
        if sent:
            notice.payload["uri"] = sent.payload["uri"]
    queue(notice, now=entry.happened_at, actor=entry.actor)


def _take_down_payload(progress: Progress, sent: Dispatch | None, entry: LedgerEntry) -> Payload:
    """What names the story to the outlet, without its words: they may be the reason."""
    kept = names_of(progress.story) if sent is None else sent.payload
    kind = entry.detail.get("take_down_kind")
    return {
        **{name: kept[name] for name in ("headline", "address", "uri", "agency")},
        "reason": str(TakeDown.Kind(kind).label) if kind else "",
    }


def hear_step(
    sender: type[Progress], progress: Progress, entry: LedgerEntry, step: Step, **more: object
) -> None:
    """Receiver of `editorial.signals.step_taken`."""
    follow_step(progress, entry, step)
