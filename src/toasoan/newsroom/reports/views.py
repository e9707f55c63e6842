"""The list of reports, a report's page, the stories behind its figures."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.agency import agency_where, today_here
from toasoan.newsroom.kit.form_page import FormPage, form_page
from toasoan.newsroom.kit.screens import MenuEntry, screen
from toasoan.newsroom.kit.tables import CSV, ColumnKind, Table, TableColumn, table_response
from toasoan.newsroom.reports.forms import NewReportForm
from toasoan.newsroom.reports.rights import READERS, WRITERS, report_here, rights_in
from toasoan.printing import charts
from toasoan.reports import outline, wording
from toasoan.reports.actions import begin_report
from toasoan.reports.content import CountTable, Figure, ReportContent
from toasoan.reports.documents import TABLES_OF_PART, chart_of_units
from toasoan.reports.files import FORMATS
from toasoan.reports.models import Report
from toasoan.reports.queries import content_of, reports_of
from toasoan.stories.models import Story
from toasoan.units.queries import agencies_where

_PER_PAGE = 100


@screen(
    "bao-cao/",
    name="reports",
    duties=READERS,
    menu=MenuEntry(label=gettext_lazy("Reports"), icon="doc-full-inverse", order=52),
)
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """The agency's reports, the latest period first."""
    agency = agency_where(request, READERS)
    page = Paginator(reports_of(agency), _PER_PAGE).get_page(request.GET.get("p"))
    may_write = agency.pk in agencies_where(user_of(request), WRITERS, today_here())
    context = {"page": page, "may_write": may_write, "query": ""}
    return render(request, "newsroom/reports/reports.html", context)


@screen("bao-cao/soan/", name="report_new", duties=WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Choose a period; the draft that is begun opens in its editor."""
    agency = agency_where(request, WRITERS)
    form = NewReportForm(request.POST or None, agency=agency, today=today_here())
    begun: list[Report] = []

    def begin() -> None:
        begun.append(
            begin_report(form.report(), agency=agency, actor=user_of(request), now=timezone.now())
        )

    if request.method == "POST" and form.carry_out(begin):
        messages.success(request, _("The draft is filled in from the figures. Read it through."))
        return redirect("newsroom:report_write", begun[0].pk)
    page = FormPage(
        title=_("Write a report"),
        lead=_("The figures of the period are counted and put into words; you write the rest."),
        button=_("Begin the draft"),
        back=reverse("newsroom:reports"),
        back_label=_("Reports"),
    )
    return form_page(request, page, form, lambda: None)


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A figure as the page shows it; `address` opens its stories, empty for a share."""

    label: str
    value: str
    compared: str
    address: str


def stories_address(report: Report, key: str) -> str:
    """The page of the stories behind a figure of a report."""
    return f"{reverse('newsroom:report_stories', args=[report.pk])}?{urlencode({'so-lieu': key})}"


def shown_figures(report: Report, figures: tuple[Figure, ...]) -> list[ShownFigure]:
    """The figures with their comparisons in words and the addresses of their stories."""
    return [
        ShownFigure(
            figure.label,
            wording.number(figure.value, figure.kind),
            wording.compared(figure, before="kỳ trước").strip(" ()")
            if figure.kind == "count"
            else "",
            stories_address(report, figure.key) if figure.kind == "count" else "",
        )
        for figure in figures
    ]


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table as the page shows it."""

    key: str
    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    total: tuple[str, tuple[str, ...]]


def shown_table(table: CountTable) -> ShownTable:
    """The numbers of a table as text."""
    kinds = [column.kind for column in table.columns]

    def cells(numbers: tuple[int | None, ...]) -> tuple[str, ...]:
        return tuple(
            wording.number(value, kind) for value, kind in zip(numbers, kinds, strict=True)
        )

    return ShownTable(
        table.key,
        table.title,
        (table.first, *(column.label for column in table.columns)),
        tuple((row.label, cells(row.cells)) for row in table.rows),
        (table.total.label, cells(table.total.cells)),
    )


def shown_parts(content: ReportContent) -> list[dict[str, object]]:
    """The parts with the table, limitations, measures and stories that stand in each."""
    tables = {table.key: shown_table(table) for table in content.tables}
    return [
        {
            "part": part,
            "tables": [
                tables[key]
                for key in TABLES_OF_PART.get(part.key, ())
                if key in tables and tables[key].rows
            ],
            "earlier": content.earlier if part.key == outline.EARLIER else (),
            "notable": content.notable if part.key == outline.NOTABLE else (),
            "weaknesses": content.weaknesses if part.key == outline.WEAK else (),
            "measures": content.measures if part.key == outline.NEXT else (),
        }
        for part in content.parts
    ]


@screen("bao-cao/<int:report_id>/", name="report", duties=READERS)
@require_safe
def report_page(request: HttpRequest, report_id: int) -> HttpResponse:
    """What the report says; of a closed one its hash, its documents and its supplements too."""
    report = report_here(request, report_id)
    content = content_of(report)
    chart = chart_of_units(content)
    context = {
        "report": report,
        "content": content,
        "figures": shown_figures(report, content.figures),
        "parts": shown_parts(content),
        "chart": mark_safe(charts.svg(chart)) if chart else "",  # noqa: S308  # our own drawing
        "rights": rights_in(request, report),
        "formats": [(form.value, form.label) for form in FORMATS],
        "files": report.files.defer("content"),
        "supplements": report.supplements.all(),
    }
    return render(request, "newsroom/reports/report.html", context)


@screen("bao-cao/<int:report_id>/tin/", name="report_stories", duties=READERS)
@require_safe
def stories(request: HttpRequest, report_id: int) -> HttpResponse:
    """Exactly the stories that a figure of the report counts; of a closed one as they were."""
    report = report_here(request, report_id)
    content = content_of(report)
    figure = content.figure(request.GET.get("so-lieu", ""))
    if figure is None:
        raise Http404
    rows = [one for one in content.stories if one.figure == figure.key]
    page = Paginator(rows, _PER_PAGE).get_page(request.GET.get("p"))
    on_page = [one.story for one in page if one.story]
    context = {
        "report": report,
        "figure": figure,
        "page": page,
        "live": {
            story.pk: story.get_absolute_url()
            for story in Story.objects.filter(pk__in=on_page, live=True).select_related("section")
        },
        "query": urlencode({"so-lieu": figure.key}),
    }
    return render(request, "newsroom/reports/stories.html", context)


@screen("bao-cao/tai-ve/", name="reports_export", duties=READERS)
@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """The list of reports as a file."""
    rows = reports_of(agency_where(request, READERS))
    columns = [
        TableColumn(_("Title")),
        TableColumn(_("From"), ColumnKind.DAY),
        TableColumn(_("To"), ColumnKind.DAY),
        TableColumn(_("State")),
        TableColumn(_("Closed"), ColumnKind.MOMENT),
        TableColumn("SHA-256"),
    ]
    table = Table(
        "bao-cao",
        columns,
        [
            [
                report.title,
                report.first_on,
                report.last_on,
                report.get_state_display(),
                report.closed_at,
                report.sha256,
            ]
            for report in rows
        ],
    )
    return table_response(request.GET.get("dang", CSV), table)
