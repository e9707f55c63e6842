"""The Word file measured against the form of Nghị định 30/2020/NĐ-CP, Phụ lục I."""

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from pypdf import PdfReader

from toasoan.printing.charts import BarChart, Series
from toasoan.printing.document import MOTTO, NATION, Paragraph
from toasoan.printing.docx_writer import write_docx
from toasoan.printing.fonts import width
from toasoan.printing.pdf_writer import write_pdf
from toasoan.printing.tables import Column, Table
from toasoan.printing.tests.samples import BARS, REPORT

#: Between the margins, in points.
TEXT_WIDTH = 467.7


@pytest.fixture(scope="module")
def content():
    return write_docx(REPORT)


@pytest.fixture(scope="module")
def file(content):
    return docx.Document(io.BytesIO(content))


@pytest.fixture(scope="module")
def paragraphs(file):
    """Every paragraph of the body, those in cells as well, in reading order."""
    body = file.element.body
    return [docx.text.paragraph.Paragraph(node, file) for node in body.iter(qn("w:p"))]


def found(paragraphs, beginning):
    return next(one for one in paragraphs if one.text.replace("\u00a0", " ").startswith(beginning))


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("page_width", 210, 210), ("page_height", 297, 297), ("top_margin", 20, 25),
        ("bottom_margin", 20, 25), ("left_margin", 30, 35), ("right_margin", 15, 20),
    ],
)  # fmt: skip
def test_the_page_is_a4_with_the_margins_of_the_decree(file, name, least, most):
    assert least - 0.1 <= getattr(file.sections[0], name).mm <= most + 0.1


#: Beginning of the text, least and most size in points, bold, italic, where it stands.
FORM = [
    (NATION, 12, 13, True, False, "CENTER"),
    (MOTTO, 13, 14, True, False, "CENTER"),
    ("VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO", 12, 13, False, False, "CENTER"),
    ("VIỆN KIỂM SÁT NHÂN DÂN\nTỈNH HẬU GIANG", 12, 13, True, False, "CENTER"),
    ("Số:      /BC-VKS", 13, 13, False, False, "CENTER"),
    ("Hậu Giang, ngày      tháng 6 năm 2023", 13, 14, False, True, "CENTER"),
    ("BÁO CÁO", 13, 14, True, False, "CENTER"),
    ("Kết quả công tác", 13, 14, True, False, "CENTER"),
    ("Căn cứ Chỉ thị", 13, 14, False, True, "JUSTIFY"),
    ("I. ", 13, 14, True, False, "JUSTIFY"),
    ("1. ", 13, 14, True, False, "JUSTIFY"),
    ("a) ", 13, 14, False, False, "JUSTIFY"),
    ("Ban Chỉ đạo đã nhận", 13, 14, False, False, "JUSTIFY"),
    ("KT. VIỆN TRƯỞNG", 13, 14, True, False, "CENTER"),
    ("PHÓ VIỆN TRƯỞNG", 13, 14, True, False, "CENTER"),
    ("Nguyễn Văn An", 13, 14, True, False, "CENTER"),
    ("Nơi nhận:", 12, 12, True, True, "LEFT"),
    ("- VKSND tối cao (để b/c);", 11, 11, False, False, "LEFT"),
    ("- Lưu: VT, Ban Chỉ đạo.", 11, 11, False, False, "LEFT"),
]  # fmt: skip


@pytest.mark.parametrize(("beginning", "least", "most", "bold", "italic", "align"), FORM)
def test_each_part_looks_as_the_decree_says(
    paragraphs, beginning, least, most, bold, italic, align
):
    paragraph = found(paragraphs, beginning)
    run = paragraph.runs[0]

    assert least <= run.font.size.pt <= most
    assert (bool(run.bold), bool(run.italic)) == (bold, italic)
    assert paragraph.paragraph_format.alignment.name == align


@pytest.mark.parametrize("beginning", ["Căn cứ Chỉ thị", "I. ", "Ban Chỉ đạo đã nhận", "- Ảnh"])
def test_text_is_indented_and_spaced(paragraphs, beginning):
    form = found(paragraphs, beginning).paragraph_format

    assert form.first_line_indent.cm == pytest.approx(1.27, abs=0.01)
    assert form.space_after.pt >= 6
    assert 1 <= form.line_spacing <= 1.5


def test_every_run_is_in_times_new_roman_and_vietnamese(file):
    styles = file.styles.element
    kinds = [
        styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}"),
        *(
            file.styles[name].element.rPr
            for name in ("Normal", "Heading 1", "Heading 2", "Heading 3")
        ),
    ]

    for properties in kinds:
        fonts = properties.find(qn("w:rFonts"))
        assert {fonts.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "eastAsia", "cs")} == {
            "Times New Roman"
        }
        assert not [name for name in fonts.attrib if "Theme" in name]
        assert properties.find(qn("w:lang")).get(qn("w:val")) == "vi-VN"
    assert not list(file.element.body.iter(qn("w:rFonts")))
    assert not list(styles.iter(qn("w:color")))


def rules(file):
    """Each rule, an empty paragraph with a border: its length in points, by the text before it."""
    for border in file.element.body.iter(qn("w:pBdr")):
        paragraph, cell = border.getparent().getparent(), border.getparent().getparent().getparent()
        columns = cell.getparent().tc_lst if cell.tag == qn("w:tc") else []
        room = (4150, 5204)[columns.index(cell)] / 20 if columns else TEXT_WIDTH
        indent = border.getparent().find(qn("w:ind"))
        sides = int(indent.get(qn("w:left"))) + int(indent.get(qn("w:right")))
        before = docx.text.paragraph.Paragraph(paragraph.getprevious(), file).text
        yield before.split()[0], room - sides / 20


def test_the_rules_are_as_long_as_the_decree_says(file):
    lengths = dict(rules(file))
    issuer = width("VIỆN KIỂM SÁT NHÂN DÂN", 12, bold=True)

    assert list(lengths) == ["VIỆN", "Độc", "Kết"]
    assert lengths["Độc"] == pytest.approx(width(MOTTO, 13, bold=True), abs=0.2)
    assert issuer / 3 <= lengths["VIỆN"] <= issuer / 2
    assert TEXT_WIDTH / 3 <= lengths["Kết"] <= TEXT_WIDTH / 2


def test_the_page_number_stands_in_the_top_margin_from_the_second_page_on(file):
    section = file.sections[0]
    number = section.header.paragraphs[0]

    assert section.different_first_page_header_footer
    assert "".join(section.first_page_header._element.itertext()).strip() == ""
    assert number.alignment.name == "CENTER"
    assert [node.text for node in number._p.iter(qn("w:instrText"))] == ["PAGE"]
    assert number.runs[0].font.size.pt in (13, 14)
    assert section.header_distance < section.top_margin


def test_a_table_repeats_its_headings_and_keeps_its_rows_whole(file):
    rows = file.tables[1]._tbl.tr_lst

    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    assert [row.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [True] + [False] * (
        len(rows) - 1
    )


def test_numbers_stand_at_the_right_and_the_sums_below(file):
    table = file.tables[1]

    assert [cell.text for cell in table.rows[-1].cells] == ["Cộng", "96", "78", "81,25%"]
    assert table.rows[1].cells[1].paragraphs[0].alignment.name == "RIGHT"
    assert table.rows[-1].cells[3].paragraphs[0].runs[0].bold


@pytest.mark.parametrize("columns", [1, 3, 7])
def test_columns_fill_the_width_of_the_text(columns):
    table = Table("", tuple(Column(str(number)) for number in range(columns)), (("x",) * columns,))
    file = docx.Document(io.BytesIO(write_docx(replace(REPORT, body=(table,)))))

    widths = [int(one.get(qn("w:w"))) for one in file.tables[1]._tbl.tblGrid.gridCol_lst]
    assert sum(widths) == round(TEXT_WIDTH * 20)


def test_charts_are_pictures_with_a_text_for_whoever_cannot_see(content, file):
    described = list(file.element.body.iter(qn("wp:docPr")))

    assert described[0].get("descr") == BARS.description
    assert described[0].get("title") == BARS.title
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        pictures = [name for name in package.namelist() if name.startswith("word/media/")]
        assert len(pictures) == len(described) == 3
        assert all(package.read(name).startswith(b"\x89PNG") for name in pictures)


def test_properties_say_what_the_file_is(file):
    core = file.core_properties

    assert core.title == REPORT.title
    assert core.language == "vi-VN"
    assert core.created.isoformat() == core.modified.isoformat() == "2023-06-30T09:00:00+00:00"


def test_the_same_document_is_the_same_file(content):
    assert write_docx(REPORT) == content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_what_was_typed_stays_text_and_is_composed():
    typed = 'Tỷ lệ <w:br/> & "81,25%"\x00\u0302'
    file = docx.Document(
        io.BytesIO(write_docx(replace(REPORT, body=(Paragraph("Vie\u0323\u0302n " + typed),))))
    )

    assert 'Viện Tỷ lệ <w:br/> & "81,25%"' in "\n".join(one.text for one in file.paragraphs)


def test_empty_lines_take_no_room():
    bare = replace(
        REPORT,
        letterhead=replace(REPORT.letterhead, parent=""),
        signature=replace(REPORT.signature, authority=""),
        recipients=(),
        body=(),
    )
    file = docx.Document(io.BytesIO(write_docx(bare)))

    assert file.tables[0].cell(0, 0).paragraphs[0].text.startswith("VIỆN KIỂM SÁT NHÂN DÂN\n")
    assert file.tables[-1].cell(0, 1).paragraphs[0].text == "PHÓ VIỆN TRƯỞNG"


def test_the_signature_never_stands_alone_on_a_page(file):
    assert file.paragraphs[-1].paragraph_format.keep_with_next


def test_properties_of_tables_stand_in_the_order_of_the_schema(file):
    order = [qn(f"w:{name}") for name in (
        "tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc",
        "tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption",
    )]  # fmt: skip
    for table in file.tables:
        places = [order.index(node.tag) for node in table._tbl.tblPr]
        assert places == sorted(places)


def test_parts_are_well_formed_and_nothing_points_outside(content):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package.read(name))
            if name.endswith(".rels"):
                assert b"External" not in package.read(name)
    assert len(content) < 200_000


def test_a_chart_of_many_units_fits_on_one_page():
    units = tuple(f"Đơn vị {number}" for number in range(60))
    tall = BarChart(
        "Nhiều đơn vị", "Mô tả", units, (Series("Đã nhận", tuple(range(60))),) * 2, "Đơn vị"
    )
    document = replace(REPORT, body=(tall,))
    extent = next(
        docx.Document(io.BytesIO(write_docx(document))).element.body.iter(qn("wp:extent"))
    )

    assert int(extent.get("cy")) / 36_000 == pytest.approx(225, abs=1)
    assert len(PdfReader(io.BytesIO(write_pdf(document))).pages) <= 3
