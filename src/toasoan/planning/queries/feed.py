"""A person's calendar for their phone."""

import datetime as dt
from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.events.calendar import CalendarEntry, entry_of
from toasoan.planning.kinds import EventStatus
from toasoan.planning.models import CalendarFeed
from toasoan.planning.queries.calendar import (
    CalendarFilters,
    CalendarSpan,
    ExpectedEventRow,
    events_between,
)

BACK = dt.timedelta(days=60)
AHEAD = dt.timedelta(days=400)


def feed_entries(
    person: User, *, now: dt.datetime, address_of: Callable[[int], str]
) -> Iterator[CalendarEntry]:
    """The events that the person may see today and the hours by which stories are wanted.

    Notes stay in the newsroom: a calendar may lie with a company that the agency does not know.
    """
    span = CalendarSpan(now - BACK, now + AHEAD)
    for row in events_between(person, span, CalendarFilters(), now=now):
        yield _event(row, address_of(row.event.pk))
        if row.event.due_at:
            yield _due(row, row.event.due_at, address_of(row.event.pk))


def _event(row: ExpectedEventRow, address: str) -> CalendarEntry:
    return entry_of(
        row.event,
        description=_description(row),
        address=address,
        is_cancelled=row.status is EventStatus.CANCELLED,
    )


def _due(row: ExpectedEventRow, due_at: dt.datetime, address: str) -> CalendarEntry:
    return CalendarEntry(
        uid=f"{row.event.uid}-han",
        sequence=row.event.version,
        changed_at=row.event.changed_at,
        summary=_("To be sent: %(event)s") % {"event": row.event.title},
        starts=due_at,
        ends=due_at,
        description=_description(row),
        address=address,
        is_cancelled=row.status is EventStatus.CANCELLED,
    )


def _description(row: ExpectedEventRow) -> str:
    facts = [
        (_("Content"), row.event.about),
        (_("Wanted"), row.coverage),
        (_("Units"), row.unit_names),
        (_("Assigned to"), row.people),
    ]
    return "\n".join(f"{name}: {text}" for name, text in facts if text)


def feed_of(person: User) -> CalendarFeed | None:
    """The person's address that is in use, if there is one."""
    return CalendarFeed.objects.filter(person=person, revoked_at__isnull=True).first()
