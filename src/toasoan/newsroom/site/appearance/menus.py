"""The main menu and the footer, line by line: HTTP only."""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import Page as SitePage

from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.agency import kept_agency
from toasoan.newsroom.kit.confirmation import Confirmation, confirmation_page
from toasoan.newsroom.kit.duty_sets import ADMINISTRATION
from toasoan.newsroom.kit.form_page import FormPage, form_page
from toasoan.newsroom.kit.screens import screen
from toasoan.newsroom.site.appearance.forms import form_for
from toasoan.site_settings.actions import (
    change_linked,
    keep_entry,
    move_entry,
    remove_entry,
    write_down_menus,
)
from toasoan.site_settings.models import Entry, MenuPlace
from toasoan.site_settings.queries import entries_of
from toasoan.units.models import Agency


@dataclass(frozen=True, slots=True)
class MenuBranch:
    """A line in the list with those beneath it."""

    entry: Entry
    beneath: tuple[Entry, ...]


@screen("giao-dien/thuc-don/", name="menus", duties=ADMINISTRATION)
@require_safe
def menus(request: HttpRequest) -> HttpResponse:
    """Both places with their lines, in order."""
    rows = list(_own(kept_agency(request)).select_related("section", "page"))
    context = {
        "menu": _tree(rows, MenuPlace.MENU),
        "footer": _tree(rows, MenuPlace.FOOTER),
        "linked": _tree(rows, MenuPlace.LINKS),
        "arranged": {row.place for row in rows} >= {MenuPlace.MENU, MenuPlace.FOOTER},
    }
    return render(request, "newsroom/site/appearance/menus.html", context)


@screen("giao-dien/thuc-don/bat-dau/", name="menus_begin", duties=ADMINISTRATION)
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Make lines of what the site shows by itself, so that they can be arranged."""
    agency = kept_agency(request)
    write_down_menus(agency, SitePage.objects.child_of(agency.site.root_page).live().in_menu())
    messages.success(request, _("The lines that readers see now stand here: arrange them."))
    return redirect("newsroom:menus")


@screen("giao-dien/thuc-don/them/<slug:place>/", name="menu_line_add", duties=ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, place: str) -> HttpResponse:
    """A new line of the menu, or a new column of the footer."""
    if place not in MenuPlace.values:
        raise Http404
    return _form(request, Entry(agency=kept_agency(request), place=place))


@screen(
    "giao-dien/thuc-don/<int:entry_id>/them/", name="menu_line_add_beneath", duties=ADMINISTRATION
)
@require_http_methods(["GET", "HEAD", "POST"])
def add_beneath(request: HttpRequest, entry_id: int) -> HttpResponse:
    """A new line beneath another one; there is one level only."""
    agency = kept_agency(request)
    parent = get_object_or_404(
        _own(agency).exclude(place=MenuPlace.LINKS), pk=entry_id, parent=None
    )
    return _form(request, Entry(agency=agency, place=parent.place, parent=parent))


@screen("giao-dien/thuc-don/<int:entry_id>/", name="menu_line", duties=ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Change the words of a line, or where it leads."""
    return _form(request, get_object_or_404(_own(kept_agency(request)), pk=entry_id))


@screen("giao-dien/thuc-don/<int:entry_id>/thu-tu/", name="menu_line_move", duties=ADMINISTRATION)
@require_POST
def move(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Move a line one place up or down."""
    entry = get_object_or_404(_own(kept_agency(request)), pk=entry_id)
    move_entry(entry, up=request.POST.get("to") == "up")
    messages.success(request, _("“%(line)s” has been moved.") % {"line": entry})
    return redirect("newsroom:menus")


@screen("giao-dien/thuc-don/<int:entry_id>/bo/", name="menu_line_remove", duties=ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Ask, then take a line off, with the lines beneath it."""
    entry = get_object_or_404(_own(kept_agency(request)), pk=entry_id)
    confirmation = Confirmation(
        question=_("Take “%(line)s” off") % {"line": entry},
        consequence=_what_goes(entry),
        button=_("Take it off"),
        back=reverse("newsroom:menus"),
        back_label=_("Menu and footer"),
        lead=_("What it leads to stays. The line can only be added anew."),
        done=_("“%(line)s” has been taken off.") % {"line": entry},
    )
    return confirmation_page(request, confirmation, lambda: remove_entry(entry))


def _what_goes(entry: Entry) -> str:
    beneath = entry.children.count()
    if not beneath:
        return _("Readers no longer see this line on any page.")
    return ngettext(
        "Readers no longer see this line on any page, nor the line beneath it.",
        "Readers no longer see this line on any page, nor the %(count)s lines beneath it.",
        beneath,
    ) % {"count": beneath}


def _own(agency: Agency) -> QuerySet[Entry]:
    return entries_of(agency)


def _tree(rows: list[Entry], place: MenuPlace) -> list[MenuBranch]:
    here = [row for row in rows if row.place == place]
    return [
        MenuBranch(row, tuple(other for other in here if other.parent_id == row.pk))
        for row in here
        if row.parent_id is None
    ]


def _lead_of(entry: Entry) -> str:
    if entry.place == MenuPlace.LINKS:
        return _("Readers see it above the footer of every page.")
    choose = _("Choose one: a section, a page of the site, or an address.")
    if entry.place == MenuPlace.FOOTER or entry.parent_id is not None:
        return choose
    return f"{choose} {_('With words only it is a group that opens the lines beneath it.')}"


def _form(request: HttpRequest, entry: Entry) -> HttpResponse:
    is_column = entry.place == MenuPlace.FOOTER and entry.parent_id is None
    new = _("A new column of the footer") if is_column else _("A new line")
    if entry.place == MenuPlace.LINKS:
        new = _("New linked software")
    form = form_for(entry, request.POST or None, request.FILES or None, entry.agency)
    page = FormPage(
        title=str(entry) if entry.pk else new,
        button=_("Save"),
        back=reverse("newsroom:menus"),
        back_label=_("Menu and footer"),
        lead="" if is_column else _lead_of(entry),
    )

    def save() -> None:
        if entry.place == MenuPlace.LINKS:
            emblem = form.cleaned_data["emblem_file"]
            change_linked(entry, actor=user_of(request), emblem=emblem)
        else:
            keep_entry(entry)
        messages.success(request, _("Saved: “%(line)s”.") % {"line": entry})

    return form_page(request, page, form, save)
