"""How much of one text stands in another: word shingles, weighted by rarity (decision 0041).

Pure Python. A shingle is four words in a row, without marks, with one form for the names of
institutions. What stands in many texts says little: a shingle weighs the logarithm of its rarity
over all known texts, and nothing when more than one text in twenty has it. The score of two texts
is the weight that they share over the weight of the smaller one, so that a cut text, and one that
was printed together with another, keep a high score whatever their headline is.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from toasoan.vietnamese.fold import fold

#: Words in a shingle.
LENGTH = 4
#: A shingle in more than this share of the texts says nothing …
_MOST_COMMON = 0.05
#: … as long as it is in more than so many: a story that several outlets used is no common phrase.
_NEVER_COMMON = 12
#: The least weight of a text, in shingles of the greatest rarity: a teaser of one sentence cannot
#: reach a full score by the little that it has.
_LEAST_SHINGLES = 14
#: Words of a text that are compared; a longer one is cut.
_MOST_WORDS = 5_000
#: Paragraphs, of a text that has some, are compared one by one from so many shingles on: a digest
#: has a paragraph of each story.
_LEAST_OF_A_PARAGRAPH = 12
#: Paragraphs of one text that are compared.
_MOST_PARAGRAPHS = 60
#: What a paragraph alone is worth against a whole text that is shared to the same degree.
_WORTH_OF_A_PARAGRAPH = 0.8

#: Folded: the long form of an institution → the short one that offices write. The longest first.
_ONE_FORM = {
    "vien kiem sat nhan dan": "vksnd",
    "vien ksnd": "vksnd",
    "vien kiem sat": "vksnd",
    "vks": "vksnd",
    "toa an nhan dan": "tand",
    "uy ban nhan dan": "ubnd",
    "hoi dong nhan dan": "hdnd",
    "uy ban mat tran to quoc": "ubmttq",
    "kiem sat vien": "ksv",
    "kiem tra vien": "ktv",
    "hoi dong xet xu": "hdxx",
    "co quan canh sat dieu tra": "cqcsdt",
    "co quan dieu tra": "cqdt",
    "bo luat hinh su": "blhs",
    "bo luat to tung hinh su": "bltths",
    "thi hanh an dan su": "thads",
    "dong chi": "dc",
    "thanh pho": "tp",
    "trung uong": "tw",
}
_LONG_FORM = re.compile(
    r"\b(" + "|".join(sorted(map(re.escape, _ONE_FORM), key=len, reverse=True)) + r")\b"
)
_SPACES = re.compile(r"[^a-z0-9]+")


def words(text: str) -> list[str]:
    """The text's words without marks, institutions in one form.

    >>> words("Viện kiểm sát nhân dân tỉnh; VKSND huyện")
    ['vksnd', 'tinh', 'vksnd', 'huyen']
    """
    spaced = _SPACES.sub(" ", fold(text).replace("d/c", "dc"))
    return _LONG_FORM.sub(lambda found: _ONE_FORM[found[0]], spaced).split()[:_MOST_WORDS]


def shingles(text: str) -> frozenset[str]:
    """Every four words in a row."""
    return _of_words(words(text))


def _of_words(found: Sequence[str]) -> frozenset[str]:
    rows = zip(*(found[start:] for start in range(LENGTH)), strict=False)
    return frozenset(map(" ".join, rows))


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it is compared: its shingles, and those of its paragraphs."""

    shingles: frozenset[str]
    paragraphs: tuple[frozenset[str], ...] = ()

    @classmethod
    def of(cls, text: str) -> "Text":
        """Paragraphs are parted by line ends."""
        parts = [_of_words(words(line)) for line in text.splitlines()[:_MOST_PARAGRAPHS]]
        long_ones = tuple(part for part in parts if len(part) >= _LEAST_OF_A_PARAGRAPH)
        whole = frozenset[str]().union(*parts)
        return cls(whole, long_ones if len(long_ones) > 1 else ())


class Archive:
    """In how many texts each shingle stands; what is compared is counted as well."""

    def __init__(self, texts: Iterable[frozenset[str]]) -> None:
        self._in: Counter[str] = Counter()
        self._size = 0
        for one in texts:
            self._in.update(one)
            self._size += 1
        self._most = max(_NEVER_COMMON, _MOST_COMMON * self._size)
        #: Of a shingle that stands in one text only.
        self.greatest = math.log(self._size + 1) if self._size else 1.0

    def weights(self, of: Iterable[str]) -> dict[str, float]:
        """The weight of each shingle that says anything."""
        size, most, found = self._size + 1, self._most, self._in
        return {one: math.log(size / count) for one in of if (count := found[one] or 1) <= most}


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of a story stands in an item: 0 nothing, 1 all of the smaller one."""

    story: int
    score: float


@dataclass(slots=True)
class Comparison:
    """Stories to compare items with: which of them has a shingle, and what it weighs."""

    archive: Archive
    _having: dict[str, list[int]] = field(default_factory=dict)
    _weight_of: dict[int, float] = field(default_factory=dict)
    _weights: dict[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, stories: Mapping[int, Text], archive: Archive) -> "Comparison":
        """Stories by their number."""
        made = cls(archive)
        for number, text in stories.items():
            weights = archive.weights(text.shingles)
            made._weight_of[number] = sum(weights.values())
            made._weights.update(weights)
            for one in weights:
                made._having.setdefault(one, []).append(number)
        return made

    def likenesses(self, item: Text, least: float) -> list[Likeness]:
        """The stories of which at least so much stands in the item, the likest first."""
        scores = self._scores(item.shingles, 1.0)
        for paragraph in item.paragraphs:
            for number, score in self._scores(paragraph, _WORTH_OF_A_PARAGRAPH).items():
                scores[number] = max(score, scores.get(number, 0.0))
        found = [Likeness(number, score) for number, score in scores.items() if score >= least]
        return sorted(found, key=lambda one: (-one.score, one.story))

    def _scores(self, of: frozenset[str], worth: float) -> dict[int, float]:
        shared: dict[int, float] = {}
        known = self._weights
        for one in of & known.keys():
            weight = known[one]
            for number in self._having[one]:
                shared[number] = shared.get(number, 0.0) + weight
        if not shared:
            return {}
        own = sum(self.archive.weights(of).values())
        floor = _LEAST_SHINGLES * self.archive.greatest
        return {
            number: worth * min(1.0, weight / max(min(own, self._weight_of[number]), floor))
            for number, weight in shared.items()
        }
