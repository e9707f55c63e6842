"""The screens of the figures: a period, its numbers, the stories behind each number."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from toasoan.figures.queries import Counts, FigureKind, Figures, behind, figures
from toasoan.figures.rows import lines
from toasoan.newsroom.figures.behind import Number, stories_behind
from toasoan.newsroom.kit.duty_sets import COUNTING
from toasoan.newsroom.kit.period_choice import (
    agency_counted,
    period_context,
    period_of,
    period_query,
)
from toasoan.newsroom.kit.screens import MenuEntry, screen
from toasoan.newsroom.kit.tables import CSV, ColumnKind, Table, TableColumn, table_response
from toasoan.units.models import Unit
from toasoan.vietnamese.numbers import percent
from toasoan.vietnamese.periods import Period

_CHART_WIDTH = 380
_BAR_STEP = 28
_LABELS = {
    FigureKind.RECEIVED: gettext_lazy("Received"),
    FigureKind.PUBLISHED: gettext_lazy("Put on the site"),
    FigureKind.PLACEMENTS: gettext_lazy("Used by outlets"),
    FigureKind.CLIPPINGS: gettext_lazy("Written by others"),
}


@dataclass(frozen=True, slots=True)
class FigureCell:
    """A number that opens its stories."""

    label: str
    number: int
    address: str


@dataclass(frozen=True, slots=True)
class FiguresRow:
    """A unit, or the whole, and its numbers."""

    name: str
    cells: tuple[FigureCell, ...]
    approval_rate: str


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


def _row(counted: Figures, name: str, counts: Counts, unit_code: str) -> FiguresRow:
    def cell(label: str, number: int, kind: FigureKind, outlet: str = "") -> FigureCell:
        return FigureCell(label, number, _stories_address(counted.period, kind, unit_code, outlet))

    share = counts.approval_rate
    return FiguresRow(
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


def _rows(counted: Figures) -> tuple[FiguresRow, list[FiguresRow]]:
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
    period, form = period_of(request)
    counted = figures(agency, period)
    total, units = _rows(counted)
    context = {
        **period_context(period, form),
        "total": total,
        "units": units,
        "bars": _bars(counted),
        "chart_height": max(1, len(counted.units)) * _BAR_STEP,
    }
    return render(request, "newsroom/figures/figures.html", context)


@screen("so-lieu/<slug:kind>/", name="figure_stories", duties=COUNTING)
@require_safe
def stories(request: HttpRequest, kind: str) -> HttpResponse:
    """Exactly the stories that a number counts."""
    agency = agency_counted(request)
    if kind not in list(FigureKind):
        raise Http404
    period, _form = period_of(request)
    unit_code = request.GET.get("don-vi", "")
    outlet_code = request.GET.get("noi-dang", "")
    unit = get_object_or_404(Unit, agency=agency, code=unit_code) if unit_code else None
    number = Number(
        label=_LABELS[FigureKind(kind)],
        period=period,
        unit=unit,
        kept={"don-vi": unit_code, "noi-dang": outlet_code},
        back="newsroom:figures",
        back_label=_("Figures"),
    )
    rows = behind(agency, period, FigureKind(kind), unit=unit, outlet_code=outlet_code)
    return stories_behind(request, number, rows, lines)


@screen("so-lieu/tai-ve/", name="figures_export", duties=COUNTING)
@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """The table as a file."""
    period, _form = period_of(request)
    counted = figures(agency_counted(request), period)
    total, units = _rows(counted)
    rates = [row.counts.approval_rate for row in counted.units] + [counted.total.approval_rate]
    numbers = [TableColumn(cell.label, ColumnKind.NUMBER) for cell in total.cells]
    table = Table(
        name=f"so-lieu-{period.first:%Y%m%d}-{period.last:%Y%m%d}",
        title=period.label(),
        columns=[
            TableColumn(_("Unit")),
            *numbers,
            TableColumn(_("Approval rate (%)"), ColumnKind.PERCENT),
        ],
        rows=[
            [row.name, *(cell.number for cell in row.cells), share]
            for row, share in zip([*units, total], rates, strict=True)
        ],
    )
    return table_response(request.GET.get("dang", CSV), table)
