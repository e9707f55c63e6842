"""Passing on what lies on a person's desk when they leave or are away for long."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.editorial.models import Progress
from toasoan.editorial.transitions import Status
from toasoan.ledger.actions import EntryFacts, record
from toasoan.refusals import Problem, RefusedError
from toasoan.stories.models import Story
from toasoan.units.duties import UNIT_WORK, Duty
from toasoan.units.models import Agency
from toasoan.units.queries import agencies_where, units_where
from toasoan.vietnamese.dates import local_day

HANDED_OVER = "story.hand_over"
RELEASED = "story.release"


@dataclass(frozen=True, slots=True)
class Desk:
    """What waits for a person by name: their drafts, and what they took up for editing."""

    drafts: tuple[Progress, ...]
    claims: tuple[Progress, ...]


def desk_of(user: User, agency: Agency) -> Desk:
    """What would lie there when the person is gone. Two queries."""
    rows = Progress.objects.filter(agency=agency).select_related(
        "story", "story__latest_revision", "unit"
    )
    return Desk(
        drafts=tuple(rows.filter(status=Status.DRAFT, story__author=user).order_by("pk")),
        claims=tuple(rows.filter(status=Status.EDITING, claimed_by=user).order_by("pk")),
    )


def may_take_draft(user: User, progress: Progress, on: dt.date) -> bool:
    """Whether a person can go on with a draft: they sit in its unit, or at its desk."""
    return progress.unit_id in units_where(user, UNIT_WORK, on) or (
        progress.agency_id in agencies_where(user, (Duty.EDIT,), on)
    )


@transaction.atomic
def hand_over_draft(story_id: int, *, successor: User, actor: User, now: dt.datetime) -> Progress:
    """Give a draft to a colleague, who goes on as its author; bylines stay as written.

    Raises RefusedError when it is no draft any more or the colleague has no such seat.
    """
    progress = _locked(story_id)
    if progress.status != Status.DRAFT:
        raise RefusedError(Problem("not-draft", _("The story is no draft any more.")))
    if not may_take_draft(successor, progress, local_day(now)):
        raise RefusedError(Problem("no-seat", _("This person does not write for the unit.")))
    before = progress.story.author
    Story.objects.filter(pk=story_id).update(author=successor)
    progress.author = successor
    progress.save(update_fields=["author"])
    _tell(HANDED_OVER, progress, (before, successor), actor, now)
    return progress


@transaction.atomic
def release_claim(story_id: int, *, actor: User, now: dt.datetime) -> Progress:
    """Put a story that somebody took up for editing back into the desk's queue.

    Raises RefusedError when it is not being edited any more.
    """
    progress = _locked(story_id)
    if progress.status != Status.EDITING or progress.claimed_by is None:
        raise RefusedError(Problem("not-claimed", _("Nobody is editing the story now.")))
    before = progress.claimed_by
    progress.status, progress.status_since, progress.claimed_by = Status.RECEIVED, now, None
    progress.save(update_fields=["status", "status_since", "claimed_by"])
    _tell(RELEASED, progress, (before, None), actor, now, from_status=Status.EDITING)
    return progress


@transaction.atomic
def pass_on_claim(story_id: int, *, successor: User, actor: User, now: dt.datetime) -> Progress:
    """Let another editor go on with what somebody took up.

    Raises RefusedError when it is not being edited any more or the person is no editor.
    """
    progress = _locked(story_id)
    if progress.status != Status.EDITING or progress.claimed_by is None:
        raise RefusedError(Problem("not-claimed", _("Nobody is editing the story now.")))
    if progress.agency_id not in agencies_where(successor, (Duty.EDIT,), local_day(now)):
        raise RefusedError(Problem("no-seat", _("This person is no editor.")))
    before = progress.claimed_by
    progress.claimed_by = successor
    progress.save(update_fields=["claimed_by"])
    _tell(HANDED_OVER, progress, (before, successor), actor, now)
    return progress


def _locked(story_id: int) -> Progress:
    return (
        Progress.objects.select_for_update(of=("self",))
        .select_related("story", "story__author", "claimed_by", "unit")
        .get(pk=story_id)
    )


def _tell(  # one line of the ledger
    kind: str,
    progress: Progress,
    people: tuple[User, User | None],
    actor: User,
    now: dt.datetime,
    from_status: str = "",
) -> None:
    before, after = people
    record(
        kind,
        EntryFacts(
            unit=progress.unit,
            actor=actor,
            happened_at=now,
            story_id=progress.pk,
            from_status=from_status or progress.status,
            to_status=progress.status,
            note=f"{before} → {after}" if after else str(before),
            detail={"before": before.pk, "after": after.pk if after else None},
        ),
    )
