"""Tables as files."""

import csv
import datetime as dt
import io
import zipfile

import pytest
from django.utils import translation
from lxml import etree

from toasoan.newsroom.tables import csv_lines, table_response, workbook

ROWS = [
    ["Số", "Tiêu đề"],
    [7, "Đường bộ; “an toàn” <&>"],
    [None, "=1+1"],
    [dt.datetime(2026, 6, 30, 17, 0, tzinfo=dt.UTC), dt.date(2026, 7, 1)],
]
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def cells(rows):
    with zipfile.ZipFile(workbook(rows)) as parcel:
        sheet = etree.fromstring(parcel.read("xl/worksheets/sheet1.xml"))
    return [["".join(cell.itertext()) for cell in row] for row in sheet.iter(f"{MAIN}row")]


def test_a_table_for_excel_keeps_marks_and_shows_moments_as_here():
    text = "".join(csv_lines(ROWS))

    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=";"))
    assert rows[1] == ["7", "Đường bộ; “an toàn” <&>"]
    assert rows[3] == ["01/07/2026, 00:00", "01/07/2026"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_no_cell_of_a_table_is_taken_for_a_formula(start):
    line = list(csv_lines([[f"{start}HYPERLINK(1)"]]))[1]

    assert line.lstrip('"').startswith("'")


def test_a_workbook_holds_the_same_cells_and_numbers_stay_numbers():
    with translation.override("vi"):
        assert cells(ROWS)[1:3] == [["7", "Đường bộ; “an toàn” <&>"], ["", "=1+1"]]
        with zipfile.ZipFile(workbook(ROWS)) as parcel:
            sheet = parcel.read("xl/worksheets/sheet1.xml").decode()
            names = set(parcel.namelist())

    assert "<c><v>7</v></c>" in sheet
    # Text is text, whatever it begins with: no cell is a formula.
    assert "<f>" not in sheet
    assert {"[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/styles.xml"} <= names


def test_characters_that_a_workbook_cannot_hold_are_left_out():
    assert cells([["a\x00b\x0bc\nd"]]) == [["abc\nd"]]


def test_every_part_of_a_workbook_is_well_formed():
    with zipfile.ZipFile(workbook(ROWS)) as parcel:
        for name in parcel.namelist():
            etree.fromstring(parcel.read(name))


def test_the_file_is_named_and_saved_not_shown():
    for kind, ending in (("csv", "csv"), ("xlsx", "xlsx"), ("khac", "csv")):
        answer = table_response(kind, "tin-bai", ROWS)
        assert answer["Content-Disposition"] == f'attachment; filename="tin-bai.{ending}"'
