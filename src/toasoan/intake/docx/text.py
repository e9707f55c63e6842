"""Cleaning of text: NFC, single spaces, nothing invisible."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace

from toasoan.intake.docx.model import Inline

# Soft hyphens, zero-width characters, direction marks (they can hide or turn text), byte order
# marks, object placeholders and the private area (letters of symbol fonts).
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffc\ue000-\uf8ff]")
_LINE_ENDS = re.compile("\r\n|[\r\u0085\u2028\u2029\v\f]")
_SPACES = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r" ?\n ?")
_MANY_BREAKS = re.compile(r"\n{3,}")
# Vietnamese has two on a letter, no script more than a handful.
_MOST_MARKS = 8
# An empty line made with Shift+Enter: the author began a new paragraph without saying so.
EMPTY_LINE = "\n\n"


def clean(text: str) -> str:
    """NFC text with single spaces; line breaks stay, the ends are not trimmed."""
    text = _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text))
    text = _composed(_SPACES.sub(" ", text))
    return _MANY_BREAKS.sub(EMPTY_LINE, _BREAKS.sub("\n", text))


def _composed(text: str) -> str:
    if unicodedata.is_normalized("NFC", text):
        return text
    # Python sorts marks in quadratic time: a million of them on one letter would take hours.
    signs: list[str] = []
    marks = 0
    for sign in text:
        marks = marks + 1 if unicodedata.combining(sign) else 0
        if marks <= _MOST_MARKS:
            signs.append(sign)
    return unicodedata.normalize("NFC", "".join(signs))


def one_line(text: str) -> str:
    """Clean text without line breaks and without spaces at its ends."""
    return " ".join(clean(text).split())


def tidy(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    """Merge neighbours that look alike and leave single spaces between all of them."""
    tidied: list[Inline] = []
    for inline in _merged(inlines):
        text = clean(inline.text)
        if not tidied or tidied[-1].text[-1:].isspace():
            text = text.lstrip(" ")
        if text:
            tidied.append(replace(inline, text=text))
    return _trimmed(tidied)


def split_at_empty_lines(inlines: tuple[Inline, ...]) -> list[tuple[Inline, ...]]:
    """The paragraphs an author made out of one with empty lines."""
    groups: list[list[Inline]] = [[]]
    for inline in inlines:
        first, *others = inline.text.split(EMPTY_LINE)
        groups[-1].append(replace(inline, text=first))
        groups.extend([replace(inline, text=other)] for other in others)
    return [tidied for group in groups if (tidied := tidy(group))]


def _merged(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Neighbours of one look as one; a space alone takes the look before it."""
    look: Inline | None = None
    texts: list[str] = []
    for inline in inlines:
        if look is not None and inline.text.strip() and replace(inline, text="") != look:
            yield replace(look, text="".join(texts))
            look, texts = None, []
        look = look or replace(inline, text="")
        texts.append(inline.text)
    if look is not None:
        yield replace(look, text="".join(texts))


def _trimmed(inlines: list[Inline]) -> tuple[Inline, ...]:
    while inlines and not inlines[-1].text.strip():
        inlines.pop()
    first = next((at for at, inline in enumerate(inlines) if inline.text.strip()), len(inlines))
    inlines = inlines[first:]
    if inlines:
        inlines[0] = replace(inlines[0], text=inlines[0].text.lstrip())
        inlines[-1] = replace(inlines[-1], text=inlines[-1].text.rstrip())
    return tuple(inlines)
