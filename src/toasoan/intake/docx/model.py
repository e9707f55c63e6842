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
    HEADLINE_TOO_LONG = "headline_too_long"
    NO_STANDFIRST = "no_standfirst"
    STANDFIRST_TOO_LONG = "standfirst_too_long"
    NO_BODY = "no_body"
    NO_BYLINE = "no_byline"
    BYLINE_TO_CHECK = "byline_to_check"
    BYLINE_TOO_LONG = "byline_too_long"
    CONTACT_LEFT_OUT = "contact_left_out"
    LETTERHEAD_LEFT_OUT = "letterhead_left_out"
    SIGNATURE_LEFT_OUT = "signature_left_out"
    STAMP_LEFT_OUT = "stamp_left_out"
    PAGE_HEADER_LEFT_OUT = "page_header_left_out"
    PLACEHOLDER_LEFT_OUT = "placeholder_left_out"
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
    FOOTNOTES_AT_END = "footnotes_at_end"
    COMMENTS_LEFT_OUT = "comments_left_out"
    EMBEDDED_FILE_LEFT_OUT = "embedded_file_left_out"
    LINK_REFUSED = "link_refused"
    LINK_LEFT_OUT = "link_left_out"
    SIGN_LEFT_OUT = "sign_left_out"
    MACRO_IGNORED = "macro_ignored"


@dataclass(frozen=True)
class Noted:
    """A note and the words of the file that it speaks of, if it names any."""

    code: IntakeNote
    words: tuple[str, ...] = ()


class AuthorRole(StrEnum):
    """What somebody named under a story made."""

    WORDS = "words"
    PHOTOS = "photos"
    WORDS_AND_PHOTOS = "words_and_photos"


@dataclass(frozen=True)
class WordByline:
    """Somebody named under a story; ``affiliation`` is post, unit or both, as they stand there."""

    name: str
    role: AuthorRole = AuthorRole.WORDS
    affiliation: str = ""


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
    """A list; a numbered one counts from 1 in figures: others are paragraphs with their numbers.

    Deeper levels are kept inside their parent item, each on a line of its own.
    """

    ordered: bool
    items: tuple[tuple[Inline, ...], ...]

    @property
    def text(self) -> str:
        return "\n".join(plain(item) for item in self.items)


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
    credit: str = ""
    alt: str = ""
    crop: Crop = Crop()
    turn: int = 0


Block: TypeAlias = Paragraph | Heading | ListBlock | WordTable | WordPicture


@dataclass(frozen=True)
class WordStory:
    """A story as the sender should confirm it; every part may be empty.

    ``headline_lines`` are the paragraphs the headline stood in. ``signature`` are the lines that
    bylines and source line were read from.
    """

    headline_lines: tuple[str, ...]
    standfirst: str
    blocks: tuple[Block, ...]
    bylines: tuple[WordByline, ...]
    source_line: str
    signature: tuple[str, ...]
    notes: tuple[Noted, ...]

    @property
    def headline(self) -> str:
        return " ".join(self.headline_lines)

    @property
    def note_codes(self) -> tuple[IntakeNote, ...]:
        return tuple(note.code for note in self.notes)


def plain(inlines: tuple[Inline, ...]) -> str:
    """The text without its looks."""
    return "".join(inline.text for inline in inlines)
