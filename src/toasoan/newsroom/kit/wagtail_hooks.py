"""Registration with Wagtail's shell."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.access import OPEN, PLANNING_MENU, may_enter
from toasoan.newsroom.kit.menu import DeskItem, install
from toasoan.units.duties import Duty
from toasoan.units.queries import duties_of
from toasoan.vietnamese.dates import local_day

#: Menu entries by name and the address that each leads to: who may enter sees the entry.
MENU = {
    "desk": "newsroom:home",
    "write": "newsroom:write",
    "send-word": "newsroom:send_word",
    "my-stories": "newsroom:my_stories",
    "archive": "newsroom:archive",
    "plan": "newsroom:planning",
    "figures": "newsroom:figures",
    "returns": "newsroom:returns",
    "reasons": "newsroom:reasons",
    "people": "newsroom:people",
    "stand-ins": "newsroom:stand_ins",
    "explorer": "wagtailadmin_explore_root",
    "sections": "newsroom:sections",
    "events": "newsroom:events",
    "topics": "newsroom:topics",
    "appearance": "newsroom:appearance",
    "limits": "newsroom:limits",
    "account-log": "newsroom:account_log",
    "maintenance": "newsroom:maintenance",
    "guide": "newsroom:guide",
}


def _item(label: Any, name: str, icon: str, order: int) -> None:
    hooks.register(
        "register_admin_menu_item",
        lambda: MenuItem(label, reverse_lazy(MENU[name]), name=name, icon_name=icon, order=order),
    )


hooks.register(
    "register_admin_menu_item",
    lambda: DeskItem(
        _("Desk"), reverse_lazy(MENU["desk"]), name="desk", icon_name="home", order=10
    ),
)
_item(_("Write a story"), "write", "edit", 20)
_item(_("Send a Word file"), "send-word", "upload", 30)
_item(_("My stories"), "my-stories", "list-ul", 40)
_item(_("All stories"), "archive", "folder-open-inverse", 45)
_item(_("Plan of coverage"), "plan", "calendar-alt", 47)
_item(_("Figures"), "figures", "table", 50)
_item(_("What came back"), "returns", "resubmit", 55)
_item(_("Stand-ins"), "stand-ins", "user", 60)
_item(_("People and units"), "people", "group", 65)
_item(_("Reasons for returning"), "reasons", "list-ol", 70)
_item(_("Sections"), "sections", "list-ul", 300)
_item(_("Public events"), "events", "calendar", 310)
_item(_("Topics"), "topics", "list-ul", 310)
_item(_("Look of the site"), "appearance", "site", 310)
_item(_("Limits and notices"), "limits", "date", 320)
_item(_("Account log"), "account-log", "key", 800)
_item(_("Maintenance"), "maintenance", "cogs", 800)
_item(_("Guide"), "guide", "help", 900)


def names_shown(request: HttpRequest) -> frozenset[str]:
    """Each person sees the entries that lead them somewhere, and no others."""
    duties = duties_of(user_of(request), local_day(timezone.now()))
    # The person without any unit of their own does not write; the approver reads.
    hidden = {"my-stories"} if duties.isdisjoint({Duty.CONTRIBUTE, Duty.VET, Duty.EDIT}) else set()
    if duties.isdisjoint(PLANNING_MENU):
        # A writer's menu stays at five entries: what is assigned to them stands on their desk.
        hidden.add("plan")
    return frozenset(
        name
        for name, address in MENU.items()
        if name not in hidden and address in OPEN and may_enter(address, duties)
    )


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
