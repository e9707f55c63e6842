"""Two texts side by side, field by field. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest


@dataclass(frozen=True, slots=True)
class Lines:
    """One field of a text: its name on the screen and its lines."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A line of both texts; one of them is empty where the other has a line more."""

    mine: str
    theirs: str

    @property
    def differs(self) -> bool:
        """Whether the two lines say different things."""
        return self.mine != self.theirs


@dataclass(frozen=True, slots=True)
class FieldPairs:
    """A field of both texts."""

    label: str
    pairs: tuple[Pair, ...]

    @property
    def differs(self) -> bool:
        """Whether anything in the field is different."""
        return any(pair.differs for pair in self.pairs)


def side_by_side(mine: Sequence[Lines], theirs: Sequence[Lines]) -> list[FieldPairs]:
    """The fields of two texts paired; both list the same fields in the same order."""
    return [
        FieldPairs(one.label, tuple(paired(one.lines, other.lines)))
        for one, other in zip(mine, theirs, strict=True)
    ]


def paired(mine: Sequence[str], theirs: Sequence[str]) -> list[Pair]:
    """Lines next to each other so that equal ones meet; no line is left out."""
    found: list[Pair] = []
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    for _tag, start, end, their_start, their_end in matcher.get_opcodes():
        found += [
            Pair(one, other)
            for one, other in zip_longest(
                mine[start:end], theirs[their_start:their_end], fillvalue=""
            )
        ]
    return found
