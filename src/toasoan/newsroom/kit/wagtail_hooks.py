"""Registration with Wagtail's shell."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.menu import install
from toasoan.newsroom.kit.screens import MenuEntry, menu_entries, menu_names
from toasoan.units.queries import duties_of
from toasoan.vietnamese.dates import local_day


def _register(address: str, entry: MenuEntry) -> None:
    name = address.removeprefix("newsroom:")
    hooks.register(
        "register_admin_menu_item",
        lambda: entry.item(
            entry.label,
            reverse_lazy(address),
            name=name,
            icon_name=entry.icon,
            order=entry.order,
        ),
    )


for _address, _entry in menu_entries():
    _register(_address, _entry)


def names_shown(request: HttpRequest) -> frozenset[str]:
    """Each person sees the entries that lead them somewhere, and no others."""
    return menu_names(duties_of(user_of(request), local_day(timezone.now())))


install(names_shown)


@hooks.register("construct_settings_menu")
@hooks.register("construct_reports_menu")
@hooks.register("construct_help_menu")
def nothing_else(request: HttpRequest, menu_items: list[Any]) -> None:
    """Wagtail's own reports and settings are closed."""
    menu_items.clear()


@hooks.register("insert_global_admin_css")
def newsroom_style() -> SafeString:
    """Our type, our red, our own screens."""
    return format_html('<link rel="stylesheet" href="{}">', static("newsroom/kit/newsroom.css"))
