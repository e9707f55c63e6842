"""Who can cover an event, who is to, and what of it is still open."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from toasoan.accounts.models import User
from toasoan.editorial.transitions import Status, Step
from toasoan.ledger.models import LedgerEntry
from toasoan.planning.models import Assignment, EventChange, ExpectedEvent, PlannedStory
from toasoan.planning.queries.events import desk_agencies, events_visible_to, in_scope
from toasoan.planning.rules import WENT_OUT
from toasoan.units.duties import UNIT_WORK, Duty
from toasoan.units.models import BoardKind, Membership, Unit
from toasoan.units.queries import agencies_where, holders, units_where
from toasoan.vietnamese.collation import name_key
from toasoan.vietnamese.dates import local_day


@dataclass(frozen=True, slots=True)
class AssignablePerson:
    """Somebody who can be assigned: for a unit, or for the desk when `unit` is None."""

    person: User
    unit: Unit | None

    @property
    def key(self) -> str:
        """What a form sends for this choice."""
        return f"{self.person.pk}-{self.unit.pk if self.unit else ''}"


def assignable(user: User, event: ExpectedEvent, on: dt.date) -> list[AssignablePerson]:
    """Whom the person may assign: the teams of units that they lead; for the desk, everybody."""
    at_desk = event.agency_id in desk_agencies(user, on)
    led = None if at_desk else units_where(user, (Duty.VET,), on)
    units = {unit.pk: unit for unit in event.units.all() if in_scope(unit.pk, led)}
    seats = (
        Membership.objects.in_force_on(on)
        .filter(board__kind=BoardKind.UNIT_TEAM, board__unit_id__in=units)
        .filter(user__is_active=True)
        .filter(Q(board__closed_on__isnull=True) | Q(board__closed_on__gte=on))
        .select_related("user", "board")
    )
    team = {(seat.user_id, seat.board.unit_id): seat.user for seat in seats}
    found = [AssignablePerson(person, units[unit_id]) for (_pk, unit_id), person in team.items()]
    found.sort(
        key=lambda row: (
            (row.unit.order, row.unit.name_order) if row.unit else (0, ""),
            name_key(str(row.person)),
        )
    )
    if at_desk:
        desk = holders(Duty.EDIT, agency_id=event.agency_id, unit_id=None, on=on)
        found += [AssignablePerson(person, None) for person in desk]
    return found


def writing_units(user: User, event: ExpectedEvent, on: dt.date) -> list[Unit]:
    """For which of the event's units the person can begin a story today."""
    units = [unit for unit in event.units.all() if unit.is_open_on(on)]
    if event.agency_id in agencies_where(user, (Duty.EDIT,), on):
        return units
    own = units_where(user, UNIT_WORK, on)
    return [unit for unit in units if unit.pk in own]


#: The story has left its writer's hands at least once.
_SENT = Q(story__progress__submitted_by__isnull=False) & ~Q(
    story__progress__status=Status.WITHDRAWN
)


def open_assignments() -> QuerySet[Assignment]:
    """Assignments that still wait for something: own story not sent, event not over."""
    stories = PlannedStory.objects.filter(event_id=OuterRef("event_id"))
    sent = stories.filter(_SENT, story__author_id=OuterRef("person_id"))
    out = stories.filter(story__progress__status__in=WENT_OUT)
    return Assignment.objects.filter(
        released_at__isnull=True,
        event__cancelled_at__isnull=True,
        event__settled_at__isnull=True,
    ).exclude(Exists(sent) | Exists(out))


def overdue_assignments(now: dt.datetime) -> QuerySet[Assignment]:
    """Open assignments whose hour has passed."""
    return open_assignments().filter(event__due_at__lt=now)


#: What ended long ago without a story is history, not work.
FORGOTTEN_AFTER = dt.timedelta(days=30)


def assignments_for_desk(user: User, now: dt.datetime) -> QuerySet[Assignment]:
    """What the person is to cover, and what they assigned to others that is overdue."""
    today = local_day(now)
    overdue = Q(assigned_by_id=user.pk, event__due_at__lt=now)
    return (
        open_assignments()
        .filter(Q(person_id=user.pk) | overdue)
        .filter(event__in=events_visible_to(user, today).values("pk"))
        .filter(event__ends_at__gt=now - FORGOTTEN_AFTER)
        .select_related("event", "person", "unit")
        .order_by("event__due_at", "event__starts_at", "pk")
    )


def begun_by(user: User, event_ids: Iterable[int]) -> dict[int, int]:
    """Event → the latest story that the person began from it."""
    rows = PlannedStory.objects.filter(event_id__in=list(event_ids), story__author_id=user.pk)
    return dict(rows.order_by("story_id").values_list("event_id", "story_id"))


def sent_moments(story_ids: Iterable[int]) -> dict[int, dt.datetime]:
    """Story → the moment at which it first left its writer's hands; one query."""
    rows = LedgerEntry.objects.filter(
        story_id__in=list(story_ids),
        kind__in=(f"story.{Step.SUBMIT}", f"story.{Step.HAND_IN}"),
    )
    return dict(rows.values_list("story_id").annotate(Min("happened_at")).order_by())


def event_of_story(story_id: int, user: User, on: dt.date) -> ExpectedEvent | None:
    """The event from which a story was begun, if it exists for the person."""
    return events_visible_to(user, on).filter(stories__story_id=story_id).first()


def history(event: ExpectedEvent, scope: Collection[int] | None) -> list[EventChange]:
    """What was done to the event, oldest first, without what is about other units' people."""
    rows = event.changes.select_related("actor", "person", "unit")
    return [row for row in rows if in_scope(row.unit_id, scope)]
