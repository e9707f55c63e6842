"""Symbols of official documents, "173/QĐ-VKS" or "05-CT/TW", kept on one line."""

import re

_LETTERS = r"[A-ZĐƯ][0-9A-Za-zĐđƯư]*"
#: Number, year where there is one, kind and issuer (Nghị định 30/2020/NĐ-CP); or the Party's
#: order of them, "05-CT/TW" (Hướng dẫn 36-HD/VPTW).
_SYMBOL = (
    rf"\d{{1,5}}[a-z]?(?:/\d{{4}})?/{_LETTERS}(?:[-–]{_LETTERS})*"
    rf"|\d{{1,5}}[-–]{_LETTERS}/{_LETTERS}"
)
_TAG_OR_SYMBOL = re.compile(rf"<[^>]*>|(?<![\w/])(?:{_SYMBOL})(?!\w)")
#: As many letters as fit beside a photo on a phone 360 px wide; longer ones are kept whole where
#: the line is longer.
_SHORT, _LONGEST = 20, 34


def with_whole_symbols(markup: str) -> str:
    """HTML in which a browser breaks no line within a document's symbol.

    Text outside of tags changes by `span` elements only; what is copied stays the same.

    >>> with_whole_symbols('<p title="1/QĐ-VKS">Quyết định 173/QĐ-VKS</p>')
    '<p title="1/QĐ-VKS">Quyết định <span class="symbol">173/QĐ-VKS</span></p>'
    """
    return _TAG_OR_SYMBOL.sub(_kept, markup)


def _kept(found: re.Match[str]) -> str:
    text = found[0]
    if text.startswith("<") or len(text) > _LONGEST:
        return text
    name = "symbol" if len(text) <= _SHORT else "symbol symbol--long"
    return f'<span class="{name}">{text}</span>'
