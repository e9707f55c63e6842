"""Descriptions of colours (ICC profiles) that we write ourselves, from published figures.

Cameras may mark a photo as Adobe RGB without putting the profile into the file (DCF 2.0, the
mark `R03`); Pillow can make a profile for sRGB only.
"""

import struct
from functools import cache

#: X, Y and Z of a colour relative to D50, the white of every profile (ICC.1:2001-04, 6.1.13).
Xyz = tuple[float, float, float]
_D50: Xyz = (0.9642, 1.0, 0.8249)
_ONE = 65_536
_HEAD = 128
_ROW = 12


def rgb_profile(red: Xyz, green: Xyz, blue: Xyz, gamma: float) -> bytes:
    """A profile of version 2.1 of three primaries, adapted to D50, with one gamma."""
    tags = {
        b"desc": _described("RGB"),
        b"cprt": b"text" + bytes(4) + b"None\0",
        b"wtpt": _xyz(_D50),
        b"rXYZ": _xyz(red),
        b"gXYZ": _xyz(green),
        b"bXYZ": _xyz(blue),
    } | dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), _curve(gamma))
    table, contents = struct.pack(">I", len(tags)), b""
    begins = _HEAD + 4 + _ROW * len(tags)
    for name, content in tags.items():
        table += name + struct.pack(">II", begins + len(contents), len(content))
        contents += content + bytes(-len(content) % 4)
    return _head(begins + len(contents)) + table + contents


@cache
def adobe_rgb() -> bytes:
    """The colours of Adobe RGB (1998), adapted to D50 (its specification, annex C)."""
    return rgb_profile(
        (0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457),
        gamma=563 / 256,
    )  # fmt: skip


def _head(length: int) -> bytes:
    return struct.pack(
        ">I4xI4s4s4s12x4s28x3I48x",
        length, 0x0210_0000, b"mntr", b"RGB ", b"XYZ ", b"acsp", *map(_fixed, _D50),
    )  # fmt: skip


def _fixed(number: float) -> int:
    """A number with 16 bits behind the point, as the format writes it."""
    return round(number * _ONE) & 0xFFFF_FFFF


def _xyz(colour: Xyz) -> bytes:
    return b"XYZ " + bytes(4) + struct.pack(">3I", *map(_fixed, colour))


def _curve(gamma: float) -> bytes:
    return b"curv" + bytes(4) + struct.pack(">IH", 1, round(gamma * 256))


def _described(words: str) -> bytes:
    text = words.encode() + b"\0"
    return b"desc" + bytes(4) + struct.pack(">I", len(text)) + text + bytes(78)
