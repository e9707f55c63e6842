"""Tables saved as CSV and as workbooks."""

import csv
import datetime as dt
import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from toasoan.newsroom.kit.tables import (
    ColumnKind,
    Table,
    TableColumn,
    csv_lines,
    table_response,
    workbook,
)

MOMENT = dt.datetime(2026, 6, 30, 17, 0, tzinfo=dt.UTC)
COLUMNS = [
    TableColumn("Số", ColumnKind.IDENTIFIER), TableColumn("Tiêu đề"), TableColumn("Lượt", ColumnKind.NUMBER),
    TableColumn("Tỷ lệ", ColumnKind.PERCENT), TableColumn("Ngày", ColumnKind.DAY), TableColumn("Lúc", ColumnKind.MOMENT),
    TableColumn("Địa chỉ", ColumnKind.ADDRESS),
]  # fmt: skip
ROWS = [
    (7, "Đường bộ; “an toàn” <&>", 1234, Decimal("81.25"), dt.date(2026, 7, 1), MOMENT, "/tin/7/"),
    (None, "=1+1", None, None, None, None, ""),
]
FULL = Table("tin-bai", COLUMNS, ROWS)


def texts(*values):
    return Table("chu", [TableColumn("Chữ")], [(value,) for value in values])


def as_csv(table):
    return list(csv.reader(io.StringIO("".join(csv_lines(table)).lstrip("\ufeff")), delimiter=";"))


def sheet_of(table):
    with translation.override("vi"):
        return openpyxl.load_workbook(workbook(table)).active


def test_a_csv_file_keeps_marks_and_shows_values_as_written_here():
    assert "".join(csv_lines(FULL)).startswith("\ufeff")
    assert as_csv(FULL) == [
        ["Số", "Tiêu đề", "Lượt", "Tỷ lệ", "Ngày", "Lúc", "Địa chỉ"],
        [
            "7", "Đường bộ; “an toàn” <&>", "1234", "81,25", "01/07/2026", "01/07/2026, 00:00",
            "/tin/7/",
        ],
        ["", "'=1+1", "", "", "", "", ""],
    ]  # fmt: skip


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_a_csv_file_is_taken_for_a_formula(start):
    _head, (cell,) = as_csv(texts(f"{start}HYPERLINK(1)"))

    assert cell.startswith("'")


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=5))
def test_whatever_people_type_is_text_in_a_workbook(values):
    with zipfile.ZipFile(workbook(texts(*values))) as parcel:
        sheet = etree.fromstring(parcel.read("xl/worksheets/sheet1.xml"))

    kinds = {cell.get("t") for cell in sheet.iter("{*}c")}
    assert kinds <= {"inlineStr", None}
    assert not list(sheet.iter("{*}f"))
    assert not list(sheet.iter("{*}hyperlink"))
    assert not list(sheet.iter("{*}v"))


def test_numbers_days_and_moments_are_values_in_a_workbook():
    row = next(sheet_of(FULL).iter_rows(min_row=2, max_row=2))

    assert [cell.value for cell in row] == [
        7, "Đường bộ; “an toàn” <&>", 1234, 0.8125, dt.datetime(2026, 7, 1),  # noqa: DTZ001
        dt.datetime(2026, 7, 1, 0, 0), "/tin/7/",  # noqa: DTZ001
    ]  # fmt: skip
    assert [cell.number_format for cell in row] == [
        "0", "@", "#,##0", "0.00%", "dd/mm/yyyy", "dd/mm/yyyy hh:mm", "@",
    ]  # fmt: skip


def test_a_workbook_is_ready_to_read_and_to_print():
    sheet = sheet_of(FULL)
    titled = sheet_of(Table("so-lieu", COLUMNS, ROWS, title="Quý I/2026"))

    assert (sheet.title, sheet.freeze_panes, sheet["B1"].font.b) == ("Bảng", "A2", True)
    assert (sheet.page_setup.fitToHeight, sheet.page_setup.orientation) == (0, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.column_dimensions["B"].width > sheet.column_dimensions["A"].width
    assert (titled["A1"].value, titled["B2"].value, titled.freeze_panes) == (
        "Quý I/2026", "Tiêu đề", "A3",
    )  # fmt: skip
    assert as_csv(Table("so-lieu", COLUMNS, ROWS, title="=Quý"))[0] == ["'=Quý"]


def test_a_row_may_end_early():
    table = Table("tin-bai", COLUMNS, [(None, "Còn nữa")])

    assert as_csv(table)[1] == ["", "Còn nữa"]
    assert sheet_of(table)["B2"].value == "Còn nữa"


def test_characters_that_a_workbook_cannot_hold_are_left_out():
    assert sheet_of(texts("a\x00b\x0bc\ud800\ufffe\nd"))["A2"].value == "abc\nd"


def test_text_longer_than_a_cell_is_cut():
    assert len(sheet_of(texts("a" * 40_000))["A2"].value) == 32_767


def test_the_file_is_named_and_saved_not_shown():
    for kind, ending in (("csv", "csv"), ("xlsx", "xlsx"), ("khac", "csv")):
        answer = table_response(kind, FULL)
        assert answer["Content-Disposition"] == f'attachment; filename="tin-bai.{ending}"'
        assert answer["Cache-Control"] == "no-store"
