"""Steps shared by the actions on events: lock and check, save, write the history."""

import datetime as dt

from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.planning.kinds import EventChangeKind
from toasoan.planning.models import Assignment, EventChange, ExpectedEvent
from toasoan.planning.queries.events import event_for, standing_of, state_of
from toasoan.planning.rules import EventAction, may
from toasoan.refusals import Problem, RefusedError
from toasoan.vietnamese.dates import local_day


def locked(event_id: int, actor: User, now: dt.datetime, action: EventAction) -> ExpectedEvent:
    """The event, locked until the transaction ends, if the action is open to the person.

    Raises Http404 when it does not exist for them, RefusedError when it is not theirs to do.
    """
    today = local_day(now)
    event_for(actor, event_id, today)
    event = ExpectedEvent.objects.select_for_update().get(pk=event_id)
    if not may(action, standing_of(actor, event, today), state_of(event)):
        message = _("This cannot be done with the event now, or it is not yours to do.")
        raise RefusedError(Problem("not-yours", message))
    return event


def save_event(event: ExpectedEvent, now: dt.datetime) -> None:
    """Save; calendars learn of a change by its number and moment."""
    event.version += 1
    event.changed_at = now
    event.save()


def note(  # noqa: PLR0913  # what a line of history has, all by keyword
    event: ExpectedEvent,
    kind: EventChangeKind,
    *,
    actor: User,
    now: dt.datetime,
    words: str = "",
    about: Assignment | None = None,
    detail: dict[str, list[str]] | None = None,
) -> None:
    """Write a line of the event's history; `about` names the person and the unit it concerns."""
    EventChange.objects.create(
        event=event,
        kind=kind,
        happened_at=now,
        actor=actor,
        unit_id=about.unit_id if about else None,
        person_id=about.person_id if about else None,
        note=words,
        detail=detail or {},
    )
