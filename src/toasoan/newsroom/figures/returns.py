"""What came back, was not used or went out urgently: by reason and unit."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from toasoan.editorial.models import Reason
from toasoan.figures.returns import CountedAction, behind_return, returns
from toasoan.figures.rows import lines
from toasoan.newsroom.figures.behind import Number, stories_behind
from toasoan.newsroom.figures.returns_table import label_of, table
from toasoan.newsroom.kit.duty_sets import COUNTING
from toasoan.newsroom.kit.period_choice import (
    agency_counted,
    period_context,
    period_of,
)
from toasoan.newsroom.kit.screens import MenuEntry, screen
from toasoan.newsroom.kit.tables import CSV, ColumnKind, Table, TableColumn, table_response
from toasoan.units.models import Unit


@screen(
    "tra-lai/",
    name="returns",
    duties=COUNTING,
    menu=MenuEntry(label=gettext_lazy("What came back"), icon="resubmit", order=55),
)
@require_safe
def returns_table(request: HttpRequest) -> HttpResponse:
    """What came back, was not used, went out urgently: by reason and unit."""
    agency = agency_counted(request)
    period, form = period_of(request)
    counted = returns(agency, period)
    context = {
        **period_context(period, form),
        "units": counted.units,
        "rows": table(counted),
        "owing": counted.owing,
    }
    return render(request, "newsroom/figures/returns.html", context)


@screen("tra-lai/<slug:action>/", name="returns_stories", duties=COUNTING)
@require_safe
def returns_stories(request: HttpRequest, action: str) -> HttpResponse:
    """Exactly the stories that a number counts."""
    agency = agency_counted(request)
    if action not in list(CountedAction):
        raise Http404
    period, _form = period_of(request)
    unit_code, code = request.GET.get("don-vi", ""), request.GET.get("ly-do", "")
    unit = get_object_or_404(Unit, agency=agency, code=unit_code) if unit_code else None
    reason = get_object_or_404(Reason, agency=agency, code=code) if code else None
    number = Number(
        label=label_of(CountedAction(action), reason.label if reason else ""),
        period=period,
        unit=unit,
        kept={"don-vi": unit_code, "ly-do": code},
        back="newsroom:returns",
        back_label=_("What came back"),
    )
    rows = behind_return(agency, period, CountedAction(action), unit=unit, code=code)
    return stories_behind(request, number, rows, lines)


@screen("tra-lai/tai-ve/", name="returns_export", duties=COUNTING)
@require_safe
def returns_export(request: HttpRequest) -> HttpResponseBase:
    """The table as a file for Excel, or as a workbook."""
    agency = agency_counted(request)
    period, _form = period_of(request)
    counted = returns(agency, period)
    places = [_("Whole agency"), *(unit.short_name for unit in counted.units)]
    saved = Table(
        name=f"tra-lai-{period.first:%Y%m%d}-{period.last:%Y%m%d}",
        title=period.label(),
        columns=[
            TableColumn(_("Reason")),
            *(TableColumn(place, ColumnKind.NUMBER) for place in places),
        ],
        rows=[[row.label, *(cell.number for cell in row.cells)] for row in table(counted)],
    )
    return table_response(request.GET.get("dang", CSV), saved)
