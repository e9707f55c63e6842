"""What a Word file turned out to hold, in the newsroom's words.

Text is NFC with single spaces; the only layout character inside a text is a line feed, where
the author broke a line inside a paragraph. Nothing here is HTML: whoever shows it escapes it.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias


class Alignment(StrEnum):
    """How Word sets the lines of a paragraph."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    JUSTIFIED = "justified"


class IntakeNote(StrEnum):
    """Something the sender should look at; the screen has the sentence for each code."""

    NO_HEADLINE = "no_headline"
    HEADLINE_GUESSED = "headline_guessed"
    HEADLINE_IN_CAPITALS = "headline_in_capitals"
    NO_STANDFIRST = "no_standfirst"
    NO_BODY = "no_body"
    NO_BYLINE = "no_byline"
    PICTURE_SKIPPED = "picture_skipped"
    PICTURE_TOO_LARGE = "picture_too_large"
    PICTURE_TOO_SMALL = "picture_too_small"
    PICTURE_DAMAGED = "picture_damaged"
    PICTURE_CROPPED = "picture_cropped"
    PICTURE_WITHOUT_CAPTION = "picture_without_caption"
    LINKED_PICTURE_REFUSED = "linked_picture_refused"
    TOO_MANY_PICTURES = "too_many_pictures"
    TABLE_AS_TEXT = "table_as_text"
    CAPTION_SHARED = "caption_shared"
    DRAWING_LEFT_OUT = "drawing_left_out"
    LEGACY_FONT_DECODED = "legacy_font_decoded"
    TRACKED_CHANGES_ACCEPTED = "tracked_changes_accepted"
    HIDDEN_TEXT_LEFT_OUT = "hidden_text_left_out"
    FOOTNOTES_LEFT_OUT = "footnotes_left_out"
    COMMENTS_LEFT_OUT = "comments_left_out"
    EMBEDDED_FILE_LEFT_OUT = "embedded_file_left_out"
    LINK_REFUSED = "link_refused"
    MACRO_IGNORED = "macro_ignored"


@dataclass(frozen=True)
class Inline:
    """A stretch of text in one look; ``href`` is an http, https or mailto address or None."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str | None = None


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the body; ``style`` is Word's name for its style, as ``Normal``."""

    inlines: tuple[Inline, ...]
    alignment: Alignment = Alignment.LEFT
    style: str = ""

    @property
    def text(self) -> str:
        return plain(self.inlines)


@dataclass(frozen=True)
class Heading:
    """A heading inside the body; ``level`` is Word's, 1 (highest) to 6."""

    text: str
    level: int


@dataclass(frozen=True)
class ListBlock:
    """A list; a numbered one may go on from an earlier list, hence ``start``.

    Deeper levels are kept inside their parent item, each on a line of its own.
    """

    ordered: bool
    items: tuple[tuple[Inline, ...], ...]
    start: int = 1


@dataclass(frozen=True)
class WordTable:
    """A table of words and figures; every row has the same number of cells."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Crop:
    """What the author cut off in Word, as parts (0 to 1) of the width and height.

    The file still holds the whole picture: the cut part may be what must not be seen.
    """

    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0


@dataclass(frozen=True)
class WordPicture:
    """A picture as it lies in the file: not re-encoded, EXIF (also the place) still in it.

    ``content_type`` comes from the bytes, not from the name. ``turn`` is what Word turns the
    picture by when it shows it, in degrees clockwise (0, 90, 180, 270).
    """

    data: bytes = field(repr=False)
    content_type: str
    filename: str
    caption: str = ""
    alt: str = ""
    crop: Crop = Crop()
    turn: int = 0


Block: TypeAlias = Paragraph | Heading | ListBlock | WordTable | WordPicture


@dataclass(frozen=True)
class WordStory:
    """A story as the sender should confirm it; every part may be empty."""

    headline: str
    standfirst: str
    blocks: tuple[Block, ...]
    byline: str
    notes: tuple[IntakeNote, ...]


def plain(inlines: tuple[Inline, ...]) -> str:
    """The text without its looks."""
    return "".join(inline.text for inline in inlines)
