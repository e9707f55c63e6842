"""Writing down what outlets did with stories, and what others wrote about us."""

import datetime as dt

from django.db import transaction

from toasoan.accounts.models import User
from toasoan.editorial.models import Progress
from toasoan.ledger.actions import EntryFacts, record
from toasoan.ledger.models import CLIPPED, PLACED, UNCLIPPED, UNPLACED, LedgerEntry
from toasoan.media.models import Attachment
from toasoan.outlets.answers import (
    AnswerGiven,
    AnswerSource,
    answer_problems,
    put_back,
    write_answer,
)
from toasoan.outlets.locks import locked_dispatch, locked_progress
from toasoan.outlets.models import Answer, Clipping, Dispatch, Outlet, Placement, PlacementSource
from toasoan.outlets.queries import last_dispatch
from toasoan.outlets.rules import (
    Appearance,
    cancelling_problems,
    clipping_problems,
    placement_problems,
)
from toasoan.outlets.telling import tell_of_use
from toasoan.refusals import Problem, refuse
from toasoan.units.models import Unit
from toasoan.vietnamese.cleaning import one_line
from toasoan.vietnamese.dates import TZ, local_day


def _noon(day: dt.date) -> dt.datetime:
    """A moment that lies on the day whatever the time zone of the reader."""
    return dt.datetime.combine(day, dt.time(12), tzinfo=TZ)


@transaction.atomic
def record_placement(  # noqa: PLR0913  # what was seen, all by keyword
    story_id: int,
    outlet: Outlet,
    *,
    placed_on: dt.date,
    headline: str,
    address: str,
    actor: User | None,
    now: dt.datetime,
    dispatch: Dispatch | None = None,
    source: PlacementSource = PlacementSource.BY_HAND,
    note: str = "",
    proof: Attachment | None = None,
) -> Placement:
    """Write down that an outlet used a story; it counts on the day on which it appeared.

    Without a `dispatch` the last one to this outlet is meant, if there is any; its answer
    becomes USED. `proof` is a file that `proofs.written_proof` has written. Without an `actor`
    the outlet said so itself: it counts at once, the desk is told and may confirm or cancel it.

    The story's row is locked, so of two people entering the same use at once one is refused.
    Raises RefusedError with all problems.
    """
    progress = locked_progress(story_id)
    sent = dispatch or last_dispatch(story_id, outlet)
    sent = sent and locked_dispatch(sent.pk)
    own = outlet.agency_id == progress.agency_id
    seen = Appearance(on=placed_on, headline=headline, address=address, own_outlet=own)
    problems = _problems(seen, progress, outlet, sent, now)
    if dispatch is not None and sent is not None:
        problems += answer_problems(sent, Answer.USED)
    refuse(problems)
    if proof is not None:
        proof.save()
    placement = Placement(
        story_id=story_id, outlet=outlet, dispatch=sent, proof=proof, source=source,
        placed_on=placed_on, headline=one_line(headline), address=address.strip(),
    )  # fmt: skip
    _enter(placement, progress, actor, note, now)
    return placement


def _enter(
    placement: Placement, progress: Progress, actor: User | None, note: str, now: dt.datetime
) -> None:
    """Save and count it, answer the dispatch that it comes from, tell the desk."""
    placement.confirmed_at, placement.confirmed_by = now if actor else None, actor
    placement.save()
    _count_placement(placement, progress, actor)
    sent = placement.dispatch
    if sent is not None and sent.answer != Answer.USED:
        source = AnswerSource(placement.source)
        given = AnswerGiven(answer=Answer.USED, source=source, note=note, actor=actor)
        write_answer(sent, given, now=now)
    if actor is None:
        tell_of_use(placement, progress, now=now)


def _problems(
    seen: Appearance, progress: Progress, outlet: Outlet, sent: Dispatch | None, now: dt.datetime
) -> list[Problem]:
    story_id = progress.pk
    return placement_problems(
        seen,
        received_on=local_day(progress.received_at) if progress.received_at else None,
        today=local_day(now),
        known=known_placement(story_id, outlet, seen.on) is not None,
        dispatch_fits=sent is None or (sent.story_id, sent.outlet_id) == (story_id, outlet.pk),
    )


def known_placement(story_id: int, outlet: Outlet, on: dt.date) -> Placement | None:
    """The use of the story by the outlet on the day, when it has been entered."""
    found = Placement.objects.filter(
        story_id=story_id, outlet=outlet, placed_on=on, cancelled_at=None
    )
    return found.first()


def _count_placement(placement: Placement, progress: Progress, actor: User | None) -> None:
    record(
        PLACED,
        EntryFacts(
            # The unit that "received" and "published" were counted for (decision 0006).
            unit=progress.unit,
            actor=actor,
            happened_at=_noon(placement.placed_on),
            story_id=placement.story_id,
            outlet_code=placement.outlet.code,
            detail={"placement": placement.pk},
        ),
    )


@transaction.atomic
def confirm_placement(placement_id: int, *, actor: User, now: dt.datetime) -> Placement:
    """Say that what an outlet reported is so; twice changes nothing. Raises RefusedError."""
    placement = _locked_placement(placement_id)
    refuse(cancelling_problems(cancelled=placement.cancelled_at is not None))
    if placement.confirmed_at is None:
        placement.confirmed_at, placement.confirmed_by = now, actor
        placement.save(update_fields=["confirmed_at", "confirmed_by"])
    return placement


@transaction.atomic
def cancel_placement(placement_id: int, *, reason: str, actor: User, now: dt.datetime) -> Placement:
    """Take a placement that was entered by mistake out of every figure; the row stays.

    Its dispatch goes back to what the outlet had said before, unless another use of it stands.
    Raises RefusedError with all problems.
    """
    placement = _locked_placement(placement_id)
    refuse(cancelling_problems(cancelled=placement.cancelled_at is not None, reason=reason))
    _cancel(placement, reason, actor, now)
    counted = _entry_of(PLACED, "placement", placement.pk, story_id=placement.story_id)
    _take_back(UNPLACED, counted, reason=reason, actor=actor)
    if placement.dispatch_id is not None and not _is_used(placement.dispatch_id):
        # No new answer: the entry that takes the use back says it, and nothing counts twice.
        put_back(locked_dispatch(placement.dispatch_id))
    return placement


def _locked_placement(placement_id: int) -> Placement:
    return Placement.objects.select_for_update(of=("self",)).get(pk=placement_id)


def _is_used(dispatch_id: int) -> bool:
    """Whether a use of what the dispatch sent stands."""
    return Placement.objects.filter(dispatch_id=dispatch_id, cancelled_at=None).exists()


def _cancel(row: Placement | Clipping, reason: str, actor: User, now: dt.datetime) -> None:
    row.cancelled_at, row.cancelled_by, row.cancel_reason = now, actor, one_line(reason)
    row.save(update_fields=["cancelled_at", "cancelled_by", "cancel_reason"])


def _entry_of(kind: str, name: str, pk: int, **known: object) -> LedgerEntry:
    """The entry that counted a placement or clipping."""
    return LedgerEntry.objects.filter(kind=kind, **known).get(**{f"detail__{name}": pk})


def _take_back(kind: str, counted: LedgerEntry, *, reason: str, actor: User) -> None:
    """The entry that cancels another: same moment, unit and outlet, so that figures subtract it."""
    record(
        kind,
        EntryFacts(
            unit=counted.unit,
            actor=actor,
            happened_at=counted.happened_at,
            story_id=counted.story_id,
            outlet_code=counted.outlet_code,
            note=one_line(reason),
            detail=counted.detail,
        ),
    )


@transaction.atomic
def record_clipping(  # noqa: PLR0913  # what was seen, all by keyword
    unit: Unit,
    outlet: Outlet,
    *,
    headline: str,
    published_on: dt.date,
    address: str,
    actor: User,
    now: dt.datetime,
    note: str = "",
) -> Clipping:
    """Write down what others wrote about a unit; it counts on the day on which it appeared.

    Raises RefusedError with all problems.
    """
    seen = Appearance(
        on=published_on,
        headline=headline,
        address=address,
        own_outlet=outlet.agency_id == unit.agency_id,
    )
    # Two people who enter the same article at once come one after the other.
    Outlet.objects.select_for_update().get(pk=outlet.pk)
    known = _is_known_clipping(unit, outlet, seen)
    refuse(clipping_problems(seen, today=local_day(now), known=known))
    clipping = Clipping.objects.create(
        agency_id=unit.agency_id, unit=unit, outlet=outlet, published_on=published_on,
        headline=one_line(headline), address=address.strip(), note=note.strip(),
    )  # fmt: skip
    record(
        CLIPPED,
        EntryFacts(
            unit=unit,
            actor=actor,
            happened_at=_noon(published_on),
            outlet_code=outlet.code,
            detail={"clipping": clipping.pk},
        ),
    )
    return clipping


def _is_known_clipping(unit: Unit, outlet: Outlet, seen: Appearance) -> bool:
    alike = Clipping.objects.filter(
        unit=unit, outlet=outlet, published_on=seen.on, cancelled_at=None
    )
    return alike.filter(headline=one_line(seen.headline), address=seen.address.strip()).exists()


@transaction.atomic
def cancel_clipping(clipping_id: int, *, reason: str, actor: User, now: dt.datetime) -> Clipping:
    """Take a clipping that was entered by mistake out of every figure; the row stays.

    Raises RefusedError with all problems.
    """
    clipping = Clipping.objects.select_for_update(of=("self",)).get(pk=clipping_id)
    refuse(cancelling_problems(cancelled=clipping.cancelled_at is not None, reason=reason))
    _cancel(clipping, reason, actor, now)
    counted = _entry_of(
        CLIPPED,
        "clipping",
        clipping.pk,
        agency_id=clipping.agency_id,
        happened_at=_noon(clipping.published_on),
    )
    _take_back(UNCLIPPED, counted, reason=reason, actor=actor)
    return clipping
