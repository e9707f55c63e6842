"""What an event's page says to machines, in the words of schema.org."""

from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from toasoan.events.models import PublicEvent
from toasoan.portal.frame.structured_data import Absolute, breadcrumb, in_script, organization
from toasoan.portal.templatetags.portal import machine_moment
from toasoan.units.models import Agency
from toasoan.vietnamese.moments import days_of


def structured_event(event: PublicEvent, agency: Agency, absolute: Absolute) -> SafeString:
    """The agency, the way to the event, and the event, for a script element of JSON-LD."""
    way = [
        (_("Home"), "/"),
        (_("Events"), reverse("portal:events")),
        (event.title, event.get_absolute_url()),
    ]
    host = organization(agency, absolute)
    return in_script(host, breadcrumb(way, absolute), _event(event, host, absolute))


def _event(event: PublicEvent, host: dict[str, Any], absolute: Absolute) -> dict[str, Any]:
    address = absolute(event.get_absolute_url())
    status = "EventCancelled" if event.cancelled_at else "EventScheduled"
    found: dict[str, Any] = {
        "@type": "Event",
        "@id": f"{address}#su-kien",
        "url": address,
        "name": event.title,
        "inLanguage": "vi",
        "isAccessibleForFree": True,
        "eventStatus": f"https://schema.org/{status}",
        "organizer": _organizer(event, host, absolute),
        **_times(event),
    }
    if event.about:
        found["description"] = event.about
    if event.place:
        found["location"] = {"@type": "Place", "name": event.place, "address": event.place}
    return found


def _times(event: PublicEvent) -> dict[str, str]:
    """When it begins and ends: days for whole days, no end when nobody has said one."""
    if event.all_day:
        first, last = days_of(event.starts_at, event.ends_at)
        return {"startDate": first.isoformat(), "endDate": last.isoformat()}
    times = {"startDate": machine_moment(event.starts_at)}
    if event.ends_at > event.starts_at:
        times["endDate"] = machine_moment(event.ends_at)
    return times


def _organizer(event: PublicEvent, host: dict[str, Any], absolute: Absolute) -> dict[str, Any]:
    if event.unit is None:
        return {"@id": host["@id"]}
    return {
        "@type": "GovernmentOrganization",
        "name": event.unit.name,
        "url": absolute(event.unit.get_absolute_url()),
        "parentOrganization": {"@id": host["@id"]},
    }
