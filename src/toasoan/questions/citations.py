"""Numbers of documents that an answer cites: 104/2016/QH13, 15/2023/TT-BTC, 05/CT-VKSTC-TCKS."""

import re

_NUMBER = re.compile(
    r"(?<![\w/])(\d{1,5})\s?/\s?(?:((?:19|20)\d{2})\s?/\s?)?"
    r"([A-ZĐƯ][A-ZĐƯ0-9]*(?:\s?[-–]\s?[A-ZĐƯ0-9]+)*)(?![\w/])"
)
_TYPED = re.compile(r"^[^\d]*(\d{1,5})\s?/(.*)$")
_MOST = 100
_LENGTH = 60


def cited_numbers(text: str) -> list[str]:
    """The numbers in their order, each once, written in one way: no spaces, no leading noughts."""
    found: dict[str, None] = {}
    for match in _NUMBER.finditer(text):
        number, year, symbol = match.groups()
        parts = [str(int(number)), *([year] if year else []), symbol]
        found["/".join(_squeezed(part) for part in parts)[:_LENGTH]] = None
    return list(found)[:_MOST]


def typed_number(text: str) -> str:
    """What somebody typed to find a document by, in the same way of writing.

    >>> typed_number("NĐ 043 / 2011")
    '43/2011'
    """
    match = _TYPED.match(text.strip().upper())
    if match is None:
        return _squeezed(text.upper())[:_LENGTH]
    return f"{int(match[1])}/{_squeezed(match[2])}"[:_LENGTH]


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text).replace("–", "-")
