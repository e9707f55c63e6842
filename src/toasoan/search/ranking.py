"""Which of the candidates come first. Pure: no database, no clock.

Words beside each other as they were typed weigh more than anything that scattered words can
reach, so "công tố" never finds "công trường, tố cáo" first; then what the title says (decision
0053).
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from toasoan.search.query_parsing import Query, Term

_TOGETHER, _TOGETHER_IN_TITLE, _IN_TITLE, _WHOLE_TITLE = 8.0, 4.0, 3.0, 3.0
_WITH_MARKS, _OFTEN, _NEW, _LASTING_TITLE = 5.0, 0.4, 1.5, 2.0
#: A word that stands often says little more than one that stands a few times.
_OFTEN_ENOUGH = 4
_YEAR = 365 * 86_400


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that matches, with the beginning of its words (the title comes first)."""

    place: int
    published_at: dt.datetime
    folded: str
    exact: str
    title_words: int
    is_lasting: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """Which whole texts have exactly the marks that were typed, and which all words together."""

    exactly: frozenset[int] = frozenset()
    together: frozenset[int] = frozenset()


def ranked(candidates: Iterable[Candidate], query: Query, known: Known) -> list[int]:
    """The numbers of the candidates, best first."""
    found = list(candidates)
    newest = max((one.published_at for one in found), default=None)
    if newest is None:
        return []
    asked = _Asked(query)
    scores = {one.place: _score(one, asked, known, newest) for one in found}
    return sorted(scores, key=lambda place: (scores[place], place), reverse=True)


class _Asked:
    """The words of a query in both forms, and how texts are made to say them in one way."""

    def __init__(self, query: Query) -> None:
        self.folded = [word.folded for word in query.words]
        self.exact = [word.exact for word in query.words] if query.has_marks else []
        #: What is counted in a text: a syllable alone says nothing of a word of two.
        self.parts = [" ".join(pair) for pair in pairwise(self.folded)] or self.folded
        self._folded_ways = [pair for term in query.terms for pair in _ways(term, exact=False)]
        self._exact_ways = [pair for term in query.terms for pair in _ways(term, exact=True)]

    def say_folded(self, text: str) -> str:
        """A text without marks, padded, with what was typed in place of its other writings."""
        return _say(text, self._folded_ways)

    def say_exact(self, text: str) -> str:
        """A text with its marks, padded, with what was typed in place of its other writings."""
        return _say(text, self._exact_ways)


def _ways(term: Term, *, exact: bool) -> list[tuple[str, str]]:
    """Each other writing of a term and what was typed; longer ones first."""
    typed, *ways = (
        " ".join(word.exact if exact else word.folded for word in way) for way in term.writings
    )
    return [(f" {way} ", f" {typed} ") for way in sorted(ways, key=len, reverse=True)]


def _say(text: str, ways: Sequence[tuple[str, str]]) -> str:
    padded = f" {text} "
    for way, typed in ways:
        padded = padded.replace(way, typed)
    return padded


def _score(one: Candidate, asked: _Asked, known: Known, newest: dt.datetime) -> float:
    age = 0.0 if one.is_lasting else (newest - one.published_at).total_seconds()
    score = _NEW * 0.5 ** (age / _YEAR)
    if not asked.folded:
        return score
    text, exact = asked.say_folded(one.folded), ""
    if asked.exact:
        exact = asked.say_exact(one.exact)
        if one.place in known.exactly or all(f" {word} " in exact for word in asked.exact):
            score += _WITH_MARKS
    title = asked.say_folded(" ".join(one.folded.split(" ", one.title_words)[: one.title_words]))
    often = [min(text.count(f" {part} "), _OFTEN_ENOUGH) for part in asked.parts]
    score += _OFTEN * sum(often) / len(often)
    score += _TOGETHER * _together(one.place, asked, known, text, exact)
    return score + _of_title(title, asked.folded, is_lasting=one.is_lasting)


def _together(place: int, asked: _Asked, known: Known, text: str, exact: str) -> float:
    """How much of the query stands beside each other, 0 to 1; wrong marks count half."""
    folded = 1.0 if place in known.together else _share_of_pairs(text, asked.folded)
    if not asked.exact:
        return folded
    if place in known.together and place in known.exactly:
        return 1.0
    return (folded + _share_of_pairs(exact, asked.exact)) / 2


def _of_title(title: str, words: Sequence[str], *, is_lasting: bool) -> float:
    """What the title says of the query; a title that says nothing else says the most."""
    has_all = all(f" {word} " in title for word in words)
    together = _share_of_pairs(title, words)
    # A title that holds one syllable of "công tố" may be about a "công trường".
    score = _IN_TITLE * (1.0 if has_all else together) + _TOGETHER_IN_TITLE * together
    if has_all:
        score += _WHOLE_TITLE * min(1.0, len(words) / len(title.split()))
        score += _LASTING_TITLE if is_lasting else 0
    return score


def _share_of_pairs(padded: str, words: Sequence[str]) -> float:
    """Which part of the neighbouring words of a query are neighbours in the text."""
    if len(words) == 1:
        return float(f" {words[0]} " in padded)
    pairs = list(pairwise(words))
    return sum(f" {one} {other} " in padded for one, other in pairs) / len(pairs)
