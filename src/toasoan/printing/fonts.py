"""The font of documents: Tinos, which is as wide as Times New Roman letter by letter.

The folder `tinos` holds its four styles (version 1.33, SIL OFL 1.1) with the signs of `_KEPT`.
"""

import re
from functools import cache
from pathlib import Path

import typst
from PIL import ImageFont

FOLDER = Path(__file__).parent / "tinos"
FAMILY = "Tinos"
#: Units of the font to a square of its size.
_EM = 2048
#: Latin with all Vietnamese letters, tone marks, punctuation, ₫ and €, fractions, arrows, signs of
#: arithmetic, boxes. The files were cut to it with fonttools' `pyftsubset --no-hinting`.
_KEPT = (
    " -~\u00a0-\u017f\u01a0\u01a1\u01af\u01b0\u02c6\u02c7\u02d8-\u02dd\u0300\u0301\u0303\u0309"
    "\u0323\u1ea0-\u1ef9\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u2030\u2032\u2033\u2039\u203a"
    "\u20ab\u20ac\u2113\u2116\u2122\u2153\u2154\u215b-\u215e\u2190-\u2193\u2202\u2206\u220f\u2211\u2212\u221a"
    "\u221e\u222b\u2248\u2260\u2264\u2265\u25a0\u25a1\u25cb\u25cf"
)
_WITHOUT_A_LETTER = re.compile(f"[^{_KEPT}\n\t]")


@cache
def fonts() -> typst.Fonts:
    """The four styles, and nothing that the machine has besides."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)]
    )


def printable(text: str) -> str:
    """The text with □ for each sign that the font lacks: a PDF for archives may not hold such.

    >>> printable("Kết quả 😀 81,25%")
    'Kết quả □ 81,25%'
    """
    return _WITHOUT_A_LETTER.sub("□", text)


def width(text: str, points: float, *, bold: bool) -> float:
    """How wide the words are at that size, in points, letter by letter as Word sets them."""
    letters = _letters("Tinos-Bold.ttf" if bold else "Tinos-Regular.ttf")
    return sum(letters.getlength(letter) for letter in text) / _EM * points


@cache
def _letters(name: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FOLDER / name), _EM, layout_engine=ImageFont.Layout.BASIC)
