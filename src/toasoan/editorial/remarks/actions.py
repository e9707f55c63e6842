"""Writing, closing and re-opening remarks."""

import datetime as dt

from django.db import transaction

from toasoan.accounts.models import User
from toasoan.editorial.entries import in_place
from toasoan.editorial.models import Remark, RemarkTurn
from toasoan.editorial.queries import roles_today
from toasoan.editorial.remarks.queries import written_lately
from toasoan.editorial.remarks.rules import (
    reopening_problems,
    resolving_problems,
    waiving_problems,
    writing_problems,
)
from toasoan.editorial.signals import remark_made
from toasoan.ledger.actions import record
from toasoan.refusals import refuse
from toasoan.stories.models import Story
from toasoan.vietnamese.cleaning import cleaned, one_line
from toasoan.vietnamese.dates import local_day

#: The kind of ledger entry that tells of a remark left without an answer.
WAIVED = "story.waive_remark"


@transaction.atomic
def make_remark(
    story: Story, *, text: str, quote: str = "", actor: User, now: dt.datetime
) -> Remark:
    """Write a remark on a story that exists for the person (the view asked `story_for`).

    Raises RefusedError when it is empty, too long or one of too many.
    """
    refuse(writing_problems(text, quote, written_lately=written_lately(actor, now)))
    remark = Remark.objects.create(
        story=story,
        author=actor,
        made_at=now,
        revision_id=story.latest_revision_id,
        text=cleaned(text).strip(),
        quote=one_line(quote),
    )
    remark_made.send(Remark, remark=remark, actor=actor)
    return remark


@transaction.atomic
def resolve_remark(remark: Remark, *, note: str = "", actor: User, now: dt.datetime) -> Remark:
    """Close a remark; the row is locked, so two people closing it get one success.

    Raises RefusedError for its writer and when it is closed already.
    """
    held = _held(remark)
    story = held.story
    roles = roles_today(actor, story.progress, local_day(now))
    refuse(
        resolving_problems(writer_id=held.author_id, roles=roles, is_open=held.is_open, note=note)
    )
    return _turn(held, RemarkTurn.Kind.RESOLVED, note=note, actor=actor, now=now)


@transaction.atomic
def waive_remark(remark: Remark, *, note: str, actor: User, now: dt.datetime) -> Remark:
    """Close a remark without an answer, for a reason that goes into the ledger.

    Raises RefusedError for whoever neither wrote it nor approves the story, without a reason, and
    when it is closed already.
    """
    held = _held(remark)
    progress = held.story.progress
    roles = roles_today(actor, progress, local_day(now))
    refuse(
        waiving_problems(
            actor_id=actor.pk,
            writer_id=held.author_id,
            roles=roles,
            is_open=held.is_open,
            note=note,
        )
    )
    facts = in_place(
        progress,
        actor=actor,
        now=now,
        detail={"remark": held.pk},
        note=one_line(note),
        revision_id=held.story.latest_revision_id,
    )
    record(WAIVED, facts)
    return _turn(held, RemarkTurn.Kind.WAIVED, note=note, actor=actor, now=now)


@transaction.atomic
def reopen_remark(remark: Remark, *, note: str = "", actor: User, now: dt.datetime) -> Remark:
    """Open a closed remark again. Raises RefusedError when it is open."""
    held = _held(remark)
    refuse(reopening_problems(is_open=held.is_open, note=note))
    return _turn(held, RemarkTurn.Kind.REOPENED, note=note, actor=actor, now=now)


def _held(remark: Remark) -> Remark:
    return (
        Remark.objects.select_for_update(of=("self",))
        .select_related("story", "story__progress", "story__progress__unit")
        .get(pk=remark.pk)
    )


def _turn(
    remark: Remark, kind: RemarkTurn.Kind, *, note: str, actor: User, now: dt.datetime
) -> Remark:
    RemarkTurn.objects.create(
        remark=remark, kind=kind, actor=actor, happened_at=now, note=one_line(note)
    )
    remark.is_open = kind is RemarkTurn.Kind.REOPENED
    remark.save(update_fields=["is_open"])
    remark_made.send(Remark, remark=remark, actor=actor)
    return remark
