"""Sending stories on: orders of dispatches, and what people decide about them.

What waits to be sent is sent by `outlets.queue`; what happens to a story afterwards is told by
`outlets.notices`.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Revision

from toasoan.accounts.models import User
from toasoan.editorial.editions import last_edition
from toasoan.editorial.models import Progress
from toasoan.editorial.transitions import Status
from toasoan.ledger.actions import EntryFacts, record
from toasoan.ledger.models import DISPATCHED
from toasoan.outlets.answers import due_on
from toasoan.outlets.dispatch_rules import (
    DispatchFacts,
    delivery_problems,
    dispatch_problems,
    is_read_by_outlet,
    is_sent_by_worker,
)
from toasoan.outlets.locks import locked_dispatch, locked_progress
from toasoan.outlets.models import Dispatch, DispatchPurpose, DispatchState, Outlet
from toasoan.outlets.payload import SentWords, payload_of
from toasoan.refusals import Problem, RefusedError, refuse
from toasoan.vietnamese.dates import local_day

_STORY = DispatchPurpose.STORY


def dispatch_story(
    story_id: int,
    outlet: Outlet,
    *,
    actor: User,
    now: dt.datetime,
    note: str = "",
    again: str = "",
) -> Dispatch:
    """Order a story's words to be sent to an outlet; what will be sent is kept.

    The words are those of the last edition, or of the approved revision of a story that waits for
    its hour: then they wait too, unless the outlet keeps to the hour. `again`: why the outlet is
    sent the same words once more. The story's row is locked, so that it is not taken down or
    corrected meanwhile. Raises RefusedError with all problems.
    """
    with transaction.atomic():
        progress = locked_progress(story_id)
        words = words_to_send(progress)
        refuse(
            dispatch_problems(
                DispatchFacts(
                    outlet=outlet,
                    own_outlet=outlet.agency_id == progress.agency_id,
                    today=local_day(now),
                    has_words=words is not None,
                    earlier=_earlier(story_id, outlet, words) if words else None,
                    again=again,
                )
            )
        )
        assert words is not None  # noqa: S101  # else refused
        dispatch = Dispatch(
            story=progress.story,
            outlet=outlet,
            number=next_number(story_id, outlet, _STORY),
            ordered_at=now,
            ordered_by=actor,
            note=note.strip(),
            again_reason=again.strip(),
        )
        fill(dispatch, words)
        queue(dispatch, now=now, actor=actor)
        return dispatch


def words_to_send(progress: Progress) -> SentWords | None:
    """What may be sent of a story now; None when it is neither published nor approved."""
    if progress.status == Status.APPROVED and progress.approved_revision_id:
        revision = Revision.objects.get(pk=progress.approved_revision_id)
        return SentWords(
            content=revision.content,
            revision_id=revision.pk,
            embargo_until=progress.publish_at or progress.embargo_until,
        )
    edition = last_edition(progress.pk) if progress.status == Status.PUBLISHED else None
    if edition is None or not progress.story.live:
        return None
    return SentWords(content=edition.content, revision_id=edition.revision_id, edition=edition)


def _earlier(story_id: int, outlet: Outlet, words: SentWords) -> Dispatch | None:
    same = Dispatch.objects.filter(
        story_id=story_id, outlet=outlet, purpose=_STORY, revision_id=words.revision_id
    )
    return same.exclude(state=DispatchState.CANCELLED).order_by("-number").first()


def next_number(story_id: int, outlet: Outlet, purpose: DispatchPurpose) -> int:
    """Which sending of this kind it is; ask with the story locked."""
    return 1 + Dispatch.objects.filter(story_id=story_id, outlet=outlet, purpose=purpose).count()


def fill(dispatch: Dispatch, words: SentWords) -> None:
    """Give the dispatch these words; whoever calls saves the row."""
    dispatch.edition_number, dispatch.revision_id = words.edition_number, words.revision_id
    dispatch.payload = payload_of(dispatch.story, words)


def queue(dispatch: Dispatch, *, now: dt.datetime, actor: User | None) -> None:
    """Let the row wait for whoever sends it, and save it; the worker takes what has an hour.

    What an outlet reads in our feed is sent by that.
    """
    outlet, is_held = dispatch.outlet, is_held_back(dispatch)
    dispatch.state, dispatch.attempts, dispatch.last_problem = DispatchState.QUEUED, 0, ""
    dispatch.next_attempt_at = now if is_sent_by_worker(outlet) and not is_held else None
    dispatch.save()
    if is_read_by_outlet(outlet, DispatchPurpose(dispatch.purpose)) and not is_held:
        set_sent(dispatch, actor=actor, now=now)


def is_held_back(dispatch: Dispatch) -> bool:
    """Whether the words wait for their publication before they leave."""
    return (
        dispatch.purpose == _STORY
        and dispatch.edition_number == 0
        and not dispatch.outlet.takes_embargoed
    )


def set_sent(dispatch: Dispatch, *, actor: User | None, now: dt.datetime) -> None:
    """Write down that the outlet was sent the row; a story is counted, a notice is not."""
    dispatch.state, dispatch.sent_at = DispatchState.SENT, now
    dispatch.is_uncertain, dispatch.last_problem = False, ""
    dispatch.next_attempt_at = dispatch.sending_since = None
    if dispatch.purpose == _STORY:
        dispatch.answer_due_on = due_on(dispatch.outlet, now)
    dispatch.save()
    if dispatch.purpose == _STORY:
        _count(dispatch, actor, now)


def _count(dispatch: Dispatch, actor: User | None, now: dt.datetime) -> None:
    record(
        DISPATCHED,
        EntryFacts(
            # The unit that "received" and "published" were counted for (decision 0006).
            unit=dispatch.story.progress.unit,
            actor=actor,
            happened_at=now,
            story_id=dispatch.story_id,
            revision_id=dispatch.revision_id,
            outlet_code=dispatch.outlet.code,
            detail={"dispatch": dispatch.pk},
        ),
    )


@dataclass(frozen=True, slots=True)
class PairRefused:
    """One story that could not be ordered for one outlet, and why."""

    story_id: int
    outlet: Outlet
    problems: tuple[Problem, ...]


def dispatch_many(
    story_ids: Sequence[int],
    outlets: Sequence[Outlet],
    *,
    actor: User,
    now: dt.datetime,
    note: str = "",
    again: str = "",
) -> tuple[list[Dispatch], list[PairRefused]]:
    """Order each story for each outlet; returns what was ordered, and what was refused and why.

    Each pair is a transaction of its own: a refusal undoes nothing of the others.
    """
    ordered, refused = [], []
    for story_id in story_ids:
        for outlet in outlets:
            try:
                ordered.append(
                    dispatch_story(story_id, outlet, actor=actor, now=now, note=note, again=again)
                )
            except RefusedError as refusal:
                refused.append(PairRefused(story_id, outlet, refusal.problems))
    return ordered, refused


@transaction.atomic
def confirm_sent(dispatch_id: int, *, actor: User, now: dt.datetime) -> Dispatch:
    """Write down that a person sent it, or knows that the outlet has it. Raises RefusedError."""
    dispatch = locked_dispatch(dispatch_id)
    by_hand = dispatch.state == DispatchState.QUEUED and dispatch.next_attempt_at is None
    failed = dispatch.state == DispatchState.FAILED
    if not (by_hand or failed):
        refuse([Problem("not-open", _("Only what waits for a person can be confirmed as sent."))])
    if is_held_back(dispatch):
        refuse([Problem("held-back", _("The story is not published yet."))])
    set_sent(dispatch, actor=actor, now=now)
    return dispatch


@transaction.atomic
def cancel_dispatch(dispatch_id: int, *, actor: User, reason: str) -> Dispatch:
    """Do not send what has not been sent. Raises RefusedError."""
    dispatch = locked_dispatch(dispatch_id)
    if dispatch.state not in {DispatchState.QUEUED, DispatchState.FAILED}:
        refuse([Problem("not-open", _("It has been sent, or is being sent at this moment."))])
    # Who cancels what the outlet may have says by it that the outlet has nothing.
    dispatch.is_uncertain = False
    set_cancelled(dispatch, f"{actor}: {reason.strip()}" if reason.strip() else str(actor))
    return dispatch


def set_cancelled(dispatch: Dispatch, why: str) -> None:
    """Close the row without sending it, and save it."""
    dispatch.state, dispatch.next_attempt_at = DispatchState.CANCELLED, None
    dispatch.last_problem = why[: Dispatch._meta.get_field("last_problem").max_length]
    dispatch.save()


@transaction.atomic
def retry_dispatch(dispatch_id: int, *, actor: User, now: dt.datetime) -> Dispatch:
    """Queue a failed row again, because a person says so.

    Words that surely never left are those of today; words that the outlet may have are sent
    again as they are. Raises RefusedError.
    """
    dispatch = locked_dispatch(dispatch_id)
    if dispatch.state != DispatchState.FAILED:
        refuse([Problem("not-failed", _("Only a failed dispatch is sent again."))])
    refuse(delivery_problems(dispatch.outlet))
    if dispatch.purpose == _STORY:
        _renew_for_retry(dispatch)
    queue(dispatch, now=now, actor=actor)
    return dispatch


def _renew_for_retry(dispatch: Dispatch) -> None:
    words = words_to_send(dispatch.story.progress)
    if words is None:
        message = _("The story is not on the site any more, so it is not sent.")
        raise RefusedError(Problem("not-published", message))
    if dispatch.is_uncertain and words.revision_id != dispatch.revision_id:
        message = _("The story was changed meanwhile: cancel this dispatch, then send the story.")
        raise RefusedError(Problem("changed", message))
    if not dispatch.is_uncertain:
        fill(dispatch, words)
