"""Which passages of a text stand in another one as well, for people who compare. Pure Python."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from toasoan.monitoring.shingles import LENGTH
from toasoan.vietnamese.fold import fold

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a text; `shared` when the other text has it too."""

    text: str
    shared: bool


def passages(text: str, other: str) -> list[Passage]:
    """The text in parts whose sum it is; four words in a row that the other has are shared."""
    known = set(_rows([fold(found[0]) for found in _WORD.finditer(other)]))
    found = list(_WORD.finditer(text))
    shared = [False] * len(found)
    for start, row in enumerate(_rows([fold(one[0]) for one in found])):
        if row in known:
            shared[start : start + LENGTH] = [True] * LENGTH
    return list(_joined(text, [one.start() for one in found], shared))


def _rows(words: list[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[start:] for start in range(LENGTH)), strict=False)


def _joined(text: str, starts: list[int], shared: list[bool]) -> Iterator[Passage]:
    """What stands before the first word belongs to it, what stands behind a word to that word."""
    if not starts:
        yield from [Passage(text, shared=False)] if text else []
        return
    ends = [*starts[1:], len(text)]
    begin = 0
    for is_shared, group in groupby(zip(ends, shared, strict=True), key=lambda one: one[1]):
        end = [at for at, _shared in group][-1]
        yield Passage(text[begin:end], is_shared)
        begin = end
