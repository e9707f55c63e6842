"""How it stands with what must be public, for webmaster and clerk: HTTP only."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from toasoan.accounts.requests import user_of
from toasoan.disclosure.actions import (
    add_item,
    change_item,
    end_item,
    review_item,
    set_contact_point,
)
from toasoan.disclosure.models import PublicItem, State
from toasoan.disclosure.queries import contact_point_on, finding_for, findings, items_of
from toasoan.newsroom.disclosure.forms import (
    ContactPointForm,
    EndItemForm,
    PublicItemForm,
    initial_contact,
    initial_of,
)
from toasoan.newsroom.disclosure.rows import Row, as_table, counts_of, rows_of
from toasoan.newsroom.kit.agency import agency_where, today_here
from toasoan.newsroom.kit.confirmation import Confirmation, confirmation_page
from toasoan.newsroom.kit.duty_sets import KEEPING_RECORDS
from toasoan.newsroom.kit.form_page import BackLink, FormPage, form_page
from toasoan.newsroom.kit.screens import MenuEntry, screen
from toasoan.newsroom.kit.tables import CSV, table_response
from toasoan.units.models import Agency

_FORM_METHODS = ["GET", "HEAD", "POST"]


def _agency(request: HttpRequest) -> Agency:
    return agency_where(request, KEEPING_RECORDS)


def _own(request: HttpRequest) -> QuerySet[PublicItem]:
    return items_of(_agency(request)).select_related("unit", "agency")


def _to_overview() -> BackLink:
    return {"back": reverse("newsroom:disclosure"), "back_label": _("Public information")}


def _rows(request: HttpRequest) -> list[Row]:
    return rows_of(findings(_agency(request), timezone.now()), request)


@screen(
    "cong-khai/",
    name="disclosure",
    duties=KEEPING_RECORDS,
    menu=MenuEntry(label=gettext_lazy("Public information"), icon="clipboard-list", order=330),
)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Every line of today with what is to be done; one state only when the address names it."""
    rows = _rows(request)
    asked = request.GET.get("tinh-trang", "")
    chosen = asked if asked in State.values else ""
    context = {
        "rows": [row for row in rows if not chosen or row.finding.state == chosen],
        "counts": counts_of(rows),
        "chosen": chosen,
        "whole": len(rows),
        "contact": contact_point_on(_agency(request), today_here()),
    }
    return render(request, "newsroom/disclosure/overview.html", context)


@screen("cong-khai/tep/", name="disclosure_export", duties=KEEPING_RECORDS)
@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """The same table as a file."""
    return table_response(request.GET.get("dang", CSV), as_table(_rows(request), today_here()))


@screen("cong-khai/them/", name="disclosure_add", duties=KEEPING_RECORDS)
@require_http_methods(_FORM_METHODS)
def add(request: HttpRequest) -> HttpResponse:
    """A new line of the list."""
    agency = _agency(request)
    form = PublicItemForm(
        request.POST or None, agency=agency, unit_id=None, initial={"from_on": today_here()}
    )
    page = FormPage(
        title=_("Add to what must be public"),
        button=_("Add it to the list"),
        **_to_overview(),
        done=_("The line stands on the list."),
    )

    def save() -> None:
        add_item(agency, form.terms(), actor=user_of(request), now=timezone.now())

    return form_page(request, page, form, save)


@screen("cong-khai/<int:item_id>/", name="disclosure_item", duties=KEEPING_RECORDS)
@require_http_methods(_FORM_METHODS)
def change(request: HttpRequest, item_id: int) -> HttpResponse:
    """One line: how it stands, what it says, and what was done to it."""
    item = get_object_or_404(_own(request), pk=item_id)
    form = PublicItemForm(
        request.POST or None, agency=item.agency, unit_id=item.unit_id, initial=initial_of(item)
    )

    def save() -> None:
        seen = form.cleaned_data["version"]
        change_item(
            item.pk, form.terms(), seen_version=seen, actor=user_of(request), now=timezone.now()
        )

    if request.method == "POST" and form.carry_out(save):
        messages.success(request, _("The line has been changed."))
        return redirect("newsroom:disclosure")
    row = rows_of([finding_for(item, timezone.now())], request)[0]
    context = {"item": item, "form": form, "row": row, "entries": item.entries.select_related("by")}
    status = 422 if request.method == "POST" else 200
    return render(request, "newsroom/disclosure/item.html", context, status=status)


@screen("cong-khai/<int:item_id>/ra-soat/", name="disclosure_review", duties=KEEPING_RECORDS)
@require_POST
def review(request: HttpRequest, item_id: int) -> HttpResponse:
    """Somebody looked: what stands there is right as of today."""
    item = get_object_or_404(_own(request), pk=item_id)
    review_item(item.pk, actor=user_of(request), now=timezone.now())
    messages.success(request, _("Written down: “%(item)s” is right as of today.") % {"item": item})
    return redirect("newsroom:disclosure")


@screen("cong-khai/<int:item_id>/bo/", name="disclosure_end", duties=KEEPING_RECORDS)
@require_http_methods(_FORM_METHODS)
def end(request: HttpRequest, item_id: int) -> HttpResponse:
    """Ask, then take a line off the list after a day."""
    item = get_object_or_404(_own(request), pk=item_id)
    form = EndItemForm(request.POST or None, initial={"to_on": today_here()})
    confirmation = Confirmation(
        question=_("Take “%(item)s” off the list") % {"item": item},
        consequence=_("Readers no longer find the line after this day; the newsroom keeps it."),
        button=_("Take it off"),
        **_to_overview(),
        done=_("The line leaves the list."),
    )

    def leave() -> None:
        end_item(item.pk, **form.cleaned_data, actor=user_of(request), now=timezone.now())

    return confirmation_page(request, confirmation, leave, form)


@screen("cong-khai/dau-moi/", name="disclosure_contact_point", duties=KEEPING_RECORDS)
@require_http_methods(_FORM_METHODS)
def contact_point(request: HttpRequest) -> HttpResponse:
    """Who takes in requests for information, from a day on."""
    agency, today = _agency(request), today_here()
    point = contact_point_on(agency, today)
    start = (initial_contact(point) if point else {}) | {"from_on": today}
    form = ContactPointForm(request.POST or None, initial=start)
    page = FormPage(
        title=_("Who takes in requests for information"),
        button=_("Save the contact point"),
        lead=_("Readers see it above the list. What held before this day is kept."),
        **_to_overview(),
        done=_("Readers see the contact point from its day on."),
    )

    def save() -> None:
        set_contact_point(
            agency,
            form.facts(),
            from_on=form.cleaned_data["from_on"],
            actor=user_of(request),
            now=timezone.now(),
        )

    return form_page(request, page, form, save)
