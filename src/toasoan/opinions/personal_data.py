"""Taking phone numbers, e-mail addresses and numbers of papers out of what readers write."""

import re

from toasoan.vietnamese.cleaning import cleaned

#: What stands instead.
MARK = "[…]"
_E_MAIL = re.compile(r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\b(?:facebook|fb|zalo|t)\.(?:com|me)/\S+", re.IGNORECASE
)
#: Nine digits and more, however they are grouped: phone numbers (10, with +84 11), identity cards
#: (9), citizen identity numbers (12), accounts, social insurance. Shorter ones are dates, sums,
#: numbers of documents.
_LONG_NUMBER = re.compile(r"(?<!\w)\(?\+?\d(?:[\s.\-()]{0,2}\d){8,}(?!\w)")
#: A passport: a letter and seven or eight digits.
_PASSPORT = re.compile(r"\b[A-Z]\d{7,8}\b")


def without_personal_data(text: str) -> tuple[str, bool]:
    """The cleaned text with "[…]" for what tells who somebody is, and whether anything was taken.

    A name cannot be told from another word: the form asks readers to leave it out.

    >>> without_personal_data("Gọi tôi: 0912 345 678, mai@vidu.vn")
    ('Gọi tôi: […], […]', True)
    >>> without_personal_data("Quyết định 173/QĐ-VKS ngày 30/11/2026 thiếu phụ lục 2")
    ('Quyết định 173/QĐ-VKS ngày 30/11/2026 thiếu phụ lục 2', False)
    """
    plain = cleaned(text).strip()
    masked = plain
    for pattern in (_E_MAIL, _ADDRESS, _LONG_NUMBER, _PASSPORT):
        masked = pattern.sub(MARK, masked)
    return masked, masked != plain
