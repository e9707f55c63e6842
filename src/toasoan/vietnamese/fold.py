"""Text without marks: what search, slugs and tolerant comparison work on."""

import re
import unicodedata

FALLBACK_SLUG = "tin"

_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def nfc(text: str) -> str:
    r"""Return the text composed (NFC), the one form in which we store and compare.

    Old Vietnamese input methods and macOS file names give decomposed letters.

    >>> nfc("To\u0300a soa\u0323n") == "Tòa soạn"
    True
    """
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Return the text in lower case without Vietnamese marks; folding twice changes nothing.

    >>> fold("Đoàn Thị Ưng")
    'doan thi ung'
    """
    # U+0111 has no decomposition in Unicode, so it needs its own line.
    lowered = nfc(text).casefold().replace("đ", "d")
    decomposed = unicodedata.normalize("NFD", lowered)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def slugify(text: str, max_length: int = 80) -> str:
    """Return the text as a part of an address: a-z, 0-9 and single hyphens, never empty.

    A long text is cut after a whole word; only a first word that is itself too long is broken.
    A text without any Latin letter or digit gives "tin". Raises ValueError when max_length has
    no room for that.

    >>> slugify("Viện KSND tỉnh: sơ kết 6 tháng đầu năm")
    'vien-ksnd-tinh-so-ket-6-thang-dau-nam'
    >>> slugify("Hội nghị trực tuyến", max_length=12)
    'hoi-nghi'
    """
    if max_length < len(FALLBACK_SLUG):
        raise ValueError(f"A slug needs room for {FALLBACK_SLUG!r}, not {max_length} characters.")
    slug = _NOT_SLUG.sub("-", fold(text)).strip("-")
    return _cut(slug, max_length) or FALLBACK_SLUG


def _cut(slug: str, max_length: int) -> str:
    if len(slug) <= max_length:
        return slug
    whole_words = slug[: max_length + 1].rpartition("-")[0]
    return whole_words or slug[:max_length]
