"""The address of an author's page, made from the name as it is signed."""

import zlib

from toasoan.vietnamese.fold import nfc, slugify


def author_address(name: str) -> str:
    """A name without its marks, and four digits that tell Lê Hà from Lê Hạ.

    The same name is the same address everywhere; capitals and spaces do not matter.
    """
    plain = " ".join(nfc(name).casefold().split())
    if not plain:
        return ""
    return f"{slugify(plain, max_length=100)}-{zlib.crc32(plain.encode()) & 0xFFFF:04x}"
