"""The list of outlets, an outlet's page, entering and changing one."""

from collections.abc import Iterator

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.agency import agency_where, today_here
from toasoan.newsroom.kit.duty_sets import DESK, KEEPING_OUTLETS, SENDING_ON
from toasoan.newsroom.kit.form_page import FormPage, form_page
from toasoan.newsroom.kit.screens import MenuEntry, screen
from toasoan.newsroom.kit.tables import CSV, ColumnKind, Row, Table, TableColumn, table_response
from toasoan.newsroom.outlets.forms import OutletForm
from toasoan.outlets.models import Dispatch, DispatchPurpose, Outlet
from toasoan.outlets.outlet_list import save_outlet
from toasoan.outlets.queries import (
    outlet_for,
    outlets_of,
    owing_answers,
    waiting_for_people,
    with_changes,
    with_counts,
)
from toasoan.units.duties import Duty
from toasoan.units.models import Agency
from toasoan.units.queries import duties_of

_PER_PAGE = 30
_WRITE = ["GET", "HEAD", "POST"]
#: What of an outlet's dispatches is shown: name in the address → label.
TO_DECIDE, OWING, NOTICES, STORIES = "can-xu-ly", "cho-tra-loi", "thong-bao", "da-gui"
_VIEWS = {
    TO_DECIDE: gettext_lazy("To be decided"),
    OWING: gettext_lazy("Owes an answer"),
    STORIES: gettext_lazy("What it was sent"),
    NOTICES: gettext_lazy("Corrections and take-downs"),
}


@screen(
    "noi-nhan/",
    name="outlets",
    duties=SENDING_ON,
    menu=MenuEntry(label=gettext_lazy("Outlets"), icon="mail", order=48),
)
@require_safe
def outlets(request: HttpRequest) -> HttpResponse:
    """Every outlet with its numbers."""
    agency, today = agency_where(request, SENDING_ON), today_here()
    rows = list(with_counts(outlets_of(agency), today))
    duties = duties_of(user_of(request), today)
    context = {
        "rows": rows,
        "today": today,
        "may_add": not duties.isdisjoint(KEEPING_OUTLETS),
        "may_send": not duties.isdisjoint(DESK),
    }
    return render(request, "newsroom/outlets/outlets.html", context)


@screen("noi-nhan/tai-ve/", name="outlets_export", duties=SENDING_ON)
@require_safe
def outlets_export(request: HttpRequest) -> HttpResponseBase:
    """The outlets with their numbers, as a file."""
    agency = agency_where(request, SENDING_ON)
    numbers = [_("Sent"), _("Answered"), _("Used"), _("Owes an answer"), _("Overdue"), _("Failed")]
    columns = [
        *[TableColumn(label) for label in (_("Outlet"), pgettext("outlet", "Code"), _("Kind"))],
        *[TableColumn(label) for label in (_("How it takes stories"), _("E-mail"), _("Telephone"))],
        *[TableColumn(label, ColumnKind.NUMBER) for label in numbers],
        TableColumn(_("Not used since"), ColumnKind.DAY),
    ]
    table = Table("noi-nhan", columns, _export_rows(agency))
    return table_response(request.GET.get("dang", CSV), table)


def _export_rows(agency: Agency) -> Iterator[Row]:
    for each in with_counts(outlets_of(agency), today_here()):
        yield (
            each.name,
            each.code,
            each.get_kind_display(),
            each.get_delivery_display(),
            each.email,
            each.phone,
            each.sent,  # type: ignore[attr-defined]  # annotated, like the following
            each.answered,  # type: ignore[attr-defined]
            each.used or 0,  # type: ignore[attr-defined]
            each.owed,  # type: ignore[attr-defined]
            each.overdue,  # type: ignore[attr-defined]
            each.failed,  # type: ignore[attr-defined]
            each.closed_on,
        )


@screen("noi-nhan/<int:outlet_id>/", name="outlet", duties=SENDING_ON)
@require_safe
def outlet(request: HttpRequest, outlet_id: int) -> HttpResponse:
    """One outlet: what it has, what it owes an answer to, what failed, what it was told.

    Words of stories are the desk's: who only looks after the site sees numbers.
    """
    agency, today = agency_where(request, SENDING_ON), today_here()
    found = outlet_for(agency, outlet_id)
    rows = with_changes(Dispatch.objects.filter(outlet=found)).defer("payload")
    parts = _parts(rows)
    shown = request.GET.get("xem", "")
    if shown not in parts:
        shown = TO_DECIDE if parts[TO_DECIDE].exists() else STORIES
    duties = duties_of(user_of(request), today)
    page = Paginator(parts[shown].order_by("-pk"), _PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "outlet": found,
        "parts": [(name, _VIEWS[name], part.count()) for name, part in parts.items()],
        "shown": shown,
        "shown_label": _VIEWS[shown],
        "page": page,
        "query": f"xem={shown}",
        "today": today,
        "is_desk": not duties.isdisjoint(DESK),
        "may_change": not duties.isdisjoint(KEEPING_OUTLETS),
    }
    return render(request, "newsroom/outlets/outlet.html", context)


def _parts(rows: QuerySet[Dispatch]) -> dict[str, QuerySet[Dispatch]]:
    of_story = rows.filter(purpose=DispatchPurpose.STORY)
    return {
        TO_DECIDE: waiting_for_people(rows),
        OWING: owing_answers(rows),
        STORIES: of_story,
        NOTICES: rows.exclude(purpose=DispatchPurpose.STORY),
    }


@screen("noi-nhan/them/", name="outlet_add", duties=KEEPING_OUTLETS)
@require_http_methods(_WRITE)
def add(request: HttpRequest) -> HttpResponse:
    """Enter an outlet."""
    agency = agency_where(request, KEEPING_OUTLETS)
    page = FormPage(
        title=_("Add an outlet"),
        button=_("Add the outlet"),
        back=reverse("newsroom:outlets"),
        back_label=_("Outlets"),
        done=_("The outlet is on the list."),
    )
    return _write(request, Outlet(agency=agency), page)


@screen("noi-nhan/<int:outlet_id>/sua/", name="outlet_change", duties=KEEPING_OUTLETS)
@require_http_methods(_WRITE)
def change(request: HttpRequest, outlet_id: int) -> HttpResponse:
    """Change or close an outlet."""
    found = outlet_for(agency_where(request, KEEPING_OUTLETS), outlet_id)
    page = FormPage(
        title=_("Change “%(outlet)s”") % {"outlet": found},
        button=_("Save"),
        back=reverse("newsroom:outlet", args=[found.pk]),
        back_label=found.name,
        done=_("Saved."),
    )
    return _write(request, found, page)


def _write(request: HttpRequest, found: Outlet, page: FormPage) -> HttpResponse:
    is_webmaster = Duty.KEEP_SITE in duties_of(user_of(request), today_here())
    given = request.POST if request.method == "POST" else None
    form = OutletForm(given, outlet=found, is_webmaster=is_webmaster)
    return form_page(request, page, form, lambda: save_outlet(form.changed_outlet()))
