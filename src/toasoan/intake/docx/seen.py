"""What the walker saw: paragraphs, pictures and boxes in the file's order, not yet understood."""

from dataclasses import dataclass, field
from typing import TypeAlias

from toasoan.intake.docx.model import Alignment, Crop, Inline, IntakeNote, Noted


class Notes:
    """Notes in the order they first came up, each once with all the words it names."""

    def __init__(self) -> None:
        self._notes: dict[IntakeNote, list[str]] = {}

    def add(self, note: IntakeNote, *words: str) -> None:
        self._notes.setdefault(note, []).extend(word for word in words if word)

    def all(self) -> tuple[Noted, ...]:
        return tuple(Noted(code, tuple(words)) for code, words in self._notes.items())


@dataclass(frozen=True)
class SeenPicture:
    """A picture; ``floating`` when text flows around it instead of standing above and below."""

    data: bytes = field(repr=False)
    content_type: str
    filename: str
    alt: str
    floating: bool
    crop: Crop
    turn: int


@dataclass(frozen=True)
class ListMark:
    """The list a paragraph belongs to; ``level`` 0 is the outermost.

    ``label`` is what Word prints before the paragraph: "2.", "a)", "1.1."; empty for dots.
    """

    list_id: str
    level: int
    ordered: bool
    label: str = ""


@dataclass(frozen=True)
class SeenBox:
    """A text box and what stands in it."""

    blocks: tuple["SeenBlock", ...]


Piece: TypeAlias = Inline | SeenPicture | SeenBox


@dataclass(frozen=True)
class SeenParagraph:
    """A paragraph with its look; ``heading`` is 0 for a title, 1 to 9 for headings, else None."""

    pieces: tuple[Piece, ...]
    alignment: Alignment
    style: str
    heading: int | None
    list_mark: ListMark | None
    framed: bool = False


@dataclass(frozen=True)
class SeenCell:
    """A table cell; ``span`` is how many columns it covers."""

    blocks: tuple["SeenBlock", ...]
    span: int


@dataclass(frozen=True)
class SeenTable:
    """A table as Word keeps it, cells merged downwards included as empty ones."""

    rows: tuple[tuple[SeenCell, ...], ...]


SeenBlock: TypeAlias = SeenParagraph | SeenTable
