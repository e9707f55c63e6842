"""What every sheet of a workbook has in common: forms of numbers, text of cells, the page."""

import re
from typing import Any

#: Formats without a locale code: each spreadsheet shows them as its own country writes.
TEXT_FORMAT, NUMBER_FORMAT, PERCENT_FORMAT, DAY_FORMAT = "@", "#,##0", "0.00%", "dd/mm/yyyy"
_LONGEST_TEXT = 32_767
_UPRIGHT_COLUMNS = 6
_A4 = 9
#: What XML 1.0 cannot hold would make the whole workbook unreadable.
_NOT_IN_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def cell_text(text: object) -> str:
    """Text as a cell can hold it; write it with `write_string` only, never as a formula."""
    return _NOT_IN_XML.sub("", str(text))[:_LONGEST_TEXT]


def lay_out(sheet: Any, *, headings: int, columns: int) -> None:
    """Keep the first rows in sight and print them on each page, as wide as a page of A4.

    `headings` is the number of rows above the first row of values.
    """
    sheet.freeze_panes(headings, 0)
    sheet.repeat_rows(0, headings - 1)
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    if columns > _UPRIGHT_COLUMNS:
        sheet.set_landscape()
