"""The screens of the figures: a period, its numbers, the stories behind each number."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from toasoan.figures.counting import Value, measure_in
from toasoan.figures.dimensions import Scope
from toasoan.figures.measures import MEASURES, MeasureUnit, OfRoom
from toasoan.figures.output import words
from toasoan.figures.rows import behind_in, lines_of_things
from toasoan.figures.successors import heirs_on
from toasoan.figures.tables import Column, FigureTable, TableRow, standard_columns, tabulate
from toasoan.newsroom.figures.behind import Number, stories_behind, told_lines
from toasoan.newsroom.figures.choice import Choice, asked_filters, choice_of, kept_query
from toasoan.newsroom.figures.dashboard import Cell, shown
from toasoan.newsroom.kit.duty_sets import COUNTING, READING_FIGURES
from toasoan.newsroom.kit.period_choice import period_context
from toasoan.newsroom.kit.screens import MenuEntry, screen
from toasoan.newsroom.kit.tables import CSV, ColumnKind, Table, TableColumn, table_response
from toasoan.printing import charts


@dataclass(frozen=True, slots=True)
class FiguresRow:
    """A unit, or the whole, and its numbers."""

    name: str
    cells: tuple[Cell, ...]


def _table(choice: Choice) -> FigureTable:
    return tabulate(
        choice.agency,
        standard_columns(choice.agency),
        choice.period,
        filters=choice.filters(),
        successors_on=choice.successors_on,
    )


def _row(
    choice: Choice, columns: tuple[Column, ...], values: tuple[Value, ...], row: TableRow | None
) -> FiguresRow:
    unit = row.member.key if row else ""
    cells = (
        Cell(
            shown(value, column.measure.unit),
            choice.behind(column.code, outlet=column.outlet, unit=unit),
        )
        for column, value in zip(columns, values, strict=True)
    )
    return FiguresRow(row.member.label if row else _("Whole agency"), tuple(cells))


def _chart(table: FigureTable) -> charts.BarChart:
    """Received and published of each unit, one below the other."""
    names = tuple(row.member.label for row in table.rows)
    return charts.BarChart(
        title=_("Received and published"),
        description=_("Two bars for each unit; the table above has the same numbers."),
        categories=names,
        series=tuple(
            charts.Series(column.name, tuple(row.values[place] for row in table.rows))
            for place, column in enumerate(table.columns)
            if column.code in {"received", "published"}
        ),
        category_label=_("Unit"),
    )


@screen(
    "so-lieu/",
    name="figures",
    duties=COUNTING,
    menu=MenuEntry(label=gettext_lazy("Figures"), icon="table", order=50),
)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The figures of a period, for the whole agency and unit by unit."""
    choice = choice_of(request)
    table = _table(choice)
    total = _row(choice, table.columns, table.total, None)
    context = {
        **period_context(choice.period, choice.form),
        "columns": table.columns,
        "total": total,
        "cards": list(zip(table.columns, total.cells, strict=True)),
        "units": [_row(choice, table.columns, row.values, row) for row in table.rows],
        # Written by `printing.charts`, which escapes every word.
        "chart": mark_safe(charts.svg(_chart(table))) if table.rows else "",  # noqa: S308
    }
    return render(request, "newsroom/figures/figures.html", context)


@screen("so-lieu/<slug:kind>/", name="figure_stories", duties=READING_FIGURES)
@require_safe
def stories(request: HttpRequest, kind: str) -> HttpResponse:
    """Exactly the stories that a number counts."""
    choice = choice_of(request)
    measure = MEASURES.get(kind)
    if measure is None:
        raise Http404
    heirs = heirs_on(choice.agency, choice.successors_on)
    scope = Scope(choice.agency, choice.period, asked_filters(request, choice), heirs)
    try:
        rows = behind_in(scope, measure)
    except ValueError as error:  # a dimension that this measure has not
        raise Http404 from error
    is_of_room = isinstance(measure.how, OfRoom)
    number = Number(
        label=measure.name,
        definition=measure.definition,
        value=words(measure, measure_in(scope, measure, ()).total) if is_of_room else "",
        period=choice.period,
        unit=choice.unit,
        kept=kept_query(request, choice),
        back="newsroom:figures" if choice.sees_all else "newsroom:dashboard",
        back_label=_("Figures"),
    )
    is_of_things = isinstance(rows, list)
    return stories_behind(request, number, rows, lines_of_things if is_of_things else told_lines)


@screen("so-lieu/tai-ve/", name="figures_export", duties=COUNTING)
@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """The table as a file."""
    choice = choice_of(request)
    table = _table(choice)
    kinds = {MeasureUnit.PERCENT: ColumnKind.PERCENT, MeasureUnit.COUNT: ColumnKind.NUMBER}
    saved = Table(
        name=f"so-lieu-{choice.period.first:%Y%m%d}-{choice.period.last:%Y%m%d}",
        title=choice.period.label(),
        columns=[
            TableColumn(_("Unit")),
            *(TableColumn(column.name, kinds[column.measure.unit]) for column in table.columns),
        ],
        rows=[
            *([row.member.label, *row.values] for row in table.rows),
            [_("Whole agency"), *table.total],
        ],
    )
    return table_response(request.GET.get("dang", CSV), saved)
