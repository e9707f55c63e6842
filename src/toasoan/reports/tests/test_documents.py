"""The documents of a report, read back: the seed's figures, and the same bytes once it is closed."""

import datetime as dt
import io
import zipfile

import docx
import pytest
from openpyxl import load_workbook

from toasoan.ledger.models import PLACED
from toasoan.printing.tests.office import converted, needs_office
from toasoan.printing.tests.test_workbook import without_values
from toasoan.quotas.models import Quota
from toasoan.reports.actions import MeasureText, add_measure
from toasoan.reports.documents import document_of, fitted
from toasoan.reports.files import FORMATS, WRITERS, close_and_keep, file_of
from toasoan.reports.models import FileFormat, Report, ReportKind
from toasoan.reports.queries import content_of
from toasoan.reports.tests.seed import AFTER, JUNE, begin, seed_half_year, write

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def room_of_module(room_of_module, django_db_blocker):
    """The module's newsroom with the seed's half-year in its ledger."""
    with django_db_blocker.unblock():
        seed_half_year(room_of_module)
    return room_of_module


def word(report):
    return docx.Document(io.BytesIO(file_of(report, FileFormat.DOCX)))


def rows_of(document, first):
    """The table whose first cell says this."""
    table = next(one for one in document.tables if one.cell(0, 0).text == first)
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_the_word_file_says_the_seeds_half_year(room):
    document = word(begin(room))

    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for words in ("96 tin, bài", "78 tin, bài", "81,25%", "32 tin, bài", "29 tin, bài", "100 tin"):
        assert words in text
    heading, *units, total = rows_of(document, "Đơn vị")
    assert heading[1:4] == ["Đã nhận", "Đã đăng", "Tỷ lệ đăng"]
    assert total[1:4] == ["96", "78", "81,25%"]
    assert sum(int(row[1]) for row in units) == 96


def test_many_outlets_are_one_column_on_paper(room):
    table = content_of(begin(room)).table("units")

    narrow = fitted(table)

    assert [column.label for column in narrow.columns[3:]] == [
        "Nơi nhận tin đăng", "Báo, đài khác đưa tin",
    ]  # fmt: skip
    assert narrow.total.cells == (96, 78, 8125, 61, 100)
    assert fitted(narrow) == narrow


def test_the_head_of_the_document_is_that_of_the_agency(room):
    document = document_of(content_of(begin(room)), made_at=AFTER)

    assert document.kind == "BÁO CÁO"
    assert document.number_line.endswith("/BC-VKS")
    assert document.day_line.startswith("Sông Thử, ngày")
    assert document.signature.name == room.approver.get_full_name()
    assert document.subject.endswith("(dự thảo)")


def test_a_monthly_notice_has_a_table_of_units_that_adds_up(room):
    report = begin(room, ReportKind.MONTH, JUNE)

    assert document_of(content_of(report), made_at=AFTER).kind == "THÔNG BÁO"
    _heading, *units, total = rows_of(word(report), "Đơn vị")
    for column in (1, 2):
        assert sum(int(row[column]) for row in units) == int(total[column]) > 0


def test_quotas_stand_in_the_notice_and_what_is_missing_is_suggested_as_weak(room):
    Quota.objects.create(
        agency=room.agency, counts="published", number=5, cycle="month",
        from_on=dt.date(2023, 1, 1), document="Quyết định số 1", created_at=AFTER,
    )  # fmt: skip
    content = content_of(begin(room, ReportKind.MONTH, JUNE))

    table = content.table("quotas")
    assert [row.cells[:2] for row in table.rows] == [(5, 9), (5, 4)]
    words = next(part.paragraphs for part in content.parts if part.key == "units")
    assert "Có 01/02 đơn vị hoàn thành chỉ tiêu:" in words
    assert any(one.source == "shortfalls" for one in content.weaknesses)


def test_a_measure_is_one_line_with_who_and_until_when(room):
    report = begin(room)
    measure = MeasureText(
        text="Mở lớp.", unit=room.unit, due_on=dt.date(2023, 12, 1), document="Kế hoạch số 1"
    )
    add_measure(report.pk, measure, version=1, actor=room.editor, now=AFTER)

    report.refresh_from_db()
    lines = [paragraph.text for paragraph in word(report).paragraphs]
    expected = f"Mở lớp ({room.unit.short_name}; hạn 01/12/2023; Kế hoạch số 1)."
    assert any(expected in line for line in lines)


def test_files_of_a_closed_report_are_the_same_bytes_whatever_is_corrected_later(room):
    report = close_and_keep(begin(room).pk, actor=room.approver, now=AFTER)
    before = {form: file_of(report, form) for form in FORMATS}

    write(room, PLACED, 3, outlet="bao-nganh")

    again = Report.objects.get(pk=report.pk)
    assert {form: file_of(again, form) for form in FORMATS} == before
    assert zipfile.is_zipfile(io.BytesIO(before[FileFormat.DOCX]))
    assert before[FileFormat.PDF].startswith(b"%PDF")


def test_what_is_frozen_gives_the_same_bytes_whenever_it_is_printed(room):
    report = close_and_keep(begin(room).pk, actor=room.approver, now=AFTER)
    kept = {one.format: bytes(one.content) for one in report.files.all()}

    content = content_of(Report.objects.get(pk=report.pk))

    assert {form: WRITERS[form](content, report.closed_at) for form in kept} == kept


def test_the_workbook_calculates_the_seeds_rate(room, tmp_path):
    target = tmp_path / "so-lieu.xlsx"
    target.write_bytes(file_of(begin(room), FileFormat.XLSX))

    formulas = load_workbook(target)["Số liệu theo đơn vị"]
    values = load_workbook(target, data_only=True)["Số liệu theo đơn vị"]
    last = values.max_row
    assert [values.cell(last, place).value for place in (2, 3, 4)] == [96, 78, 0.8125]
    assert [str(formulas.cell(last, place).value)[:1] for place in (2, 3, 4)] == ["="] * 3


@needs_office
def test_libreoffice_calculates_the_same_from_the_formulas_alone(room, tmp_path):
    stripped = without_values(file_of(begin(room), FileFormat.XLSX))

    content = converted(tmp_path, {"so-lieu.xlsx": stripped}, "xlsx")["so-lieu.xlsx"]

    sheet = load_workbook(io.BytesIO(content), data_only=True)["Số liệu theo đơn vị"]
    last = sheet.max_row
    assert [sheet.cell(last, place).value for place in (2, 3, 4)] == [96, 78, 0.8125]
