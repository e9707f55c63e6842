import struct
import unicodedata

import pytest

from toasoan.printing.fonts import FAMILY, FOLDER, fonts, printable

VOWELS, TONES = "aăâeêioôơuưy", ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_LOWER = {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES} | {"đ"}
#: What Vietnamese has beyond the letters of English.
LETTERS = {letter for letter in _LOWER | {one.upper() for one in _LOWER} if not letter.isascii()}


def letters_of(content):
    """The signs of the table `cmap`, format 4, of a TrueType file."""
    tables = struct.unpack(">H", content[4:6])[0]
    records = [struct.unpack(">4sLLL", content[12 + 16 * i : 28 + 16 * i]) for i in range(tables)]
    start = next(offset for tag, _sum, offset, _size in records if tag == b"cmap")
    maps = struct.unpack(">H", content[start + 2 : start + 4])[0]
    ways = [
        struct.unpack(">HHL", content[start + 4 + 8 * i : start + 12 + 8 * i]) for i in range(maps)
    ]
    at = start + next(offset for platform, coding, offset in ways if (platform, coding) == (3, 1))
    assert struct.unpack(">H", content[at : at + 2])[0] == 4
    count = struct.unpack(">H", content[at + 6 : at + 8])[0] // 2
    ends = struct.unpack(f">{count}H", content[at + 14 : at + 14 + 2 * count])
    starts = struct.unpack(f">{count}H", content[at + 16 + 2 * count : at + 16 + 4 * count])
    return {chr(code) for a, b in zip(starts, ends, strict=True) for code in range(a, b + 1)} - {
        "\uffff"
    }


def test_there_are_134_letters():
    assert len(LETTERS) == 134


@pytest.mark.parametrize("style", ["Regular", "Bold", "Italic", "BoldItalic"])
def test_each_style_has_every_letter_of_vietnamese_and_exactly_what_is_printable(style):
    letters = letters_of((FOLDER / f"Tinos-{style}.ttf").read_bytes())

    assert letters >= LETTERS | {"₫"}
    assert letters == {
        chr(code) for code in range(0x20, 0x10000) if printable(chr(code)) == chr(code)
    }


def test_no_font_of_the_machine_is_used():
    assert fonts().families() == [FAMILY]


def test_the_licence_lies_beside_the_font():
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FOLDER / "OFL.txt").read_text("utf-8")
