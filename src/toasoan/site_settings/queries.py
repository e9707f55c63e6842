"""How a site presents itself: what every public page asks."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from toasoan.media.models import Picture
from toasoan.site_settings.colours import FIRST_COLOUR, sheet_name
from toasoan.site_settings.models import Entry, Leader, Look, MenuPlace, UnitContact
from toasoan.stories.models import Section
from toasoan.units.models import Agency


@dataclass(frozen=True, slots=True)
class MenuLink:
    """A line of a menu as it is shown; without an address it is the title of a column."""

    label: str
    address: str = ""
    section_id: int | None = None
    page_id: int | None = None
    children: tuple["MenuLink", ...] = ()
    #: Of linked software.
    emblem: Picture | None = None


@dataclass(frozen=True, slots=True)
class Menus:
    """What the webmaster has arranged; a place without lines is left as it comes by itself."""

    menu: tuple[MenuLink, ...] = field(default=())
    footer: tuple[MenuLink, ...] = field(default=())
    linked: tuple[MenuLink, ...] = field(default=())


def look_of(agency: Agency) -> Look:
    """The agency's look; the one of the style sheet when nobody has chosen any.

    No query when the agency was read together with its look.
    """
    try:
        return agency.look
    except ObjectDoesNotExist:
        return Look(agency=agency)


def security_contact(agency: Agency) -> str:
    """Where weaknesses of the site are reported, as an address; empty when there is no e-mail."""
    email = look_of(agency).security_email or agency.email
    return f"mailto:{email}" if email else ""


def sheet_of(look: Look) -> str:
    """The name of the style sheet with the agency's colours; none for the first colour."""
    return "" if look.colour == FIRST_COLOUR else sheet_name(look.colour)


def with_appearance(agencies: QuerySet[Agency]) -> QuerySet[Agency]:
    """Agencies with their site and look, and with whether anybody has arranged their menus."""
    arranged = Exists(Entry.objects.filter(agency=OuterRef("pk")))
    return agencies.select_related(
        "site__root_page", "look__emblem", "look__share_picture"
    ).annotate(menus_are_arranged=arranged)


def menus_of(request: HttpRequest, agency: Agency, sections: Iterable[Section]) -> Menus:
    """The lines of both places, those that lead somewhere today.

    One query; none when the agency was read by `with_appearance` and has no lines.
    """
    if not getattr(agency, "menus_are_arranged", True):
        return Menus()
    rows = list(entries_of(agency).select_related("page", "emblem"))
    by_id = {section.pk: section for section in sections}
    beneath: dict[int | None, list[Entry]] = {}
    for row in rows:
        beneath.setdefault(row.parent_id, []).append(row)

    def line(row: Entry) -> MenuLink | None:
        children = tuple(filter(None, map(line, beneath.get(row.pk, ()))))
        if row.section_id:
            section = by_id[row.section_id]
            label, url = row.label or section.name, section.get_absolute_url()
            return MenuLink(label, url, section.pk, None, children)
        if row.page is not None:
            address = row.page.get_url(request) if row.page.live else None
            label = row.label or row.page.title
            return MenuLink(label, address, None, row.page_id, children) if address else None
        # A group without lines would open nothing.
        leads_on = row.address or children or row.place == MenuPlace.FOOTER
        found = MenuLink(row.label, row.address, children=children, emblem=row.emblem)
        return found if leads_on else None

    def lines(place: MenuPlace) -> tuple[MenuLink, ...]:
        above = (row for row in beneath.get(None, ()) if row.place == place)
        return tuple(filter(None, map(line, above)))

    return Menus(*map(lines, (MenuPlace.MENU, MenuPlace.FOOTER, MenuPlace.LINKS)))


def entries_of(agency: Agency) -> QuerySet[Entry]:
    """Every line of the agency's menus, in order."""
    return Entry.objects.filter(agency=agency)


def siblings_of(entry: Entry) -> QuerySet[Entry]:
    """The lines among which this one stands."""
    return Entry.objects.filter(
        Q(agency_id=entry.agency_id, place=entry.place, parent_id=entry.parent_id)
    )


def standard_items() -> tuple[MenuLink, ...]:
    """The pages that every site has, for the foot of the page."""
    named = (
        (_("Organisation"), "portal:organisation"),
        (_("Contacts"), "portal:contacts"),
        (_("Public information"), "portal:disclosure"),
        (_("Site map"), "portal:site_map"),
        (_("Topics"), "portal:topics"),
        (_("Photo library"), "portal:galleries"),
        (_("Videos"), "portal:videos"),
        (_("Events"), "portal:events"),
        (_("Search"), "portal:search"),
        (_("RSS and data"), "portal:api"),
        (_("Newsroom"), "newsroom:inbox"),
    )
    return tuple(MenuLink(label, reverse(name)) for label, name in named)


def leaders_of(agency: Agency) -> QuerySet[Leader]:
    """Everybody who ever stood in the agency's leadership, in order."""
    return Leader.objects.filter(agency=agency)


def leadership_on(agency: Agency, day: dt.date) -> list[Leader]:
    """Who leads the agency on a day, with their portraits. One query."""
    begun = leaders_of(agency).filter(from_on__lte=day)
    return list(begun.filter(Q(to_on=None) | Q(to_on__gte=day)).select_related("portrait"))


def contacts_of(agency: Agency) -> dict[int, UnitContact]:
    """Where the agency's units are found, by the unit's id. One query."""
    rows = UnitContact.objects.filter(unit__agency=agency)
    return {row.unit_id: row for row in rows}
