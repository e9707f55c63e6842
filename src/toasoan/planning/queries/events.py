"""Who sees which event, and which part they have in it."""

import datetime as dt
from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from toasoan.accounts.models import User
from toasoan.planning.models import ExpectedEvent
from toasoan.planning.rules import EventState, Standing
from toasoan.units.duties import DESK_WORK, UNIT_WORK, Duty
from toasoan.units.models import Unit
from toasoan.units.queries import agencies_where, units_where
from toasoan.vietnamese.dates import local_day


def desk_agencies(user: User, on: dt.date) -> frozenset[int]:
    """Agencies whose whole plan the person sees."""
    return agencies_where(user, DESK_WORK, on)


def events_visible_to(user: User, on: dt.date) -> QuerySet[ExpectedEvent]:
    """The events that exist for a person on the day: the desk's all, a unit's its own."""
    mine = ExpectedEvent.units.through.objects.filter(
        expectedevent_id=OuterRef("pk"), unit_id__in=units_where(user, UNIT_WORK, on)
    )
    seen = Q(agency_id__in=desk_agencies(user, on)) | Exists(mine)
    return ExpectedEvent.objects.filter(seen)


def event_for(user: User, event_id: int, on: dt.date | None = None) -> ExpectedEvent:
    """The event, if it exists for this person; every view asks here. Raises Http404."""
    day = on or local_day(timezone.now())
    event = events_visible_to(user, day).filter(pk=event_id).first()
    if event is None:
        raise Http404
    return event


def state_of(event: ExpectedEvent) -> EventState:
    """What of the event decides about actions."""
    return EventState(
        from_desk=event.from_desk,
        is_cancelled=event.cancelled_at is not None,
        is_settled=event.settled_at is not None,
    )


def standing_of(user: User, event: ExpectedEvent, on: dt.date) -> Standing:
    """What the person is to the event on the day; one query for its units."""
    concerned = {unit.pk for unit in event.units.all()}
    own = units_where(user, UNIT_WORK, on)
    return Standing(
        at_desk=event.agency_id in desk_agencies(user, on),
        edits=event.agency_id in agencies_where(user, (Duty.EDIT,), on),
        leads=bool(concerned & units_where(user, (Duty.VET,), on)),
        writes=bool(concerned & own),
        all_own=bool(concerned) and concerned <= own,
        made_it=event.made_by_id == user.pk,
    )


def scope_of(user: User, agency_id: int, on: dt.date) -> frozenset[int] | None:
    """The units whose people and stories the person sees at an event; None is all of them."""
    if agency_id in desk_agencies(user, on):
        return None
    return units_where(user, UNIT_WORK, on)


def in_scope(unit_id: int | None, scope: Collection[int] | None) -> bool:
    """Whether a unit's people and stories are among those that a person sees.

    What belongs to no unit is the desk's, and everybody at the event knows of it.
    """
    return scope is None or unit_id is None or unit_id in scope


def plannable_units(user: User, on: dt.date) -> list[Unit]:
    """The open units for which the person may enter events."""
    seen = Q(pk__in=units_where(user, UNIT_WORK, on)) | Q(agency_id__in=desk_agencies(user, on))
    return list(Unit.objects.open_on(on).filter(seen))
