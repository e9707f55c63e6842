"""Kinds of places of the rooms beneath: pages, sections, units, addresses, this list itself."""

import datetime as dt
from collections.abc import Mapping
from urllib.parse import urlsplit

from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from toasoan.disclosure.models import ContactPoint, ItemEntry
from toasoan.disclosure.places import Lack, PlaceKind, Seen, register_place
from toasoan.stories.models import Section, Story
from toasoan.units.models import Agency, OrganisationChange, Unit
from toasoan.vietnamese.dates import local_day

Keys = frozenset[str]


def day_of(moment: dt.datetime | None) -> dt.date | None:
    """The day of a moment in Việt Nam."""
    return None if moment is None else local_day(moment)


def numbers(keys: Keys) -> list[int]:
    """The keys that are numbers of rows."""
    return [int(key) for key in keys if key.isascii() and key.isdigit()]


def _pages(agency: Agency) -> QuerySet[Page]:
    home = Page.objects.filter(sites_rooted_here__agency=agency).first()
    if home is None:
        return Page.objects.none()
    return Page.objects.descendant_of(home, inclusive=False).filter(live=True)


def _page_choices(agency: Agency) -> list[tuple[str, str]]:
    return [(str(page.pk), page.title) for page in _pages(agency).order_by("title")]


def _look_at_pages(agency: Agency, keys: Keys, _now: dt.datetime) -> Mapping[str, Seen]:
    return {
        str(page.pk): Seen(
            # The path within the site: the first two parts are the root and the home page.
            "/" + "/".join(page.url_path.split("/")[2:]),
            since=day_of(page.first_published_at),
            updated=day_of(page.last_published_at),
        )
        for page in _pages(agency).filter(pk__in=numbers(keys))
    }


def _section_choices(agency: Agency) -> list[tuple[str, str]]:
    return [(str(row.pk), row.name) for row in Section.objects.filter(agency=agency)]


def _look_at_sections(agency: Agency, keys: Keys, _now: dt.datetime) -> Mapping[str, Seen]:
    stories = Story.objects.filter(section=OuterRef("pk"), live=True).values("first_published_at")
    rows = Section.objects.filter(agency=agency, pk__in=numbers(keys)).annotate(
        first=Subquery(stories.order_by("first_published_at")[:1]),
        last=Subquery(stories.order_by("-first_published_at")[:1]),
    )
    empty = Lack(_("Nothing has been published in this section yet."))
    return {
        str(row.pk): Seen(
            row.get_absolute_url(), day_of(row.first), day_of(row.last), None if row.last else empty
        )
        for row in rows
    }


def _look_at_the_organisation(agency: Agency, _keys: Keys, _now: dt.datetime) -> Mapping[str, Seen]:
    """The chart is always there; it follows every change of units, boards and seats by itself."""
    changes = OrganisationChange.objects.filter(agency=agency)
    last = changes.aggregate(last=Max("happened_at"))["last"]
    return {"": Seen(reverse("portal:organisation"), updated=day_of(last))}


def _unit_choices(agency: Agency) -> list[tuple[str, str]]:
    return [(unit.code, unit.name) for unit in Unit.objects.filter(agency=agency, closed_on=None)]


def _look_at_units(agency: Agency, keys: Keys, _now: dt.datetime) -> Mapping[str, Seen]:
    found = Unit.objects.filter(agency=agency, code__in=keys)
    return {unit.code: Seen(unit.get_absolute_url()) for unit in found}


def is_an_address(typed: str) -> bool:
    """Whether it leads somewhere: a page of this site, or https somewhere else."""
    if typed.startswith("/"):
        return not typed.startswith("//")
    try:
        parts = urlsplit(typed)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and not parts.username


def _look_at_addresses(_agency: Agency, keys: Keys, _now: dt.datetime) -> Mapping[str, Seen]:
    """Nobody looks there: the line says itself since when it is public."""
    return {key: Seen(key) for key in keys if is_an_address(key)}


def _look_at_the_list(agency: Agency, _keys: Keys, _now: dt.datetime) -> Mapping[str, Seen]:
    """The list is as old as what people last did to one of its lines."""
    last = ItemEntry.objects.filter(item__agency=agency).aggregate(last=Max("at"))["last"]
    return {"": Seen(reverse("portal:disclosure"), updated=day_of(last))}


def _look_at_the_contact_point(agency: Agency, _keys: Keys, now: dt.datetime) -> Mapping[str, Seen]:
    row = ContactPoint.objects.filter(agency=agency, from_on__lte=local_day(now)).first()
    lack = Lack(_("Enter who takes in requests for information, with phone and e-mail."))
    address = reverse("portal:disclosure") + "#dau-moi"
    if row is None:
        return {"": Seen(address, lack=lack)}
    return {"": Seen(address, since=row.from_on, updated=day_of(row.entered_at))}


_KINDS = (
    PlaceKind(
        code="page",
        label=gettext_lazy("A standing page"),
        look=_look_at_pages,
        choices=_page_choices,
    ),
    PlaceKind(
        code="section",
        label=gettext_lazy("A section"),
        look=_look_at_sections,
        choices=_section_choices,
    ),
    PlaceKind(
        code="organisation",
        label=gettext_lazy("The page of the organisation"),
        look=_look_at_the_organisation,
    ),
    PlaceKind(
        code="unit", label=gettext_lazy("A unit's page"), look=_look_at_units, choices=_unit_choices
    ),
    PlaceKind(code="list", label=gettext_lazy("This list itself"), look=_look_at_the_list),
    PlaceKind(
        code="contact_point",
        label=gettext_lazy("The contact point for information requests"),
        look=_look_at_the_contact_point,
        mended_at="newsroom:disclosure_contact_point",
    ),
    PlaceKind(
        code="address",
        label=gettext_lazy("Another address"),
        look=_look_at_addresses,
        choices=lambda _agency: [],
        accepts=is_an_address,
    ),
)


def register_own_places() -> None:
    """Called once when the room is loaded."""
    for kind in _KINDS:
        register_place(kind)
