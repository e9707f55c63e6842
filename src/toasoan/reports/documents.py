"""A report as an official document: from what it says to what `printing` writes."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from toasoan.printing.charts import BarChart, Series
from toasoan.printing.document import (
    Block,
    Heading,
    Letterhead,
    Listing,
    OfficialDocument,
    Paragraph,
    Signature,
    numbered,
)
from toasoan.printing.tables import Column, ColumnKind, Share, Table
from toasoan.reports import letterhead, outline, wording
from toasoan.reports.content import Column as CountColumn
from toasoan.reports.content import (
    CountTable,
    Figure,
    NumberKind,
    Part,
    ReportContent,
    Row,
    SetMeasure,
)
from toasoan.reports.counting import LABELS, PUBLISHED, RATE, RECEIVED
from toasoan.reports.models import MeasureState
from toasoan.reports.owed import QUOTAS
from toasoan.vietnamese.dates import TZ, official_date

#: Parts of the text → tables that stand beneath them.
TABLES_OF_PART = {
    outline.UNITS: ("units", QUOTAS),
    outline.SECTIONS: ("sections", "genres"),
    outline.OUTLETS: ("outlets",),
    outline.CHANGES: (),
}
RECIPIENTS = ("Thành viên Ban Chỉ đạo", "Các đơn vị trực thuộc", "Lưu: VT")
STATES = {
    MeasureState.GOING_ON: "đang thực hiện",
    MeasureState.DONE: "đã hoàn thành",
    MeasureState.NOT_DONE: "chưa thực hiện được",
}
#: More bars than these cannot be read on a page of A4.
_MOST_BARS = 16
#: The period of the report and those that it is compared with.
PERIODS = ("Kỳ này", "Kỳ trước", "Cùng kỳ năm trước")
#: Columns of numbers that can be read beside the names of units on a page.
_MOST_COLUMNS = 6
_ELSEWHERE = "Nơi nhận tin đăng"
_DRAFT = " (dự thảo)"


def document_of(content: ReportContent, *, made_at: dt.datetime) -> OfficialDocument:
    """The document; a draft says that it is one. The same moment gives the same bytes."""
    local = made_at.astimezone(TZ)
    parents = (content.parent,) if content.parent else ()
    signer = content.signer
    return OfficialDocument(
        letterhead=Letterhead(content.parent, content.agency, content.place),
        kind=letterhead.kind_name(content.kind),
        symbol=content.symbol,
        subject=content.title + ("" if content.closed_at else _DRAFT),
        month=local.month,
        year=local.year,
        body=numbered(tuple(_blocks(content))),
        signature=Signature(signer.authority, signer.post, signer.name),
        recipients=(*(f"{parent} (để báo cáo)" for parent in parents), *RECIPIENTS),
        made_at=made_at,
    )


def _blocks(content: ReportContent) -> Iterator[Block]:
    for part in content.parts:
        yield Heading(part.heading)
        yield from (Paragraph(words) for words in part.paragraphs)
        yield from _lists(part, content)
        for key in TABLES_OF_PART.get(part.key, ()):
            table = content.table(key)
            if table is not None and table.rows:
                yield printed_table(fitted(table))
        if part.key == outline.UNITS and (chart := chart_of_units(content)):
            yield chart


def _lists(part: Part, content: ReportContent) -> Iterator[Listing]:
    lines: tuple[str, ...] = ()
    if part.key == outline.NOTABLE:
        lines = tuple(f"{one.headline} ({one.unit})" for one in content.notable)
    elif part.key == outline.WEAK:
        lines = tuple(weakness.text for weakness in content.weaknesses)
    elif part.key == outline.NEXT:
        lines = tuple(measure_line(measure) for measure in content.measures)
    elif part.key == outline.EARLIER:
        lines = tuple(measure_line(measure, outcome=True) for measure in content.earlier)
    if lines:
        yield Listing(lines)


def measure_line(measure: SetMeasure, *, outcome: bool = False) -> str:
    """A measure in one line: what, who, until when, by which document; with what became of it."""
    facts = [
        measure.owner,
        f"hạn {official_date(dt.date.fromisoformat(measure.due_on))}" if measure.due_on else "",
        measure.document,
    ]
    named = "; ".join(filter(None, facts))
    words = measure.text.rstrip(".") + (f" ({named})" if named else "")
    if outcome:
        words += f": {STATES[MeasureState(measure.state)]}"
        words += f", {measure.note.rstrip('.')}" if measure.note else ""
    return f"{words}."


def fitted(table: CountTable) -> CountTable:
    """A table that fits on a page of A4: the outlets of a long one are added up in one column.

    They stand after the share and before the last column; the workbook has each of them.
    """
    if len(table.columns) <= _MOST_COLUMNS:
        return table
    first = 1 + [column.kind for column in table.columns].index(NumberKind.SHARE)

    def added(row: Row) -> Row:
        outlets = sum(cell or 0 for cell in row.cells[first:-1])
        return Row(row.label, (*row.cells[:first], outlets, row.cells[-1]))

    return replace(
        table,
        columns=(*table.columns[:first], CountColumn(_ELSEWHERE), table.columns[-1]),
        rows=tuple(map(added, table.rows)),
        total=added(table.total),
    )


def printed_table(table: CountTable) -> Table:
    """A table for documents and workbooks, where sums and shares are counted once more."""
    columns = [Column(table.first)]
    for place, column in enumerate(table.columns, start=1):
        if column.kind is NumberKind.SHARE:
            share = Share(part=place - 1, whole=place - 2)
            columns.append(Column(column.label, ColumnKind.PERCENT, share))
        else:
            columns.append(Column(column.label, ColumnKind.NUMBER))
    kinds = [column.kind for column in table.columns]
    rows = tuple(
        (row.label, *(_cell(cell, kind) for cell, kind in zip(row.cells, kinds, strict=True)))
        for row in table.rows
    )
    return Table(table.title, tuple(columns), rows, table.total.label)


def _cell(value: int | None, kind: NumberKind) -> int | Decimal | None:
    return Decimal(value) / 100 if kind is NumberKind.SHARE and value is not None else value


def chart_of_units(content: ReportContent) -> BarChart | None:
    """Received and published by unit, the units with most first; None with nothing to show."""
    table = content.table("units")
    if table is None:
        return None
    received = dict(wording.column(table, LABELS[RECEIVED]))
    published = dict(wording.column(table, LABELS[PUBLISHED]))
    units = sorted(received, key=lambda unit: -(received[unit] + published[unit]))[:_MOST_BARS]
    units = [unit for unit in units if received[unit] or published[unit]]
    if not units:
        return None
    said = "; ".join(f"{unit}: nhận {received[unit]}, đăng {published[unit]}" for unit in units)
    return BarChart(
        "Tin, bài đã nhận và đã đăng theo đơn vị",
        f"Biểu đồ cột theo đơn vị. {said}.",
        tuple(units),
        (
            Series(LABELS[RECEIVED], tuple(received[unit] for unit in units)),
            Series(LABELS[PUBLISHED], tuple(published[unit] for unit in units)),
        ),
        "Đơn vị",
    )


def sheets_of(content: ReportContent) -> list[Table | BarChart]:
    """The sheets of the workbook: the figures, the rate, every table, the chart of the units."""
    tables = [printed_table(table) for table in content.tables if table.rows]
    chart = chart_of_units(content)
    return [_figures(content), _rates(content), *tables, *([chart] if chart else [])]


def _figures(content: ReportContent) -> Table:
    """The counts beside those of the two other periods."""
    return Table(
        "Số liệu chung",
        (Column("Nội dung"), *(Column(each, ColumnKind.MEASURE) for each in PERIODS)),
        tuple(
            (figure.label, figure.value, figure.previous, figure.last_year)
            for figure in content.figures
            if figure.kind is NumberKind.COUNT
        ),
    )


def _rates(content: ReportContent) -> Table:
    """Received, published and the rate of the three periods, the rate as a formula."""
    received, published = content.figure(RECEIVED), content.figure(PUBLISHED)
    rows = [
        (name, of(received), of(published), None)
        for name, of in zip(PERIODS, (_value, _previous, _last_year), strict=True)
    ]
    return Table(
        "Tỷ lệ đăng",
        (
            Column("Kỳ"),
            Column(LABELS[RECEIVED], ColumnKind.NUMBER),
            Column(LABELS[PUBLISHED], ColumnKind.NUMBER),
            Column(LABELS[RATE], ColumnKind.PERCENT, Share(part=2, whole=1)),
        ),
        tuple(rows),
    )


def _value(figure: Figure | None) -> int | None:
    return figure.value if figure else None


def _previous(figure: Figure | None) -> int | None:
    return figure.previous if figure else None


def _last_year(figure: Figure | None) -> int | None:
    return figure.last_year if figure else None
