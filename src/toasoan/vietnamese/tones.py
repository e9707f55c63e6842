"""The five tone marks, apart from the marks that make letters of their own (ă â ê ô ơ ư đ)."""

import unicodedata

from toasoan.vietnamese.fold import nfc

# In dictionary order; the sixth tone, ngang, has no mark and comes first.
GRAVE, HOOK, TILDE, ACUTE, DOT = TONE_MARKS = "\u0300\u0309\u0303\u0301\u0323"


def without_tones(text: str) -> str:
    """Return the text with its letters but without tones, composed.

    >>> without_tones("Ủy ban Kiểm sát")
    'Uy ban Kiêm sat'
    """
    decomposed = unicodedata.normalize("NFD", text)
    return nfc("".join(char for char in decomposed if char not in TONE_MARKS))


def tone_marks(text: str) -> str:
    """Return the tone marks of the text in the order in which they stand, "" for none.

    >>> tone_marks("hòa") == GRAVE
    True
    """
    return "".join(char for char in unicodedata.normalize("NFD", text) if char in TONE_MARKS)
