"""Text as the words that a search compares: folded and exact, cut in one way everywhere.

What may rightly be written in two ways is one word: kĩ and kỹ, hoà and hòa, 08 and 8, 1.250 and
1250, 0204 3854 123 and 0204.3.854.123 (decision 0053).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from toasoan.vietnamese.cleaning import with_barred_d
from toasoan.vietnamese.fold import fold, nfc
from toasoan.vietnamese.spelling import one_spelling

#: The most words of a query that are looked at.
MOST_WORDS = 12
#: Longer runs are no words; a database refuses to index much longer ones.
_LONGEST = 60
#: A word is a whole number with points between its thousands, a telephone number, or else a run of
#: letters and digits.
_NUMBER = r"(?<![\w.,])[0-9]{1,3}(?:\.[0-9]{3})+(?![^\W_]|\.[0-9])"
TELEPHONE = (
    r"(?<![\w.])0[0-9]{2,3}\)?[ .-]{0,2}(?:[0-9][ .-])?[0-9]{3,4}[ .-][0-9]{3,4}"
    r"(?![^\W_]|[.-][0-9])"
)
_RUN = re.compile(rf"{_NUMBER}|{TELEPHONE}|[^\W_]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, where it stands, and its two forms."""

    exact: str
    folded: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Indexed:
    """The words of a text as both indexes take them, separated by spaces, word for word equal."""

    folded: str
    exact: str


def tokens(text: str) -> list[str]:
    """Runs of letters and digits, and numbers; everything else only separates."""
    return _RUN.findall(text)


def words_of(text: str) -> list[Word]:
    """The words of a text (NFC) with their places in it."""
    return [Word(*_forms(run[0]), run.start(), run.end()) for run in _RUN.finditer(text)]


def indexed(text: str, *, most: int | None = None) -> Indexed:
    """The two forms of a text; of a very long one only the first `most` words."""
    forms = [_forms(run) for run in _RUN.findall(nfc(text))[:most]]
    return Indexed(
        folded=" ".join(folded for _exact, folded in forms),
        exact=" ".join(exact for exact, _folded in forms),
    )


@lru_cache(maxsize=16_384)
def _forms(run: str) -> tuple[str, str]:
    """The exact and the folded form; both hold letters and digits only and are never empty."""
    if run[0].isdecimal() and run.isascii():
        digits = _bare(run)
        if digits.isdecimal():
            number = digits.lstrip("0")[:_LONGEST] or "0"
            return number, number
    exact = one_spelling(_bare(with_barred_d(run).lower())) or run
    return exact[:_LONGEST], (_bare(fold(exact)) or exact)[:_LONGEST]


def _bare(text: Iterable[str]) -> str:
    # Lowering or folding a letter may leave a mark beside it (İ), which would end the word.
    return "".join(char for char in text if char.isalnum())
