"""The newsroom's menu: our entries only, and beside the desk how much waits.

Wagtail asks every registered entry and every kind of search whether it is shown, and its own
ask the database. Only what is ours is asked here (docs/decisions/0015; written for 8.0.1).
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, admin_menu
from wagtail.admin.search import Search, admin_search_areas
from wagtail.admin.ui.sidebar import LinkMenuItem

from toasoan.accounts.requests import user_of
from toasoan.editorial.desks import count_waiting
from toasoan.vietnamese.dates import local_day

#: More than this is not counted for the menu: the badge then says "99+".
MOST_WAITING = 99
_REMEMBERED = "_toasoan_waiting"

NamesShown = Callable[[HttpRequest], frozenset[str]]


class NewsroomMenu(Menu):  # type: ignore[misc]  # Wagtail ships no types
    """Wagtail's menu, of which only the named entries are asked whether they are shown."""

    names_shown: NamesShown

    def menu_items_for_request(self, request: HttpRequest) -> list[Any]:
        """The entries that lead this person somewhere."""
        names = self.names_shown(request)
        items = [item for item in self.registered_menu_items if item.name in names]
        shown = [item for item in items if item.is_shown(request)]
        for construct in hooks.get_hooks(self.construct_hook_name):
            construct(request, shown)
        return shown


class NoSearch(Search):  # type: ignore[misc]  # Wagtail ships no types
    """The shell's search looks through pages and photos only, and the door is closed to it."""

    def search_items_for_request(self, request: HttpRequest) -> list[Any]:
        """None: our lists have a search of their own."""
        return []


def install(names_shown: NamesShown) -> None:
    """Put our menu in the place of Wagtail's; the shell holds on to its own two objects."""
    admin_menu.__class__ = NewsroomMenu
    admin_menu.names_shown = names_shown
    admin_search_areas.__class__ = NoSearch


def remember_waiting(request: HttpRequest, number: int) -> None:
    """Spare the menu its question on a page that knows how much waits."""
    setattr(request, _REMEMBERED, number)


def number_waiting(request: HttpRequest) -> int:
    """How much waits for the person of this request, up to one more than is counted."""
    known: int | None = getattr(request, _REMEMBERED, None)
    if known is None:
        today = local_day(timezone.now())
        known = count_waiting(user_of(request), today, MOST_WAITING + 1)
        remember_waiting(request, known)
    return min(known, MOST_WAITING + 1)


def waiting_label(request: HttpRequest) -> str:
    """How much waits, as it is shown."""
    number = number_waiting(request)
    return str(number) if number <= MOST_WAITING else f"{MOST_WAITING}+"


class DeskItem(MenuItem):  # type: ignore[misc]  # Wagtail ships no types
    """The entry of the desk, with the number of stories that wait for the person."""

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        """The entry anew for each request: a number must never stay for the next person."""
        attributes = dict(self.attrs)
        if number := number_waiting(request):
            shown = waiting_label(request)
            waiting = ngettext(
                "%(number)s story waits for you", "%(number)s stories wait for you", number
            ) % {"number": shown}
            attributes |= {"data-waiting": shown, "aria-label": f"{self.label}, {waiting}"}
        return LinkMenuItem(
            self.name,
            self.label,
            self.url,
            icon_name=self.icon_name,
            classname=self.classname,
            attrs=attributes,
        )
