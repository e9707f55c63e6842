"""Other ways to write what was typed: abbreviations and their long forms, days in words.

The abbreviations are an agency's own table; the room that keeps it registers where they are read.
Whatever is written in another way is looked for in both at the time of the search, so that a line
that is added counts at once (decision 0053).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from toasoan.search.query_parsing import Query, Term, Words
from toasoan.search.words import Word, words_of

#: A short and a long form, such as "HĐND" and "Hội đồng nhân dân".
Pair = tuple[str, str]
PairsOf = Callable[[int], Iterable[Pair]]

_LONGEST = 8
_MOST_WAYS = 8
_LETTERS_AND_NUMBER = re.compile(r"([^\W\d_]+)([0-9]{1,4})")
_MONTH, _YEAR = words_of("tháng năm")
_LAST_DAY, _LAST_MONTH, _YEAR_DIGITS = 31, 12, 4

_sources: list[PairsOf] = []


def register_abbreviations(pairs_of: PairsOf) -> None:
    """Let the searches of an agency (its id) know these abbreviations."""
    if pairs_of not in _sources:
        _sources.append(pairs_of)


def with_other_ways(query: Query, agency_id: int) -> Query:
    """The query with other ways to write its terms. A query for each registered source."""
    table = _Table(pair for pairs_of in _sources for pair in pairs_of(agency_id))
    return replace(query, terms=tuple(_read(query.terms, table)))


@dataclass(frozen=True, slots=True)
class _Entry:
    short: Words
    long: Words


class _Table:
    """The abbreviations by each of their writings."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        found = ((tuple(words_of(short)), tuple(words_of(long))) for short, long in pairs)
        self.entries = [_Entry(short, long) for short, long in found if short and long]
        self.by_writing: dict[tuple[str, ...], list[_Entry]] = {}
        for entry in self.entries:
            for writing in (entry.short, entry.long):
                self.by_writing.setdefault(_key(writing), []).append(entry)

    def ways(self, typed: Words) -> list[Words]:
        """The other writings of exactly these words; none when they are no writing."""
        found: dict[tuple[str, ...], Words] = {}
        for entry in self.by_writing.get(_key(typed), ()):
            if not any(_is_meant(typed, writing) for writing in (entry.short, entry.long)):
                continue
            for way in (entry.long, *self._shorter(entry.long)):
                found.setdefault(_key(way), way)
        found.pop(_key(typed), None)
        return list(found.values())[:_MOST_WAYS]

    def _shorter(self, long: Words) -> Iterator[Words]:
        """Writings of a long form with it, or a part of it, abbreviated; then those of longer ones.

        Who looks for "viện kiểm sát" means what "Viện KSND" and "VKSND" hold too.
        """
        yield from self._abbreviated(long)
        for entry in self.entries:
            if len(entry.long) > len(long) and _place(entry.long, long) is not None:
                for way in self._abbreviated(entry.long):
                    if _place(way, long) is None:
                        yield way

    def _abbreviated(self, long: Words) -> Iterator[Words]:
        for entry in self.entries:
            at = _place(long, entry.long)
            if at is not None:
                yield (*long[:at], *entry.short, *long[at + len(entry.long) :])


def _key(words: Words) -> tuple[str, ...]:
    return tuple(word.folded for word in words)


def _place(words: Words, part: Words) -> int | None:
    """Where a row of words stands within another, or None."""
    whole, wanted = _key(words), _key(part)
    places = range(len(whole) - len(wanted) + 1)
    return next((at for at in places if whole[at : at + len(wanted)] == wanted), None)


def _is_meant(typed: Words, writing: Words) -> bool:
    """Whether these are the same words; marks that were not typed may be anything."""
    return len(typed) == len(writing) and all(
        one.exact in {other.exact, other.folded} and one.folded == other.folded
        for one, other in zip(typed, writing, strict=True)
    )


def _read(terms: Sequence[Term], table: _Table) -> Iterator[Term]:
    at = 0
    while at < len(terms):
        taken, term = _longest(terms[at : at + _LONGEST], table)
        yield term
        at += taken


def _longest(terms: Sequence[Term], table: _Table) -> tuple[int, Term]:
    """The longest beginning that can be written in another way, and how many terms it takes."""
    if terms[0].is_phrase:
        return 1, replace(terms[0], ways=tuple(_ways_of_day(terms[0].words)))
    plain = next((n for n, term in enumerate(terms) if term.is_phrase), len(terms))
    words = tuple(word for term in terms[:plain] for word in term.words)
    for size in range(len(words), 0, -1):
        ways = _ways(words[:size], table)
        if ways:
            return size, Term(words[:size], ways=tuple(ways))
    return 1, terms[0]


def _ways(words: Words, table: _Table) -> list[Words]:
    """Other writings of these words: from the table, of a day, of a name with a number."""
    if found := [*table.ways(words), *_ways_of_day(words)]:
        return found
    *name, last = words
    if name and last.exact.isdecimal():
        return _ways_with_number(tuple(name), last, words, table)
    joined = _LETTERS_AND_NUMBER.fullmatch(last.exact)
    if joined and not name:
        short, number = words_of(f"{joined[1]} {joined[2]}")
        return _ways_with_number((short,), number, words, table)
    return []


def _ways_with_number(name: Words, number: Word, typed: Words, table: _Table) -> list[Words]:
    """Writings of "khu vực 3": "KV 3", "KV3"; none when the name has only one."""
    others = table.ways(name)
    if not others:
        return []
    found = [(*writing, number) for writing in (name, *others)]
    single = (writing[0] for writing in (name, *others) if len(writing) == 1)
    found += [tuple(words_of(f"{short.exact}{number.exact}")) for short in single]
    return [way for way in found if _key(way) != _key(typed)]


def _ways_of_day(words: Words) -> list[Words]:
    """8/6/2021 in words and the other way round; a month with its year likewise."""
    numbers = [word for word in words if word.folded.isdecimal()]
    names = [word.folded for word in words if not word.folded.isdecimal()]
    *before, year = [word.folded for word in numbers] or [""]
    if len(year) != _YEAR_DIGITS or names not in ([], ["thang", "nam"][2 - len(before) :]):
        return []
    in_words = {1: (_YEAR,), 2: (_MONTH, _YEAR)}.get(len(before))
    if in_words is None or int(before[-1]) > _LAST_MONTH or int(before[0]) > _LAST_DAY:
        return []
    if names:
        return [tuple(numbers)]
    return [
        tuple(one for pair in zip(numbers, (*in_words, None), strict=True) for one in pair if one)
    ]
