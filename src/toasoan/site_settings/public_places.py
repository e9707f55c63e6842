"""Places of what must be public: the leadership, contacts, announced maintenance."""

import datetime as dt
from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from toasoan.disclosure.places import Lack, PlaceKind, Seen, register_place
from toasoan.site_settings.models import UnitContact
from toasoan.site_settings.queries import leadership_on
from toasoan.units.models import Agency, Unit
from toasoan.vietnamese.dates import local_day


def _look_at_leaders(agency: Agency, _keys: frozenset[str], now: dt.datetime) -> Mapping[str, Seen]:
    leaders = leadership_on(agency, local_day(now))
    address = reverse("portal:organisation")
    if not leaders:
        return {"": Seen(address, lack=Lack(_("Enter who leads the agency.")))}
    silent = [leader for leader in leaders if not leader.duties.strip()]
    words = ngettext(
        "Write down the duties of %(number)02d leader.",
        "Write down the duties of %(number)02d leaders.",
        len(silent),
    )
    lack = Lack(words % {"number": len(silent)}) if silent else None
    days = [leader.from_on for leader in leaders]
    return {"": Seen(address, since=min(days), updated=max(days), lack=lack)}


def _look_at_contacts(
    _agency: Agency, _keys: frozenset[str], _now: dt.datetime
) -> Mapping[str, Seen]:
    """The page is always there; what is lacking on it costs a query."""
    return {"": Seen(reverse("portal:contacts"))}


def _lacking_contacts(
    agency: Agency, _keys: frozenset[str], now: dt.datetime
) -> Mapping[str, Lack]:
    """The agency's own address and those of its units of today; a unit needs one way at least."""
    lacks = []
    if not (agency.address and agency.phone and agency.email):
        lacks.append(_("The agency's address, phone or e-mail is missing."))
    reached = UnitContact.objects.filter(unit__agency=agency).exclude(phone="", email="")
    units = Unit.objects.filter(agency=agency).open_on(local_day(now))
    silent = units.exclude(pk__in=reached.values("unit")).count()
    if silent:
        words = ngettext(
            "%(number)02d unit has neither phone nor e-mail.",
            "%(number)02d units have neither phone nor e-mail.",
            silent,
        )
        lacks.append(words % {"number": silent})
    return {"": Lack(" ".join(lacks))} if lacks else {}


def _look_at_maintenance(
    _agency: Agency, _keys: frozenset[str], _now: dt.datetime
) -> Mapping[str, Seen]:
    """Announcements stand on every page by themselves, on time by the rule that lets them in."""
    return {"": Seen("/")}


def register_places() -> None:
    """Called once when the room is loaded."""
    register_place(
        PlaceKind(
            code="leaders",
            label=gettext_lazy("Who leads the agency"),
            look=_look_at_leaders,
            mended_at="newsroom:leadership",
        )
    )
    register_place(
        PlaceKind(
            code="contacts",
            label=gettext_lazy("The page of contacts"),
            look=_look_at_contacts,
            late=_lacking_contacts,
            mended_at="newsroom:unit_contacts",
        )
    )
    register_place(
        PlaceKind(
            code="maintenance",
            label=gettext_lazy("Announcements of maintenance"),
            look=_look_at_maintenance,
            mended_at="newsroom:maintenance",
        )
    )
