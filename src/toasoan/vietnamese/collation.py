"""Vietnamese dictionary order, which neither SQLite nor the C library knows.

Words are compared syllable by syllable: first by letters, then by tone, only then by the next
syllable, so every entry that begins with "ba" stands before every entry that begins with "bà".
"""

import re
from typing import TypeAlias

from toasoan.vietnamese.fold import fold, nfc
from toasoan.vietnamese.names import split_name
from toasoan.vietnamese.tones import TONE_MARKS, tone_marks, without_tones

SyllableKey: TypeAlias = tuple[tuple[int, ...], tuple[int, ...]]
SortKey: TypeAlias = tuple[tuple[SyllableKey, ...], str]
NameKey: TypeAlias = tuple[tuple[SyllableKey, ...], tuple[SyllableKey, ...], str]

# f, j, w and z are not Vietnamese letters but stand in names and abbreviations.
ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"

STORED_LENGTH = 400
_SIGNS = "0123456789abcdefghijklmnopqrstuvwxyz"
_NUMBER = 0
_LETTERS = {letter: rank for rank, letter in enumerate(ALPHABET, start=1)}
_AFTER_ALL_LETTERS = len(ALPHABET) + 1
_TONES = {mark: rank for rank, mark in enumerate(TONE_MARKS, start=1)}
_TOKEN = re.compile(r"[0-9]+|[^\W_0-9]+")


def sort_key(text: str) -> SortKey:
    """Return a key for sorted(): dictionary order, numbers by value, case and signs last.

    Different texts have different keys, so an order never depends on where a row stood before.

    >>> sorted(["Khu vực 10", "đá", "Khu vực 2", "dạ", "da", "ăn", "ao"], key=sort_key)
    ['ao', 'ăn', 'da', 'dạ', 'đá', 'Khu vực 2', 'Khu vực 10']
    """
    return _syllables(text), nfc(text)


def name_key(full_name: str) -> NameKey:
    """Return a key for lists of persons: by given name, then family name, then middle names.

    >>> sorted(["Trần Văn Bình", "Lê Thị Ánh", "Đỗ Văn Bình", "Vũ An"], key=name_key)
    ['Vũ An', 'Lê Thị Ánh', 'Đỗ Văn Bình', 'Trần Văn Bình']
    """
    family_and_middle, given = split_name(full_name)
    return _syllables(given), _syllables(family_and_middle), nfc(full_name)


def stored_key(text: str) -> str:
    """Return the order of `sort_key` as text for a column, at most 400 signs.

    Two signs 0-9a-z for each part of the key, so every database compares it alike, whatever its
    own order of letters. Of very long texts only the beginning counts.

    >>> sorted(["Khu vực 78", "đá", "Khu vực 8", "dạ"], key=stored_key)
    ['dạ', 'đá', 'Khu vực 8', 'Khu vực 78']
    """
    parts = (part for syllable in _syllables(text) for half in syllable for part in (*half, -1))
    return "".join(map(_two_signs, parts))[:STORED_LENGTH]


def _two_signs(part: int) -> str:
    high, low = divmod(min(part + 1, len(_SIGNS) ** 2 - 1), len(_SIGNS))
    return _SIGNS[high] + _SIGNS[low]


def _syllables(text: str) -> tuple[SyllableKey, ...]:
    return tuple(_syllable(token) for token in _TOKEN.findall(nfc(nfc(text).casefold())))


def _syllable(token: str) -> SyllableKey:
    if token.isascii() and token.isdigit():
        # By length, then digits: the order of the values without the limit that int() has.
        digits = token.lstrip("0")
        return (_NUMBER, len(digits), *map(int, digits)), ()
    letters = tuple(_letter(letter) for letter in without_tones(token))
    return letters, tuple(_TONES[mark] for mark in tone_marks(token))


def _letter(letter: str) -> int:
    rank = _LETTERS.get(letter) or _LETTERS.get(fold(letter))
    return rank if rank is not None else _AFTER_ALL_LETTERS + ord(letter)
