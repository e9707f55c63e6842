"""Reading tables that somebody sent (.xlsx or .csv), which may be broken or made to do harm."""

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from toasoan.newsroom.kit.workbooks import (
    LONGEST_CELL,
    MOST_COLUMNS,
    Cell,
    WorkbookFault,
    workbook_rows,
)
from toasoan.sent_files.pool import Unread, UnreadError, read_apart
from toasoan.vietnamese.cleaning import cleaned

#: The most processor time for an Excel file of a thousand rows.
_SECONDS = 4.0
_OLE = b"\xd0\xcf\x11\xe0"

#: The number of a row from 1, and its cells.
NumberedRow = tuple[int, list[Cell]]


class SheetError(Exception):
    """The file cannot be read as a list; `str()` is a sentence for the person."""


def table_rows(
    content: bytes, *, most_rows: int, seconds: float = _SECONDS
) -> Iterator[NumberedRow]:
    """The rows of a table, whatever the file is called: its bytes decide what it is.

    `most_rows` and `seconds` of processor time bound an Excel file. Raises SheetError.
    """
    if content.startswith(_OLE):
        raise SheetError(_("This is an old .xls file: save it as .xlsx and send it again."))
    if content.startswith(b"PK"):
        return iter(_xlsx_rows(content, most_rows, seconds))
    return _csv_rows(content)


def _xlsx_rows(content: bytes, most_rows: int, seconds: float) -> list[NumberedRow]:
    try:
        answer = read_apart(
            workbook_rows, content, most_rows, answers=(WorkbookFault,), seconds=seconds
        )
    except UnreadError as error:
        raise SheetError(_unread_sentence(error.reason)) from error
    if isinstance(answer, WorkbookFault):
        raise SheetError(_fault_sentence(answer))
    return answer


def _unread_sentence(reason: Unread) -> str:
    if reason == Unread.BUSY:
        return _("Many files are being read just now. Send it again in a minute.")
    swollen = reason == Unread.TOO_COSTLY
    return _fault_sentence(WorkbookFault.SWOLLEN if swollen else WorkbookFault.DAMAGED)


def _fault_sentence(fault: WorkbookFault) -> str:
    sentences = {
        WorkbookFault.DAMAGED: _("The file is damaged or is no Excel file."),
        WorkbookFault.SWOLLEN: _("Unpacked, the file is far too large for a list."),
        WorkbookFault.NOT_EXCEL: _("This is no Excel file. Send an .xlsx or a .csv file."),
    }
    return sentences[fault]


def _csv_rows(content: bytes) -> Iterator[NumberedRow]:
    text = _decoded(content)
    if "\x00" in text:
        raise SheetError(_("This is no table. Send an .xlsx or a .csv file."))
    first = text.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), start=1):
            cells = [cleaned(cell).strip()[:LONGEST_CELL] for cell in row[:MOST_COLUMNS]]
            yield number, [(cell, cell.startswith("=")) for cell in cells]
    except csv.Error as error:
        raise SheetError(_("This is no table. Send an .xlsx or a .csv file.")) from error


def _decoded(content: bytes) -> str:
    """Excel writes UTF-8 with a mark, or UTF-16 when asked for Unicode text."""
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        text = _("The file is not in UTF-8: save it as “CSV UTF-8” or as .xlsx.")
        raise SheetError(text) from error
