"""Text typed for fonts older than Unicode, turned into Vietnamese by the font's name.

TCVN3 (``.VnTime`` and its kin; TCVN 5712:1993, set VN3) gives each marked letter one byte; its
``H`` fonts draw small letters as capitals. VNI (``VNI-Times`` and its kin) writes the letter and
then a byte for its marks. Word stores the bytes as the Latin-1 characters of the same numbers.
"""

import re
import unicodedata
from enum import Enum, auto


class LegacyFont(Enum):
    """The kinds of font whose bytes do not mean what Unicode says."""

    TCVN3 = auto()
    TCVN3_CAPITALS = auto()
    VNI = auto()


_TCVN3_ROWS = (
    (0xA1, "ĂÂÊÔƠƯĐăâêôơưđ"),
    (0xB5, "àảãáạ"),
    (0xBB, "ằẳẵắ"),
    (0xC6, "ặầẩẫấậè"),
    (0xCE, "ẻẽéẹềểễếệìỉ"),
    (0xDC, "ĩíịò"),
    (0xE1, "ỏõóọồổỗốộờởỡớợù"),
    (0xF1, "ủũúụừửữứựỳỷỹýỵ"),
)
_TCVN3 = {first + step: letter for first, row in _TCVN3_ROWS for step, letter in enumerate(row)}

_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
_ROOF, _BREVE = "\u0302", "\u0306"
_VNI_MARKS = {
    "ù": _ACUTE,
    "ø": _GRAVE,
    "û": _HOOK,
    "õ": _TILDE,
    "ï": _DOT,
    "â": _ROOF,
    "á": _ROOF + _ACUTE,
    "à": _ROOF + _GRAVE,
    "å": _ROOF + _HOOK,
    "ã": _ROOF + _TILDE,
    "ä": _ROOF + _DOT,
    "ê": _BREVE,
    "é": _BREVE + _ACUTE,
    "è": _BREVE + _GRAVE,
    "ú": _BREVE + _HOOK,
    "ü": _BREVE + _TILDE,
    "ë": _BREVE + _DOT,
}
_VNI_LETTERS = str.maketrans("ôöñæóòîÔÖÑÆÓÒÎ", "ơưđỉĩịỵƠƯĐỈĨỊỴ")
_VNI_PAIR = re.compile("([aeouyôö])([" + "".join(_VNI_MARKS) + "])", re.IGNORECASE)

# Fonts marked "symbol" have their bytes moved here.
_SYMBOL_AREA = {0xF000 + byte: byte for byte in range(0x20, 0x100)}
# Letters no legacy font can hold: the text was typed in Unicode whatever its font is called.
_SURELY_UNICODE = re.compile(
    "[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1"
    "\u01af\u01b0\u0300-\u0323\u1ea0-\u1ef9]"
)


def legacy_font(name: str) -> LegacyFont | None:
    """The kind of a font by its name; None for a Unicode font.

    >>> legacy_font(".VnTimeH"), legacy_font("Times New Roman")
    (<LegacyFont.TCVN3_CAPITALS: 2>, None)
    """
    lowered = name.strip().lower()
    if lowered.startswith(".vn"):
        return LegacyFont.TCVN3_CAPITALS if lowered.endswith("h") else LegacyFont.TCVN3
    return LegacyFont.VNI if lowered.startswith("vni-") else None


def decode(text: str, font: LegacyFont) -> str:
    """The text in Unicode, NFC. Text that is Unicode already comes back as it is."""
    if _SURELY_UNICODE.search(text):
        return text
    text = text.translate(_SYMBOL_AREA)
    if font is LegacyFont.VNI:
        return _decode_vni(text)
    decoded = text.translate(_TCVN3)
    return decoded.upper() if font is LegacyFont.TCVN3_CAPITALS else decoded


def _decode_vni(text: str) -> str:
    # Pairs and single letters in one pass: ö is a letter alone and may not be read again as a mark.
    pieces = []
    end = 0
    for pair in _VNI_PAIR.finditer(text):
        pieces.append(text[end : pair.start()].translate(_VNI_LETTERS))
        letter = pair[1].translate(_VNI_LETTERS)
        pieces.append(unicodedata.normalize("NFC", letter + _VNI_MARKS[pair[2].lower()]))
        end = pair.end()
    pieces.append(text[end:].translate(_VNI_LETTERS))
    return "".join(pieces)
