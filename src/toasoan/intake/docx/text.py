"""Spaces and line breaks of a Word file's text, which is cleaned as at every door."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from toasoan.intake.docx.model import Inline
from toasoan.intake.docx.raised import with_degrees
from toasoan.vietnamese.cleaning import cleaned

_SPACES = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r" ?\n ?")
_MANY_BREAKS = re.compile(r"\n{3,}")
# An empty line made with Shift+Enter: the author began a new paragraph without saying so.
EMPTY_LINE = "\n\n"


def clean(text: str) -> str:
    """Cleaned text with single spaces; line breaks stay, the ends are not trimmed."""
    text = _SPACES.sub(" ", cleaned(text))
    return _MANY_BREAKS.sub(EMPTY_LINE, _BREAKS.sub("\n", text))


def tidy(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    """Merge neighbours that look alike and leave single spaces between all of them."""
    tidied: list[Inline] = []
    for inline in _merged(inlines):
        text = with_degrees(clean(inline.text))
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
