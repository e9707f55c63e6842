"""The copy of a photo that others show with a link: JPEG, for not all of them read WebP.

Pixels only; `shared` runs in a process of its own (`toasoan.sent_files`).
"""

import io

from PIL import Image

from toasoan.media.sizes import Focus, PictureFault

#: What Open Graph's readers ask for: 1.91 to 1, large enough for their large cards.
SHARED_SIZE = (1200, 630)
_QUALITY = 82


def shared(content: bytes, focus: Focus) -> bytes | PictureFault:
    """A cleaned photo of ours, cut around its focus to the shape of a shared link."""
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as opened:
            image = on_white(opened)
    except OSError:
        return PictureFault.DAMAGED
    cut = image.crop(part_around(image.size, focus))
    return as_jpeg(cut.resize(SHARED_SIZE, Image.Resampling.LANCZOS, reducing_gap=3.0))


def on_white(image: Image.Image) -> Image.Image:
    """The picture in RGB, with white where it was transparent."""
    if image.mode != "RGBA":
        return image.convert("RGB")
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def part_around(size: tuple[int, int], focus: Focus) -> tuple[int, int, int, int]:
    """The largest part of the shape of a shared link, as near to the focus as the edges allow.

    Left, top, right, bottom in pixels.
    """
    wide, high = SHARED_SIZE
    width = min(size[0], max(1, round(size[1] * wide / high)))
    height = min(size[1], max(1, round(size[0] * high / wide)))
    left = min(max(round(size[0] * focus.across / 100 - width / 2), 0), size[0] - width)
    top = min(max(round(size[1] * focus.down / 100 - height / 2), 0), size[1] - height)
    return left, top, left + width, top + height


def as_jpeg(image: Image.Image) -> bytes:
    """The picture as a JPEG for links."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return out.getvalue()
