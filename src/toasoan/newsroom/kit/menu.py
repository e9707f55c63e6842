"""The newsroom's menu: the entries of declared screens only.

Wagtail asks every registered entry and every kind of search whether it is shown, and its own
ask the database. Only what is ours is asked here (docs/decisions/0015; written for 8.0.1).
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.menu import Menu, admin_menu
from wagtail.admin.search import Search, admin_search_areas

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
