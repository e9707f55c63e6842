"""Colours of all kinds become those of the web: eight bits of grey, RGB or RGBA, in sRGB.

Knows no framework; runs where photos are decoded.
"""

import io
import math
from collections.abc import Callable
from typing import Any

from PIL import ExifTags, Image, ImageCms

from toasoan.media.profiles import adobe_rgb
from toasoan.media.sizes import PictureFault, PictureFileError

#: Larger ones are no description of colours. Printers' own have two megabytes.
_MOST_PROFILE_BYTES = 4 * 1024 * 1024
_TRANSPARENT = frozenset(("RGBA", "LA", "PA", "La", "RGBa"))
_SIXTEEN_BITS = frozenset(("I;16", "I;16L", "I;16B", "I;16N"))
#: Whole or real numbers of 32 bits, as microscopes, scanners and image programs write them.
_MEASURED = frozenset(("I", "F"))
#: White of the ranges in use: real numbers up to 1, eight bits, sixteen bits.
_WHITES = (1.0, 255.0, 65_535.0)
_ADOBE_RGB_MARK = "R03"
#: The mode of pixels that a profile describes, by the colour space in its head.
_DESCRIBED = {"GRAY": "L", "RGB": "RGB", "CMYK": "CMYK"}

#: Turns a part of a photo into grey, RGB, RGBA or CMYK of eight bits.
Workable = Callable[[Image.Image], Image.Image]


def workable_of(image: Image.Image) -> Workable:
    """How to turn this loaded photo, and strips of it, into what can be scaled.

    Raises PictureFileError for numbers of which nobody knows what is white in them.
    """
    if image.mode not in _MEASURED:
        return _workable
    factor = 255 / _white_of(image)
    return lambda part: part.point(lambda value: value * factor + 0).convert("L")


def _white_of(image: Image.Image) -> float:
    """What is white among measured numbers: the smallest usual range that holds them all."""
    low, high = (float(number) for number in image.getextrema())  # type: ignore[arg-type]
    if low >= 0 and math.isfinite(high):
        # Whole numbers up to one are no photo of real numbers.
        whites = _WHITES if image.mode == "F" else _WHITES[1:]
        for white in whites:
            if high <= white:
                return white
    raise PictureFileError(PictureFault.UNUSUAL_COLOURS)


def _workable(image: Image.Image) -> Image.Image:
    if image.mode in _SIXTEEN_BITS:
        return _from_sixteen_bits(image)
    if image.mode == "LAB":
        return _transformed(image, ImageCms.createProfile("LAB"), "RGB")
    if image.mode in _TRANSPARENT or "transparency" in image.info:
        return image.convert("RGBA")
    if image.mode in {"L", "1"}:
        return image.convert("L")
    return image if image.mode in {"RGB", "CMYK"} else image.convert("RGB")


def _from_sixteen_bits(image: Image.Image) -> Image.Image:
    if image.mode != "I;16":
        order = "I;16B" if image.mode == "I;16B" else "I;16"
        image = Image.frombytes("I;16", image.size, image.tobytes(), "raw", order)
    # Without this Pillow cuts every value over 255 and the photo turns white.
    return image.point(lambda value: value / 256).convert("L")


def profile_of(opened: Image.Image) -> bytes | None:
    """The description of its colours that a file holds, or that its camera means by a mark."""
    if profile := opened.info.get("icc_profile"):
        return bytes(profile)
    try:
        mark = opened.getexif().get_ifd(ExifTags.IFD.Interop).get(1)
    except Exception:  # noqa: BLE001  # Pillow lets whatever a broken table causes through
        return None
    return adobe_rgb() if mark == _ADOBE_RGB_MARK else None


def in_usual_colours(image: Image.Image) -> Image.Image:
    """Only pixels, in RGB or RGBA of the web (sRGB): what the photo says of itself is dropped.

    Phones (P3), cameras (Adobe RGB) and printers (CMYK) describe their colours in a profile;
    thrown away unread it would leave them washed out.
    """
    profile = image.info.get("icc_profile") or b""
    image.info = {}
    changed = None
    if 0 < len(profile) <= _MOST_PROFILE_BYTES:
        try:
            changed = _by_profile(image, ImageCms.ImageCmsProfile(io.BytesIO(profile)))
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            # A description that cannot be read, or of other colours than the photo has.
            changed = None
    changed = changed or image.convert("RGBA" if image.mode == "RGBA" else "RGB")
    changed.info = {}
    return changed


def _by_profile(image: Image.Image, described: Any) -> Image.Image | None:
    """The photo in sRGB; None when the profile is of colours that it cannot have."""
    space = described.profile.xcolor_space.strip()
    mode = _DESCRIBED.get(space)
    if mode is None or (mode == "CMYK") != (image.mode == "CMYK"):
        return None
    if image.mode != "RGBA":
        return _transformed(image.convert(mode), described, "RGB")
    # A profile knows nothing of transparency.
    changed = _transformed(image.convert(mode), described, "RGB")
    changed.putalpha(image.getchannel("A"))
    return changed


def _transformed(image: Image.Image, described: Any, mode: str) -> Image.Image:
    usual = ImageCms.createProfile("sRGB")
    changed = ImageCms.profileToProfile(image, described, usual, outputMode=mode)
    assert changed is not None  # noqa: S101  # it is none only when changed in place
    return changed
