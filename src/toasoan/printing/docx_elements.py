"""Small pieces of WordprocessingML that python-docx has no call for."""

import io
import zipfile
from collections.abc import Iterable
from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from toasoan.printing.form import FIRST_LINE, LOOKS, Align, Element, Look

FONT = "Times New Roman"
_ALIGN = {
    Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Align.JUSTIFY: WD_ALIGN_PARAGRAPH.JUSTIFY,
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}
#: The oldest moment a zip file can name: what it holds then depends on nothing but the document.
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def child(parent: Any, name: str, **attributes: str | int) -> Any:
    """A new last element below `parent`; attributes are of the namespace w as well."""
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), str(value))
    parent.append(element)
    return element


def write(paragraph: Paragraph, text: str, element: Element) -> Paragraph:
    """Give the paragraph its look and its text."""
    look = LOOKS[element]
    shape(paragraph, look)
    # python-docx turns a line feed into a line break.
    run = paragraph.add_run(look.cased(text))
    run.font.size = Pt(look.size)
    run.bold, run.italic = look.bold or None, look.italic or None
    return paragraph


def shape(paragraph: Paragraph, look: Look) -> None:
    """Alignment, indent and spaces of a paragraph, always said, whatever its style says."""
    form = paragraph.paragraph_format
    form.alignment = _ALIGN[look.align]
    form.first_line_indent = Mm(FIRST_LINE) if look.is_indented else Mm(0)
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    form.line_spacing = 1.0
    form.keep_with_next = look.keeps_with_next or None


def rule(paragraph: Paragraph, *, column: float, length: float) -> None:
    """Make of an empty paragraph a line of that length in the middle of a column, in points."""
    shape(paragraph, Look(1, Align.LEFT))
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Pt(round(max(0.0, (column - length) / 2), 1))
    form.line_spacing = Pt(3)
    borders: Any = OxmlElement("w:pBdr")
    child(borders, "w:top", val="single", sz=6, space=0, color="000000")
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
    # The mark of the empty paragraph would otherwise be as tall as a line of text.
    size = child(properties, "w:rPr")
    child(size, "w:sz", val=2)


def page_number(paragraph: Paragraph) -> None:
    """The field that Word and LibreOffice fill with the number of the page."""
    run = write(paragraph, "", Element.PAGE_NUMBER).runs[0]._r
    child(run, "w:fldChar", fldCharType="begin")
    child(run, "w:instrText").text = "PAGE"
    child(run, "w:fldChar", fldCharType="separate")
    child(run, "w:t").text = "2"
    child(run, "w:fldChar", fldCharType="end")


def lay_out(table: Any, widths: Iterable[int], *, margin: int) -> None:
    """Columns of fixed widths and cells with so much room at their sides, in twips."""
    properties = table._tbl.tblPr
    for name in ("w:tblW", "w:jc", "w:tblLayout", "w:tblLook"):
        for old in properties.findall(qn(name)):
            properties.remove(old)
    widths = list(widths)
    child(properties, "w:tblW", w=sum(widths), type="dxa")
    child(properties, "w:jc", val="center")
    child(properties, "w:tblLayout", type="fixed")
    margins = child(properties, "w:tblCellMar")
    child(margins, "w:left", w=margin, type="dxa")
    child(margins, "w:right", w=margin, type="dxa")
    child(properties, "w:tblLook", val="0420" if margin else "0000")
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.set(qn("w:w"), str(width))
    for row in table._tbl.tr_lst:
        for cell, width in zip(row.tc_lst, widths, strict=True):
            own = cell.get_or_add_tcPr().get_or_add_tcW()
            own.set(qn("w:w"), str(width))
            own.set(qn("w:type"), "dxa")


def keep_rows_whole(table: Any, *, headings: int) -> None:
    """No row breaks across pages; the first rows are repeated on each page."""
    for number, row in enumerate(table._tbl.tr_lst):
        properties = row.get_or_add_trPr()
        child(properties, "w:cantSplit")
        if number < headings:
            child(properties, "w:tblHeader")


def use_font(run_properties: Any) -> None:
    """Name the font for all four kinds of letters, and Vietnamese as the language."""
    for name in ("w:rFonts", "w:lang"):
        for old in run_properties.findall(qn(name)):
            run_properties.remove(old)
    fonts = OxmlElement("w:rFonts")
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), FONT)
    run_properties.insert(0, fonts)
    child(run_properties, "w:lang", val="vi-VN", eastAsia="vi-VN", bidi="vi-VN")


def saved(document: Document) -> bytes:
    """The file, the same bytes for the same document: no clock gets into it."""
    written, result = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return result.getvalue()
