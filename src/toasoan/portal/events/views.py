"""The agency's events for readers: what is coming, what is past, one event, the calendar."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toasoan.events.cache_tags import event_tag, events_tag
from toasoan.events.calendar import calendar_file
from toasoan.events.models import PublicEvent
from toasoan.events.queries import coming, entries, in_calendar, next_end, past, shown_events
from toasoan.page_cache.cache_tags import right_until, shows
from toasoan.pagination.pages import OrderedRows
from toasoan.portal.events.structured_data import structured_event
from toasoan.portal.frame.cache_tags import (
    LIST_PARAMETERS,
    frame_tag,
    keep,
    midnight_after,
    unit_tag,
)
from toasoan.portal.frame.redirects import with_query
from toasoan.portal.frame.site import agency_for, frame_context
from toasoan.portal.listings import keyset
from toasoan.stories.numbers import number_at_end
from toasoan.units.models import Unit
from toasoan.vietnamese.dates import local_day, long_date
from toasoan.vietnamese.moments import days_of

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class PublicEventRow:
    """An event with what a reader asks first: which day, which hours, whether it is over."""

    event: PublicEvent
    first_day: dt.date
    last_day: dt.date
    is_over: bool

    @property
    def is_one_day(self) -> bool:
        """Whether it begins and ends on the same day."""
        return self.first_day == self.last_day

    @property
    def has_end(self) -> bool:
        """Whether the event has an end later than its start."""
        return self.event.ends_at > self.event.starts_at


@dataclass(frozen=True, slots=True)
class EventList:
    """Some events; `more` is the cursor of the page that goes on, empty on the last one."""

    rows: tuple[PublicEventRow, ...]
    more: str


@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """What is coming, and beneath it what is past; each goes on on pages of its own."""
    agency, now = agency_for(request), timezone.now()
    around = frame_context(request, agency)
    keep(request, events_tag(agency.pk), knows=LIST_PARAMETERS)
    end = next_end(agency.pk, now)
    if end is not None:
        right_until(request, end)
    later, earlier = request.GET.get("sau", ""), request.GET.get("truoc", "")
    ahead = keyset.soonest_first(coming(agency.pk, now), "starts_at")
    behind = keyset.latest_first(past(agency.pk, now), "starts_at")
    words = _("What takes place at %(name)s: where and when.")
    context = {
        "title": _("Events"),
        "description": words % {"name": agency.name},
        "ahead": None if earlier and not later else _listed(request, ahead, later, now),
        "behind": None if later else _listed(request, behind, earlier, now),
        "query": f"?sau={later}" if later else f"?truoc={earlier}" if earlier else "",
    }
    return render(request, "portal/events/events.html", around | context)


@require_safe
def event(request: HttpRequest, words: str) -> HttpResponse:
    """One event; its id decides, other words lead to the right address."""
    now = timezone.now()
    found = _event_for(request, words)
    if request.path != found.get_absolute_url():
        return HttpResponsePermanentRedirect(with_query(request, found.get_absolute_url()))
    if found.ends_at > now:
        right_until(request, found.ends_at)
    agency = agency_for(request)
    around = frame_context(request, agency)
    context = {
        "description": _in_words(found),
        "row": _row(found, now),
        "event": found,
        "calendar_address": calendar_address(found),
        "structured": structured_event(found, agency, request.build_absolute_uri),
    }
    return render(request, "portal/events/event.html", around | context)


def _in_words(found: PublicEvent) -> str:
    """The event in a line: title, day and place, as links to it show it."""
    parts = (found.title, long_date(local_day(found.starts_at)), found.place)
    return " – ".join(filter(None, parts))


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Every event of the last two months and the time to come, for calendars (RFC 5545)."""
    agency, now = agency_for(request), timezone.now()
    keep(request, events_tag(agency.pk), frame_tag(agency.pk))
    right_until(request, midnight_after(now))
    found = in_calendar(agency.pk, now)
    shows(request, *(event_tag(row.pk) for row in found))
    name = _("Events of %(agency)s") % {"agency": agency.name}
    return _calendar(request, name, found)


@require_safe
def event_calendar(request: HttpRequest, words: str) -> HttpResponse:
    """The calendar file of one event."""
    found = _event_for(request, words)
    if request.path != calendar_address(found):
        return HttpResponsePermanentRedirect(with_query(request, calendar_address(found)))
    return _calendar(request, found.title, shown_events(found.agency_id).filter(pk=found.pk))


def calendar_address(found: PublicEvent) -> str:
    """The address of the event's calendar file."""
    return reverse("portal:event_calendar", args=[found.get_absolute_url().split("/")[-2]])


def _calendar(request: HttpRequest, name: str, found: QuerySet[PublicEvent]) -> HttpResponse:
    def address_of(row: PublicEvent) -> str:
        return request.build_absolute_uri(row.get_absolute_url())

    text = calendar_file(name, entries(found, address_of))
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


def _event_for(request: HttpRequest, words: str) -> PublicEvent:
    """The event that the end of an address names. Raises Http404."""
    event_id = number_at_end(words)
    if event_id is None:
        raise Http404
    agency = agency_for(request)
    keep(request, event_tag(event_id), frame_tag(agency.pk))
    found = shown_events(agency.pk).filter(pk=event_id).select_related("unit").first()
    if found is None:
        raise Http404
    if found.unit_id:
        shows(request, unit_tag(found.unit_id))
    return found


def _listed(
    request: HttpRequest, source: OrderedRows[PublicEvent], cursor: str, now: dt.datetime
) -> EventList:
    page = keyset.after(source, cursor, PER_PAGE)
    _set_units(request, page.rows)
    return EventList(tuple(_row(each, now) for each in page.rows), page.after)


def _set_units(request: HttpRequest, found: Iterable[PublicEvent]) -> None:
    """Give the events their units, and say what the page shows. One query."""
    units = Unit.objects.in_bulk({each.unit_id for each in found if each.unit_id})
    for each in found:
        shows(request, event_tag(each.pk), *([unit_tag(each.unit_id)] if each.unit_id else []))
        each.unit = units.get(each.unit_id or 0)


def _row(found: PublicEvent, now: dt.datetime) -> PublicEventRow:
    first, last = days_of(found.starts_at, found.ends_at)
    return PublicEventRow(found, first, last, is_over=found.ends_at <= now)
