"""What an outlet says about a story that it was sent: the table of moves, and writing it down.

That it used the story is written with the placement itself (`placements.record_placement`).
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.ledger.actions import EntryFacts, record
from toasoan.ledger.models import ANSWERED, LedgerEntry
from toasoan.outlets.locks import locked_dispatch
from toasoan.outlets.models import (
    Answer,
    Dispatch,
    DispatchPurpose,
    DispatchState,
    Outlet,
    PlacementSource,
)
from toasoan.outlets.telling import tell_of_answer
from toasoan.refusals import Problem, refuse
from toasoan.vietnamese.dates import local_day

#: Dispatches that the clock looks at in one run.
_AT_ONCE = 500
_NOTE_LENGTH = 2000


class AnswerSource(StrEnum):
    """By which way an answer came; the ledger keeps it."""

    BY_HAND = PlacementSource.BY_HAND
    BY_MAIL_LINK = PlacementSource.BY_MAIL_LINK
    BY_WEBHOOK = PlacementSource.BY_WEBHOOK
    FOUND = PlacementSource.FOUND
    BY_PARTNER = PlacementSource.BY_PARTNER
    #: The outlet's days have passed.
    CLOCK = "clock"


#: What an outlet has said → what it may say next. A later word replaces an earlier one; what it
#: has used it has used, until the placement is cancelled. Only the clock says NO_ANSWER.
MOVES: dict[Answer, frozenset[Answer]] = {
    Answer.WAITING: frozenset(Answer) - {Answer.WAITING},
    Answer.ACKNOWLEDGED: frozenset(Answer) - {Answer.WAITING, Answer.ACKNOWLEDGED},
    Answer.ACCEPTED: frozenset({Answer.USED, Answer.DECLINED}),
    Answer.USED: frozenset({Answer.USED}),
    Answer.DECLINED: frozenset({Answer.ACCEPTED, Answer.USED}),
    Answer.NO_ANSWER: frozenset(
        {Answer.ACKNOWLEDGED, Answer.ACCEPTED, Answer.USED, Answer.DECLINED}
    ),
}
#: "Received" is no answer to whether the story will be used: the clock goes on.
UNANSWERED = frozenset({Answer.WAITING, Answer.ACKNOWLEDGED})
#: What a person or an outlet may say; using it is entered as a placement.
SAYABLE = (Answer.ACKNOWLEDGED, Answer.ACCEPTED, Answer.USED, Answer.DECLINED)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerGiven:
    """An answer, what was said with it, by which way it came; `actor` is nobody for an outlet."""

    answer: Answer
    source: AnswerSource
    note: str = ""
    actor: User | None = None


def possible_answers(dispatch: Dispatch) -> list[Answer]:
    """What can be said about the dispatch now, in the order of its way."""
    return [answer for answer in SAYABLE if not answer_problems(dispatch, answer)]


def answer_problems(dispatch: Dispatch, answer: Answer) -> list[Problem]:
    """Why the answer cannot be written down."""
    if dispatch.purpose != DispatchPurpose.STORY:
        return [Problem("no-story", _("Only a story that was sent is answered."))]
    if not was_tried(dispatch):
        return [Problem("not-sent", _("The story has not been sent to this outlet yet."))]
    if answer not in MOVES[Answer(dispatch.answer)]:
        said = Answer(dispatch.answer)
        message = _("The outlet's answer is “%(said)s”: “%(answer)s” cannot follow it.")
        labels = {"said": said.label, "answer": answer.label}
        return [Problem("wrong-order", message % labels, "answer")]
    return []


def was_tried(dispatch: Dispatch) -> bool:
    """Whether the outlet may have the story: a mail that we heard no receipt of can have come."""
    return dispatch.state != DispatchState.CANCELLED and (
        dispatch.state != DispatchState.QUEUED or dispatch.attempts > 0
    )


@transaction.atomic
def give_answer(dispatch_id: int, given: AnswerGiven, *, now: dt.datetime) -> Dispatch:
    """Write down what the outlet said; not that it used the story (`record_placement`).

    The same answer once more changes nothing. Raises RefusedError with all problems.
    """
    if given.answer is Answer.USED:
        raise ValueError("A use is written down as a placement.")
    dispatch = locked_dispatch(dispatch_id)
    if dispatch.answer == given.answer:
        return dispatch
    refuse(answer_problems(dispatch, given.answer))
    write_answer(dispatch, given, now=now)
    if given.actor is None and given.answer not in {Answer.ACKNOWLEDGED, Answer.NO_ANSWER}:
        tell_of_answer(dispatch, now=now)
    return dispatch


def write_answer(dispatch: Dispatch, given: AnswerGiven, *, now: dt.datetime) -> None:
    """Keep the answer in the dispatch and in the ledger; the caller asked the rules."""
    dispatch.answer = given.answer
    dispatch.answered_at = now
    dispatch.answer_note = given.note.strip()[:_NOTE_LENGTH]
    dispatch.save(update_fields=["answer", "answered_at", "answer_note"])
    record(
        ANSWERED,
        EntryFacts(
            unit=dispatch.story.progress.unit,
            actor=given.actor,
            happened_at=now,
            story_id=dispatch.story_id,
            outlet_code=dispatch.outlet.code,
            note=dispatch.answer_note,
            detail={
                "dispatch": dispatch.pk,
                "answer": str(given.answer),
                "source": str(given.source),
            },
        ),
    )


def put_back(dispatch: Dispatch) -> None:
    """Give the dispatch the answer that was said last before a use that is cancelled now."""
    entries = LedgerEntry.objects.filter(story_id=dispatch.story_id, kind=ANSWERED)
    said = [
        entry
        for entry in entries.order_by("pk")
        if entry.detail.get("dispatch") == dispatch.pk and entry.detail["answer"] != Answer.USED
    ]
    last = said[-1] if said else None
    dispatch.answer = last.detail["answer"] if last else Answer.WAITING
    dispatch.answered_at = last.happened_at if last else None
    dispatch.answer_note = last.note if last else ""
    dispatch.save(update_fields=["answer", "answered_at", "answer_note"])


def due_on(outlet: Outlet, sent_at: dt.datetime) -> dt.date:
    """The last day on which the outlet's answer is expected."""
    return local_day(sent_at) + dt.timedelta(days=outlet.answer_days)


def close_unanswered(now: dt.datetime) -> int:
    """Write "never answered" where the outlet's days have passed; returns how many.

    The day after `answer_due_on` in Việt Nam. A later answer takes its place. Safe to run twice.
    """
    late = Dispatch.objects.filter(
        answer__in=UNANSWERED,
        answer_due_on__lt=local_day(now),
        state=DispatchState.SENT,
        purpose=DispatchPurpose.STORY,
    )
    ids = late.order_by("pk").values_list("pk", flat=True)[:_AT_ONCE]
    return sum(_close(pk, now) for pk in list(ids))


@transaction.atomic
def _close(dispatch_id: int, now: dt.datetime) -> bool:
    """Whether the outlet had said nothing up to now."""
    dispatch = locked_dispatch(dispatch_id)
    if dispatch.answer not in UNANSWERED:
        return False
    given = AnswerGiven(answer=Answer.NO_ANSWER, source=AnswerSource.CLOCK)
    write_answer(dispatch, given, now=now)
    return True
