"""Text without marks: what search, slugs and tolerant comparison work on."""

import re
import unicodedata

FALLBACK_SLUG = "tin"

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
#: Vietnamese has two on a letter, no script more than a handful.
_MOST_MARKS = 8
#: In lower case: đ and what only looks like it, the eth of old converters among them.
_BARRED = str.maketrans("đðɖ", "ddd")


def nfc(text: str) -> str:
    r"""Return the text composed (NFC), the one form in which we store and compare.

    Old Vietnamese input methods and macOS file names give decomposed letters. Marks beyond
    the eighth on one letter are left out: sorting a million of them would take hours.

    >>> nfc("To\u0300a soa\u0323n") == "Tòa soạn"
    True
    """
    if unicodedata.is_normalized("NFC", text):
        return text
    signs: list[str] = []
    marks = 0
    for sign in text:
        marks = marks + 1 if unicodedata.combining(sign) else 0
        if marks <= _MOST_MARKS:
            signs.append(sign)
    return unicodedata.normalize("NFC", "".join(signs))


def fold(text: str) -> str:
    """Return the text in lower case without Vietnamese marks; folding twice changes nothing.

    >>> fold("Đoàn Thị Ưng")
    'doan thi ung'
    """
    # These have no decomposition in Unicode, so they need a line of their own.
    lowered = nfc(text).casefold().translate(_BARRED)
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
