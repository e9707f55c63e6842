"""The cells of an Excel file that somebody sent; runs in a process of its own (`sent_files`).

openpyxl because it says which cells hold formulas, and comes with Wagtail anyway
(docs/dependencies.md).
"""

import datetime as dt
import io
import zipfile
from enum import StrEnum
from typing import Any

import openpyxl

from toasoan.vietnamese.cleaning import cleaned
from toasoan.vietnamese.dates import short_date

MOST_COLUMNS = 40
LONGEST_CELL = 1000
_MOST_UNPACKED = 30 * 1024 * 1024
_MOST_MEMBERS = 200

#: Its text, and whether it is a formula.
Cell = tuple[str, bool]


class WorkbookFault(StrEnum):
    """Why an Excel file was not read; each has a sentence (`kit.sheets`)."""

    DAMAGED = "damaged"
    SWOLLEN = "swollen"
    NOT_EXCEL = "not_excel"


def workbook_rows(content: bytes, most_rows: int) -> list[tuple[int, list[Cell]]] | WorkbookFault:
    """The first rows of the first sheet that are not empty, each with its number from 1."""
    try:
        if fault := _fault(content):
            return fault
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        sheet = book.worksheets[0]
        # The size that the file claims is not believed: it may name a million empty rows.
        sheet.reset_dimensions()
        rows: list[tuple[int, list[Cell]]] = []
        for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
            cells = [(_text(cell.value), cell.data_type == "f") for cell in row]
            if any(text for text, _is_formula in cells):
                rows.append((number, cells))
            if len(rows) >= most_rows:
                break
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  # openpyxl lets whatever a broken file causes through
        return WorkbookFault.DAMAGED
    return rows


def _fault(content: bytes) -> WorkbookFault | None:
    """Declared sizes decide: zipfile never unpacks more than is declared."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    members = archive.infolist()
    if sum(info.file_size for info in members) > _MOST_UNPACKED or len(members) > _MOST_MEMBERS:
        return WorkbookFault.SWOLLEN
    if "xl/workbook.xml" not in {info.filename for info in members}:
        return WorkbookFault.NOT_EXCEL
    parts = (info for info in members if info.filename.endswith((".xml", ".rels")))
    # No part of an Excel file declares entities; one that does means harm.
    if any(b"<!DOCTYPE" in archive.read(info) for info in parts):
        return WorkbookFault.DAMAGED
    return None


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime | dt.date):
        return short_date(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return cleaned(str(value)).strip()[:LONGEST_CELL]
