"""Many documents from a spreadsheet: sent, looked through with every row's problems, entered."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.agency import agency_where, today_here
from toasoan.newsroom.kit.duty_sets import KEEPING_RECORDS
from toasoan.newsroom.kit.screens import screen, with_file
from toasoan.newsroom.kit.sheets import SheetError, table_rows
from toasoan.newsroom.kit.tables import XLSX, table_response, text_table
from toasoan.newsroom.kit.workbooks import Cell
from toasoan.records.import_lines import MOST_LINES, Column, ImportEntry, ImportLine
from toasoan.records.importing import (
    begin_import,
    entries_of,
    import_for,
    keep_rows,
    lines_of,
    run_import,
)
from toasoan.records.models import DocumentImport, ImportState
from toasoan.records.tasks import enter_rows
from toasoan.refusals import RefusedError
from toasoan.vietnamese.fold import fold
from toasoan.web_server.limits import MEGABYTE

MOST_BYTES = 5 * MEGABYTE
_SECONDS = 20.0
_HEAD_WITHIN = 10
_PER_PAGE = 100
#: So many rows are entered within two seconds; more are entered in the background.
_AT_ONCE = 60


def headings() -> dict[Column, str]:
    """The columns as they are called in the template."""
    return {
        Column.NUMBER: _("Number and symbol"),
        Column.ISSUED_ON: _("Day of issue"),
        Column.TYPE: _("Type of document"),
        Column.BODY: _("Issuing body"),
        Column.ABSTRACT: _("Abstract"),
        Column.FIELD: pgettext("document", "Field"),
        Column.SIGNER: _("Signed by"),
        Column.POST: _("Post of the signer"),
        Column.EFFECTIVE_ON: _("Has effect from"),
        Column.EXPIRES_ON: _("No effect from"),
        Column.TO_BE_PUBLISHED: _("To be published"),
        Column.REASON: _("Reason for or against publishing"),
    }


def read_lines(content: bytes) -> list[ImportLine]:
    """The rows beneath the headings. Raises SheetError."""
    rows = table_rows(content, most_rows=MOST_LINES + 2 * _HEAD_WITHIN, seconds=_SECONDS)
    columns: dict[int, Column] = {}
    lines = []
    for number, row in rows:
        if columns:
            line = _line(number, row, columns)
            lines += [line] if any(line.cells.values()) else []
        elif number > _HEAD_WITHIN:
            break
        else:
            columns = _columns(row)
        if len(lines) > MOST_LINES:
            raise SheetError(_("The table has more than %(most)d rows.") % {"most": MOST_LINES})
    if not columns:
        words = _("The table needs the columns “%(number)s” and “%(abstract)s”: use the template.")
        names = headings()
        raise SheetError(
            words % {"number": names[Column.NUMBER], "abstract": names[Column.ABSTRACT]}
        )
    if not lines:
        raise SheetError(_("The table has no row beneath its headings."))
    return lines


def _columns(row: list[Cell]) -> dict[int, Column]:
    """Position → column for the row of headings; empty for any other row."""
    known = {fold(name): column for column, name in headings().items()}
    found = {
        position: known[key]
        for position, (value, _formula) in enumerate(row)
        if (key := fold(" ".join(value.replace("*", "").split()))) in known
    }
    return found if {Column.NUMBER, Column.ABSTRACT} <= set(found.values()) else {}


def _line(number: int, row: list[Cell], columns: dict[int, Column]) -> ImportLine:
    cells, formulas = {}, []
    for position, column in columns.items():
        value, is_formula = row[position] if position < len(row) else ("", False)
        cells[column] = value
        if is_formula:
            formulas.append(column)
    return ImportLine(number, cells, tuple(formulas))


class _UploadForm(forms.Form):
    """A spreadsheet of documents."""

    file = forms.FileField(
        label=gettext_lazy("Spreadsheet"),
        help_text=gettext_lazy("An .xlsx or .csv file of at most 5 MB and 10,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read."""
        sent = self.cleaned_data["file"]
        if sent.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 5 MB."))
        return sent


@screen(
    "van-ban/bang/",
    name="documents_upload",
    duties=KEEPING_RECORDS,
    largest_body=with_file(MOST_BYTES),
)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Send a spreadsheet; what it says is shown before anything is entered."""
    agency = agency_where(request, KEEPING_RECORDS)
    form = _UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            lines = read_lines(sent.read())
        except SheetError as error:
            form.add_error("file", str(error))
        else:
            kept = keep_rows(
                agency, lines, name=sent.name, actor=user_of(request), now=timezone.now()
            )
            return redirect("newsroom:documents_import", kept.pk)
    earlier = DocumentImport.objects.filter(agency=agency).defer("rows", "refused")
    context = {"form": form, "earlier": earlier.select_related("by")[:10]}
    status = 422 if request.method == "POST" else 200
    return render(request, "newsroom/records/upload.html", context, status=status)


@screen("van-ban/bang/mau/", name="documents_template", duties=KEEPING_RECORDS)
@require_safe
def template(request: HttpRequest) -> HttpResponseBase:
    """An empty table to fill in, with one row as an example."""
    agency = agency_where(request, KEEPING_RECORDS)
    example = [
        "173/QĐ-VKS", "08/6/2021", "QĐ", agency.name,
        "Về việc điều chỉnh dự toán ngân sách nhà nước năm 2021", "Tài chính", "Nguyễn Văn Ví Dụ",
        "Viện trưởng", "", "", "có", "",
    ]  # fmt: skip
    table = text_table("van-ban-mau", headings().values(), [example])
    return table_response(request.GET.get("dang", XLSX), table)


@screen("van-ban/bang/<int:import_id>/", name="documents_import", duties=KEEPING_RECORDS)
@require_safe
def preview(request: HttpRequest, import_id: int) -> HttpResponse:
    """What the rows say; how far they have been entered; what became of them."""
    kept = import_for(user_of(request), import_id, today_here())
    if kept.state != ImportState.SHOWN:
        return _progress(request, kept)
    entries = entries_of(kept, today_here())
    entries.sort(key=lambda entry: (not entry.problems, entry.line.number))
    names = headings()
    page = Paginator(entries, _PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "kept": kept,
        "page": page,
        "rows": [(entry, list(_problems(entry, names))) for entry in page],
        "good": sum(entry.is_good for entry in entries),
        "bad": sum(bool(entry.problems) for entry in entries),
        "known": sum(entry.known_id is not None and not entry.problems for entry in entries),
        "new_bodies": _new(entry.new_body for entry in entries),
        "new_fields": _new(entry.new_field for entry in entries),
    }
    return render(request, "newsroom/records/import_preview.html", context)


def _new(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, names)))


def _problems(entry: ImportEntry, names: dict[Column, str]) -> Iterator[tuple[str, str]]:
    for column, message in entry.problems:
        yield (names[Column(column)] if column in set(Column) else ""), message


def _progress(request: HttpRequest, kept: DocumentImport) -> HttpResponse:
    is_running = kept.state == ImportState.RUNNING
    context = {
        "kept": kept,
        "all": len(kept.rows),
        "is_running": is_running,
        "passed_over": kept.done - kept.added - len(kept.refused),
    }
    answer = render(request, "newsroom/records/import_progress.html", context)
    if is_running:
        # The page asks for itself again until the rows are entered.
        answer["Refresh"] = "3"
    return answer


@screen(
    "van-ban/bang/<int:import_id>/nhap/", name="documents_import_confirm", duties=KEEPING_RECORDS
)
@require_POST
def confirm(request: HttpRequest, import_id: int) -> HttpResponse:
    """Enter the good rows: few at once, many in the background."""
    kept = import_for(user_of(request), import_id, today_here())
    try:
        begin_import(kept.pk, publishes=request.POST.get("publishes") == "on")
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect("newsroom:documents_import", kept.pk)
    if len(kept.rows) <= _AT_ONCE:
        run_import(kept.pk, timezone.now())
    else:
        enter_rows.enqueue(kept.pk)
    return redirect("newsroom:documents_import", kept.pk)


@screen(
    "van-ban/bang/<int:import_id>/dong-can-sua/",
    name="documents_import_wrong",
    duties=KEEPING_RECORDS,
)
@require_safe
def wrong_rows(request: HttpRequest, import_id: int) -> HttpResponseBase:
    """The rows that cannot be entered as a table of their own, to be corrected and sent again."""
    kept = import_for(user_of(request), import_id, today_here())
    if kept.state == ImportState.SHOWN:
        why = {
            entry.line.number: " ".join(message for _column, message in entry.problems)
            for entry in entries_of(kept, today_here())
            if entry.problems
        }
    else:
        why = dict(kept.refused)
    rows = [
        [*(line.cells.get(column, "") for column in Column), why[line.number]]
        for line in lines_of(kept)
        if line.number in why
    ]
    heads = [*headings().values(), _("What is wrong")]
    return table_response(XLSX, text_table("dong-can-sua", heads, rows))
