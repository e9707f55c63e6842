"""Lists of placements and of clippings in a period, and the same as files."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.agency import agency_where, today_here
from toasoan.newsroom.kit.duty_sets import COUNTING, DESK
from toasoan.newsroom.kit.screens import MenuEntry, screen
from toasoan.newsroom.kit.tables import CSV, ColumnKind, Table, TableColumn, table_response
from toasoan.newsroom.placements.forms import ListFilterForm
from toasoan.newsroom.placements.queries import (
    PlacementFilters,
    clippings_in,
    placements_in,
    with_units,
)
from toasoan.units.models import Agency
from toasoan.units.queries import duties_of
from toasoan.vietnamese import periods

_PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class ListAsked:
    """Whose list is asked for, and what narrows it."""

    agency: Agency
    form: ListFilterForm
    filters: PlacementFilters

    @property
    def query(self) -> str:
        """The filters as they stand in an address."""
        given = {
            "tu": self.filters.period.first.isoformat(),
            "den": self.filters.period.last.isoformat(),
            "noi_dang": self.filters.outlet.code if self.filters.outlet else "",
            "don_vi": self.filters.unit.code if self.filters.unit else "",
            "xem": self.filters.state,
        }
        return urlencode({name: value for name, value in given.items() if value})

    def file_name(self, stem: str) -> str:
        """The name of the list as a file."""
        period = self.filters.period
        return f"{stem}-{period.first:%Y%m%d}-{period.last:%Y%m%d}"


def _asked(request: HttpRequest, *, can_wait: bool) -> ListAsked:
    agency = agency_where(request, COUNTING)
    usual = periods.half_year_of(today_here())
    form = ListFilterForm(request.GET, agency=agency, usual=usual, can_wait=can_wait)
    return ListAsked(agency, form, form.filters())


def _context(request: HttpRequest, asked: ListAsked, rows: Any) -> dict[str, Any]:
    page = Paginator(rows, _PER_PAGE).get_page(request.GET.get("p"))
    duties = duties_of(user_of(request), today_here())
    return {
        "page": page,
        "period": asked.filters.period,
        "form": asked.form,
        "filters": asked.filters,
        "query": asked.query,
        "may_enter": not duties.isdisjoint(DESK),
    }


@screen(
    "dang-bao/",
    name="placements",
    duties=COUNTING,
    menu=MenuEntry(label=gettext_lazy("Used by outlets"), icon="doc-full", order=48),
)
@require_safe
def placements(request: HttpRequest) -> HttpResponse:
    """Where stories appeared in a period."""
    asked = _asked(request, can_wait=True)
    context = _context(request, asked, placements_in(asked.agency, asked.filters))
    context["rows"] = with_units(context["page"])
    return render(request, "newsroom/placements/placements.html", context)


@screen("dang-bao/tai-ve/", name="placements_export", duties=COUNTING)
@require_safe
def placements_export(request: HttpRequest) -> HttpResponseBase:
    """Where stories appeared, as a file."""
    asked = _asked(request, can_wait=True)
    columns = (
        TableColumn(_("Day"), ColumnKind.DAY),
        *map(
            TableColumn,
            (
                _("Outlet"), _("Headline there"), _("Story"), _("Unit"), _("Address or page"),
                _("How it is known"),
            ),
        ),
        TableColumn(_("Confirmed"), ColumnKind.MOMENT),
        TableColumn(_("Cancelled because")),
    )  # fmt: skip
    rows = [
        (
            row.placement.placed_on, row.placement.outlet.name, row.placement.headline,
            row.placement.story.headline, row.unit, row.placement.address,
            row.placement.get_source_display(), row.placement.confirmed_at,
            row.placement.cancel_reason,
        )
        for row in with_units(placements_in(asked.agency, asked.filters))
    ]  # fmt: skip
    table = Table(asked.file_name("dang-bao"), columns, rows, asked.filters.period.label())
    return table_response(request.GET.get("dang", CSV), table)


@screen("bao-viet/", name="clippings", duties=COUNTING)
@require_safe
def clippings(request: HttpRequest) -> HttpResponse:
    """What others wrote about us in a period."""
    asked = _asked(request, can_wait=False)
    context = _context(request, asked, clippings_in(asked.agency, asked.filters))
    return render(request, "newsroom/placements/clippings.html", context)


@screen("bao-viet/tai-ve/", name="clippings_export", duties=COUNTING)
@require_safe
def clippings_export(request: HttpRequest) -> HttpResponseBase:
    """What others wrote about us, as a file."""
    asked = _asked(request, can_wait=False)
    columns = (
        TableColumn(_("Day"), ColumnKind.DAY),
        *map(
            TableColumn,
            (
                _("Outlet"), _("Headline"), _("Unit"), _("Address or page"), _("Note"),
                _("Cancelled because"),
            ),
        ),
    )  # fmt: skip
    rows = [
        (
            row.published_on, row.outlet.name, row.headline, row.unit.short_name, row.address,
            row.note, row.cancel_reason,
        )
        for row in clippings_in(asked.agency, asked.filters)
    ]  # fmt: skip
    table = Table(asked.file_name("bao-viet"), columns, rows, asked.filters.period.label())
    return table_response(request.GET.get("dang", CSV), table)
