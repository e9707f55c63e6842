"""The body of a Word file from top to bottom: paragraphs and tables, each once."""

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from toasoan.intake.docx.model import Alignment, IntakeNote
from toasoan.intake.docx.names import MC, W, whole_number
from toasoan.intake.docx.numbering import Numbering
from toasoan.intake.docx.package import Package
from toasoan.intake.docx.pictures import chosen
from toasoan.intake.docx.problems import WordFileError, WordProblem
from toasoan.intake.docx.runs import RunReader
from toasoan.intake.docx.seen import Notes, Piece, SeenBlock, SeenCell, SeenParagraph, SeenTable
from toasoan.intake.docx.styles import ParagraphLook, Style, Styles, over, paragraph_look
from toasoan.vietnamese.cleaning import one_line

# Word itself stops at 63 columns.
_MAX_SPAN = 63
_HEADING = re.compile(r"heading ?([1-9])", re.IGNORECASE)
_TITLE = "title"
_BODY_OUTLINE = 9
_TRANSPARENT = {f"{W}{name}" for name in ("sdtContent", "customXml", "ins", "moveTo", "smartTag")}
_STRUCK = {f"{W}del", f"{W}moveFrom"}
_EMBEDDED = {f"{W}altChunk", f"{W}subDoc"}


class Walker:
    """Reads one file; notes gather what was left out or refused."""

    def __init__(self, package: Package, notes: Notes) -> None:
        self._package = package
        self._notes = notes
        self._styles = Styles(package.related_xml("styles"))
        self._numbering = Numbering(package.related_xml("numbering"))
        self._runs = self._reader(package.main_part)

    def _reader(self, part: str) -> RunReader:
        return RunReader(self._package, part, self._styles, self._notes, self.blocks)

    def body(self) -> tuple[SeenBlock, ...]:
        """Everything in the body; raises WordFileError when there is none."""
        root = self._package.xml(self._package.main_part)
        if root is None or root.tag != f"{W}document":
            raise WordFileError(WordProblem.BROKEN)
        body = root.find(f"{W}body")
        if body is None:
            raise WordFileError(WordProblem.BROKEN)
        return self.blocks(body)

    def called_notes(self) -> tuple[tuple[str, tuple[SeenBlock, ...]], ...]:
        """The footnotes and endnotes that the body calls: raised number and what it says."""
        found = []
        main = self._runs
        for kind, number, element in main.called_notes.elements(self._package.related_xml):
            # Links and pictures of a note are named in its own part's list.
            self._runs = self._reader(self._package.related_name(kind) or self._package.main_part)
            found.append((number, self.blocks(element)))
        self._runs = main
        return tuple(found)

    def page_headers(self) -> tuple[str, ...]:
        """What stands at the top and foot of every page, each line once."""
        lines: dict[str, None] = {}
        for kind in ("header", "footer"):
            for part in self._package.related_names(kind):
                root = self._package.xml(part)
                paragraphs = () if root is None else root.iter(f"{W}p")
                texts = (_words(paragraph) for paragraph in paragraphs)
                lines |= {text: None for text in texts if any(sign.isalpha() for sign in text)}
        return tuple(lines)

    def blocks(self, parent: etree._Element) -> tuple[SeenBlock, ...]:
        """Paragraphs and tables of a body, a cell or a text box."""
        blocks: list[SeenBlock] = []
        carried: list[Piece] = []
        for element in self._elements(parent):
            if element.tag == f"{W}tbl":
                blocks.append(self._table(element))
                continue
            paragraph = self._paragraph(element)
            carried.extend(paragraph.pieces)
            if not _runs_on(element):
                blocks.append(replace(paragraph, pieces=tuple(carried)))
                carried = []
        if carried:
            blocks.append(replace(paragraph, pieces=tuple(carried)))
        return tuple(blocks)

    def _elements(self, parent: etree._Element) -> Iterator[etree._Element]:
        """Paragraphs and tables, out of the wrappers Word puts around them."""
        for child in parent.iterchildren(tag=etree.Element):
            if child.tag in {f"{W}p", f"{W}tbl"}:
                yield child
            elif child.tag in _EMBEDDED:
                self._notes.add(IntakeNote.EMBEDDED_FILE_LEFT_OUT)
            elif (inner := _unwrapped(child)) is not None:
                yield from self._elements(inner)

    def _paragraph(self, element: etree._Element) -> SeenParagraph:
        properties = element.find(f"{W}pPr")
        style = self._style(properties)
        look = over(paragraph_look(properties), style.paragraph)
        heading = _heading_level(style, look)
        return SeenParagraph(
            pieces=self._runs.pieces(element, style.run),
            alignment=look.alignment or Alignment.LEFT,
            style=style.name,
            heading=heading,
            list_mark=self._numbering.mark(look),
            framed=_frame(properties) is not None,
        )

    def _style(self, properties: etree._Element | None) -> Style:
        named = None if properties is None else properties.find(f"{W}pStyle")
        return self._styles.paragraph_style(None if named is None else named.get(f"{W}val"))

    def _table(self, table: etree._Element) -> SeenTable:
        rows = (
            tuple(self._cell(cell) for cell in _inner(row, f"{W}tc"))
            for row in _inner(table, f"{W}tr")
            if row.find(f"{W}trPr/{W}del") is None
        )
        return SeenTable(tuple(row for row in rows if row))

    def _cell(self, cell: etree._Element) -> SeenCell:
        spanned = cell.find(f"{W}tcPr/{W}gridSpan")
        span = 1 if spanned is None else whole_number(spanned.get(f"{W}val"), 1)
        return SeenCell(self.blocks(cell), min(max(span, 1), _MAX_SPAN))


def _inner(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, out of content controls and tracked changes."""
    for child in parent.iterchildren(tag=etree.Element):
        if child.tag == tag:
            yield child
        elif (inner := _unwrapped(child)) is not None:
            yield from _inner(inner, tag)


def _unwrapped(element: etree._Element) -> etree._Element | None:
    if element.tag in _TRANSPARENT:
        return element
    if element.tag == f"{W}sdt":
        return element.find(f"{W}sdtContent")
    return chosen(element) if element.tag == f"{MC}AlternateContent" else None


def _words(paragraph: etree._Element) -> str:
    return one_line("".join(text.text or "" for text in paragraph.iter(f"{W}t")))


def _runs_on(paragraph: etree._Element) -> bool:
    """Whether the next paragraph continues this one: its end is struck out, or a drop cap."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        return False
    struck = any(properties.find(f"{W}rPr/{tag}") is not None for tag in _STRUCK)
    frame = _frame(properties)
    is_drop_cap = frame is not None and frame.get(f"{W}dropCap") in {"drop", "margin"}
    return struck or is_drop_cap


def _frame(properties: etree._Element | None) -> etree._Element | None:
    return None if properties is None else properties.find(f"{W}framePr")


def _heading_level(style: Style, look: ParagraphLook) -> int | None:
    """0 for a title, 1 to 9 for a heading, by the style's name or by the outline level."""
    if style.name.lower() == _TITLE:
        return 0
    if named := _HEADING.fullmatch(style.name):
        return int(named[1])
    if look.outline is not None and 0 <= look.outline < _BODY_OUTLINE:
        return look.outline + 1
    return None
