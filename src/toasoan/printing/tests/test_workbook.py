import datetime as dt
import io
import re
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from toasoan.printing.charts import BarChart, Series
from toasoan.printing.tables import Column, ColumnKind, Share, Table
from toasoan.printing.tests.office import converted, needs_office
from toasoan.printing.tests.samples import BARS, BY_UNIT, MAP, MONTHS, REPORT
from toasoan.printing.workbook import write_workbook

MADE_AT = REPORT.made_at
#: Nothing to divide, a missing number, words where a number is expected, a day.
ODD = Table(
    "Bảng có ô trống: 'kiểm tra' [1]",
    (
        Column("Đơn vị"), Column("Nhận", ColumnKind.NUMBER), Column("Nhận", ColumnKind.NUMBER),
        Column("Tỷ lệ", ColumnKind.PERCENT, Share(2, 1)), Column("Hạng", ColumnKind.MEASURE),
        Column("Ngày", ColumnKind.DAY), Column("Đúng hạn", ColumnKind.PERCENT),
    ),
    (
        ("A", 0, 0, None, 1, dt.date(2023, 6, 30), Decimal("81.25")),
        ("B", None, 3, None, Decimal("2.5"), None, None),
        ("C", "không", 1, None, None, None, None),
        ("D", 7, 2, None, None, None, None),
    ),
    total_label="Cộng",
)  # fmt: skip


def write(*blocks):
    return write_workbook("Báo cáo", blocks, made_at=MADE_AT)


def opened(content, *, values=True):
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


def cells(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def comparable(sheet):
    """Values to ten places; an empty text and an empty cell are the same."""
    rows = (
        (round(value, 10) if isinstance(value, float) else value or None for value in row)
        for row in cells(sheet)
    )
    return [list(row) for row in rows]


def parts(content, folder):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return [
            package.read(name).decode() for name in package.namelist() if name.startswith(folder)
        ]


def without_values(content):
    """The workbook with formulas but without what they give."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            part = (
                source.read(name).decode()
                if name.startswith("xl/worksheets/sheet")
                else source.read(name)
            )
            target.writestr(
                name, re.sub(r"</f><v>[^<]*</v>", "</f>", part) if isinstance(part, str) else part
            )
    return result.getvalue()


def test_sums_and_shares_are_formulas_that_carry_their_values():
    content = write(BY_UNIT)

    assert cells(opened(content).active)[-1] == ["Cộng", 96, 78, 0.8125]
    formulas = cells(opened(content, values=False).active)[-1]
    assert formulas[1] == "=SUM(Bang1_Cot2_da_nhan)"
    assert formulas[3].startswith("=IF(AND(ISNUMBER(C6)")


@needs_office
def test_a_spreadsheet_calculates_what_is_written_beside_the_formulas(tmp_path):
    content = write(BY_UNIT, ODD, BARS, MONTHS, MAP)
    stripped = without_values(content)
    assert cells(opened(stripped).worksheets[0])[-1] == ["Cộng", None, None, None]

    again = converted(tmp_path, {"so-lieu.xlsx": stripped}, "xlsx")["so-lieu.xlsx"]

    for written, calculated in zip(opened(content), opened(again), strict=True):
        assert comparable(written) == comparable(calculated)


def test_odd_rows_give_no_share_and_are_added_up_all_the_same():
    rows = cells(opened(write(ODD)).active)[2:]

    assert [row[3] or None for row in rows] == [None, None, None, 2 / 7, 6 / 7]
    assert rows[-1][:3] == ["Cộng", 7, 6]
    assert rows[0][5:] == [dt.datetime.combine(REPORT.made_at, dt.time()), 0.8125]


def test_columns_of_numbers_have_names_even_when_two_headings_are_the_same():
    names = opened(write(ODD)).defined_names

    assert {"Bang1_Cot2_nhan", "Bang1_Cot3_nhan"} <= set(names)
    assert names["Bang1_Cot2_nhan"].attr_text.endswith("!$B$3:$B$6")


@pytest.mark.parametrize(
    ("chart", "kind"), [(BARS, "barChart"), (MONTHS, "lineChart"), (MAP, "scatterChart")]
)
def test_a_chart_is_one_of_the_spreadsheet_and_points_to_its_cells(chart, kind):
    content = write(chart)
    drawing = etree.fromstring(parts(content, "xl/charts/chart")[0].encode())
    sources = [node.text for node in drawing.iter("{*}f")]

    assert drawing.find(f".//{{*}}{kind}") is not None
    assert all("!$" in source for source in sources)
    assert chart.description in parts(content, "xl/drawings/drawing")[0]


def test_the_headings_stay_in_sight_and_the_sheet_is_as_wide_as_the_page():
    sheet = opened(write(BY_UNIT)).active

    assert sheet.freeze_panes == "A3"
    assert sheet.print_title_rows == "$1:$2"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)
    assert sheet.page_setup.paperSize == 9


DANGEROUS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["=1+1", "+1", "-1", "@SUM(1)", "=HYPERLINK(1)", "{=1}", "'", "History", "https://x"]
    ),
)


@settings(max_examples=15, deadline=None)
@given(DANGEROUS, DANGEROUS)
def test_whatever_people_type_is_text_in_every_place(typed, other):
    table = Table(
        typed,
        (Column(other), Column(typed, ColumnKind.NUMBER)),
        ((typed, other),),
        total_label=other or "x",
    )
    chart = BarChart(typed, other, (typed,), (Series(other, (1,)),), typed)
    content = write(table, chart)

    formulas = [
        node
        for part in parts(content, "xl/worksheets/sheet")
        for node in etree.fromstring(part.encode()).iter("{*}f")
    ]
    assert [node.text.startswith("SUM(Bang1_") for node in formulas] == [True]
    for part in parts(content, "xl/charts/chart"):
        assert all("!$" in node.text for node in etree.fromstring(part.encode()).iter("{*}f"))
    assert not [part for part in parts(content, "xl/worksheets/sheet") if "<hyperlink" in part]
    opened(content)


@pytest.mark.parametrize(
    "titles",
    [
        ("Bảng", "Bảng", "BẢNG"),
        ("", "", ""),
        ("x" * 60, "x" * 60, "x" * 31),
        ("a/b", "a:b", "'a b'"),
        ("[?]", "2. ", "History"),
    ],
)
def test_names_of_sheets_are_allowed_and_their_own(titles):
    names = opened(write(*(Table(title, (Column("A"),), (("x",),)) for title in titles))).sheetnames

    assert len({name.casefold() for name in names}) == 3
    assert all(1 <= len(name) <= 31 for name in names)


@pytest.mark.parametrize(
    "blocks",
    [
        (),
        (Table("Trống", (Column("A"),), (), "Cộng"),),
        (BarChart("", "", (), (Series("", ()),), ""),),
    ],
)
def test_nothing_to_show_is_a_workbook_too(blocks):
    assert opened(write(*blocks)).sheetnames


def test_the_same_blocks_are_the_same_file():
    assert write(BY_UNIT, MAP) == write(BY_UNIT, MAP)
