"""Two bodies compared paragraph by paragraph: what moved, changed, came and went. Pure."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

from toasoan.stories.paragraphs import Part, PartKind

#: Two passages of together more words are not compared word by word.
_LONGEST = 4000
#: Paragraphs without a common name are the same one if so much of their words is.
_ALIKE = 0.5
#: So many paragraphs at most are looked at for likeness, each with each.
_MOST_LOOKED_AT = 60
#: In a body of more lines those that stand very often are not compared one by one.
_MOST_LINES = 2_000


@dataclass(frozen=True, slots=True)
class WordRun:
    """Consecutive words of one side; `differs` when the other side lacks them."""

    words: str
    differs: bool


@dataclass(frozen=True, slots=True)
class MergedRun:
    """Consecutive words of both sides, or of the "old" or the "new" one only."""

    words: str
    side: str | None


class LineState(StrEnum):
    """What became of a paragraph."""

    SAME = "same"
    CHANGED = "changed"
    LOOK = "look"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A paragraph, an item, a row of a table, a photo as it is compared.

    `look`: what it is and how it looks, which may change while the words stay.
    """

    kind: PartKind
    key: str
    words: str
    look: str = ""


@dataclass(frozen=True, slots=True)
class LinePair:
    """A paragraph on both sides, or on one; `moved` when its place among the others changed."""

    state: LineState
    old: BodyLine | None
    new: BodyLine | None
    moved: bool = False

    @property
    def line(self) -> BodyLine:
        """The paragraph as it is now, or as it was when it is gone."""
        line = self.new or self.old
        assert line is not None  # noqa: S101  # a pair has a side
        return line

    @property
    def is_folded(self) -> bool:
        """Whether there is nothing to see: the same words at the same place."""
        return self.state is LineState.SAME and not self.moved

    @property
    def merged(self) -> tuple[MergedRun, ...]:
        """The words of both sides as one passage."""
        return merged_runs(self.old.words if self.old else "", self.new.words if self.new else "")

    @property
    def runs(self) -> tuple[tuple[WordRun, ...], tuple[WordRun, ...]]:
        """The words of both sides with those marked that the other side lacks."""
        return word_runs(self.old.words if self.old else "", self.new.words if self.new else "")


def lines_of(parts: Iterable[Part]) -> list[BodyLine]:
    """A body as lines to compare; another file of a photo is another look."""
    return [line for part in parts for line in _lines(part)]


def _lines(part: Part) -> Iterator[BodyLine]:
    if part.kind is PartKind.PICTURE:
        picture = part.value.get("picture")
        alternative = part.value.get("alternative_text") or ""
        yield BodyLine(
            part.kind, part.key, part.words, f"{getattr(picture, 'pk', '')}{alternative}"
        )
    elif part.kind is PartKind.TABLE:
        yield from (BodyLine(part.kind, "", row) for row in part.words.split("\n") if row)
    elif part.words:
        address = str(part.value.get("address") or "") if part.kind is PartKind.VIDEO else ""
        look = f"{part.kind}{part.ordered}{part.depth}{part.markup}{address}"
        yield BodyLine(part.kind, part.key, part.words, look)


def compared(old: Sequence[BodyLine], new: Sequence[BodyLine]) -> list[LinePair]:
    """Every line of both sides in the order of the new one; what is gone stands where it stood."""
    partner = _partners(old, new)
    stays = _in_order([partner[n] for n in sorted(partner)])
    found: list[LinePair] = []
    taken = set(partner.values())
    gone = [n for n in range(len(old)) if n not in taken]
    for number, line in enumerate(new):
        place = partner.get(number)
        if place is None:
            found.append(LinePair(LineState.ADDED, None, line))
            continue
        if place in stays:
            while gone and gone[0] < place:
                found.append(LinePair(LineState.REMOVED, old[gone.pop(0)], None))
        found.append(LinePair(_state(old[place], line), old[place], line, place not in stays))
    return found + [LinePair(LineState.REMOVED, old[place], None) for place in gone]


def word_runs(before: str, after: str) -> tuple[tuple[WordRun, ...], tuple[WordRun, ...]]:
    """The words of two passages, each in runs."""
    merged = merged_runs(before, after)
    old = tuple(WordRun(run.words, run.side is not None) for run in merged if run.side != "new")
    new = tuple(WordRun(run.words, run.side is not None) for run in merged if run.side != "old")
    return old, new


def merged_runs(before: str, after: str) -> tuple[MergedRun, ...]:
    """Two passages as one, what is gone before what came in its place."""
    old, new = before.split(), after.split()
    if old == new:
        return (MergedRun(" ".join(old), None),) if old else ()
    if len(old) + len(new) > _LONGEST:
        return (MergedRun(" ".join(old), "old"), MergedRun(" ".join(new), "new"))
    found: list[MergedRun] = []
    for kind, a0, a1, b0, b1 in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(MergedRun(" ".join(old[a0:a1]), None))
            continue
        sides = (("old", old[a0:a1]), ("new", new[b0:b1]))
        found += [MergedRun(" ".join(words), side) for side, words in sides if words]
    return tuple(found)


def _state(old: BodyLine, new: BodyLine) -> LineState:
    if old.words != new.words:
        return LineState.CHANGED
    return LineState.SAME if old.look == new.look else LineState.LOOK


def _partners(old: Sequence[BodyLine], new: Sequence[BodyLine]) -> dict[int, int]:
    """Number of a new line → number of the old line that it was."""
    found: dict[int, int] = {}
    _pair_equal(old, new, found)
    _pair_elsewhere(old, new, found)
    _pair_named(old, new, found)
    _pair_alike(old, new, found)
    _pair_between(old, new, found)
    return found


def _pair_equal(old: Sequence[BodyLine], new: Sequence[BodyLine], found: dict[int, int]) -> None:
    """The same words in the same order; what begins and ends alike is not looked at twice."""
    mine, theirs = _signs(old), _signs(new)
    start = next(
        (n for n, pair in enumerate(zip(mine, theirs, strict=False)) if pair[0] != pair[1]),
        min(len(mine), len(theirs)),
    )
    found |= {n: n for n in range(start)}
    matcher = SequenceMatcher(None, mine[start:], theirs[start:], autojunk=len(mine) > _MOST_LINES)
    for block in matcher.get_matching_blocks():
        found |= {start + block.b + n: start + block.a + n for n in range(block.size)}


def _signs(lines: Sequence[BodyLine]) -> list[tuple[bool, str]]:
    return [(_is_photo(line), line.words) for line in lines]


def _pair_elsewhere(
    old: Sequence[BodyLine], new: Sequence[BodyLine], found: dict[int, int]
) -> None:
    """The same words at another place."""
    taken = set(found.values())
    places: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(old):
        if number not in taken:
            places[line.words].append(number)
    for number, line in enumerate(new):
        if number not in found and places[line.words]:
            found[number] = places[line.words].pop(0)


def _pair_named(old: Sequence[BodyLine], new: Sequence[BodyLine], found: dict[int, int]) -> None:
    """Other words under the same name."""
    taken = set(found.values())
    names = {line.key: n for n, line in enumerate(old) if line.key and n not in taken}
    for number, line in enumerate(new):
        if number not in found and line.key in names:
            found[number] = names.pop(line.key)


def _pair_alike(old: Sequence[BodyLine], new: Sequence[BodyLine], found: dict[int, int]) -> None:
    """Much the same words, without a name in common: of what is left, in the order of the text."""
    taken = set(found.values())
    left = [n for n in range(len(old)) if n not in taken][:_MOST_LOOKED_AT]
    for number in [n for n in range(len(new)) if n not in found][:_MOST_LOOKED_AT]:
        likeness = [(_likeness(old[place], new[number]), -place) for place in left]
        best, place = max(likeness, default=(0.0, 0))
        if best >= _ALIKE:
            found[number] = -place
            left.remove(-place)


def _pair_between(old: Sequence[BodyLine], new: Sequence[BodyLine], found: dict[int, int]) -> None:
    """As many that are left on both sides between two lines that stayed: one for one."""
    taken, known = set(found.values()), dict(found)
    for is_paired, numbers in groupby(range(len(new)), key=known.__contains__):
        if is_paired:
            continue
        run = list(numbers)
        gap = range(known.get(run[0] - 1, -1) + 1, known.get(run[-1] + 1, len(old)))
        for photo in (False, True):
            left = [n for n in gap if n not in taken and _is_photo(old[n]) is photo]
            same = [n for n in run if _is_photo(new[n]) is photo]
            if len(left) == len(same):
                found |= dict(zip(same, left, strict=True))


def _is_photo(line: BodyLine) -> bool:
    return line.kind is PartKind.PICTURE


def _likeness(old: BodyLine, new: BodyLine) -> float:
    """The share of words that both have, 0 to 1; a photo is like photos only."""
    if _is_photo(old) is not _is_photo(new):
        return 0.0
    matcher = SequenceMatcher(None, old.words.split(), new.words.split(), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _ALIKE else 0.0


def _in_order(places: Sequence[int]) -> set[int]:
    """The most of these numbers that stand in rising order: what was not moved."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, place in enumerate(places):
        at = bisect_left(tails, place)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [place]
        ends[at : at + 1] = [number]
    found: set[int] = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        found.add(places[at])
        at = before[at]
    return found
