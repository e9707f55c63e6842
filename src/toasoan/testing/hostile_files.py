"""Files made to do harm, or damaged on their way: what any field for a file may be sent."""

import io
import struct
import zlib
from collections.abc import Callable

from PIL import Image

from toasoan.testing.pictures import noise


def _chunk(kind: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )


def png(width: int, height: int, *chunks: bytes, depth: int = 8, colour: int = 2) -> bytes:
    """A PNG that says it is so large; its pixels are missing unless `chunks` has them."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    body = b"".join(chunks) or _chunk(b"IDAT", zlib.compress(b""))
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + body + _chunk(b"IEND", b"")


def png_bomb(side: int) -> bytes:
    """A black square with all its pixels, of one bit each, in a thousandth of their size."""
    rows = bytes((1 + -(-side // 8)) * side)
    return png(side, side, _chunk(b"IDAT", zlib.compress(rows)), depth=1, colour=0)


def text_bomb() -> bytes:
    """A small PNG with a comment that unpacks to 64 MB."""
    comment = b"Comment\0\0" + zlib.compress(bytes(64_000_000), 9)
    return png(20, 20, _chunk(b"zTXt", comment), _black())


def profile_bomb() -> bytes:
    """A small PNG whose colour profile unpacks to 64 MB."""
    profile = b"icc\0\0" + zlib.compress(bytes(64_000_000), 9)
    return png(20, 20, _chunk(b"iCCP", profile), _black())


def _black() -> bytes:
    return _chunk(b"IDAT", zlib.compress(bytes(20 * (1 + 3 * 20))))


def huge_profile() -> bytes:
    """A JPEG with a colour profile of 12 MB that describes nothing."""
    return saved(noise(60, 40), "JPEG", icc_profile=b"x" * 12_000_000)


def truncated_jpeg() -> bytes:
    """A photo whose sending was broken off."""
    content = saved(noise(400, 300), "JPEG")
    return content[: len(content) * 2 // 3]


def huge_jpeg() -> bytes:
    """A JPEG that says it is 65,500 pixels wide and high."""
    content = bytearray(saved(noise(16, 16), "JPEG"))
    at = content.index(b"\xff\xc0")
    content[at + 5 : at + 9] = struct.pack(">HH", 65_500, 65_500)
    return bytes(content)


def scan_bomb() -> bytes:
    """A progressive JPEG that draws its 30 million pixels anew 2,000 times."""
    content = saved(Image.new("RGB", (6000, 5000), "navy"), "JPEG", progressive=True)
    last = content.rindex(b"\xff\xda")
    return content[:last] + content[last:-2] * 2000 + b"\xff\xd9"


def polyglot() -> bytes:
    """A GIF that is a script too."""
    return b"GIF89a/*\x01\0\x01\0\x80\0\0*/=1;alert(1)//"


def gif_and_archive() -> bytes:
    """A good GIF with an archive behind it."""
    return saved(noise(20, 20), "GIF") + b"PK\x03\x04" + b"bi-mat" * 500


def huge_gif() -> bytes:
    """A GIF that says it is 65,535 pixels wide and high."""
    content = bytearray(saved(noise(20, 20), "GIF"))
    content[6:10] = struct.pack("<HH", 65_535, 65_535)
    return bytes(content)


def gif_of_frames(count: int = 10_000) -> bytes:
    """A moving GIF of so many frames, all over 2,000 × 2,000 pixels."""
    head = b"GIF89a" + struct.pack("<HHBBB", 2000, 2000, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    frame = b"\x2c" + struct.pack("<HHHHB", 1990, 1990, 1, 1, 0) + b"\x02\x02\x44\x01\x00"
    return head + frame * count + b"\x3b"


def tiff_of_tags() -> bytes:
    """A TIFF with 60,000 entries, each of four thousand million values."""
    entry = struct.pack("<HHII", 0x0111, 5, 0xFFFF_FFFF, 8)
    size = struct.pack("<HHII", 0x0100, 4, 1, 50_000) + struct.pack("<HHII", 0x0101, 4, 1, 50_000)
    return b"II*\0" + struct.pack("<IH", 8, 60_002) + size + entry * 60_000 + bytes(4)


def huge_bmp() -> bytes:
    """A BMP that says it is two thousand million pixels wide."""
    header = struct.pack("<IiiHHIIiiII", 40, 2**31 - 1, 2**31 - 1, 1, 24, 0, 0, 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54, 0, 0, 54) + header


def huge_webp() -> bytes:
    """A WebP whose canvas says it is 16,384 pixels wide and high."""
    content = saved(noise(16, 16, "RGBA"), "WEBP", lossless=True)
    canvas = b"VP8X" + struct.pack("<I", 10) + b"\x12\0\0\0" + b"\xff\x3f\0" + b"\xff\x3f\0"
    body = b"WEBP" + canvas + content[12:]
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _huge_boxes(content: bytes) -> bytes:
    """The same file with another size in its boxes: 60,000 pixels wide and high."""
    at = content.index(b"ispe") + 8
    return content[:at] + struct.pack(">II", 60_000, 60_000) + content[at + 8 :]


def heic(picture: Image.Image, **options: object) -> bytes:
    """The picture as an iPhone would send it."""
    from pillow_heif import from_pillow

    out = io.BytesIO()
    from_pillow(picture).save(out, quality=60, **options)
    return out.getvalue()


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    """The picture as a file of this kind."""
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


#: What no field for a photo takes.
BAD_PICTURES: dict[str, Callable[[], bytes]] = {
    "PNG of 10,000 × 10,000": lambda: png_bomb(10_000),
    "PNG that says 50,000 × 50,000": lambda: png(50_000, 50_000),
    "PNG without its pixels": lambda: png(3_000, 3_000),
    "comment that unpacks": text_bomb,
    "truncated JPEG": truncated_jpeg,
    "JPEG that says 65,500 × 65,500": huge_jpeg,
    "JPEG drawn 2,000 times": scan_bomb,
    "GIF that is a script": polyglot,
    "GIF that says 65,535 × 65,535": huge_gif,
    "TIFF with 60,000 tags": tiff_of_tags,
    "BMP without end": huge_bmp,
    "WebP with a false canvas": huge_webp,
    "AVIF with a false size": lambda: _huge_boxes(saved(noise(64, 64), "AVIF")),
    "HEIC with a false size": lambda: _huge_boxes(heic(noise(64, 64))),
    "HEIC cut off": lambda: heic(noise(200, 200))[:-2000],
    "TIFF of 32-bit numbers": lambda: saved(Image.new("F", (20, 20), -0.5), "TIFF"),
    "SVG": lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "SVG bomb": lambda: b'<!DOCTYPE svg [<!ENTITY a "' + b"a" * 5000 + b'">]><svg>&a;</svg>',
    "nothing": lambda: b"",
    "text": "không phải ảnh".encode,
    "beginning of a JPEG": lambda: b"\xff\xd8\xff\xe0" + b"x" * 90,
    "PDF": lambda: b"%PDF-1.7",
    "archive": lambda: b"PK\x03\x04" + b"x" * 90,
    "colour profile that unpacks": profile_bomb,
}
#: What looks like harm and comes to nothing once the pixels are written anew.
HARMLESS_PICTURES: dict[str, Callable[[], bytes]] = {
    "GIF of 10,000 frames": gif_of_frames,
    "GIF with an archive behind it": gif_and_archive,
    "colour profile of 12 MB": huge_profile,
}


def png_of_sixteen_bits(width: int, height: int, colour: tuple[int, int, int]) -> bytes:
    """A PNG of one colour with sixteen bits a band, which Pillow reads and cannot write."""
    rows = (b"\0" + struct.pack(">3H", *colour) * width) * height
    pixels = zlib.compress(rows)
    return png(width, height, _chunk(b"IDAT", pixels), depth=16)


def float_rgb_tiff() -> bytes:
    """A TIFF of real numbers in three bands: none that Pillow knows."""
    content = saved(noise(64, 40), "TIFF")
    # SampleFormat (tag 339): 3 says real numbers; the bits of a sample stay eight, which none has.
    entry = struct.pack("<HHII", 339, 3, 1, 3)
    (at,) = struct.unpack("<I", content[4:8])
    (count,) = struct.unpack("<H", content[at : at + 2])
    entries = content[at + 2 : at + 2 + 12 * count]
    moved = struct.pack("<H", count + 1) + entries + entry + bytes(4)
    return content[:4] + struct.pack("<I", len(content)) + content[8:] + moved
