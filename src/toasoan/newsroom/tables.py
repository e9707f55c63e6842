"""A table as a file: CSV as Excel here opens it, or a workbook.

Both are written row by row, so a long table needs little memory. A workbook is a handful of
XML files in a ZIP; what a plain table needs of that is little enough to write down here.
"""

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from tempfile import SpooledTemporaryFile
from typing import IO
from xml.sax.saxutils import escape

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _

from toasoan.vietnamese.dates import short_date, short_datetime

Cell = str | int | dt.date | dt.datetime | None
Rows = Iterable[Sequence[Cell]]

CSV, XLSX = "csv", "xlsx"
#: A cell that begins so is taken for a formula when it is opened.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_IN_MEMORY = 1_000_000
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def table_response(kind: str, name: str, rows: Rows) -> HttpResponseBase:
    """The rows as a file to save, without the ending in `name`; the first row is the heading."""
    if kind == XLSX:
        return FileResponse(workbook(rows), as_attachment=True, filename=f"{name}.xlsx")
    answer = StreamingHttpResponse(csv_lines(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def csv_lines(rows: Rows) -> Iterator[str]:
    """Lines with semicolons and a mark for UTF-8, as Excel here expects them."""
    yield "\ufeff"
    for row in rows:
        line = io.StringIO()
        csv.writer(line, delimiter=";").writerow([_plain(cell) for cell in row])
        yield line.getvalue()


def _plain(cell: Cell) -> str:
    """A cell as text that no spreadsheet takes for a formula."""
    text = _words(cell)
    return f"'{text}" if isinstance(cell, str) and text.startswith(_FORMULA) else text


def _words(cell: Cell) -> str:
    if isinstance(cell, dt.datetime):
        return short_datetime(cell)
    if isinstance(cell, dt.date):
        return short_date(cell)
    return "" if cell is None else str(cell)


def workbook(rows: Rows) -> IO[bytes]:
    """A workbook of one sheet; the heading is bold and stays in sight."""
    target = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  # the response closes it
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as parcel:
        for name, content in _furniture().items():
            parcel.writestr(name, content)
        with parcel.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(
                f'{_HEAD}<worksheet xmlns="{_SHEET}"><sheetViews><sheetView workbookViewId="0">'
                '<pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews>'
                "<sheetData>".encode()
            )
            for number, row in enumerate(rows, start=1):
                sheet.write(_row(number, row).encode())
            sheet.write(b"</sheetData></worksheet>")
    target.seek(0)
    return target


def _row(number: int, row: Sequence[Cell]) -> str:
    style = ' s="1"' if number == 1 else ""
    return f'<row r="{number}">{"".join(_cell(cell, style) for cell in row)}</row>'


def _cell(cell: Cell, style: str) -> str:
    if isinstance(cell, int):
        return f"<c{style}><v>{cell}</v></c>"
    # Characters that XML does not know would make the whole file unreadable.
    text = "".join(char for char in _words(cell) if char >= " " or char in "\n\t")
    return f'<c t="inlineStr"{style}><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _furniture() -> dict[str, str]:
    """The files of a workbook that say what it consists of."""
    part = '<Override PartName="/xl/{}.xml" ContentType="{}.{}+xml"/>'
    relation = '<Relationship Id="{}" Type="{}/{}" Target="{}"/>'
    font = '<font>{}<sz val="11"/><name val="Calibri"/></font>'
    return {
        "[Content_Types].xml": (
            f'{_HEAD}<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            + part.format("workbook", _KIND, "sheet.main")
            + part.format("worksheets/sheet1", _KIND, "worksheet")
            + part.format("styles", _KIND, "styles")
            + "</Types>"
        ),
        "_rels/.rels": (
            f'{_HEAD}<Relationships xmlns="{_RELATIONS}">'
            + relation.format("rId1", _OFFICE, "officeDocument", "xl/workbook.xml")
            + "</Relationships>"
        ),
        "xl/workbook.xml": (
            f'{_HEAD}<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheets>'
            f'<sheet name="{escape(_("Table"))}" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'{_HEAD}<Relationships xmlns="{_RELATIONS}">'
            + relation.format("rId1", _OFFICE, "worksheet", "worksheets/sheet1.xml")
            + relation.format("rId2", _OFFICE, "styles", "styles.xml")
            + "</Relationships>"
        ),
        "xl/styles.xml": (
            f'{_HEAD}<styleSheet xmlns="{_SHEET}"><fonts count="2">'
            + font.format("")
            + font.format("<b/>")
            + '</fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
            '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border>'
            "</borders>"
            '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/>'
            '<xf fontId="1" applyFont="1"/></cellXfs></styleSheet>'
        ),
    }
