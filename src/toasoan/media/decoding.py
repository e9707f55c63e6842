"""Cleaning an uploaded photo and making its fixed list of sizes.

Pixels are decoded and encoded anew: location data, camera numbers, comments and anything
hidden behind the picture do not survive. `clean_picture` runs in a process of its own
(`toasoan.sent_files`); nothing here knows a framework.

The most memory is taken by the decoded photo, four bytes a pixel whatever its colours: 200 MB for
50 megapixels. So a large one is made smaller strip by strip before anything makes a copy of it.
"""

import io
import warnings
from collections.abc import Callable

from PIL import AvifImagePlugin, Image, JpegImagePlugin, UnidentifiedImageError

from toasoan.media.colours import Workable, in_usual_colours, profile_of, workable_of
from toasoan.media.headers import kind_of, webp_size
from toasoan.media.sizes import (
    LEAST_SIDE,
    LONGEST_SIDE,
    MOST_PIXELS,
    UNTOUCHED,
    CleanPicture,
    Framing,
    PictureFault,
    PictureFileError,
    widths_for,
)
from toasoan.sent_files.limits import MOST_BYTES

_JPEG_QUALITY = 88
_WEBP_QUALITY = 78
_ORIENTATION = 0x0112
#: EXIF 2.3 §4.6.4: how to turn what the camera wrote, by the value of its orientation.
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ON_THEIR_SIDE = frozenset((5, 6, 7, 8))
#: Beyond this a decoded photo and one copy of it are too much.
_COPIED_AT_ONCE = 26_000_000
_STRIP_ROWS = 512
_JPEG_END = b"\xff\xd9"
_MADE_UP = (b"", b"\x55" * 64, b"\xaa" * 64)
#: Pillow keeps three copies of a WebP photo.
_MOST_WEBP_PIXELS = 20_000_000
# One thread: the others would wait for the same processor and take memory of their own.
AvifImagePlugin.DEFAULT_MAX_THREADS = 1


#: Gives the rows of a photo from one (included) to another (not included).
Rows = Callable[[int, int], Image.Image]


def read_picture(content: bytes, framing: Framing = UNTOUCHED) -> CleanPicture | PictureFault:
    """`clean_picture` for another process: a fault is an answer like any other."""
    try:
        return clean_picture(content, framing)
    except PictureFileError as error:
        return error.code


def refuse_unreadable(content: bytes) -> None:
    """Decode a photo and forget it. Raises PictureFileError when that cannot be done."""
    _decode(content, UNTOUCHED)


def clean_picture(content: bytes, framing: Framing = UNTOUCHED) -> CleanPicture:
    """Decode, turn upright, cut as framed, shrink to 2,560 pixels, encode anew, make the copies.

    Raises PictureFileError.
    """
    if len(content) > MOST_BYTES:
        raise PictureFileError(PictureFault.TOO_LARGE)
    image = _framed(_decode(content, framing), framing)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    image = in_usual_colours(image)
    out = io.BytesIO()
    has_alpha = image.mode == "RGBA"
    if has_alpha:
        image.save(out, "PNG")
    else:
        image.save(out, "JPEG", quality=_JPEG_QUALITY, optimize=True, progressive=True)
    extension = "png" if has_alpha else "jpg"
    copies = _copies(image, widths_for(image.width))
    return CleanPicture(out.getvalue(), extension, *image.size, copies)


def _decode(content: bytes, framing: Framing) -> Image.Image:
    """The photo upright and not much larger than needed, in colours as its file has them."""
    kind = kind_of(content)
    if kind is None:
        raise PictureFileError(PictureFault.NOT_A_PICTURE)
    if kind == "WEBP":
        _refuse_pixels(webp_size(content), most=_MOST_WEBP_PIXELS)
    try:
        if kind == "HEIF":
            return _heif(content, framing)
        return _opened(content, kind, framing)
    except (PictureFileError, MemoryError):
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureFileError(PictureFault.TOO_MANY_PIXELS) from error
    except Exception as error:  # decoders let whatever a broken file causes through
        if kind == "JPEG" and isinstance(error, OSError):
            return _without_end(content, framing)
        raise PictureFileError(_fault(kind, error)) from error


def _fault(kind: str, error: Exception) -> PictureFault:
    """Why a file of a known kind was not decoded."""
    # Pillow does not open a TIFF with a whole head that has colours it does not know.
    if kind == "TIFF" and isinstance(error, UnidentifiedImageError):
        return PictureFault.UNUSUAL_COLOURS
    return PictureFault.DAMAGED


def _opened(content: bytes, kind: str, framing: Framing) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with Image.open(io.BytesIO(content), formats=(kind,)) as opened:
            _refuse_pixels(opened.size)
            return _upright(opened, framing)


def _without_end(content: bytes, framing: Framing) -> Image.Image:
    """A JPEG that lacks its last mark, as some cameras and programs write it.

    When all its lines are there, what follows them changes nothing; a missing line would be filled
    with it.
    """
    try:
        photos = [_opened(content + end + _JPEG_END, "JPEG", framing) for end in _MADE_UP]
    except (OSError, ValueError, SyntaxError) as error:
        raise PictureFileError(PictureFault.DAMAGED) from error
    if len({photo.tobytes() for photo in photos}) > 1:
        raise PictureFileError(PictureFault.DAMAGED)
    return photos[0]


def _heif(content: bytes, framing: Framing) -> Image.Image:
    """A photo of an iPhone, upright; its rows leave the decoder's memory strip by strip.

    The decoder turns it itself. Loaded only when one comes: the libraries for it are large.
    """
    from pillow_heif import open_heif, options

    options.DECODE_THREADS = 1
    photo = open_heif(io.BytesIO(content))
    _refuse_pixels(photo.size)
    data, stride, mode = memoryview(photo.data), photo.stride, photo.mode
    # The decoder's word is the last one.
    _refuse_pixels(photo.size)
    width = photo.size[0]

    def rows(top: int, bottom: int) -> Image.Image:
        part = data[top * stride : bottom * stride]
        return Image.frombytes(mode, (width, bottom - top), part, "raw", mode, stride)

    factor = _factor(photo.size, framing, on_its_side=False)
    image = _reduced(rows, photo.size, factor, workable_of(Image.new(mode, (1, 1))))
    image.info = {"icc_profile": photo.info.get("icc_profile")}
    return image


def _refuse_pixels(size: tuple[int, int] | None, most: int = MOST_PIXELS) -> None:
    if size is None:
        raise PictureFileError(PictureFault.DAMAGED)
    if min(size) < LEAST_SIDE:
        raise PictureFileError(PictureFault.TOO_SMALL)
    if size[0] * size[1] > most:
        raise PictureFileError(PictureFault.TOO_MANY_PIXELS)


def _upright(opened: Image.Image, framing: Framing) -> Image.Image:
    on_its_side = _orientation(opened) in _ON_THEIR_SIDE
    factor = _factor(opened.size, framing, on_its_side=on_its_side)
    if factor > 1 and isinstance(opened, JpegImagePlugin.JpegImageFile):
        # Decoded at a half, a quarter or an eighth at once.
        opened.draft(None, (opened.width // factor, opened.height // factor))
        factor = _factor(opened.size, framing, on_its_side=on_its_side)
    opened.load()
    workable = workable_of(opened)
    if factor == 1:
        image = workable(opened)
    else:
        image = _reduced(_rows_of(opened), opened.size, factor, workable)
    image.info = {"icc_profile": profile_of(opened)}
    # Asked again: some decoders turn the photo themselves, others learn it at the end of the file.
    method = _UPRIGHT.get(_orientation(opened))
    return image if method is None else image.transpose(method)


def _orientation(opened: Image.Image) -> int:
    return int(opened.getexif().get(_ORIENTATION, 1))


def _factor(size: tuple[int, int], framing: Framing, *, on_its_side: bool) -> int:
    """The whole number by which the photo can be divided at once and stay as large as needed."""
    width, height = reversed(size) if on_its_side else size
    kept_width = width * (1 - framing.left - framing.right)
    kept_height = height * (1 - framing.top - framing.bottom)
    needed = int(max(kept_width, kept_height)) // LONGEST_SIDE
    least = 2 if width * height > _COPIED_AT_ONCE else 1
    return min(max(needed, least), *size)


def _rows_of(image: Image.Image) -> Rows:
    def rows(top: int, bottom: int) -> Image.Image:
        return image.crop((0, top, image.width, bottom))

    return rows


def _reduced(rows_of: Rows, size: tuple[int, int], factor: int, workable: Workable) -> Image.Image:
    """The photo divided by `factor`, strip by strip: no copy of the whole is ever made."""
    width, height = -(-size[0] // factor), -(-size[1] // factor)
    rows = _STRIP_ROWS - _STRIP_ROWS % factor
    small: Image.Image | None = None
    for top in range(0, size[1], rows):
        part = workable(rows_of(top, min(top + rows, size[1]))).reduce(factor)
        if small is None:
            small = Image.new(part.mode, (width, height))
        small.paste(part, (0, top // factor))
    assert small is not None  # noqa: S101  # a photo has at least one row
    return small


def _framed(image: Image.Image, framing: Framing) -> Image.Image:
    if framing == UNTOUCHED:
        return image
    left = round(image.width * framing.left)
    top = round(image.height * framing.top)
    right = max(left + 1, image.width - round(image.width * framing.right))
    bottom = max(top + 1, image.height - round(image.height * framing.bottom))
    cut = image.crop((left, top, right, bottom))
    return cut.rotate(-framing.turn, expand=True) if framing.turn else cut


def _copies(image: Image.Image, widths: tuple[int, ...]) -> dict[int, bytes]:
    """WebP copies of a cleaned photo, one for each width in pixels."""
    copies: dict[int, bytes] = {}
    current = image
    for width in sorted(widths, reverse=True):
        height = max(1, round(current.height * width / current.width))
        current = current.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
        out = io.BytesIO()
        # Method 2 halves the time of the default 4 for about 3 % more bytes.
        current.save(out, "WEBP", quality=_WEBP_QUALITY, method=2)
        copies[width] = out.getvalue()
    return copies
