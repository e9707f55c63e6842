"""Writing down what outlets did with stories, and what others wrote about us."""

import datetime as dt

from django.db import transaction

from toasoan.accounts.models import User
from toasoan.editorial.models import Progress
from toasoan.ledger.actions import EntryFacts, record
from toasoan.ledger.models import CLIPPED, PLACED
from toasoan.outlets.locks import locked_progress
from toasoan.outlets.models import Clipping, Dispatch, Outlet, Placement
from toasoan.outlets.queries import last_dispatch
from toasoan.outlets.rules import Appearance, clipping_problems, placement_problems
from toasoan.refusals import refuse
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
    actor: User,
    now: dt.datetime,
    dispatch: Dispatch | None = None,
) -> Placement:
    """Write down that an outlet used a story; it counts on the day on which it appeared.

    Without a `dispatch` the last one to this outlet is meant, if there is any. The story's
    row is locked, so of two people entering the same use at once one is refused.
    Raises RefusedError with all problems.
    """
    progress = locked_progress(story_id)
    sent = dispatch or last_dispatch(story_id, outlet)
    problems = placement_problems(
        Appearance(
            on=placed_on,
            headline=headline,
            address=address,
            own_outlet=outlet.agency_id == progress.agency_id,
        ),
        received_on=local_day(progress.received_at) if progress.received_at else None,
        today=local_day(now),
        known=Placement.objects.filter(
            story_id=story_id, outlet=outlet, placed_on=placed_on, cancelled_at=None
        ).exists(),
        dispatch_fits=sent is None or (sent.story_id, sent.outlet_id) == (story_id, outlet.pk),
    )
    refuse(problems)
    placement = Placement.objects.create(
        story_id=story_id,
        outlet=outlet,
        dispatch=sent,
        placed_on=placed_on,
        headline=one_line(headline),
        address=address.strip(),
    )
    _count_placement(placement, progress, actor)
    return placement


def _count_placement(placement: Placement, progress: Progress, actor: User) -> None:
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
def record_clipping(  # noqa: PLR0913  # what was seen, all by keyword
    unit: Unit,
    outlet: Outlet,
    *,
    headline: str,
    published_on: dt.date,
    address: str,
    actor: User,
    now: dt.datetime,
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
    refuse(clipping_problems(seen, today=local_day(now)))
    clipping = Clipping.objects.create(
        agency_id=unit.agency_id,
        unit=unit,
        outlet=outlet,
        headline=one_line(headline),
        published_on=published_on,
        address=address.strip(),
    )
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
