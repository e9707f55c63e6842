"""What a photo may be, and what comes of it: limits, sizes, results. No decoding here."""

from dataclasses import dataclass
from enum import StrEnum

from PIL import Image

#: Widths in pixels of the copies that pages use, made once when the photo arrives.
WIDTHS = (320, 640, 960, 1280, 1920)
#: The longest side of the cleaned copy, in pixels.
LONGEST_SIDE = 2560
#: Refuse what would unpack to more pixels: the largest photos of phones have 8,160 × 6,120.
MOST_PIXELS = 50_000_000
#: Refuse what has fewer pixels on a side: spacers and signs, no photos.
LEAST_SIDE = 8
#: The width in pixels of a photo within a text on a large screen; a narrower one is shown small.
NEEDED_WIDTH = 900
# Pillow's own guard, for whatever opens a picture beside our reading: a thumbnail of the editor.
# It warns beyond this and refuses twice as much.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS


class PictureFault(StrEnum):
    """Why a photo was not taken."""

    TOO_LARGE = "too_large"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_COSTLY = "too_costly"
    TOO_SMALL = "too_small"
    NOT_A_PICTURE = "not_a_picture"
    DAMAGED = "damaged"
    UNUSUAL_COLOURS = "unusual_colours"
    BUSY = "busy"


class PictureFileError(ValueError):
    """The bytes are no photo we can take; `code` says why."""

    def __init__(self, code: PictureFault) -> None:
        super().__init__(code.value)
        self.code = code


@dataclass(frozen=True, slots=True)
class CleanPicture:
    """An upright photo without hidden data: bytes, file ending, width and height in pixels.

    `copies` are the WebP copies for pages by their width in pixels.
    """

    content: bytes
    extension: str
    width: int
    height: int
    copies: dict[int, bytes]


@dataclass(frozen=True, slots=True)
class Framing:
    """What to cut off, as parts (0 to 1) of width and height, then how far to turn clockwise.

    `turn` is in degrees: 0, 90, 180 or 270.
    """

    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    turn: int = 0


UNTOUCHED = Framing()


@dataclass(frozen=True, slots=True)
class Focus:
    """The place of a photo that no crop may lose, in hundredths of its width and height."""

    across: int = 50
    down: int = 50


def widths_for(width: int) -> tuple[int, ...]:
    """The widths to keep for a photo that is `width` pixels wide."""
    smaller = tuple(w for w in WIDTHS if w < width)
    return smaller if len(smaller) == len(WIDTHS) else (*smaller, min(width, WIDTHS[-1]))
