"""The register as a list and as files, what is late, gaps and doubles."""

from collections.abc import Iterator

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_safe

from toasoan.newsroom.kit.agency import agency_where, today_here
from toasoan.newsroom.kit.duty_sets import KEEPING_RECORDS
from toasoan.newsroom.kit.screens import MenuEntry, screen
from toasoan.newsroom.kit.tables import (
    CSV,
    ColumnKind,
    Row,
    Table,
    TableColumn,
    table_response,
)
from toasoan.newsroom.records.filters import RegisterFilterForm
from toasoan.newsroom.records.words import row_of
from toasoan.records.models import OfficialDocument
from toasoan.records.queries import DueDays
from toasoan.records.register import (
    NumberLine,
    gaps_and_doubles,
    register,
    waiting_documents,
    years_of,
)
from toasoan.stories.numbers import row_number

_PER_PAGE = 50


@screen(
    "van-ban/",
    name="documents",
    duties=KEEPING_RECORDS,
    menu=MenuEntry(label=gettext_lazy("Official documents"), icon="doc-full", order=56),
)
@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """The register, narrowed and sorted as asked."""
    agency, today = agency_where(request, KEEPING_RECORDS), today_here()
    form = RegisterFilterForm(request.GET, agency=agency)
    rows = register(agency.pk, form.filters(), today)
    page = Paginator(rows, _PER_PAGE).get_page(request.GET.get("p"))
    days = DueDays(agency.pk)
    late = sum(waiting.is_late for waiting in waiting_documents(agency.pk, today))
    context = {
        "form": form,
        "page": page,
        "rows": [row_of(document, today, days) for document in page],
        "query": form.query(),
        "narrows": form.narrows,
        "late": late,
    }
    return render(request, "newsroom/records/documents.html", context)


def _columns() -> tuple[TableColumn, ...]:
    return (
        TableColumn(_("Number and symbol")),
        TableColumn(_("Day of issue"), ColumnKind.DAY),
        TableColumn(_("Type of document")),
        TableColumn(_("Abstract")),
        TableColumn(_("Issuing body")),
        TableColumn(pgettext("document", "Field")),
        TableColumn(_("Signed by")),
        TableColumn(_("Post of the signer")),
        TableColumn(_("Has effect from"), ColumnKind.DAY),
        TableColumn(_("No effect from"), ColumnKind.DAY),
        TableColumn(_("Validity")),
        TableColumn(_("State")),
        TableColumn(_("Published at"), ColumnKind.MOMENT),
        TableColumn(_("To be published by"), ColumnKind.DAY),
        TableColumn(_("Reason for or against publishing")),
    )


@screen("van-ban/tai-ve/", name="documents_export", duties=KEEPING_RECORDS)
@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """The register as a file, narrowed as the list is."""
    agency, today = agency_where(request, KEEPING_RECORDS), today_here()
    form = RegisterFilterForm(request.GET, agency=agency)
    rows = register(agency.pk, form.filters(), today)
    days = DueDays(agency.pk)

    def cells() -> Iterator[Row]:
        document: OfficialDocument
        for document in rows.iterator(chunk_size=1_000):
            row = row_of(document, today, days)
            yield (
                document.number, document.issued_on, document.document_type.name,
                document.abstract, document.issuing_body.name,
                document.field.name if document.field else None,
                document.signer_name, document.signer_post,
                document.effective_on or document.issued_on, document.ended_on, row.validity,
                document.get_state_display(), document.published_at, row.due_on,
                document.publication_reason,
            )  # fmt: skip

    table = Table(f"van-ban-{today:%Y%m%d}", _columns(), cells())
    return table_response(request.GET.get("dang", CSV), table)


@screen("van-ban/den-han/", name="documents_due", duties=KEEPING_RECORDS)
@require_safe
def due(request: HttpRequest) -> HttpResponse:
    """What must be published and is late, or nearly so."""
    agency, today = agency_where(request, KEEPING_RECORDS), today_here()
    context = {"rows": waiting_documents(agency.pk, today), "today": today}
    return render(request, "newsroom/records/due.html", context)


@screen("van-ban/so-thieu-trung/", name="documents_numbers", duties=KEEPING_RECORDS)
@require_safe
def numbers(request: HttpRequest) -> HttpResponse:
    """Numbers that are missing or stand twice, per type, symbol and year."""
    agency = agency_where(request, KEEPING_RECORDS)
    years = years_of(agency.pk)
    year = _year(request, years)
    context = {
        "lines": [(line, *_spans(line)) for line in gaps_and_doubles(agency.pk, year)],
        "year": year,
        "years": years,
        "query": f"nam={year}" if year else "",
    }
    return render(request, "newsroom/records/numbers.html", context)


@screen("van-ban/so-thieu-trung/tai-ve/", name="documents_numbers_export", duties=KEEPING_RECORDS)
@require_safe
def numbers_export(request: HttpRequest) -> HttpResponseBase:
    """Gaps and doubles as a file."""
    agency = agency_where(request, KEEPING_RECORDS)
    year = _year(request, years_of(agency.pk))
    columns = (
        TableColumn(_("Type of document")),
        TableColumn(_("Symbol")),
        TableColumn(_("Year"), ColumnKind.IDENTIFIER),
        TableColumn(_("Lowest number"), ColumnKind.IDENTIFIER),
        TableColumn(_("Highest number"), ColumnKind.IDENTIFIER),
        TableColumn(_("Documents"), ColumnKind.NUMBER),
        TableColumn(_("Missing numbers")),
        TableColumn(_("Numbers that stand twice")),
    )
    rows = [
        (line.type_name, line.symbol, line.year, line.lowest, line.highest, line.count,
         *_spans(line))
        for line in gaps_and_doubles(agency.pk, year)
    ]  # fmt: skip
    table = Table("so-thieu-va-trung", columns, rows)
    return table_response(request.GET.get("dang", CSV), table)


def _year(request: HttpRequest, years: list[int]) -> int | None:
    asked = row_number(request.GET.get("nam", ""))
    return asked if asked in years else None


def _spans(line: NumberLine) -> tuple[str, str]:
    """Missing numbers as "3–5, 7", and those that stand twice."""
    missing = ", ".join(
        str(first) if first == last else f"{first}–{last}" for first, last in line.missing
    )
    return missing, ", ".join(map(str, line.doubles))
