"""What readers and the newsroom see of the agency's events."""

import datetime as dt
from collections.abc import Callable, Iterator
from uuid import UUID

from django.db.models import Min, QuerySet

from toasoan.events.calendar import CalendarEntry, entry_of
from toasoan.events.models import PublicEvent
from toasoan.vietnamese.dates import TZ, local_day

#: How far back a calendar goes, and how many events it holds at most.
BACK = dt.timedelta(days=60)
MOST_ENTRIES = 1_000


def shown_events(agency_id: int) -> QuerySet[PublicEvent]:
    """The events on the agency's site."""
    return PublicEvent.objects.filter(agency_id=agency_id, is_published=True)


def coming(agency_id: int, now: dt.datetime) -> QuerySet[PublicEvent]:
    """Events that are not over, the next first."""
    return shown_events(agency_id).filter(ends_at__gt=now).order_by("starts_at", "pk")


def past(agency_id: int, now: dt.datetime) -> QuerySet[PublicEvent]:
    """Events that are over, the last first."""
    return shown_events(agency_id).filter(ends_at__lte=now).order_by("-starts_at", "-pk")


def next_end(agency_id: int, now: dt.datetime) -> dt.datetime | None:
    """The moment at which the next coming event ends; None when none is coming."""
    end: dt.datetime | None = coming(agency_id, now).order_by().aggregate(end=Min("ends_at"))["end"]
    return end


def in_calendar(agency_id: int, now: dt.datetime) -> QuerySet[PublicEvent]:
    """The events of a calendar: those of the last two months, and what is coming."""
    since = dt.datetime.combine(local_day(now), dt.time(), TZ) - BACK
    events = shown_events(agency_id).filter(ends_at__gt=since)
    return events.order_by("starts_at", "pk")[:MOST_ENTRIES]


def entries(
    events: QuerySet[PublicEvent], address_of: Callable[[PublicEvent], str]
) -> Iterator[CalendarEntry]:
    """The events as entries of a calendar."""
    for event in events:
        yield entry_of(
            event,
            description="\n".join(filter(None, (event.cancel_note, event.about))),
            address=address_of(event),
            is_cancelled=event.cancelled_at is not None,
        )


def events_of(agency_id: int) -> QuerySet[PublicEvent]:
    """Every event of the agency, shown or not, for the newsroom: the latest first."""
    rows = PublicEvent.objects.filter(agency_id=agency_id).select_related("unit", "changed_by")
    return rows.order_by("-starts_at", "-pk")


def announced_from(planned_uid: UUID) -> PublicEvent | None:
    """The public event that was made from this expected one, if there is one."""
    return PublicEvent.objects.filter(planned_uid=planned_uid).first()
