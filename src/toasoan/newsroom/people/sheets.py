"""Reading lists of people (.xlsx or .csv), which may be broken or made to do harm."""

import csv
import io
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from toasoan.newsroom.people.workbooks import (
    LONGEST_CELL,
    MOST_COLUMNS,
    Cell,
    WorkbookFault,
    workbook_rows,
)
from toasoan.sent_files.pool import Unread, UnreadError, read_apart
from toasoan.units.enrolment import MOST_LINES, EnrolmentColumn, EnrolmentLine
from toasoan.vietnamese.cleaning import cleaned
from toasoan.vietnamese.fold import fold

MOST_BYTES = 2 * 1024 * 1024
_HEAD_WITHIN = 10
#: The lines, the headings and what stands above them.
_MOST_ROWS = MOST_LINES + 2 * _HEAD_WITHIN
#: The most processor time for an Excel file.
_SECONDS = 4.0
_OLE = b"\xd0\xcf\x11\xe0"


#: The number of a row from 1, and its cells.
NumberedRow = tuple[int, list[Cell]]


class SheetError(Exception):
    """The file cannot be read as a list; `str()` is a sentence for the person."""


def headings() -> dict[EnrolmentColumn, str]:
    """The columns of the list as they are called on paper."""
    return {
        EnrolmentColumn.NAME: _("Full name"),
        EnrolmentColumn.USERNAME: _("User name"),
        EnrolmentColumn.EMAIL: _("E-mail"),
        EnrolmentColumn.POST: _("Post"),
        EnrolmentColumn.PLACE: _("Unit or board"),
        EnrolmentColumn.ROLE: _("Role"),
        EnrolmentColumn.FROM_ON: _("From"),
        EnrolmentColumn.DECISION_NUMBER: _("Decision number"),
        EnrolmentColumn.DECISION_ON: _("Date of the decision"),
    }


def read_list(content: bytes) -> list[EnrolmentLine]:
    """The lines of a list, whatever the file is called: its bytes decide what it is.

    Raises SheetError.
    """
    if len(content) > MOST_BYTES:
        raise SheetError(_("The file is larger than 2 MB."))
    if content.startswith(_OLE):
        raise SheetError(_("This is an old .xls file: save it as .xlsx and send it again."))
    rows = _xlsx_rows(content) if content.startswith(b"PK") else _csv_rows(content)
    return list(_lines(rows))


def _xlsx_rows(content: bytes) -> list[NumberedRow]:
    try:
        answer = read_apart(
            workbook_rows, content, _MOST_ROWS, answers=(WorkbookFault,), seconds=_SECONDS
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
        WorkbookFault.SWOLLEN: _("Unpacked, the file is far too large for a list of people."),
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


def _lines(rows: Iterable[NumberedRow]) -> Iterator[EnrolmentLine]:
    columns: dict[int, EnrolmentColumn] = {}
    found = 0
    for number, row in rows:
        if not columns:
            columns = _columns(row)
            if not columns and number >= _HEAD_WITHIN:
                break
            continue
        line = _line(number, row, columns)
        if not any(line.cells.values()):
            continue
        found += 1
        if found > MOST_LINES:
            raise SheetError(_("The list has more than %(most)d lines.") % {"most": MOST_LINES})
        yield line
    if (
        EnrolmentColumn.NAME not in columns.values()
        or EnrolmentColumn.PLACE not in columns.values()
    ):
        column_names = {
            "name": headings()[EnrolmentColumn.NAME],
            "place": headings()[EnrolmentColumn.PLACE],
        }
        text = _("The list needs the columns “%(name)s” and “%(place)s”. Start from the template.")
        raise SheetError(text % column_names)
    if not found:
        raise SheetError(_("The list has no line beneath its headings."))


def _columns(row: list[Cell]) -> dict[int, EnrolmentColumn]:
    """Position → column, for the row that holds the headings; empty for any other row."""
    known = {fold(name): column for column, name in headings().items()}
    found = {
        position: known[key]
        for position, (value, _formula) in enumerate(row)
        if (key := fold(" ".join(value.replace("*", "").split()))) in known
    }
    return found if EnrolmentColumn.NAME in found.values() else {}


def _line(number: int, row: list[Cell], columns: dict[int, EnrolmentColumn]) -> EnrolmentLine:
    cells, formulas = {}, []
    for position, column in columns.items():
        value, is_formula = row[position] if position < len(row) else ("", False)
        cells[column] = value
        if is_formula:
            formulas.append(column)
    return EnrolmentLine(number, cells, tuple(formulas))
