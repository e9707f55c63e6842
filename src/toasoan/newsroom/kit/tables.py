"""Tables saved as files: described once, written as CSV or as an XLSX workbook.

Both are written row by row, so that a long table needs little memory (docs/decisions/0015).
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import chain
from tempfile import SpooledTemporaryFile
from typing import IO, Any

import xlsxwriter
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from toasoan.media.downloads import disposition
from toasoan.printing import sheets
from toasoan.printing.csv_lines import lines_of
from toasoan.vietnamese.dates import TZ

#: None leaves a cell empty.
Value = str | Promise | int | Decimal | dt.date | dt.datetime | None
Row = Sequence[Value]

CSV, XLSX = "csv", "xlsx"
_IN_MEMORY = 1_000_000
_WIDEST_TITLE = 24


class ColumnKind(StrEnum):
    """What a column holds; it decides the form of a value and the width in a workbook."""

    TEXT = "text"
    NUMBER = "number"
    #: A whole number that names a thing, written without a mark between thousands.
    IDENTIFIER = "identifier"
    #: A value that is in per cent already: Decimal("81.25").
    PERCENT = "percent"
    DAY = "day"
    MOMENT = "moment"
    #: An address of this site, for example "/toa-soan/tin/7/".
    ADDRESS = "address"


_FORMATS = {
    ColumnKind.TEXT: sheets.TEXT_FORMAT,
    ColumnKind.NUMBER: sheets.NUMBER_FORMAT,
    ColumnKind.IDENTIFIER: "0",
    ColumnKind.PERCENT: sheets.PERCENT_FORMAT,
    ColumnKind.DAY: sheets.DAY_FORMAT,
    ColumnKind.MOMENT: f"{sheets.DAY_FORMAT} hh:mm",
    ColumnKind.ADDRESS: sheets.TEXT_FORMAT,
}
_WIDTHS = {
    ColumnKind.TEXT: 28,
    ColumnKind.NUMBER: 12,
    ColumnKind.IDENTIFIER: 10,
    ColumnKind.PERCENT: 12,
    ColumnKind.DAY: 12,
    ColumnKind.MOMENT: 18,
    ColumnKind.ADDRESS: 36,
}


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its heading and what its cells hold."""

    heading: str | Promise
    kind: ColumnKind = ColumnKind.TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """A table to save. `name` is the file's name without its ending.

    `title`, when there is one, stands in a line of its own above the headings. Text may stand in
    a cell of any column, for example in a last row that says that the list goes on.
    """

    name: str
    columns: Sequence[TableColumn]
    rows: Iterable[Row]
    title: str = ""


def text_table(name: str, headings: Iterable[str], rows: Iterable[Row]) -> Table:
    """A table whose columns all hold text."""
    return Table(name, [TableColumn(heading) for heading in headings], rows)


def table_response(kind: str, table: Table) -> HttpResponseBase:
    """The table as a file to save: a workbook when `kind` is "xlsx", else CSV."""
    answer: HttpResponseBase
    if kind == XLSX:
        answer = FileResponse(workbook(table), filename=f"{table.name}.xlsx")
    else:
        answer = StreamingHttpResponse(csv_lines(table), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = disposition(f"{table.name}.{XLSX if kind == XLSX else CSV}")
    # Names of people on a computer that several share.
    answer["Cache-Control"] = "no-store"
    return answer


def csv_lines(table: Table) -> Iterator[str]:
    """Lines with semicolons after a byte order mark, as Excel with Vietnamese settings reads."""
    head = [[table.title]] if table.title else []
    return lines_of(chain(head, [[column.heading for column in table.columns]], table.rows))


def workbook(table: Table) -> IO[bytes]:
    """A workbook of one sheet, printed as wide as a page of A4; the headings stay in sight."""
    target = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  # the response closes it
    book = xlsxwriter.Workbook(target, {"constant_memory": True})
    sheet = book.add_worksheet(_("Table"))
    formats = {kind: book.add_format({"num_format": form}) for kind, form in _FORMATS.items()}
    _lay_out(sheet, table, formats)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    head = 1 if table.title else 0
    if table.title:
        sheet.write_string(0, 0, sheets.cell_text(table.title), book.add_format({"bold": True}))
    for place, column in enumerate(table.columns):
        sheet.write_string(head, place, sheets.cell_text(column.heading), bold)
    for number, row in enumerate(table.rows, start=head + 1):
        for place, (column, value) in enumerate(zip(table.columns, row, strict=False)):
            _write(sheet, (number, place), value, column.kind, formats)
    book.close()
    target.seek(0)
    return target


def _lay_out(sheet: Any, table: Table, formats: dict[ColumnKind, Any]) -> None:
    sheets.lay_out(sheet, headings=2 if table.title else 1, columns=len(table.columns))
    for place, column in enumerate(table.columns):
        width = max(_WIDTHS[column.kind], min(len(str(column.heading)) + 2, _WIDEST_TITLE))
        sheet.set_column(place, place, width, formats[column.kind])


def _write(
    sheet: Any, at: tuple[int, int], value: Value, kind: ColumnKind, formats: dict[ColumnKind, Any]
) -> None:
    """Write one cell. Text is written as text only: never as a formula, a link or a number."""
    match value:
        case None:
            pass
        case dt.datetime():
            local = value.astimezone(TZ).replace(tzinfo=None)
            sheet.write_datetime(*at, local, formats[ColumnKind.MOMENT])
        case dt.date():
            sheet.write_datetime(*at, value, formats[ColumnKind.DAY])
        case Decimal() if kind is ColumnKind.PERCENT:
            sheet.write_number(*at, value / 100, formats[kind])
        case int() | Decimal():
            sheet.write_number(*at, value, formats[kind])
        case _:
            sheet.write_string(*at, sheets.cell_text(value), formats[ColumnKind.TEXT])
