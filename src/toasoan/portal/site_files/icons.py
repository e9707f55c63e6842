"""Icons of the site for tabs, bookmarks and home screens, made from the agency's emblem."""

import base64
import io
from collections.abc import Callable
from functools import lru_cache

from PIL import Image

from toasoan.media.models import Picture
from toasoan.portal.frame.emblem import emblem_image

#: Sizes in pixels within favicon.ico: tabs, task bars, bookmarks.
ICO_SIZES = (16, 32, 48)
#: Sizes of the icons that the manifest names.
APP_SIZES = (192, 512)
#: Those that feeds name as well.
SIZES = (144, *APP_SIZES)
TOUCH_SIZE = 180
_SVG_SIZE = 96
_WHITE = (255, 255, 255, 255)
#: The part of an icon that a phone's mask never cuts off is a circle of four fifths; a square in it
#: is 0.8 / √2 wide.
_SAFE_PART = 0.56
#: What stays free around the emblem where the ground is white.
_TOUCH_PART = 0.82


def ico(emblem: Picture | None) -> bytes:
    """favicon.ico, for browsers that ask for nothing else."""

    def write(image: Image.Image, out: io.BytesIO) -> None:
        icon = _square(image, max(ICO_SIZES))
        icon.save(out, "ICO", sizes=[(size, size) for size in ICO_SIZES])

    return _made("ico", emblem, write)


def png(emblem: Picture | None, size: int) -> bytes:
    """The emblem on nothing, `size` pixels wide and high."""
    return _png("any", emblem, size, 1.0, ground=None)


def maskable_png(emblem: Picture | None, size: int) -> bytes:
    """The emblem on white, so small that no mask of a phone cuts it."""
    return _png("maskable", emblem, size, _SAFE_PART, ground=_WHITE)


def touch_png(emblem: Picture | None) -> bytes:
    """The icon of iPhones, which show what is transparent in black."""
    return _png("touch", emblem, TOUCH_SIZE, _TOUCH_PART, ground=_WHITE)


def svg(emblem: Picture | None) -> bytes:
    """The emblem as a picture within an SVG, for browsers that prefer one."""
    data = base64.b64encode(png(emblem, _SVG_SIZE)).decode()
    side = f'width="{_SVG_SIZE}" height="{_SVG_SIZE}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SVG_SIZE} {_SVG_SIZE}">'
        f'<image {side} href="data:image/png;base64,{data}"/></svg>\n'
    ).encode()


def _png(
    use: str,
    emblem: Picture | None,
    size: int,
    part: float,
    *,
    ground: tuple[int, int, int, int] | None,
) -> bytes:
    def write(image: Image.Image, out: io.BytesIO) -> None:
        icon = _square(image, size, part, ground or (255, 255, 255, 0))
        (icon.convert("RGB") if ground else icon).save(out, "PNG", optimize=True)

    return _made(f"{use} {size}", emblem, write)


def _square(
    image: Image.Image,
    size: int,
    part: float = 1.0,
    ground: tuple[int, int, int, int] = (255, 255, 255, 0),
) -> Image.Image:
    """The image in the middle of a square, its longer side this part of the square's."""
    longest = round(size * part)
    scale = longest / max(image.size)
    shape = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    small = image.resize(shape, Image.Resampling.LANCZOS, reducing_gap=3.0)
    icon = Image.new("RGBA", (size, size), ground)
    icon.alpha_composite(small, ((size - shape[0]) // 2, (size - shape[1]) // 2))
    return icon


def _made(
    use: str, emblem: Picture | None, write: Callable[[Image.Image, io.BytesIO], None]
) -> bytes:
    """The file that `write` makes, remembered: a request without kept pages is quick too."""
    name = emblem.file.name if emblem else ""
    found = _remembered(use, name)
    if not found:
        out = io.BytesIO()
        write(emblem_image(emblem), out)
        found.append(out.getvalue())
    return found[0]


@lru_cache(maxsize=64)
def _remembered(use: str, name: str) -> list[bytes]:
    return []
