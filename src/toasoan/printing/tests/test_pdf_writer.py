import io
import re
import unicodedata
from dataclasses import replace

import pytest
from pypdf import PdfReader

from toasoan.printing.document import MOTTO, NATION, Heading, Listing, Paragraph
from toasoan.printing.pdf_writer import _SOURCE, UnprintableError, write_pdf
from toasoan.printing.tests.samples import BARS, REPORT


def read(content):
    return PdfReader(io.BytesIO(content))


def printed(*body):
    return read(write_pdf(replace(REPORT, body=body)))


def words(reader):
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def structure(node):
    """Every element of the structure tree, in reading order."""
    node = node.get_object()
    kids = node.get("/K", []) if isinstance(node, dict) else []
    if "/S" in node:
        yield node
    for kid in kids if isinstance(kids, list) else [kids]:
        if not isinstance(kid, int) and "/S" in getattr(kid.get_object(), "keys", dict)():
            yield from structure(kid)


@pytest.fixture(scope="module")
def content():
    return write_pdf(REPORT)


@pytest.fixture(scope="module")
def reader(content):
    return read(content)


def test_the_file_claims_both_standards(reader):
    claims = reader.trailer["/Root"]["/Metadata"].get_data().decode()

    assert re.search(r"<pdfaid:part>2</pdfaid:part>", claims)
    assert re.search(r"<pdfaid:conformance>A</pdfaid:conformance>", claims)
    assert re.search(r"<pdfuaid:part>1</pdfuaid:part>", claims)


def test_the_file_has_what_the_standards_ask(reader):
    root = reader.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "vi-VN"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"
    assert reader.metadata.title == REPORT.title
    assert reader.metadata.creation_date == REPORT.made_at
    assert "/AA" not in root
    assert "/JavaScript" not in root.get("/Names", {})


def test_every_font_is_embedded_and_is_ours(reader):
    fonts = [
        font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()
    ]

    assert fonts
    for font in fonts:
        below = font["/DescendantFonts"][0].get_object()
        assert "Tinos" in below["/BaseFont"]
        assert "/FontFile2" in below["/FontDescriptor"]
        assert "/ToUnicode" in font


def test_the_tree_says_what_is_heading_table_and_picture(reader):
    elements = list(structure(reader.trailer["/Root"]["/StructTreeRoot"]))
    kinds = [one["/S"] for one in elements]
    pictures = [one for one in elements if one["/S"] == "/Figure"]

    assert {"/H1", "/H2", "/H3", "/P", "/L", "/LI", "/Table", "/TH", "/TD"} <= set(kinds)
    assert next(one["/Alt"] for one in pictures) == BARS.description
    assert len(pictures) == 3


def test_the_words_are_those_of_the_document(reader):
    text = words(reader)

    for expected in (
        NATION,
        MOTTO,
        "VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO",
        "BÁO CÁO",
        "81,25%",
        "Nơi nhận:",
        "KT. VIỆN TRƯỞNG",
        "Nguyễn Văn An",
    ):
        assert expected in text
    assert unicodedata.is_normalized("NFC", text)


def test_the_page_is_a4_and_the_first_has_no_number(reader):
    box = reader.pages[0].mediabox
    first, second = (page.extract_text().split() for page in reader.pages[:2])

    assert (round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)) == (210, 297)
    assert first[0] != "1"
    assert second[0] == "2"


def test_the_same_document_is_the_same_file(content):
    assert write_pdf(REPORT) == content
    assert len(content) < 200_000


@pytest.mark.parametrize(
    "typed",
    [
        '#import "@preview/cetz:0.1.0"', "- gạch đầu dòng", "*đậm* _nghiêng_ $x^2$", "= Không phải đề mục",
        "#read(\"/etc/passwd\")", "<nhãn> @tham-chiếu", "// chú thích", "\\u{41} \\ ~ --",
    ],
)  # fmt: skip
def test_what_was_typed_is_text_and_never_markup(typed):
    reader = printed(Paragraph(typed), Heading(typed), Listing((typed,)))

    assert words(reader).count(" ".join(typed.split())) == 3


def test_the_source_asks_for_nothing_from_outside():
    source = _SOURCE.read_text("utf-8")

    assert not re.search(r"\b(import|include|read|eval|plugin)\b", re.sub(r"//.*", "", source))


def test_decomposed_letters_are_composed_and_signs_without_a_letter_shown_as_a_box():
    text = words(printed(Paragraph(unicodedata.normalize("NFD", "Viện kiểm sát") + " 😀 漢")))

    assert "Viện kiểm sát □ □" in text


def test_levels_of_headings_never_jump():
    elements = structure(
        printed(Heading("Ba", 3), Heading("Hai", 2)).trailer["/Root"]["/StructTreeRoot"]
    )

    assert [one["/S"] for one in elements if one["/S"].startswith("/H")] == ["/H1", "/H2"]


@pytest.mark.parametrize(
    "document",
    [replace(REPORT, body=(replace(BARS, description=""),)), replace(REPORT, kind="", subject="")],
)
def test_what_cannot_be_read_out_is_refused(document):
    with pytest.raises(UnprintableError):
        write_pdf(document)


def test_a_document_of_nothing_but_its_frame_is_printed():
    bare = replace(
        REPORT, body=(), grounds=(), recipients=(),
        letterhead=replace(REPORT.letterhead, parent=""), signature=replace(REPORT.signature, authority=""),
    )  # fmt: skip

    assert len(read(write_pdf(bare)).pages) == 1
