"""What stands around a page by the agency's own choice: emblem, colours, menus, languages."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import accumulate, chain, takewhile
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import Page

from toasoan.site_settings.queries import MenuLink, look_of, menus_of, sheet_of, standard_items
from toasoan.stories.models import Section
from toasoan.units.models import Agency

#: What the lines of the main menu may take at 1280 px beside the search field: about as many
#: letters of 15 px, a gap between two lines counted as three and the arrow of a group as four.
_ROOM, _GAP, _ARROW = 116, 3, 4
#: The address of the English pages' branch, beneath the home page.
ENGLISH = "en"


def standing_pages(agency: Agency) -> QuerySet[Page]:
    """The standing texts of the first level in the menu; asked only when they are shown."""
    pages: QuerySet[Page] = (
        Page.objects.child_of(agency.site.root_page)
        .live()
        .in_menu()
        .only("title", "url_path", "slug", "path", "depth")
    )
    return pages


def menus_context(request: HttpRequest, agency: Agency, sections: list[Section]) -> dict[str, Any]:
    """The look and the menus. One query, and one more for an agency with English pages."""
    look = look_of(agency)
    menus = menus_of(request, agency, sections)
    pages = standing_pages(agency)
    return {
        "look": look,
        "emblem": look.emblem,
        "sheet": sheet_of(look),
        "menu_items": (items := menus.menu or _first_menu(request, sections, pages)),
        "row_items": in_one_row(items),
        "footer_columns": menus.footer,
        "linked_software": menus.linked,
        "footer_items": () if menus.footer else _first_foot(request, pages),
        "english_front": english_front(request, agency) if look.english_on else "",
        "home_address": "/",
        "site_name": agency.name,
        "site_parent": agency.parent_name,
        "site_slogan": agency.slogan,
        "site_address": agency.address,
    }


def in_one_row(lines: tuple[MenuLink, ...]) -> tuple[MenuLink, ...]:
    """The lines as they fit into one row of a wide screen: the last ones stand beneath "More"."""
    home = len(_("Home")) + _GAP
    if home + sum(map(_width, lines)) <= _ROOM:
        return lines
    more = MenuLink(pgettext("menu", "More"))
    left = _ROOM - home - _width(MenuLink(more.label, children=lines))
    shown = list(
        takewhile(
            lambda taken: taken[1] <= left, zip(lines, accumulate(map(_width, lines)), strict=True)
        )
    )
    rest = lines[len(shown) :]
    beneath = tuple(
        chain.from_iterable((replace(line, children=()), *line.children) for line in rest)
    )
    return (
        *(line for line, _end in shown),
        replace(more, children=tuple(line for line in beneath if line.address)),
    )


def _width(line: MenuLink) -> int:
    return len(line.label) + _GAP + (_ARROW if line.children else 0)


def english_front(request: HttpRequest, agency: Agency) -> str:
    """The address of the front of the English pages; empty while it is not published. One query.

    Found by its kind, not by its model: the models of pages stand above the frame.
    """
    pages = Page.objects.child_of(agency.site.root_page).live()
    found = pages.filter(
        content_type__app_label="portal", content_type__model="englishhome"
    ).first()
    return found.get_url(request) or "" if found is not None else ""


def _first_menu(
    request: HttpRequest, sections: Iterable[Section], pages: Iterable[Page]
) -> tuple[MenuLink, ...]:
    """The sections of the menu, then the standing pages: what a site shows by itself."""
    of_sections = (
        MenuLink(section.name, section.get_absolute_url(), section.pk)
        for section in sections
        if section.in_menu
    )
    return (*of_sections, *_page_lines(request, pages))


def _first_foot(request: HttpRequest, pages: Iterable[Page]) -> tuple[MenuLink, ...]:
    lines = _page_lines(request, pages)
    listed = {line.address for line in lines}
    return (*lines, *(line for line in standard_items() if line.address not in listed))


def _page_lines(request: HttpRequest, pages: Iterable[Page]) -> tuple[MenuLink, ...]:
    return tuple(MenuLink(page.title, page.get_url(request), None, page.pk) for page in pages)
