"""An official document as a Word file, written with python-docx."""

import datetime as dt
import io
from functools import singledispatch
from itertools import pairwise
from typing import Any

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from toasoan.printing.charts import BarChart, LineChart, ScatterChart, svg_for_paper
from toasoan.printing.charts import shape as shape_of
from toasoan.printing.document import (
    LANGUAGE,
    MOTTO,
    NATION,
    RECIPIENTS,
    Heading,
    Listing,
    OfficialDocument,
    Paragraph,
)
from toasoan.printing.docx_elements import (
    child,
    keep_rows_whole,
    lay_out,
    page_number,
    rule,
    saved,
    shape,
    use_font,
    write,
)
from toasoan.printing.form import (
    BOTTOM,
    FOOT_COLUMNS,
    HEAD_COLUMNS,
    HEADINGS,
    LEFT,
    LOOKS,
    NUMBER_FROM_EDGE,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RIGHT,
    ROOM_TO_SIGN,
    SHORT_RULE,
    TEXT_WIDTH,
    TOP,
    Element,
    chart_width,
    in_lines,
    widest,
)
from toasoan.printing.pictures import png
from toasoan.printing.tables import Column, Row, Table, shown
from toasoan.vietnamese.cleaning import one_line

#: Styles of python-docx's base file that a report uses; the others (400 KB of them) are left out.
_STYLES = {
    "Normal", "Heading1", "Heading2", "Heading3", "Header", "TableNormal", "TableGrid", "NoList",
    "DefaultParagraphFont",
}  # fmt: skip
#: A copy of the styles for Word 2010, and a picture of an empty page.
_EFFECTS = "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects"
_TWIPS_PER_MM, _TWIPS_PER_POINT = 1440 / 25.4, 20
_CELL_MARGIN = 85
#: Width of the picture of a chart in pixels: 260 for an inch.
_CHART_PIXELS = 1640


def write_docx(document: OfficialDocument) -> bytes:
    """The document as DOCX; the same bytes for the same document."""
    file = docx.Document()
    _prepare(file, document)
    _head(file, document)
    _opening(file, document)
    for block in document.body:
        _add(block, file)
    # The signature never stands alone on a page.
    if file.paragraphs:
        file.paragraphs[-1].paragraph_format.keep_with_next = True
    _foot(file, document)
    return saved(file)


def _prepare(file: Document, document: OfficialDocument) -> None:
    _page(file)
    _fonts(file)
    _properties(file, document)
    part = file.part
    for owner, kind in ((part.package, RELATIONSHIP_TYPE.THUMBNAIL), (part, _EFFECTS)):
        for key in [key for key, one in owner.rels.items() if one.reltype == kind]:
            del owner.rels[key]


def _page(file: Document) -> None:
    section = file.sections[0]
    section.page_width, section.page_height = Mm(PAGE_WIDTH), Mm(PAGE_HEIGHT)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance = section.footer_distance = Mm(NUMBER_FROM_EDGE)
    section.gutter = Mm(0)
    section.different_first_page_header_footer = True
    page_number(section.header.paragraphs[0])
    section.first_page_header.is_linked_to_previous = False


def _fonts(file: Document) -> None:
    styles = file.styles.element
    use_font(styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}"))
    for style in list(styles.style_lst):
        if style.styleId not in _STYLES:
            styles.remove(style)
            continue
        for link in style.findall(qn("w:link")):
            style.remove(link)
    normal = file.styles["Normal"]
    use_font(normal.element.get_or_add_rPr())
    normal.font.size = Pt(LOOKS[Element.BODY].size)
    for level, element in enumerate(HEADINGS, start=1):
        _heading_style(file.styles[f"Heading {level}"], element)


def _heading_style(style: Any, element: Element) -> None:
    properties = style.element.get_or_add_rPr()
    for old in list(properties):
        properties.remove(old)
    use_font(properties)
    style.font.size, style.font.bold = Pt(LOOKS[element].size), LOOKS[element].bold
    shape(style, LOOKS[element])


def _properties(file: Document, document: OfficialDocument) -> None:
    core = file.core_properties
    moment = document.made_at.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0)
    core.title, core.language = document.title, LANGUAGE
    core.author = core.last_modified_by = one_line(document.letterhead.issuer)
    core.created = core.modified = moment
    core.comments, core.keywords, core.subject = "", "", one_line(document.subject)
    core.revision = 1
    settings = file.settings.element
    for language in settings.findall(qn("w:themeFontLang")):
        language.set(qn("w:val"), LANGUAGE)
        language.set(qn("w:eastAsia"), LANGUAGE)
    for name, mark in (("w:decimalSymbol", ","), ("w:listSeparator", ";")):
        for one in settings.findall(qn(name)):
            one.set(qn("w:val"), mark)


def _head(file: Document, document: OfficialDocument) -> None:
    table = file.add_table(2, 2)
    left, right = table.row_cells(0)
    head = document.letterhead
    _lines(left, [(head.parent, Element.PARENT), (head.issuer, Element.ISSUER)])
    _rule_below(left, head.issuer, Element.ISSUER, HEAD_COLUMNS[0], SHORT_RULE)
    _lines(right, [(NATION, Element.NATION), (MOTTO, Element.MOTTO)])
    _rule_below(right, MOTTO, Element.MOTTO, HEAD_COLUMNS[1], 1)
    left, right = table.row_cells(1)
    _lines(left, [(document.number_line, Element.NUMBER)])
    _lines(right, [(document.day_line, Element.DAY)])
    lay_out(table, HEAD_COLUMNS, margin=0)


def _lines(cell: Any, lines: list[tuple[str, Element]]) -> None:
    """Fill a cell; a line without text takes no room."""
    filled = [(text, element) for text, element in lines if text]
    paragraphs = [cell.paragraphs[0], *(cell.add_paragraph() for _ in filled[1:])]
    for paragraph, (text, element) in zip(paragraphs, filled, strict=False):
        # `one_line` would take the room out that is left for number and day.
        kept = element in (Element.NUMBER, Element.DAY)
        write(paragraph, text if kept else "\n".join(in_lines(text)), element)


def _rule_below(cell: Any, text: str, element: Element, column: int, part: float) -> None:
    room = column / _TWIPS_PER_POINT
    rule(cell.add_paragraph(), column=room, length=widest(text, element, room) * part)


def _opening(file: Document, document: OfficialDocument) -> None:
    write(file.add_paragraph(), one_line(document.kind), Element.KIND)
    write(file.add_paragraph(), "\n".join(in_lines(document.subject)), Element.SUBJECT)
    room = TEXT_WIDTH * _TWIPS_PER_MM / _TWIPS_PER_POINT
    line = file.add_paragraph()
    rule(line, column=room, length=widest(document.subject, Element.SUBJECT, room) * SHORT_RULE)
    line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(2), Pt(12)
    for ground in document.ground_lines:
        write(file.add_paragraph(), ground, Element.GROUND)


@singledispatch
def _add(block: object, file: Document) -> None:
    raise TypeError(f"{type(block).__name__} is no part of a document.")


@_add.register
def _add_heading(block: Heading, file: Document) -> None:
    paragraph = file.add_paragraph(style=f"Heading {block.level}")
    write(paragraph, one_line(block.text), HEADINGS[block.level - 1])


@_add.register
def _add_paragraph(block: Paragraph, file: Document) -> None:
    write(file.add_paragraph(), one_line(block.text), Element.BODY)


@_add.register
def _add_listing(block: Listing, file: Document) -> None:
    for item in block.items:
        write(file.add_paragraph(), f"- {one_line(item)}", Element.BODY)


@_add.register
def _add_table(block: Table, file: Document) -> None:
    if block.title:
        write(file.add_paragraph(), one_line(block.title), Element.TABLE_TITLE)
    total = block.total()
    rows = block.counted_rows()
    table = file.add_table(1 + len(rows) + (total is not None), len(block.columns))
    table.style = file.styles["Table Grid"]
    # Through the XML: `table.cell` walks the whole table for each cell.
    cells = [row.cells for row in table.rows]
    for cell, column in zip(cells[0], block.columns, strict=True):
        write(cell.paragraphs[0], one_line(column.heading), Element.TABLE_HEADING)
    for line, row in zip(cells[1:], rows, strict=False):
        _fill(line, row, block.columns, (Element.TABLE_TEXT, Element.TABLE_NUMBER))
    if total is not None:
        _fill(cells[-1], total, block.columns, (Element.TABLE_SUM_TEXT, Element.TABLE_SUM_NUMBER))
    lay_out(table, _widths(block.columns), margin=_CELL_MARGIN)
    keep_rows_whole(table, headings=1)
    if block.title:
        child(table._tbl.tblPr, "w:tblCaption", val=one_line(block.title))
    _space_after(file)


def _fill(
    cells: Any, row: Row, columns: tuple[Column, ...], looks: tuple[Element, Element]
) -> None:
    for cell, value, column in zip(cells, row, columns, strict=True):
        write(cell.paragraphs[0], shown(value, column.kind), looks[column.is_of_numbers])


def _widths(columns: tuple[Column, ...]) -> list[int]:
    """The width of the text shared out by the weights, in twips, to the last one."""
    room = round(TEXT_WIDTH * _TWIPS_PER_MM)
    whole = sum(column.width for column in columns)
    ends = [0]
    for column in columns:
        ends.append(ends[-1] + column.width)
    return [room * end // whole - room * start // whole for start, end in pairwise(ends)]


def _space_after(file: Document) -> None:
    """What follows a table does not touch it."""
    paragraph = file.add_paragraph()
    shape(paragraph, LOOKS[Element.RECIPIENT])
    paragraph.paragraph_format.line_spacing = Pt(8)


@_add.register(BarChart)
@_add.register(LineChart)
@_add.register(ScatterChart)
def _add_chart(block: Any, file: Document) -> None:
    paragraph = file.add_paragraph()
    shape(paragraph, LOOKS[Element.PICTURE])
    picture = io.BytesIO(png(svg_for_paper(block), _CHART_PIXELS))
    drawing = paragraph.add_run().add_picture(picture, width=Mm(chart_width(shape_of(block))))
    described = drawing._inline.docPr
    described.set("name", f"Biểu đồ {described.get('id')}")
    described.set("title", one_line(block.title))
    described.set("descr", one_line(block.description))
    write(file.add_paragraph(), one_line(block.title), Element.CAPTION)


def _foot(file: Document, document: OfficialDocument) -> None:
    table = file.add_table(1, 2)
    left, right = table.row_cells(0)
    recipients = [(line, Element.RECIPIENT) for line in document.recipient_lines]
    _lines(left, [(RECIPIENTS, Element.RECIPIENTS), *recipients] if recipients else [])
    signature = document.signature
    _lines(right, [(signature.authority, Element.AUTHORITY), (signature.post, Element.AUTHORITY)])
    name = write(right.add_paragraph(), one_line(signature.name), Element.NAME)
    name.paragraph_format.space_before = Pt(ROOM_TO_SIGN)
    lay_out(table, FOOT_COLUMNS, margin=0)
    keep_rows_whole(table, headings=0)
