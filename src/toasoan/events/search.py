"""Public events as the search knows them (`toasoan.search`)."""

from collections.abc import Collection, Iterable, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from toasoan.events.cache_tags import event_tag
from toasoan.events.models import PublicEvent
from toasoan.search.actions import forget, put
from toasoan.search.kinds import ResultCard, SearchEntry, SearchKind, register
from toasoan.vietnamese.dates import short_date
from toasoan.vietnamese.moments import days_of

EVENT = "event"


def register_kind() -> None:
    """Let events on the site be found."""
    register(SearchKind(EVENT, 6, lambda: _("Events"), _entries, _cards))


def index_event(event: PublicEvent) -> None:
    """Let the event be found as it is now; one that is not shown is not found."""
    if event.is_published:
        put(EVENT, _of([event]))
    else:
        forget_event(event.pk)


def forget_event(event_id: int) -> None:
    """Take an event out of the search table."""
    forget(EVENT, [event_id])


def _of(events: Iterable[PublicEvent]) -> list[SearchEntry]:
    return [
        SearchEntry(
            object_id=event.pk,
            agency_id=event.agency_id,
            title=event.title,
            text="\n".join(filter(None, (_days(event), event.place, event.about))),
            published_at=event.starts_at,
            unit_id=event.unit_id,
        )
        for event in events
    ]


def _days(event: PublicEvent) -> str:
    """The days of the event as they are written here."""
    return " – ".join(dict.fromkeys(map(short_date, days_of(event.starts_at, event.ends_at))))


def _shown() -> QuerySet[PublicEvent]:
    return PublicEvent.objects.filter(is_published=True)


def _entries(after_id: int, limit: int) -> Sequence[SearchEntry]:
    """The next events on any site, locked so that a change waits for this step."""
    rows = _shown().filter(pk__gt=after_id).select_for_update().order_by("pk")
    return _of(rows[:limit])


def _cards(event_ids: Collection[int]) -> dict[int, ResultCard]:
    """What results show of these events, by id. One query."""
    rows = _shown().filter(pk__in=event_ids).select_related("unit")
    return {
        event.pk: ResultCard(
            address=event.get_absolute_url(),
            label=_("Event"),
            unit=event.unit.short_name if event.unit else "",
            shows=(event_tag(event.pk),),
        )
        for event in rows
    }
