"""The newsroom's menu: the entries of declared screens, and Wagtail's where it is open.

Wagtail asks every registered entry and every kind of search whether it is shown, and its own
ask the database. Only what is open to the person is asked here (docs/decisions/0015; written for
8.0.1).
"""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, admin_menu
from wagtail.admin.search import Search, admin_search_areas

from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.screens import NAMESPACE, Screen, menu_screens, wagtail_menu_names
from toasoan.units.queries import duties_of
from toasoan.vietnamese.dates import local_day


class NewsroomMenu(Menu):  # type: ignore[misc]  # Wagtail ships no types
    """Wagtail's menu with the entries that lead the person of the request somewhere."""

    def menu_items_for_request(self, request: HttpRequest) -> list[Any]:
        """Our entries and those of Wagtail's own that are open to the person today."""
        duties = duties_of(user_of(request), local_day(timezone.now()))
        names = wagtail_menu_names(duties)
        wagtails = [item for item in self.registered_menu_items if item.name in names]
        items = [item for item in wagtails if item.is_shown(request)]
        ours = map(_menu_item, menu_screens(duties))
        items += [item for item in ours if item.is_shown(request)]
        for construct in hooks.get_hooks(self.construct_hook_name):
            construct(request, items)
        return items


def _menu_item(screen: Screen) -> MenuItem:
    """The screen's entry as Wagtail draws it."""
    entry, name = screen.menu, screen.address.name
    assert entry is not None  # noqa: S101  # chosen by menu_screens
    return entry.item(
        entry.label,
        reverse(name),
        name=name.removeprefix(f"{NAMESPACE}:"),
        icon_name=entry.icon,
        order=entry.order,
    )


class NoSearch(Search):  # type: ignore[misc]  # Wagtail ships no types
    """The shell's search looks through pages and photos only, which are closed."""

    def search_items_for_request(self, request: HttpRequest) -> list[Any]:
        """None: our lists have a search of their own."""
        return []


def install() -> None:
    """Put our menu in the place of Wagtail's; the shell holds on to its own two objects."""
    admin_menu.__class__ = NewsroomMenu
    admin_search_areas.__class__ = NoSearch
