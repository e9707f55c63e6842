"""The screens of the figures: a period, its numbers, the stories behind each number."""

import datetime as dt
from dataclasses import dataclass
from typing import cast

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from toasoan.newsroom.kit.agency import agency_where
from toasoan.newsroom.kit.date_fields import DayField
from toasoan.newsroom.kit.duty_sets import COUNTING
from toasoan.newsroom.kit.screens import MenuEntry, screen
from toasoan.newsroom.kit.tables import CSV, Column, Kind, Table, table_response
from toasoan.reports.queries import Counts, FigureKind, Figures, behind, figures, lines
from toasoan.units.models import Agency, Unit
from toasoan.vietnamese import periods
from toasoan.vietnamese.dates import local_day
from toasoan.vietnamese.numbers import percent
from toasoan.vietnamese.periods import Period

_PER_PAGE = 100
_CHART_WIDTH = 380
_BAR_STEP = 28
_LABELS = {
    FigureKind.RECEIVED: gettext_lazy("Received"),
    FigureKind.PUBLISHED: gettext_lazy("Put on the site"),
    FigureKind.PLACEMENTS: gettext_lazy("Used by outlets"),
    FigureKind.CLIPPINGS: gettext_lazy("Written by others"),
}


class PeriodForm(forms.Form):
    """The first and the last day of a period."""

    first = DayField(label=gettext_lazy("From"))
    last = DayField(label=gettext_lazy("To"))

    def clean(self) -> dict[str, dt.date]:
        """Refuse days in the wrong order."""
        given = cast("dict[str, dt.date]", super().clean())
        if given.get("first") and given.get("last") and given["last"] < given["first"]:
            raise forms.ValidationError(_("The last day is before the first day."))
        return given


@dataclass(frozen=True, slots=True)
class Cell:
    """A number that opens its stories."""

    label: str
    number: int
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """A unit, or the whole, and its numbers."""

    name: str
    cells: tuple[Cell, ...]
    approval_rate: str


def agency_counted(request: HttpRequest) -> Agency:
    """The agency whose figures the person reads. Raises Http404."""
    return agency_where(request, COUNTING)


def asked_period(request: HttpRequest) -> tuple[Period, PeriodForm]:
    """The period in the address, or the half-year of today; a wrong one keeps its form."""
    today = periods.half_year_of(local_day(timezone.now()))
    names = ("from", "to")
    if not any(request.GET.get(name) for name in names):
        return today, PeriodForm(initial={"first": today.first, "last": today.last})
    form = PeriodForm({"first": request.GET.get("from"), "last": request.GET.get("to")})
    if not form.is_valid():
        return today, form
    return Period(form.cleaned_data["first"], form.cleaned_data["last"]), form


def period_query(period: Period) -> dict[str, str]:
    """The period in an address."""
    return {"from": period.first.isoformat(), "to": period.last.isoformat()}


def _stories_address(period: Period, kind: FigureKind, unit: str = "", outlet: str = "") -> str:
    extra = {"don-vi": unit, "noi-dang": outlet}
    query = period_query(period) | {name: value for name, value in extra.items() if value}
    return f"{reverse('newsroom:figure_stories', args=[kind])}?{urlencode(query)}"


@dataclass(frozen=True, slots=True)
class Bar:
    """A unit's line in the chart; lengths in the chart's own units, 400 for the longest."""

    name: str
    top: int
    received: int
    published: int
    text_at: int
    label: str


def _row(counted: Figures, name: str, counts: Counts, unit_code: str) -> Row:
    def cell(label: str, number: int, kind: FigureKind, outlet: str = "") -> Cell:
        return Cell(label, number, _stories_address(counted.period, kind, unit_code, outlet))

    share = counts.approval_rate
    return Row(
        name=name,
        cells=(
            cell(_("Received"), counts.received, FigureKind.RECEIVED),
            cell(_("Put on the site"), counts.published, FigureKind.PUBLISHED),
            *(
                cell(o.name, counts.placements[o.code], FigureKind.PLACEMENTS, o.code)
                for o in counted.outlets
            ),
            cell(_("Written by others"), counts.clippings, FigureKind.CLIPPINGS),
        ),
        approval_rate="–" if share is None else percent(share),
    )


def _rows(counted: Figures) -> tuple[Row, list[Row]]:
    units = [_row(counted, row.unit.short_name, row.counts, row.unit.code) for row in counted.units]
    return _row(counted, _("Whole agency"), counted.total, ""), units


def _bars(counted: Figures) -> list[Bar]:
    longest = max((max(r.counts.received, r.counts.published) for r in counted.units), default=0)
    scale = _CHART_WIDTH / longest if longest else 0
    return [
        Bar(
            name=row.unit.short_name,
            top=number * _BAR_STEP,
            received=round(row.counts.received * scale),
            published=round(row.counts.published * scale),
            text_at=206 + round(max(row.counts.received, row.counts.published) * scale),
            label=f"{row.counts.published}/{row.counts.received}",
        )
        for number, row in enumerate(counted.units)
    ]


def period_choices(day: dt.date) -> list[dict[str, str]]:
    """Periods that people ask for, each with its address."""
    half = periods.half_year_of(day)
    quarter = periods.quarter(day.year, (day.month + 2) // 3)
    sector = (day + dt.timedelta(days=31)).year  # the sector's year begins on 01/12
    wanted = [
        half,
        periods.previous(half),
        quarter,
        periods.month(day.year, day.month),
        periods.year(day.year),
        periods.sector_year(sector),
    ]
    return [{"label": p.label(), "query": urlencode(period_query(p))} for p in wanted]


@screen(
    "so-lieu/",
    name="figures",
    duties=COUNTING,
    menu=MenuEntry(label=gettext_lazy("Figures"), icon="table", order=50),
)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The figures of a period, for the whole agency and unit by unit."""
    agency = agency_counted(request)
    period, form = asked_period(request)
    counted = figures(agency, period)
    total, units = _rows(counted)
    context = {
        "period": period,
        "form": form,
        "total": total,
        "units": units,
        "bars": _bars(counted),
        "chart_height": max(1, len(counted.units)) * _BAR_STEP,
        "choices": period_choices(local_day(timezone.now())),
        "previous": urlencode(period_query(periods.previous(period))),
        "query": urlencode(period_query(period)),
    }
    return render(request, "newsroom/figures/figures.html", context)


@screen("so-lieu/<slug:kind>/", name="figure_stories", duties=COUNTING)
@require_safe
def stories(request: HttpRequest, kind: str) -> HttpResponse:
    """Exactly the stories that a number counts."""
    agency = agency_counted(request)
    if kind not in list(FigureKind):
        raise Http404
    period, _form = asked_period(request)
    unit_code = request.GET.get("don-vi", "")
    outlet_code = request.GET.get("noi-dang", "")
    unit = get_object_or_404(Unit, agency=agency, code=unit_code) if unit_code else None
    rows = behind(agency, period, FigureKind(kind), unit=unit, outlet_code=outlet_code)
    page = Paginator(rows, _PER_PAGE).get_page(request.GET.get("p"))
    keep = {"don-vi": unit_code, "noi-dang": outlet_code}
    context = {
        "label": _LABELS[FigureKind(kind)],
        "number": page.paginator.count,
        "period": period,
        "unit": unit,
        "page": page,
        "lines": list(lines(list(page))),
        "back": urlencode(period_query(period)),
        "query": urlencode(period_query(period) | {k: v for k, v in keep.items() if v}),
    }
    return render(request, "newsroom/figures/figure_stories.html", context)


@screen("so-lieu/tai-ve/", name="figures_export", duties=COUNTING)
@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """The table as a file."""
    period, _form = asked_period(request)
    counted = figures(agency_counted(request), period)
    total, units = _rows(counted)
    rates = [row.counts.approval_rate for row in counted.units] + [counted.total.approval_rate]
    numbers = [Column(cell.label, Kind.NUMBER) for cell in total.cells]
    table = Table(
        name=f"so-lieu-{period.first:%Y%m%d}-{period.last:%Y%m%d}",
        title=period.label(),
        columns=[Column(_("Unit")), *numbers, Column(_("Approval rate (%)"), Kind.PERCENT)],
        rows=[
            [row.name, *(cell.number for cell in row.cells), share]
            for row, share in zip([*units, total], rates, strict=True)
        ],
    )
    return table_response(request.GET.get("dang", CSV), table)
