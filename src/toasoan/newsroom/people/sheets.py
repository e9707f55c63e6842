"""Reading lists of people (.xlsx or .csv), which may be broken or made to do harm.

openpyxl because it says which cells hold formulas, and comes with Wagtail anyway
(docs/dependencies.md).
"""

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

import openpyxl
from django.utils.translation import gettext as _

from toasoan.units.enrolment import MOST_LINES, EnrolmentColumn, EnrolmentLine
from toasoan.vietnamese.cleaning import cleaned
from toasoan.vietnamese.dates import short_date
from toasoan.vietnamese.fold import fold

MOST_BYTES = 2 * 1024 * 1024
_MOST_UNPACKED = 30 * 1024 * 1024
_MOST_MEMBERS = 200
_MOST_COLUMNS = 40
_LONGEST_CELL = 500
_HEAD_WITHIN = 10
_OLE = b"\xd0\xcf\x11\xe0"


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


def _xlsx_rows(content: bytes) -> Iterator[list[Any]]:
    _refuse_bombs(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        sheet = book.worksheets[0]
        # The size that the file claims is not believed: it may name a million empty rows.
        sheet.reset_dimensions()
        for row in sheet.iter_rows(max_col=_MOST_COLUMNS):
            yield [(cell.value, cell.data_type == "f") for cell in row]
    except SheetError:
        raise
    except Exception as error:  # openpyxl lets whatever a broken file causes through
        raise SheetError(_("The file is damaged or is no Excel file.")) from error


def _refuse_bombs(content: bytes) -> None:
    """Declared sizes decide: zipfile never unpacks more than is declared."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = archive.infolist()
        if sum(info.file_size for info in members) > _MOST_UNPACKED or len(members) > _MOST_MEMBERS:
            raise SheetError(_("Unpacked, the file is far too large for a list of people."))
        names = {info.filename for info in members}
        if "xl/workbook.xml" not in names:
            raise SheetError(_("This is no Excel file. Send an .xlsx or a .csv file."))
        for info in members:
            # No part of an Excel file declares entities; one that does means harm.
            if info.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.read(info):
                raise SheetError(_("The file is damaged or is no Excel file."))
    except (zipfile.BadZipFile, NotImplementedError, OSError, RuntimeError, ValueError) as error:
        raise SheetError(_("The file is damaged or is no Excel file.")) from error


def _csv_rows(content: bytes) -> Iterator[list[Any]]:
    text = _decoded(content)
    if "\x00" in text:
        raise SheetError(_("This is no table. Send an .xlsx or a .csv file."))
    first = text.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    try:
        for row in csv.reader(io.StringIO(text), delimiter=delimiter):
            yield [(cell, cell.startswith("=")) for cell in row[:_MOST_COLUMNS]]
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


def _lines(rows: Iterable[list[Any]]) -> Iterator[EnrolmentLine]:
    columns: dict[int, EnrolmentColumn] = {}
    found = 0
    for number, row in enumerate(rows, start=1):
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


def _columns(row: list[Any]) -> dict[int, EnrolmentColumn]:
    """Position → column, for the row that holds the headings; empty for any other row."""
    known = {fold(name): column for column, name in headings().items()}
    found = {
        position: known[key]
        for position, (value, _formula) in enumerate(row)
        if (key := fold(" ".join(str(value or "").replace("*", "").split()))) in known
    }
    return found if EnrolmentColumn.NAME in found.values() else {}


def _line(number: int, row: list[Any], columns: dict[int, EnrolmentColumn]) -> EnrolmentLine:
    cells, formulas = {}, []
    for position, column in columns.items():
        value, is_formula = row[position] if position < len(row) else ("", False)
        cells[column] = _text(value)
        if is_formula:
            formulas.append(column)
    return EnrolmentLine(number, cells, tuple(formulas))


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime | dt.date):
        return short_date(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return cleaned(str(value)).strip()[:_LONGEST_CELL]
