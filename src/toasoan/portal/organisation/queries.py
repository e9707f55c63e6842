"""The agency as a body: its units and leaders of the day, how to reach it, what the site has."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from toasoan.page_cache.cache_tags import shows
from toasoan.portal.frame.cache_tags import organisation_tag
from toasoan.portal.frame.menus import ENGLISH
from toasoan.portal.frame.own_pages import listing_links, organisation_links
from toasoan.portal.models import StandingPage
from toasoan.site_settings.models import Leader as AgencyLeader
from toasoan.site_settings.models import UnitContact
from toasoan.site_settings.queries import MenuLink, contacts_of, leadership_on
from toasoan.stories.models import Section
from toasoan.units.models import Agency, BoardKind, Membership, Unit, UnitKind
from toasoan.units.queries import leading_seats
from toasoan.vietnamese.dates import local_day

#: Rooms add a group of links to the site map: a function of request and agency that returns
#: a title and pairs of words and address, or None.
HOOK = "toasoan_site_map"
#: A page lists no more of one kind; beyond that the lists themselves lead on.
_MOST_LINKS = 200
_BRIEF = ("title", "url_path", "slug", "path", "depth", "numchild")


@dataclass(frozen=True, slots=True)
class Leader:
    """Who leads a board today, since when, by which decision: nothing else about the person."""

    name: str
    post: str
    #: The role on the board, with the board's name where it does not stand above.
    seat: str
    from_on: dt.date
    decision: str


@dataclass(frozen=True, slots=True)
class BoardOfDay:
    """A board of the agency with its leaders of the day."""

    name: str
    leaders: tuple[Leader, ...]


@dataclass(frozen=True, slots=True)
class UnitOfDay:
    """A unit that exists today, who leads its team, how it is reached, what stands beneath it."""

    unit: Unit
    leaders: tuple[Leader, ...]
    contact: UnitContact | None
    beneath: tuple["UnitOfDay", ...]


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """The units of one kind."""

    title: str
    units: tuple[UnitOfDay, ...]


@dataclass(frozen=True, slots=True)
class Organisation:
    """Who leads the agency on one day, then boards and units with their leaders."""

    leadership: tuple[AgencyLeader, ...]
    boards: tuple[BoardOfDay, ...]
    groups: tuple[UnitGroup, ...]


@dataclass(frozen=True, slots=True)
class MapGroup:
    """Links of one kind in the site map."""

    title: str
    links: tuple[MenuLink, ...]


def organisation(agency: Agency, units: Iterable[Unit], today: dt.date) -> Organisation:
    """Leadership, boards and units of the day. Three queries; `units` are all of the agency's."""
    seats = list(
        leading_seats(today)
        .filter(board__agency=agency, board__kind__in=(BoardKind.STEERING, BoardKind.UNIT_TEAM))
        .select_related("board", "user")
    )
    contacts = contacts_of(agency)
    open_units = [unit for unit in units if unit.is_open_on(today)]
    of_unit: dict[int | None, list[Leader]] = {}
    for seat in seats:
        of_unit.setdefault(seat.board.unit_id, []).append(_leader(seat))
    chart = _Chart(open_units, of_unit, contacts)
    return Organisation(tuple(leadership_on(agency, today)), _boards(seats), chart.groups())


def unit_head(request: HttpRequest, unit: Unit, today: dt.date) -> dict[str, Any]:
    """Who leads the unit's team today, and how the unit is reached. Two queries."""
    shows(request, organisation_tag(unit.agency_id))
    rows = leading_seats(today).filter(board__unit=unit).select_related("board", "user")
    return {
        "leaders": tuple(map(_leader, rows)),
        "contact": UnitContact.objects.filter(unit=unit).first(),
    }


def site_map(request: HttpRequest, agency: Agency, sections: list[Section]) -> list[MapGroup]:
    """Everything that has a page of its own but the stories. A fixed number of queries."""
    groups = [
        _group(_("Sections"), ((one.name, one.get_absolute_url()) for one in sections)),
        _group(_("Stories gathered"), listing_links()),
        _group(
            _("The agency"), [*organisation_links()[:-1], (_("Search"), reverse("portal:search"))]
        ),
        _group(_("Standing pages"), page_links(request, agency, english=False)),
        _group(_("Units"), _unit_links(agency)),
    ]
    added = (add(request, agency) for add in hooks.get_hooks(HOOK))
    groups += [_group(*found) for found in added if found]
    feeds = [(_("Every story"), reverse("portal:feed"))]
    feeds += [(one.name, reverse("portal:section_feed", args=[one.slug])) for one in sections]
    groups.append(_group(_("RSS feeds"), feeds))
    return [group for group in groups if group.links]


def standing_text(agency: Agency, slug: str) -> Page | None:
    """The standing page that the webmaster wrote for an address of ours, or None. One query."""
    pages = StandingPage.objects.child_of(agency.site.root_page).live()
    found: Page | None = pages.filter(slug=slug).first()
    return found


class _Chart:
    """Builds the tree of units from flat lists."""

    def __init__(
        self,
        units: list[Unit],
        leaders: dict[int | None, list[Leader]],
        contacts: dict[int, UnitContact],
    ) -> None:
        self.units, self.leaders, self.contacts = units, leaders, contacts
        self.ids = {unit.pk for unit in units}

    def groups(self) -> tuple[UnitGroup, ...]:
        """The groups of units that stand beneath no other, one for each kind."""
        above = [unit for unit in self.units if unit.parent_id not in self.ids]
        titles = {
            UnitKind.DEPARTMENT: _("Departments"),
            UnitKind.REGION: _("Regional units"),
            UnitKind.DISTRICT: _("District units"),
        }
        found = (
            UnitGroup(title, tuple(self._placed(unit) for unit in above if unit.kind == kind))
            for kind, title in titles.items()
        )
        return tuple(group for group in found if group.units)

    def _placed(self, unit: Unit) -> UnitOfDay:
        beneath = (other for other in self.units if other.parent_id == unit.pk)
        return UnitOfDay(
            unit,
            tuple(self.leaders.get(unit.pk, ())),
            self.contacts.get(unit.pk),
            tuple(map(self._placed, beneath)),
        )


def _leader(seat: Membership) -> Leader:
    role = capfirst(seat.get_role_display())
    decided = seat.decision_on.strftime("%d/%m/%Y") if seat.decision_on else ""
    return Leader(
        name=str(seat.user),
        post=seat.user.post,
        seat=role if seat.board.unit_id is None else f"{role} · {seat.board.name}",
        from_on=seat.from_on,
        decision=" ".join(filter(None, (seat.decision_number, decided and f"({decided})"))),
    )


def _boards(seats: Iterable[Membership]) -> tuple[BoardOfDay, ...]:
    named: dict[str, list[Leader]] = {}
    for seat in seats:
        if seat.board.unit_id is None:
            named.setdefault(seat.board.name, []).append(_leader(seat))
    return tuple(BoardOfDay(name, tuple(leaders)) for name, leaders in named.items())


def _group(title: str, links: Iterable[tuple[str, str]]) -> MapGroup:
    return MapGroup(
        title, tuple(MenuLink(label, address) for label, address in links)[:_MOST_LINKS]
    )


def page_links(request: HttpRequest, agency: Agency, *, english: bool) -> list[tuple[str, str]]:
    """Title and address of every standing page, as `standing_pages` finds them."""
    found = standing_pages(request, agency, english=english)
    return [(page.title, address) for page, address in found]


def dated_page_links(
    request: HttpRequest, agency: Agency, *, english: bool
) -> list[tuple[str, dt.datetime | None]]:
    """Address of every standing page and when it was published last."""
    found = standing_pages(request, agency, english=english)
    return [(address, page.last_published_at) for page, address in found]


def standing_pages(
    request: HttpRequest, agency: Agency, *, english: bool
) -> list[tuple[Page, str]]:
    """Every standing page in the order of the tree; one in the place of ours is ours. One query."""
    ours = {address for _label, address in organisation_links()}
    rows = Page.objects.descendant_of(agency.site.root_page).live().order_by("path")
    shown = rows.only(*_BRIEF, "last_published_at")[:_MOST_LINKS]
    links = ((page, page.get_url(request)) for page in shown)
    return [
        (page, address)
        for page, address in links
        if address not in ours and (english or not address.startswith(f"/{ENGLISH}/"))
    ]


def _unit_links(agency: Agency) -> list[tuple[str, str]]:
    units = Unit.objects.filter(agency=agency).open_on(local_day(timezone.now()))
    return [(unit.name, unit.get_absolute_url()) for unit in units]
