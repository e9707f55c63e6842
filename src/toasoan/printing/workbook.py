"""Tables and charts of a document as a workbook whose sums and shares are live formulas.

Every formula is written with its value, because viewers of mail and telephones do not calculate.
What people wrote is text only: it stands in cells written with `write_string`, and titles of charts
and names of series point to those cells.
"""

import datetime as dt
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from toasoan.printing import sheets
from toasoan.printing.charts import BarChart, Chart, LineChart, ScatterChart, rows
from toasoan.printing.tables import Column, ColumnKind, Share, Table, Value
from toasoan.vietnamese.cleaning import one_line
from toasoan.vietnamese.fold import fold

_TITLE_ROW, _HEADING_ROW, _FIRST_ROW = 0, 1, 2
_WIDTHS = {ColumnKind.TEXT: 40, ColumnKind.DAY: 12}
_NUMBER_WIDTH = 16
_FORMATS = {
    ColumnKind.TEXT: sheets.TEXT_FORMAT,
    ColumnKind.NUMBER: sheets.NUMBER_FORMAT,
    ColumnKind.MEASURE: "General",
    ColumnKind.PERCENT: sheets.PERCENT_FORMAT,
    ColumnKind.DAY: sheets.DAY_FORMAT,
}
_CELL = {"border": 1, "text_wrap": True, "valign": "top"}
_KINDS = {BarChart: "bar", LineChart: "line", ScatterChart: "scatter"}
_CHART_WIDTH, _CHART_HEIGHT = 720, 380
#: What the name of a sheet may not hold, and how long it may be.
_NOT_IN_NAME = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31


@dataclass(slots=True)
class _Sheet:
    """One sheet while it is written: `number` counts from 1 and begins its defined names."""

    book: Any
    page: Any
    number: int
    table: Table
    formats: dict[tuple[ColumnKind, bool], Any]

    @property
    def last_row(self) -> int:
        return _FIRST_ROW + len(self.table.rows) - 1

    def name_of(self, place: int) -> str:
        """The defined name of a column: "Bang1_Da_nhan"; without letters by its place."""
        words = re.sub(r"[^a-z0-9]+", "_", fold(self.table.columns[place].heading)).strip("_")
        return f"Bang{self.number}_Cot{place + 1}_{words}".rstrip("_")[:200]

    def area(self, place: int) -> list[Any]:
        """The values of a column as charts take them."""
        return [self.page.get_name(), _FIRST_ROW, place, self.last_row, place]

    def cell(self, row: int, place: int) -> list[Any]:
        """One cell as charts take it for a title or a name."""
        return [self.page.get_name(), row, place, row, place]


def write_workbook(title: str, blocks: Iterable[Table | Chart], *, made_at: dt.datetime) -> bytes:
    """A workbook with a sheet for each table and each chart; the same bytes for the same blocks.

    The sheet of a chart holds the table behind it and a chart of the spreadsheet's own.
    """
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True})
    moment = made_at.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0)
    book.set_properties({"title": sheets.cell_text(one_line(title)), "created": moment})
    formats = {
        (kind, bold): book.add_format({**_CELL, "num_format": form, "bold": bold})
        for kind, form in _FORMATS.items()
        for bold in (False, True)
    }
    taken: set[str] = set()
    for number, block in enumerate(blocks, start=1):
        table = block if isinstance(block, Table) else rows(block)
        page = book.add_worksheet(_sheet_name(table.title, number, taken))
        sheet = _Sheet(book, page, number, table, formats)
        _write_table(sheet)
        if not isinstance(block, Table) and table.rows:
            _insert_chart(sheet, block)
    if not taken:
        book.add_worksheet()
    book.close()
    return written.getvalue()


def _sheet_name(title: str, number: int, taken: set[str]) -> str:
    """The title as far as a sheet can bear it; a number before it where another has it already."""
    bare = _NOT_IN_NAME.sub(" ", sheets.cell_text(one_line(title)))
    name = one_line(bare).strip("' ")[:_LONGEST_NAME].strip("' ")
    # "History" belongs to Excel.
    if not name or name.casefold() in taken | {"history"}:
        name = f"{number}. {name}"[:_LONGEST_NAME].strip("' ")
    taken.add(name.casefold())
    return name


def _write_table(sheet: _Sheet) -> None:
    page, table = sheet.page, sheet.table
    sheets.lay_out(page, headings=_FIRST_ROW, columns=len(table.columns))
    bold = sheet.book.add_format({"bold": True})
    heading = sheet.book.add_format({**_CELL, "bold": True, "align": "center"})
    page.write_string(_TITLE_ROW, 0, sheets.cell_text(one_line(table.title)), bold)
    for place, column in enumerate(table.columns):
        page.set_column(place, place, _WIDTHS.get(column.kind, _NUMBER_WIDTH))
        page.write_string(_HEADING_ROW, place, sheets.cell_text(one_line(column.heading)), heading)
    for number, row in enumerate(table.counted_rows(), start=_FIRST_ROW):
        for place, (column, value) in enumerate(zip(table.columns, row, strict=True)):
            _write_cell(sheet, (number, place), column, value)
    if table.rows:
        _name_columns(sheet)
        _write_total(sheet)


def _write_cell(sheet: _Sheet, at: tuple[int, int], column: Column, value: Value) -> None:
    form = sheet.formats[column.kind, False]
    if column.share:
        _write_share(sheet, at, column.share, sheet.table.rows[at[0] - _FIRST_ROW])
        return
    match value:
        case None:
            sheet.page.write_blank(*at, None, form)
        case dt.date():
            sheet.page.write_datetime(*at, value, form)
        case int() | Decimal():
            sheet.page.write_number(*at, _number(value, column.kind), form)
        case _:
            text = sheets.cell_text(one_line(value))
            sheet.page.write_string(*at, text, sheet.formats[ColumnKind.TEXT, False])


def _number(value: int | Decimal, kind: ColumnKind) -> int | Decimal:
    return value / Decimal(100) if kind is ColumnKind.PERCENT else value


def _write_share(
    sheet: _Sheet, at: tuple[int, int], share: Share, row: tuple[Value, ...], *, bold: bool = False
) -> None:
    """Part divided by whole; empty where one is missing or the whole is nothing."""
    part, whole = (xl_rowcol_to_cell(at[0], place) for place in (share.part, share.whole))
    formula = f'=IF(AND(ISNUMBER({part}),ISNUMBER({whole})),IF({whole}>0,{part}/{whole},""),"")'
    above, below = row[share.part], row[share.whole]
    value: float | str = ""
    if isinstance(above, int) and isinstance(below, int) and below > 0:
        value = above / below
    sheet.page.write_formula(*at, formula, sheet.formats[ColumnKind.PERCENT, bold], value)


def _name_columns(sheet: _Sheet) -> None:
    """A name for the values of each column of numbers, so that formulas can be read."""
    for place, column in enumerate(sheet.table.columns):
        if column.is_of_numbers:
            first = xl_rowcol_to_cell(_FIRST_ROW, place, row_abs=True, col_abs=True)
            last = xl_rowcol_to_cell(sheet.last_row, place, row_abs=True, col_abs=True)
            owner = sheet.page.get_name().replace("'", "''")
            sheet.book.define_name(sheet.name_of(place), f"='{owner}'!{first}:{last}")


def _write_total(sheet: _Sheet) -> None:
    total = sheet.table.total()
    if total is None:
        return
    row = sheet.last_row + 1
    for place, (column, value) in enumerate(zip(sheet.table.columns, total, strict=True)):
        form = sheet.formats[column.kind, True]
        if column.share:
            _write_share(sheet, (row, place), column.share, total, bold=True)
        elif column.kind is ColumnKind.NUMBER and place:
            sheet.page.write_formula(row, place, f"=SUM({sheet.name_of(place)})", form, value)
        elif isinstance(value, str):
            sheet.page.write_string(row, place, sheets.cell_text(one_line(value)), form)
        else:
            sheet.page.write_blank(row, place, None, form)


def _insert_chart(sheet: _Sheet, chart: Chart) -> None:
    drawing = sheet.book.add_chart({"type": _KINDS[type(chart)]})
    if isinstance(chart, ScatterChart):
        _add_points(sheet, drawing)
    else:
        for place in range(1, len(sheet.table.columns)):
            drawing.add_series(
                {
                    "name": sheet.cell(_HEADING_ROW, place),
                    "categories": sheet.area(0),
                    "values": sheet.area(place),
                    "data_labels": {"value": True},
                    "marker": {"type": "automatic"},
                }
            )
    if isinstance(chart, BarChart):
        # The first category at the top, as in the table.
        drawing.set_y_axis({"reverse": True})
    drawing.set_title({"name": sheet.cell(_TITLE_ROW, 0)})
    several = not isinstance(chart, ScatterChart) and len(chart.series) > 1
    drawing.set_legend({"position": "bottom", "none": not several})
    drawing.set_size({"width": _CHART_WIDTH, "height": _CHART_HEIGHT})
    described = {"description": sheets.cell_text(one_line(chart.description))}
    sheet.page.insert_chart(sheet.last_row + 3, 0, drawing, described)


def _add_points(sheet: _Sheet, drawing: Any) -> None:
    owner = sheet.page.get_name().replace("'", "''")
    labels = [
        {"value": f"='{owner}'!{xl_rowcol_to_cell(row, 0, row_abs=True, col_abs=True)}"}
        for row in range(_FIRST_ROW, sheet.last_row + 1)
    ]
    drawing.add_series(
        {
            "name": sheet.cell(_TITLE_ROW, 0),
            "categories": sheet.area(1),
            "values": sheet.area(2),
            "data_labels": {"value": True, "custom": labels},
        }
    )
    drawing.set_x_axis({"name": sheet.cell(_HEADING_ROW, 1), "min": 0})
    drawing.set_y_axis({"name": sheet.cell(_HEADING_ROW, 2), "min": 0})
