"""What the first bytes of a picture say: its kind, and a size where Pillow would unpack for it."""

import struct

#: Brands of files that phones write (ISO/IEC 23008-12), and those of AVIF.
_HEIF_BRANDS = frozenset(
    (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1")
)
_AVIF_BRANDS = frozenset((b"avif", b"avis"))
_SIGNATURES = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"BM", "BMP"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
)
_MOST_BRANDS = 32
_14_BITS = 0x3FFF


def kind_of(content: bytes) -> str | None:
    """The name that Pillow has for this kind of picture; None for what we do not take."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    if content[4:8] == b"ftyp":
        return _kind_by_brand(content)
    return next((kind for mark, kind in _SIGNATURES if content.startswith(mark)), None)


def _kind_by_brand(content: bytes) -> str | None:
    (length,) = struct.unpack(">I", content[:4])
    end = min(length, len(content), 16 + 4 * _MOST_BRANDS)
    brands = {content[8:12]} | {content[at : at + 4] for at in range(16, end - 3, 4)}
    if brands & _AVIF_BRANDS:
        return "AVIF"
    return "HEIF" if brands & _HEIF_BRANDS else None


def webp_size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a WebP file: opening it with Pillow already takes memory for all pixels.

    None when the header cannot be read (RFC 9649).
    """
    chunk = content[12:16]
    try:
        if chunk == b"VP8X":
            wide, high = content[24:27], content[27:30]
            return int.from_bytes(wide, "little") + 1, int.from_bytes(high, "little") + 1
        if chunk == b"VP8L":
            (bits,) = struct.unpack("<I", content[21:25])
            return (bits & _14_BITS) + 1, (bits >> 14 & _14_BITS) + 1
        if chunk == b"VP8 ":
            width, height = struct.unpack("<HH", content[26:30])
            return width & _14_BITS, height & _14_BITS
    except struct.error:
        return None
    return None
