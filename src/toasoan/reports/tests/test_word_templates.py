"""An agency's own Word template: checked when it is given, filled when a report is printed."""

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from toasoan.refusals import RefusedError
from toasoan.reports.actions import MeasureText, add_measure
from toasoan.reports.files import file_of
from toasoan.reports.models import FileFormat, WordTemplate
from toasoan.reports.queries import content_of
from toasoan.reports.template_values import (
    all_names,
    lists_of,
    template_to_begin_with,
    values_of,
)
from toasoan.reports.tests.seed import AFTER, begin, seed_half_year
from toasoan.reports.word_templates import end_template, give_template
from toasoan.testing.browsers import browser_of, text_of

pytestmark = pytest.mark.django_db
PAGE = "/toa-soan/bao-cao/mau/"


def template(*paragraphs, row=()):
    """A Word file with these paragraphs and a table of one heading and one row."""
    document = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    if row:
        table = document.add_table(rows=2, cols=len(row))
        for place, words in enumerate(row):
            table.cell(0, place).text, table.cell(1, place).text = "Cột", words
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def give(room, content):
    return give_template(content, "mau.docx", agency=room.agency, actor=room.editor, now=AFTER)


def printed(report):
    return docx.Document(io.BytesIO(file_of(report, FileFormat.DOCX)))


def test_a_report_is_printed_in_the_agencys_own_form(room):
    seed_half_year(room)
    row = ("{{don_vi.ten}}", "{{don_vi.da_nhan}}", "{{don_vi.ty_le}}")
    give(room, template("{{ky_bao_cao}}: nhận {{da_nhan}}, tỷ lệ {{ty_le_dang}}", row=row))

    document = printed(begin(room))

    assert document.paragraphs[0].text == "6 tháng đầu năm 2023: nhận 96, tỷ lệ 81,25%"
    rows = [[cell.text for cell in one.cells] for one in document.tables[0].rows]
    assert [one[1] for one in rows[1:]] == ["72", "24", "96"]
    assert rows[-1][2] == "81,25%"


def test_an_unknown_name_is_told_by_its_name(room):
    with pytest.raises(RefusedError) as refusal:
        give(room, template("{{da_nhan}} và {{so_la}}"))

    (problem,) = refusal.value.problems
    assert (problem.code, problem.field) == ("unknown-name", "file")
    assert "so_la" in problem.message
    assert not WordTemplate.objects.exists()


def test_the_last_template_is_used_until_it_is_ended(room):
    give(room, template("Mẫu cũ {{da_nhan}}"))
    give(room, template("Mẫu mới {{da_nhan}}"))
    report = begin(room)
    assert printed(report).paragraphs[0].text == "Mẫu mới 0"

    end_template(room.agency, now=AFTER)

    assert "Mẫu" not in "".join(one.text for one in printed(report).paragraphs)


def test_every_name_that_is_promised_has_a_value(room):
    seed_half_year(room)
    report = begin(room)
    add_measure(report.pk, MeasureText(text="Mở lớp"), version=1, actor=room.editor, now=AFTER)
    content = content_of(report)

    values, lists = values_of(content, made_at=AFTER), lists_of(content)

    fields = {f"{name}.{field}" for name, rows in lists.items() for row in rows for field in row}
    assert set(values) | fields <= all_names()
    assert set(values) == {name for name in all_names() if "." not in name}


def test_the_desk_gives_a_template_on_its_page_and_reads_what_is_wrong(room):
    browser = browser_of(room.editor)

    def send(content):
        return browser.post(PAGE, {"file": SimpleUploadedFile("mau.docx", content)})

    wrong, right = send(template("{{so_la}}")), send(template("{{da_nhan}}"))

    assert wrong.status_code == 422
    assert "so_la" in text_of(wrong)
    assert right.status_code == 302
    page = text_of(browser.get(PAGE))
    assert "mau.docx" in page
    assert "{{don_vi.ten}}" in page


def test_the_board_gives_no_template(room):
    assert browser_of(room.board_member).get(PAGE).status_code == 404


def test_the_template_to_begin_with_is_taken_as_it_is_and_filled(room):
    seed_half_year(room)
    give(room, template_to_begin_with(AFTER))

    document = printed(begin(room))

    text = "\n".join(one.text for one in document.paragraphs)
    assert "đã nhận 96 tin, bài" in text
    assert "{{" not in text
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "81,25%" in cells
    assert not [words for words in cells if "{{" in words]
