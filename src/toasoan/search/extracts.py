"""The words around a hit, in pieces: the page escapes each and marks those that were found."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from toasoan.search.query_parsing import Query
from toasoan.search.words import Word, words_of

#: How many words an extract has, and how many of them stand before its first hit.
_LENGTH, _BEFORE = 34, 8
_MOST_HITS = 400
#: Letters of a text in which hits are looked for: some fifteen printed pages.
_LOOKED_AT = 40_000
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ExtractPiece:
    """A part of a text; `is_hit` when the query found it."""

    text: str
    is_hit: bool = False


def marked(text: str, query: Query) -> tuple[ExtractPiece, ...]:
    """The whole text in pieces."""
    words = words_of(text)
    return _pieces(text, words, _hits(words, query), (0, len(words)))


def extract(text: str, query: Query) -> tuple[ExtractPiece, ...]:
    """The part of a text that holds the most of what was asked for; its beginning without any."""
    # Paragraphs follow each other on one line.
    text = " ".join(text[:_LOOKED_AT].split())
    words = words_of(text)
    hits = _hits(words, query)
    first = _best_beginning(hits)
    begin = max(0, min(first - _BEFORE, len(words) - _LENGTH))
    return _pieces(text, words, hits, (begin, min(begin + _LENGTH, len(words))))


def _hits(words: Sequence[Word], query: Query) -> list[tuple[Span, int]]:
    """Where each phrase stands, with its number; with its marks if it stands so anywhere."""
    folded = [word.folded for word in words]
    exact = [word.exact for word in words]
    found: list[tuple[Span, int]] = []
    phrases = (*query.phrases, *(way for term in query.terms for way in term.ways))
    for number, phrase in enumerate(phrases):
        as_typed = [word.exact for word in phrase]
        bare = [word.folded for word in phrase]
        with_marks = _places(exact, as_typed) if as_typed != bare else []
        found += [(span, number) for span in with_marks or _places(folded, bare)]
    return sorted(found)[:_MOST_HITS]


def _joined(hits: list[tuple[Span, int]]) -> list[Span]:
    """Hits that touch as one: a row of marked words reads as one mark."""
    joined: list[Span] = []
    for (first, last), _number in hits:
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def _places(words: Sequence[str], phrase: Sequence[str]) -> list[Span]:
    length = len(phrase)
    return [
        (place, place + length)
        for place, word in enumerate(words)
        if word == phrase[0] and list(words[place : place + length]) == phrase
    ]


def _best_beginning(hits: list[tuple[Span, int]]) -> int:
    """The hit from which the most different phrases stand within the length of an extract."""
    best = max(range(len(hits)), key=lambda at: _phrases_from(hits, at), default=None)
    return 0 if best is None else hits[best][0][0]


def _phrases_from(hits: list[tuple[Span, int]], at: int) -> int:
    last = hits[at][0][0] + _LENGTH - _BEFORE
    inside = set()
    for (begin, end), number in islice(hits, at, None):
        if begin >= last:
            break
        if end <= last:
            inside.add(number)
    return len(inside)


def _pieces(
    text: str, words: Sequence[Word], hits: list[tuple[Span, int]], window: Span
) -> tuple[ExtractPiece, ...]:
    begin, end = window
    if begin >= end:
        return (ExtractPiece(text),) if text else ()
    # The punctuation at the ends of the text belongs to it, that of the neighbours does not.
    at = words[begin].start if begin else 0
    stop = len(text) if end == len(words) else words[end - 1].end
    pieces = [ExtractPiece("… ")] if begin else []
    for first, last in _joined([hit for hit in hits if begin <= hit[0][0] and hit[0][1] <= end]):
        start, finish = words[first].start, words[last - 1].end
        pieces += [ExtractPiece(text[at:start]), ExtractPiece(text[start:finish], is_hit=True)]
        at = finish
    pieces += [ExtractPiece(text[at:stop]), ExtractPiece(" …" if stop < len(text) else "")]
    return tuple(piece for piece in pieces if piece.text)
