"""Inside a paragraph: runs of characters, links, fields, pictures and boxes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from lxml import etree

from toasoan.intake.docx.fields import Fields
from toasoan.intake.docx.legacy_fonts import LegacyFont, decode, legacy_font
from toasoan.intake.docx.model import Inline, IntakeNote
from toasoan.intake.docx.names import MC, M, R, W
from toasoan.intake.docx.package import Package
from toasoan.intake.docx.pictures import PictureReader, chosen
from toasoan.intake.docx.seen import Notes, Piece, SeenBlock, SeenBox, SeenPicture
from toasoan.intake.docx.styles import RunLook, Styles, is_on, over, run_look
from toasoan.intake.docx.symbols import symbol

_SCHEMES = {"http", "https", "mailto"}
_MAX_ADDRESS = 2_000
_TRANSPARENT = {
    f"{W}{name}" for name in ("ins", "moveTo", "smartTag", "customXml", "fldSimple", "dir", "bdo")
} | {f"{W}sdtContent", f"{W}ruby", f"{W}rubyBase"}
_TRACKED = {f"{W}{name}" for name in ("del", "moveFrom", "ins", "moveTo")}
_CHARACTERS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "\u00ad",
}
_DRAWINGS = {f"{W}drawing", f"{W}pict", f"{W}object"}
_LEFT_OUT = {
    f"{W}footnoteReference": IntakeNote.FOOTNOTES_LEFT_OUT,
    f"{W}endnoteReference": IntakeNote.FOOTNOTES_LEFT_OUT,
    f"{W}commentReference": IntakeNote.COMMENTS_LEFT_OUT,
}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class _Chunk:
    """Characters as stored, before legacy bytes are decoded."""

    text: str
    bold: bool
    italic: bool
    href: str | None
    legacy: LegacyFont | None

    def continues(self, other: "_Chunk") -> bool:
        """Word cuts runs anywhere, also between a VNI letter and its mark."""
        return self._look == other._look

    @property
    def _look(self) -> tuple[bool, bool, str | None, LegacyFont | None]:
        return (self.bold, self.italic, self.href, self.legacy)


@dataclass(frozen=True)
class _RunContext:
    """What holds for a run: the look that its paragraph's style gives, and the link around it."""

    base: RunLook
    href: str | None = None


class RunReader:
    """Reads what stands inside paragraphs; one reader per file, because fields may span them."""

    def __init__(
        self,
        package: Package,
        styles: Styles,
        notes: Notes,
        read_blocks: Callable[[etree._Element], tuple[SeenBlock, ...]],
    ) -> None:
        self._relations = package.relations(package.main_part)
        self._pictures = PictureReader(package, notes)
        self._styles = styles
        self._notes = notes
        self._read_blocks = read_blocks
        self._fields = Fields()

    def pieces(self, paragraph: etree._Element, base: RunLook) -> tuple[Piece, ...]:
        """Texts, pictures and boxes of a paragraph whose style gives the base look."""
        found: list[_Chunk | SeenPicture | SeenBox] = []
        self._read(paragraph, _RunContext(base), found)
        self._fields.end_paragraph()
        return tuple(self._decoded(piece) for piece in _joined(found))

    def _read(
        self,
        parent: etree._Element,
        context: _RunContext,
        found: list[_Chunk | SeenPicture | SeenBox],
    ) -> None:
        for child in parent.iterchildren(tag=etree.Element):
            if child.tag in _TRACKED:
                self._notes.add(IntakeNote.TRACKED_CHANGES_ACCEPTED)
            if child.tag == f"{W}r":
                self._read_run(child, context, found)
            elif child.tag in {f"{M}oMath", f"{M}oMathPara"}:
                self._add_text(
                    "".join(part.text or "" for part in child.iter(f"{M}t")),
                    RunLook(),
                    context,
                    found,
                )
            elif (inner := _inside(child)) is not None:
                self._read(inner, self._context_inside(child, context), found)

    def _context_inside(self, element: etree._Element, context: _RunContext) -> _RunContext:
        if element.tag != f"{W}hyperlink":
            return context
        relation = self._relations.get(element.get(f"{R}id", ""))
        # A link to a bookmark leads nowhere once the text is on a page.
        if relation is None or not relation.external:
            return context
        return _RunContext(context.base, self._safe_address(relation.target))

    def _read_run(
        self, run: etree._Element, context: _RunContext, found: list[_Chunk | SeenPicture | SeenBox]
    ) -> None:
        properties = run.find(f"{W}rPr")
        style = None if properties is None else properties.find(f"{W}rStyle")
        style_look = self._styles.character_look(None if style is None else style.get(f"{W}val"))
        look = over(run_look(properties), over(style_look, context.base))
        if look.hidden:
            if next(run.iter(f"{W}t"), None) is not None:
                self._notes.add(IntakeNote.HIDDEN_TEXT_LEFT_OUT)
            return
        self._read_run_content(run, look, context, found)

    def _read_run_content(
        self,
        run: etree._Element,
        look: RunLook,
        context: _RunContext,
        found: list[_Chunk | SeenPicture | SeenBox],
    ) -> None:
        for child in run.iterchildren(tag=etree.Element):
            if child.tag == f"{MC}AlternateContent":
                if (version := chosen(child)) is not None:
                    self._read_run_content(version, look, context, found)
            elif child.tag in _DRAWINGS:
                found.extend(self._drawn(child))
            elif child.tag in {f"{W}ruby", f"{W}rubyBase"}:
                self._read(child, context, found)
            elif text := self._text(child):
                self._add_text(text, look, context, found)

    def _text(self, element: etree._Element) -> str:
        """The characters an element stands for; field codes and references are taken note of."""
        if element.tag == f"{W}t":
            return element.text or ""
        if element.tag == f"{W}br":
            return " " if element.get(f"{W}type") in {"page", "column"} else "\n"
        if element.tag == f"{W}sym":
            return symbol(element.get(f"{W}font", ""), element.get(f"{W}char", ""))
        self._take_note(element)
        return _CHARACTERS.get(str(element.tag), "")

    def _take_note(self, element: etree._Element) -> None:
        if element.tag == f"{W}fldChar":
            self._fields.mark(element.get(f"{W}fldCharType"))
        elif element.tag == f"{W}instrText":
            self._fields.add_code(element.text or "")
        elif note := _LEFT_OUT.get(str(element.tag)):
            self._notes.add(note)

    def _add_text(
        self,
        text: str,
        look: RunLook,
        context: _RunContext,
        found: list[_Chunk | SeenPicture | SeenBox],
    ) -> None:
        if self._fields.hides_text:
            return
        if look.raised and text.isdecimal():
            text = text.translate(_RAISED)
        href = context.href or self._safe_address(self._fields.address)
        legacy = legacy_font(look.font or "")
        found.append(_Chunk(text, bool(look.bold), bool(look.italic), href, legacy))

    def _drawn(self, drawing: etree._Element) -> list[_Chunk | SeenPicture | SeenBox]:
        # Boxes are read when the drawing is done, so their notes come in the file's order.
        return [
            part if isinstance(part, SeenPicture) else SeenBox(self._read_blocks(part))
            for part in self._pictures.read(drawing)
        ]

    def _decoded(self, piece: _Chunk | SeenPicture | SeenBox) -> Piece:
        if not isinstance(piece, _Chunk):
            return piece
        text = piece.text
        if piece.legacy:
            text = decode(text, piece.legacy)
            if text != piece.text:
                self._notes.add(IntakeNote.LEGACY_FONT_DECODED)
        return Inline(text, piece.bold, piece.italic, piece.href)

    def _safe_address(self, address: str | None) -> str | None:
        if address is None:
            return None
        if is_safe_address(address.strip()):
            return address.strip()
        self._notes.add(IntakeNote.LINK_REFUSED)
        return None


def is_safe_address(address: str) -> bool:
    """Whether an address may stand on a public page: web or mail, of sane length."""
    if len(address) > _MAX_ADDRESS or any(not sign.isprintable() for sign in address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in _SCHEMES and bool(parts.netloc or parts.scheme == "mailto")


def _inside(element: etree._Element) -> etree._Element | None:
    """The element whose children go on the text; None where nothing is to be read."""
    if element.tag in _TRANSPARENT or element.tag == f"{W}hyperlink":
        return element
    if element.tag == f"{W}sdt":
        # "Click here to enter text" is Word's, not the author's.
        if is_on(element.find(f"{W}sdtPr/{W}showingPlcHdr")):
            return None
        return element.find(f"{W}sdtContent")
    return chosen(element) if element.tag == f"{MC}AlternateContent" else None


def _joined(
    found: list[_Chunk | SeenPicture | SeenBox],
) -> Iterator[_Chunk | SeenPicture | SeenBox]:
    waiting: list[_Chunk] = []
    for piece in found:
        if waiting and not (isinstance(piece, _Chunk) and piece.continues(waiting[0])):
            yield _one_chunk(waiting)
            waiting = []
        if isinstance(piece, _Chunk):
            waiting.append(piece)
        else:
            yield piece
    if waiting:
        yield _one_chunk(waiting)


def _one_chunk(chunks: list[_Chunk]) -> _Chunk:
    return replace(chunks[0], text="".join(chunk.text for chunk in chunks))
