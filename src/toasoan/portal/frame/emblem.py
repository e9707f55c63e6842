"""The agency's emblem as pixels, or that of the house."""

import io
from functools import cache
from pathlib import Path

import typst
from PIL import Image

from toasoan.media.models import Picture

_DRAWING = Path(__file__).resolve().parents[1] / "static" / "portal" / "emblem.svg"
#: Draws an SVG of 120 × 120: Pillow cannot.
_SHEET = (
    b"#set page(width: 120pt, height: 120pt, margin: 0pt, fill: none)\n"
    b'#image(bytes(sys.inputs.drawing), format: "svg", width: 120pt)'
)
#: Makes 512 pixels of 120 points.
_PPI = 512 / 120 * 72


def emblem_image(picture: Picture | None) -> Image.Image:
    """The emblem (RGBA), which we encoded ourselves; without one that of the house."""
    if picture is not None:
        try:
            with picture.file.storage.open(picture.file.name) as file, Image.open(file) as opened:
                return opened.convert("RGBA")
        except FileNotFoundError:
            return house_emblem()
    return house_emblem()


@cache
def house_emblem() -> Image.Image:
    """The drawing of an agency that has no emblem yet."""
    drawing = _DRAWING.read_text()
    drawn = typst.compile(_SHEET, format="png", ppi=_PPI, sys_inputs={"drawing": drawing})
    return Image.open(io.BytesIO(bytes(drawn))).convert("RGBA")
