"""Inside a paragraph: runs of characters, links, fields, pictures and boxes."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from lxml import etree

from toasoan.intake.docx.endnotes import REFERENCES, CalledNotes
from toasoan.intake.docx.equations import EQUATIONS, equation_text
from toasoan.intake.docx.fields import Fields
from toasoan.intake.docx.forms import empty_box_text, form_field_text, is_placeholder
from toasoan.intake.docx.model import Inline, IntakeNote
from toasoan.intake.docx.names import MC, R, W
from toasoan.intake.docx.package import Package
from toasoan.intake.docx.pictures import PictureReader, chosen
from toasoan.intake.docx.raised import lowered, raised
from toasoan.intake.docx.seen import Notes, Piece, SeenBlock, SeenBox, SeenPicture
from toasoan.intake.docx.styles import RunLook, Styles, over, run_look
from toasoan.intake.docx.symbols import decode_signs, has_unknown_signs, is_sign_font, symbol
from toasoan.vietnamese.legacy_fonts import LegacyFont, decode, legacy_font

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
_SHIFTS: dict[str, Callable[[str], str]] = {"superscript": raised, "subscript": lowered}
_DRAWINGS = {f"{W}drawing", f"{W}pict", f"{W}object"}
#: The name by which Word knows the style of "Click here to enter text", in any language.
_PLACEHOLDER = "placeholdertext"


@dataclass(frozen=True)
class _Chunk:
    """Characters as stored, before legacy bytes are decoded."""

    text: str
    bold: bool
    italic: bool
    href: str | None
    font: str = ""
    shift: str = ""
    #: It stands where a field keeps its code, and is shown only if the field is damaged.
    withheld: bool = False

    @property
    def legacy(self) -> LegacyFont | None:
        return legacy_font(self.font)

    def continues(self, other: "_Chunk") -> bool:
        """Word cuts runs anywhere, also between a VNI letter and its mark."""
        return self._look == other._look

    @property
    def _look(self) -> "_Chunk":
        return replace(self, text="", font=self.font if _has_own_signs(self.font) else "")


def _has_own_signs(font: str) -> bool:
    """Whether the font decides what a character means."""
    return bool(legacy_font(font)) or is_sign_font(font)


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
        part: str,
        styles: Styles,
        notes: Notes,
        read_blocks: Callable[[etree._Element], tuple[SeenBlock, ...]],
    ) -> None:
        self.called_notes = CalledNotes()
        self._relations = package.relations(part)
        self._pictures = PictureReader(package, part, notes)
        self._styles = styles
        self._notes = notes
        self._read_blocks = read_blocks
        self._fields = Fields()

    def pieces(self, paragraph: etree._Element, base: RunLook) -> tuple[Piece, ...]:
        """Texts, pictures and boxes of a paragraph whose style gives the base look."""
        found: list[_Chunk | SeenPicture | SeenBox] = []
        self._read(paragraph, _RunContext(base), found)
        if self._fields.end_paragraph():
            found = [_shown(piece) for piece in found]
        shown = (piece for piece in found if not (isinstance(piece, _Chunk) and piece.withheld))
        return tuple(self._decoded(piece) for piece in _joined(shown))

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
            elif child.tag in EQUATIONS:
                self._add_text(equation_text(child), RunLook(), context, found)
            elif child.tag == f"{W}sdt" and (box := empty_box_text(child)):
                self._add_text(box, RunLook(), context, found)
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
        named = self._styles.character_style(None if style is None else style.get(f"{W}val"))
        look = over(run_look(properties), over(named.run, context.base))
        if look.hidden:
            self._leave_out(IntakeNote.HIDDEN_TEXT_LEFT_OUT, run)
        elif named.name.lower().replace(" ", "") == _PLACEHOLDER and is_placeholder(run):
            self._leave_out(IntakeNote.PLACEHOLDER_LEFT_OUT, run)
        else:
            self._read_run_content(run, look, context, found)

    def _leave_out(self, note: IntakeNote, run: etree._Element) -> None:
        """Take note of the words of a run that are not read."""
        if words := "".join(text.text or "" for text in run.iter(f"{W}t")).strip():
            self._notes.add(note, words)

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
            elif child.tag == f"{W}fldChar":
                # Before the field begins: a box to tick is not a part of its code.
                self._add_text(form_field_text(child), look, context, found)
                self._fields.mark(child.get(f"{W}fldCharType"))
            elif text := self._text(child):
                self._add_text(text, look, context, found)

    def _text(self, element: etree._Element) -> str:
        """The characters an element stands for; field codes and references are taken note of."""
        if element.tag == f"{W}t":
            return element.text or ""
        if element.tag == f"{W}br":
            return " " if element.get(f"{W}type") in {"page", "column"} else "\n"
        if element.tag == f"{W}sym":
            return self._symbol(element)
        return self._reference(element) or _CHARACTERS.get(str(element.tag), "")

    def _symbol(self, element: etree._Element) -> str:
        font = element.get(f"{W}font", "")
        sign = symbol(font, element.get(f"{W}char", ""))
        if sign is None:
            self._notes.add(IntakeNote.SIGN_LEFT_OUT, font)
        return sign or ""

    def _reference(self, element: etree._Element) -> str:
        """The mark of a footnote; codes of fields and comments are only taken note of."""
        if element.tag in REFERENCES:
            return self.called_notes.mark(element)
        if element.tag == f"{W}instrText":
            self._fields.add_code(element.text or "")
        elif element.tag == f"{W}commentReference":
            self._notes.add(IntakeNote.COMMENTS_LEFT_OUT)
        return ""

    def _add_text(
        self,
        text: str,
        look: RunLook,
        context: _RunContext,
        found: list[_Chunk | SeenPicture | SeenBox],
    ) -> None:
        if not text:
            return
        href = context.href or self._safe_address(self._fields.address)
        found.append(
            _Chunk(
                text,
                bool(look.bold),
                bool(look.italic),
                href,
                look.font or "",
                look.shift or "",
                withheld=self._fields.hides_text,
            )
        )

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
        text = decode_signs(text, piece.font)
        if has_unknown_signs(text):
            self._notes.add(IntakeNote.SIGN_LEFT_OUT, piece.font)
        text = _SHIFTS.get(piece.shift, str)(text)
        return Inline(text, piece.bold, piece.italic, piece.href)

    def _safe_address(self, address: str | None) -> str | None:
        if address is None:
            return None
        if is_safe_address(address.strip()):
            return address.strip()
        self._notes.add(IntakeNote.LINK_REFUSED, address[:_MAX_ADDRESS])
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
        return element.find(f"{W}sdtContent")
    return chosen(element) if element.tag == f"{MC}AlternateContent" else None


def _shown(piece: _Chunk | SeenPicture | SeenBox) -> _Chunk | SeenPicture | SeenBox:
    return replace(piece, withheld=False) if isinstance(piece, _Chunk) else piece


def _joined(
    found: Iterable[_Chunk | SeenPicture | SeenBox],
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
