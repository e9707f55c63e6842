"""Which of the newest documents that match come first. Pure: no database, no clock."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from toasoan.search.index_tags import title_tags
from toasoan.search.query_parsing import Query

_TITLE, _TITLE_TOGETHER, _TOGETHER, _OFTEN, _NEW = 3.0, 4.0, 2.0, 0.4, 2.0
#: A word that stands often says little more than one that stands a few times.
_OFTEN_ENOUGH = 4
_YEAR = 365 * 86_400


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that matches, with the beginning of its words (the title comes first)."""

    place: int
    published_at: dt.datetime
    index_tags: str
    folded: str
    exact: str
    title_words: int


def ranked(candidates: Iterable[Candidate], query: Query, exactly: set[int]) -> list[int]:
    """The numbers of the candidates, best first: those in `exactly` before all others."""
    found = list(candidates)
    newest = max((one.published_at for one in found), default=None)
    if newest is None:
        return []
    scores = {one.place: _score(one, query, newest) for one in found}
    return sorted(scores, key=lambda place: (place in exactly, scores[place], place), reverse=True)


def _score(one: Candidate, query: Query, newest: dt.datetime) -> float:
    age = (newest - one.published_at).total_seconds()
    score = _NEW * 0.5 ** (age / _YEAR)
    if not query.phrases:
        return score
    folded = [word.folded for phrase in query.phrases for word in phrase]
    score += _of_words(one.index_tags, one.folded, folded, one.title_words)
    if query.exact:
        exact = [word.exact for phrase in query.phrases for word in phrase]
        score += sum(_has(one.exact, word) for word in exact) / len(exact)
    return score


def _of_words(index_tags: str, text: str, words: Sequence[str], title_words: int) -> float:
    """Words in the title, words often, words beside each other as they were typed."""
    in_title = sum(_has(index_tags, tag) for tag in title_tags(words)) / len(words)
    padded = f" {text} "
    often = sum(min(padded.count(f" {word} "), _OFTEN_ENOUGH) for word in words) / len(words)
    score = _TITLE * in_title + _OFTEN * often
    together = f" {' '.join(words)} "
    if len(words) > 1 and together in padded:
        title = " ".join(text.split(" ", title_words)[:title_words])
        score += _TITLE_TOGETHER if together in f" {title} " else _TOGETHER
    return score


def _has(text: str, word: str) -> bool:
    return f" {word} " in f" {text} "
