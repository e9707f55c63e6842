"""Cleaning of text that somebody typed or sent: one rule for every door.

What is stored is composed (NFC), shows every one of its signs and runs in one direction. Signs that
only look like Đ are Đ, so that a word is found and sorted like any other.
"""

import re
from typing import Any

from toasoan.vietnamese.fold import nfc

_LINE_ENDS = re.compile("\r\n|[\r\u0085\u2028\u2029\v\f]")
#: What has no place in a text: control signs (HTML and XML forbid most), halves of surrogate pairs,
#: signs without a form – soft hyphens, zero-width signs, direction marks (they can hide or turn
#: text), byte order marks, fillers, tags –, placeholders, letters of symbol fonts (the private
#: areas), and what Unicode never makes a letter of.
_INVISIBLE = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2"
    "\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufeff\uffa0\ufff9-\ufffc\ufffe\uffff"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
)
#: Ð (eth, from converters of old fonts) and Ɖ (of African alphabets) look like Đ.
_LOOKALIKES = str.maketrans("ÐƉðɖ", "ĐĐđđ")


def cleaned(text: str) -> str:
    r"""Return the text without signs that nobody sees, composed, with Đ for what looks like it.

    Line breaks become line feeds; spaces and tabs stay as they are. Cleaning twice changes nothing.

    >>> cleaned("Ðoàn\u200b viên\r\nÐa Mai \u202e2026")
    'Đoàn viên\nĐa Mai 2026'
    """
    shown = _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text))
    return nfc(with_barred_d(shown))


def with_barred_d(text: str) -> str:
    """Return the text with Đ for what only looks like it; no other sign moves.

    >>> with_barred_d("Ðoàn viên Ɖa Mai")
    'Đoàn viên Đa Mai'
    """
    return text.translate(_LOOKALIKES)


def one_line(text: str) -> str:
    r"""Return the cleaned text on one line, with single spaces and none at its ends.

    >>> one_line(" Lễ phát động\x0b tháng  thanh niên\n")
    'Lễ phát động tháng thanh niên'
    """
    return " ".join(cleaned(text).split())


def cleaned_deeply(value: Any) -> Any:
    """Return a JSON value with every text in it cleaned; names of members stay as they are."""
    if isinstance(value, str):
        return cleaned(value)
    if isinstance(value, list | tuple):
        return [cleaned_deeply(one) for one in value]
    if isinstance(value, dict):
        return {name: cleaned_deeply(one) for name, one in value.items()}
    return value
