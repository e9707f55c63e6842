"""Parsing of a typed query: words, "quoted phrases" and -excluded words."""

import re
from dataclasses import dataclass

from toasoan.search.matching import Match, Phrase
from toasoan.search.words import MOST_WORDS, Word, words_of
from toasoan.vietnamese.cleaning import one_line

#: The most letters of a query that are looked at.
LONGEST = 200
_MOST_UNWANTED = 6
_PART = re.compile(r"""(-?)["“”„]([^"“”„]+)["“”]|(\S+)""")


@dataclass(frozen=True, slots=True)
class Query:
    """The phrases of a query and those it excludes, each word in its two forms."""

    typed: str
    phrases: tuple[tuple[Word, ...], ...]
    unwanted: tuple[tuple[Word, ...], ...] = ()

    @property
    def folded(self) -> tuple[Phrase, ...]:
        """The phrases without their marks."""
        return tuple(tuple(word.folded for word in phrase) for phrase in self.phrases)

    @property
    def exact(self) -> tuple[Phrase, ...]:
        """The phrases as they were typed; none when they were typed without any marks."""
        exact = tuple(tuple(word.exact for word in phrase) for phrase in self.phrases)
        return exact if exact != self.folded else ()

    def as_one_phrase(self) -> "Query":
        """The same words, standing beside each other in this order."""
        words = tuple(word for phrase in self.phrases for word in phrase)
        return Query(self.typed, (words,) if words else (), self.unwanted)

    def match(self, index_tags: tuple[str, ...], *, wants_exact: bool = False) -> Match:
        """What a document must hold; with `wants_exact` also the marks that were typed."""
        with_marks = [
            phrase for phrase in self.unwanted if any(w.exact != w.folded for w in phrase)
        ]
        return Match(
            folded=self.folded,
            exact=self.exact if wants_exact else (),
            wants_exact=wants_exact,
            index_tags=index_tags,
            without=tuple(
                tuple(word.folded for word in phrase)
                for phrase in self.unwanted
                if phrase not in with_marks
            ),
            without_exact=tuple(tuple(word.exact for word in phrase) for phrase in with_marks),
        )


def read(typed: str) -> Query:
    """Read a query. Punctuation only separates; a hyphen before a word excludes it."""
    typed = one_line(typed.replace("\0", " "))[:LONGEST].strip()
    phrases: list[tuple[Word, ...]] = []
    unwanted: list[tuple[Word, ...]] = []
    for minus, quoted, bare in _PART.findall(typed):
        words = tuple(words_of(quoted or bare))
        if not words:
            continue
        if minus or (bare.startswith("-") and bare[1:2].isalnum()):
            unwanted.append(words)
        else:
            phrases += [words] if quoted else [(word,) for word in words]
    return Query(typed, _first_words(phrases), tuple(unwanted[:_MOST_UNWANTED]))


def _first_words(phrases: list[tuple[Word, ...]]) -> tuple[tuple[Word, ...], ...]:
    left, taken = MOST_WORDS, []
    for phrase in phrases:
        if left > 0:
            taken.append(phrase[:left])
        left -= len(phrase)
    return tuple(taken)
