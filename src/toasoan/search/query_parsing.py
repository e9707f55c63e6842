"""Parsing of a typed query: words, "quoted phrases", -excluded words, and numbers that belong
together, such as 05/2026/TT-BNV.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain, islice, product

from toasoan.search.matching import Choice, Match, Phrase
from toasoan.search.words import MOST_WORDS, TELEPHONE, Word, words_of
from toasoan.vietnamese.cleaning import one_line

#: The most letters of a query that are looked at.
LONGEST = 200
_MOST_UNWANTED = 6
#: So many ways to write a whole query are looked for.
_MOST_WAYS = 8
_PART = re.compile(rf"""(-?)["“”„]([^"“”„]+)["“”]|\(?({TELEPHONE}|\S+)""")
_DIGIT = re.compile(r"[0-9]")
Words = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A part of a query: words that must all be there, or one of the `ways` to write them.

    Words of a phrase stand beside each other, those of a way always do. A quoted phrase is meant
    as it is.
    """

    words: Words
    is_phrase: bool = False
    is_quoted: bool = False
    ways: tuple[Words, ...] = ()

    @property
    def phrases(self) -> tuple[Words, ...]:
        """What was typed, as phrases; a single word is a phrase of one."""
        return (self.words,) if self.is_phrase else tuple((word,) for word in self.words)

    @property
    def writings(self) -> tuple[Words, ...]:
        """What was typed and the other ways to write it, each as one phrase."""
        return (self.words, *self.ways)


@dataclass(frozen=True, slots=True)
class Query:
    """The terms of a query and the phrases it excludes, each word in its two forms."""

    typed: str
    terms: tuple[Term, ...]
    unwanted: tuple[Words, ...] = ()

    @property
    def words(self) -> Words:
        """Every word as it was typed, in order."""
        return tuple(word for term in self.terms for word in term.words)

    @property
    def phrases(self) -> tuple[Words, ...]:
        """What was typed, as phrases."""
        return tuple(phrase for term in self.terms for phrase in term.phrases)

    @property
    def folded(self) -> tuple[Phrase, ...]:
        """The phrases without their marks."""
        return tuple(map(_folded, self.phrases))

    @property
    def has_marks(self) -> bool:
        """Whether any word was typed with marks."""
        return any(word.exact != word.folded for word in self.words)

    def as_one_phrase(self) -> "Query":
        """The same words beside each other in this order, in whatever way each is written."""
        if not self.terms:
            return self
        whole = product(*(term.writings for term in self.terms))
        typed, *ways = (tuple(chain(*parts)) for parts in islice(whole, _MOST_WAYS))
        return replace(self, terms=(Term(typed, is_phrase=True, ways=tuple(ways)),))

    def loosened(self) -> "Query":
        """The same words, but only what was quoted must stand together."""
        terms = (term if term.is_quoted else replace(term, is_phrase=False) for term in self.terms)
        return replace(self, terms=tuple(terms))

    def match(self, index_tags: tuple[str, ...], *, wants_exact: bool = False) -> Match:
        """What a document must hold; with `wants_exact` also the marks that were typed."""
        wants_exact = wants_exact and self.has_marks
        plain = [phrase for term in self.terms if not term.ways for phrase in term.phrases]
        written = [term for term in self.terms if term.ways]
        with_marks = [
            phrase for phrase in self.unwanted if any(w.exact != w.folded for w in phrase)
        ]
        return Match(
            folded=tuple(map(_folded, plain)),
            exact=tuple(map(_exact, plain)) if wants_exact else (),
            wants_exact=wants_exact,
            index_tags=index_tags,
            without=tuple(_folded(one) for one in self.unwanted if one not in with_marks),
            without_exact=tuple(map(_exact, with_marks)),
            any_folded=tuple(_choice(term, exact=False) for term in written),
            any_exact=tuple(_choice(term, exact=True) for term in written) if wants_exact else (),
        )


def read(typed: str) -> Query:
    """Read a query. Punctuation only separates; a hyphen before a word excludes it."""
    typed = one_line(typed.replace("\0", " "))[:LONGEST].strip()
    terms: list[Term] = []
    unwanted: list[Words] = []
    for part in _PART.finditer(typed):
        minus, quoted, bare = part[1], part[2], part[3] or ""
        words = tuple(
            replace(
                word,
                start=word.start + part.start(2 if quoted else 3),
                end=word.end + part.start(2 if quoted else 3),
            )
            for word in words_of(quoted or bare)
        )
        if not words:
            continue
        if minus or (bare.startswith("-") and bare[1:2].isalnum()):
            unwanted.append(words)
        elif quoted or (len(words) > 1 and _DIGIT.search(bare)):
            terms.append(Term(words, is_phrase=True, is_quoted=bool(quoted)))
        else:
            terms += [Term((word,)) for word in words]
    return Query(typed, _first_words(terms), tuple(unwanted[:_MOST_UNWANTED]))


def _first_words(terms: Iterable[Term]) -> tuple[Term, ...]:
    left, taken = MOST_WORDS, []
    for term in terms:
        if left > 0:
            taken.append(replace(term, words=term.words[:left]))
        left -= len(term.words)
    return tuple(taken)


def _folded(words: Words) -> Phrase:
    return tuple(word.folded for word in words)


def _exact(words: Words) -> Phrase:
    return tuple(word.exact for word in words)


def _choice(term: Term, *, exact: bool) -> Choice:
    form = _exact if exact else _folded
    return (tuple(map(form, term.phrases)), *((form(way),) for way in term.ways))
