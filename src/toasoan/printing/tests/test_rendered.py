"""The Word file as LibreOffice lays it out: where things stand on the page, and in which font."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from toasoan.printing.docx_writer import write_docx
from toasoan.printing.fonts import width
from toasoan.printing.pdf_writer import write_pdf
from toasoan.printing.template_form import (
    frame_values,
    table_form,
    table_rows,
    table_totals,
    with_placeholders,
)
from toasoan.printing.templates import fill
from toasoan.printing.tests.office import converted, needs_office
from toasoan.printing.tests.samples import BY_UNIT, REPORT

pytestmark = needs_office
POINTS_PER_MM = 72 / 25.4
PAGE_HEIGHT = 297


@pytest.fixture(scope="module")
def readers(tmp_path_factory):
    """The same report by way of Word file and LibreOffice, and by way of typst."""
    folder = tmp_path_factory.mktemp("office")
    files = {"bao-cao.docx": write_docx(REPORT), "mau.docx": from_template()}
    made = converted(folder, files, "pdf")
    ways = (made["bao-cao.docx"], write_pdf(REPORT), made["mau.docx"])
    return [PdfReader(io.BytesIO(content)) for content in ways]


def from_template():
    """The report with one table by way of the template that an agency begins with."""
    template = write_docx(with_placeholders(replace(REPORT, body=(table_form("bang", BY_UNIT),))))
    values = {**frame_values(REPORT), **table_totals("bang", BY_UNIT)}
    return fill(template, values, {"bang": table_rows(BY_UNIT)}).content


def lines(page):
    """Text, millimetres from the left and upper edge to its beginning, and size, piece by piece."""
    found = []

    def note(text, transform, matrix, _font, size):
        if text.strip():
            x = matrix[4] * transform[0] + matrix[5] * transform[2] + transform[4]
            y = matrix[4] * transform[1] + matrix[5] * transform[3] + transform[5]
            scale = abs(matrix[3] * transform[3])
            found.append(
                (text.strip(), x / POINTS_PER_MM, PAGE_HEIGHT - y / POINTS_PER_MM, size * scale)
            )

    page.extract_text(visitor_text=note)
    return found


def place(page, beginning):
    return next(one for one in lines(page) if one[0].startswith(beginning))


def test_the_font_is_as_wide_as_times_new_roman_and_no_other_is_used(readers):
    for reader in readers:
        fonts = {
            str(font.get_object()["/BaseFont"])
            for page in reader.pages
            for font in page["/Resources"]["/Font"].values()
        }
        assert fonts
        assert all("Tinos" in name for name in fonts)


def test_pages_begin_and_end_with_the_same_words_both_ways(readers):
    by_word, by_typst = (
        [page.extract_text().split() for page in reader.pages] for reader in readers[:2]
    )

    assert len(by_word) == len(by_typst) == 4
    for word_page, typst_page in zip(by_word, by_typst, strict=True):
        assert word_page[:3] == typst_page[:3]


@pytest.mark.parametrize("way", [0, 1, 2])
def test_the_head_stands_in_two_columns_on_the_lines_of_the_decree(readers, way):
    page = readers[way].pages[0]
    parent, nation = place(page, "VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO"), place(page, "CỘNG HÒA")
    issuer, motto = place(page, "TỈNH HẬU GIANG"), place(page, "Độc lập")
    number, day = place(page, "Số:"), place(page, "Hậu Giang, ngày")

    assert parent[2] == pytest.approx(nation[2], abs=0.6)
    assert number[2] == pytest.approx(day[2], abs=0.6)
    assert 20 < parent[2] < 27
    assert parent[1] >= 29.9
    assert nation[1] > 30 + 4150 / 20 / POINTS_PER_MM - 0.5
    assert (
        nation[1] + width("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True) / POINTS_PER_MM
        <= 195.5
    )
    assert parent[2] < issuer[2] < number[2]
    assert issuer[1] < 105 < motto[1]


@pytest.mark.parametrize("way", [0, 1])
def test_text_begins_at_the_indent_and_the_number_in_the_top_margin(readers, way):
    first, second = readers[way].pages[:2]
    number = place(second, "2")

    assert place(first, "Ban Chỉ đạo báo cáo")[1] == pytest.approx(30 + 12.7, abs=0.4)
    assert place(first, "I. ")[1] == pytest.approx(30 + 12.7, abs=0.4)
    assert 10 < number[2] < 20
    assert number[1] == pytest.approx(30 + 165 / 2, abs=2)


@pytest.mark.parametrize("way", [0, 1])
def test_recipients_stand_left_and_the_signature_right_on_one_page(readers, way):
    last = readers[way].pages[-1]

    assert place(last, "Nơi nhận:")[1] == pytest.approx(30, abs=0.4)
    assert place(last, "KT. VIỆN TRƯỞNG")[1] > 112
    assert place(last, "Nguyễn Văn An")[2] - place(last, "PHÓ VIỆN TRƯỞNG")[2] > 20
    assert place(last, "Trên đây là báo cáo")


def test_a_filled_template_shows_the_rows_and_sums_of_the_report(readers):
    words = " ".join(readers[2].pages[0].extract_text().split())

    assert "VKSND thành phố Ngã Bảy 20 18 90%" in words
    assert "Cộng 96 78 81,25%" in words
    assert "{{" not in words
