"""From nested paragraphs, boxes and tables to one line of texts, pictures and tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TypeAlias

from toasoan.intake.docx.model import Alignment, Inline, plain
from toasoan.intake.docx.office_papers import is_letterhead_table, is_signature_table
from toasoan.intake.docx.seen import (
    ListMark,
    SeenBlock,
    SeenBox,
    SeenCell,
    SeenParagraph,
    SeenPicture,
    SeenTable,
)
from toasoan.intake.docx.text import split_at_empty_lines, tidy
from toasoan.vietnamese.cleaning import one_line

_MOST = 0.6
#: Rows of stars, lines, and the mark with which office papers end: "***", "-----", "—o0o—", "./.".
_ORNAMENT = re.compile(
    r"[*★☆✦✶✻❖◆◇❀✿•·~]{2,}|[-–—_=~─━═*#]{3,}|[-–—_*=~]+[oO0*]{1,3}[-–—_*=~]+|\./\."
)
_LONGEST_CELL_CAPTION = 45
# Word itself stops here.
_MAX_COLUMNS = 63


@dataclass(frozen=True)
class FlowText:
    """A paragraph with words in it."""

    inlines: tuple[Inline, ...]
    alignment: Alignment = Alignment.LEFT
    style: str = ""
    heading: int | None = None
    list_mark: ListMark | None = None
    in_box: bool = False

    @cached_property
    def text(self) -> str:
        return plain(self.inlines)

    @cached_property
    def line(self) -> str:
        """The text without its line breaks."""
        return one_line(self.text)

    @cached_property
    def word_count(self) -> int:
        return len(self.text.split())

    @property
    def is_plain_paragraph(self) -> bool:
        return self.heading is None and self.list_mark is None

    @cached_property
    def is_bold(self) -> bool:
        return self._share([inline for inline in self.inlines if inline.bold]) >= _MOST

    @cached_property
    def is_italic(self) -> bool:
        return self._share([inline for inline in self.inlines if inline.italic]) >= _MOST

    @cached_property
    def is_upper(self) -> bool:
        return self.text.isupper()

    def _share(self, inlines: list[Inline]) -> float:
        return len(plain(tuple(inlines))) / max(len(self.text), 1)


@dataclass(frozen=True)
class FlowPicture:
    """A picture; ``beside_text`` when it floats in a paragraph that has words of its own."""

    picture: SeenPicture
    beside_text: bool = False
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True)
class FlowTable:
    """A table without pictures; ``addresses`` are where words of its cells lead to."""

    rows: tuple[tuple[str, ...], ...]
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True)
class FlowOffice:
    """A table that holds the letterhead of an office paper, or its recipients and signature.

    ``cells`` are the lines of each cell.
    """

    cells: tuple[tuple[str, ...], ...]
    is_head: bool
    has_picture: bool

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(line for cell in self.cells for line in cell)


@dataclass(frozen=True)
class Barrier:
    """Stands where the headline stood: no caption is looked for across it."""


Item: TypeAlias = FlowText | FlowPicture | FlowTable | FlowOffice | Barrier


def flow(
    blocks: tuple[SeenBlock, ...], *, in_box: bool = False, in_cell: bool = False
) -> list[Item]:
    """Everything with words or pictures, in reading order; empty paragraphs are gone.

    Ornament between paragraphs is gone too; in a cell every sign is what the cell says.
    """
    items: list[Item] = []
    for block in blocks:
        if isinstance(block, SeenTable):
            items.extend(_table(block))
            continue
        texts = _paragraph(block, in_box=in_box or block.framed)
        items.extend(item for item in texts if in_cell or not _is_ornament(item))
        if in_cell and (number := _lone_number(block)):
            items.append(number)
    return items


def _is_ornament(item: Item) -> bool:
    return isinstance(item, FlowText) and bool(_ORNAMENT.fullmatch("".join(item.text.split())))


def _lone_number(paragraph: SeenParagraph) -> FlowText | None:
    """The number of a cell that holds nothing but its place in a list."""
    mark = paragraph.list_mark
    if mark is None or not mark.label or paragraph.pieces:
        return None
    return FlowText((Inline(mark.label),))


def _paragraph(paragraph: SeenParagraph, *, in_box: bool) -> Iterator[Item]:
    """Texts and pictures in turn; what floats, and boxes, come after the words they float by."""
    mark = paragraph.list_mark
    is_heading = paragraph.heading is not None
    template = FlowText(
        (),
        paragraph.alignment,
        paragraph.style,
        paragraph.heading,
        None if is_heading else mark,
        in_box,
    )
    words = [piece for piece in paragraph.pieces if isinstance(piece, Inline)]
    has_words = bool(tidy(words))
    # A heading is no item of a list, but its number is a part of it: "II. Kết quả".
    gathered = (
        [Inline(f"{mark.label} ")] if is_heading and has_words and mark and mark.label else []
    )
    floating: list[FlowPicture] = []
    boxes: list[Item] = []
    for piece in paragraph.pieces:
        if isinstance(piece, Inline):
            gathered.append(piece)
        elif isinstance(piece, SeenBox):
            boxes.extend(flow(piece.blocks, in_box=True))
        elif piece.floating and has_words:
            floating.append(FlowPicture(piece, beside_text=True))
        else:
            yield from _texts(template, gathered)
            gathered = []
            yield FlowPicture(piece)
    yield from _texts(template, gathered)
    yield from floating
    yield from boxes


def _texts(template: FlowText, inlines: list[Inline]) -> Iterator[FlowText]:
    for group in split_at_empty_lines(tidy(inlines)):
        yield replace(template, inlines=group)


def _table(table: SeenTable) -> Iterator[Item]:
    rows = [[_Cell.of(cell) for cell in row] for row in table.rows]
    cells = [cell for row in rows for cell in row]
    if office := _office(cells):
        yield office
        return
    if len(cells) == 1 or any(len(row) > _MAX_COLUMNS for row in rows):
        # A frame around text, or nothing Word could have made: not a table.
        for cell in cells:
            yield from cell.items
    elif any(cell.has_picture for cell in cells):
        yield from _picture_table(rows)
    elif any(cell.items for cell in cells):
        texts = (item for cell in cells for item in cell.items if isinstance(item, FlowText))
        addresses = (inline.href for text in texts for inline in text.inlines)
        yield FlowTable(_even_rows(rows), tuple(filter(None, addresses)))


def _office(cells: list["_Cell"]) -> FlowOffice | None:
    """The letterhead or signature that a table of two columns places on a page."""
    lines = tuple(tuple(filter(None, map(one_line, cell.words.split("\n")))) for cell in cells)
    has_picture = any(cell.has_picture for cell in cells)
    if is_letterhead_table(lines):
        return FlowOffice(lines, is_head=True, has_picture=has_picture)
    if is_signature_table(lines):
        return FlowOffice(lines, is_head=False, has_picture=has_picture)
    return None


@dataclass
class _Cell:
    items: list[Item]
    span: int

    @classmethod
    def of(cls, cell: SeenCell) -> "_Cell":
        return cls(flow(cell.blocks, in_cell=True), cell.span)

    @property
    def has_picture(self) -> bool:
        return any(isinstance(item, FlowPicture) for item in self.items)

    @property
    def words(self) -> str:
        return "\n".join(
            _item_words(item) for item in self.items if not isinstance(item, FlowPicture)
        )

    @property
    def is_caption(self) -> bool:
        """Whether all it holds may stand under a picture."""
        return not self.has_picture and 0 < len(self.words.split()) <= _LONGEST_CELL_CAPTION


def _item_words(item: Item) -> str:
    if isinstance(item, FlowTable):
        return "\n".join(" ".join(filter(None, row)) for row in item.rows)
    if isinstance(item, FlowOffice):
        return "\n".join(item.lines)
    if not isinstance(item, FlowText):
        return ""
    mark = item.list_mark
    return f"{mark.label or '–'} {item.text}" if mark else item.text


def _even_rows(rows: list[list[_Cell]]) -> tuple[tuple[str, ...], ...]:
    """Rows of equal length: a cell over three columns is followed by two empty ones."""
    wide = [
        [text for cell in row for text in (cell.words, *[""] * (cell.span - 1))] for row in rows
    ]
    width = max(len(row) for row in wide)
    if width > _MAX_COLUMNS:
        wide = [[cell.words for cell in row] for row in rows]
        width = max(len(row) for row in wide)
    return tuple(tuple(row + [""] * (width - len(row))) for row in wide if any(row))


def _picture_table(rows: list[list[_Cell]]) -> Iterator[Item]:
    """A table that only places pictures: captions in the same cell or in the cell below."""
    for row in rows:
        for cell in row:
            _caption_within(cell)
    for upper, lower in pairwise(rows):
        _caption_from_below(upper, lower)
    for row in rows:
        for cell in row:
            yield from cell.items


def _caption_within(cell: _Cell) -> None:
    words = one_line(cell.words)
    if cell.has_picture and 0 < len(words.split()) <= _LONGEST_CELL_CAPTION:
        cell.items = _captioned(cell, words)


def _caption_from_below(upper: list[_Cell], lower: list[_Cell]) -> None:
    used = []
    column = 0
    for cell in upper:
        below = _cell_at(lower, column)
        column += cell.span
        if below and below.is_caption and _waits_for_caption(cell):
            cell.items = _captioned(cell, one_line(below.words))
            used.append(below)
    for cell in used:
        cell.items = []


def _waits_for_caption(cell: _Cell) -> bool:
    pictures = [item for item in cell.items if isinstance(item, FlowPicture)]
    return bool(pictures) and len(pictures) == len(cell.items) and not pictures[0].caption


def _captioned(cell: _Cell, caption: str) -> list[Item]:
    return [replace(item, caption=caption) for item in cell.items if isinstance(item, FlowPicture)]


def _cell_at(row: list[_Cell], column: int) -> _Cell | None:
    start = 0
    for cell in row:
        if start <= column < start + cell.span:
            return cell
        start += cell.span
    return None
