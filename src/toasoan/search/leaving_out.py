"""What is searched for when nothing has all the words: the query with as little as possible left
out, and what that is.

What stands nowhere goes first. Otherwise one word, then two neighbours; what is left must stand
together as it was typed, and only if there is no such document may it be scattered. Of two known
words neither goes: "công tố" is not "công trường".
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from toasoan.search.query_parsing import Query, Term

_MOST_TRIED = 40
_LEAST_LEFT = 2

#: Whether a query finds anything.
Finds = Callable[[Query], bool]


def relaxed(query: Query, finds: Finds) -> tuple[Query, tuple[str, ...]]:
    """A query that finds something, and the words it leaves out; the query itself if there is none.

    Asks `finds` up to forty times, only for what all words together did not find.
    """
    loose = query.loosened()
    if loose != query and finds(loose):
        return loose, ()
    known = [term for term in loose.terms if finds(replace(loose, terms=(term,)))]
    if not known:
        return query, ()
    if len(known) < len(loose.terms):
        shorter = replace(loose, terms=tuple(known))
        if finds(shorter):
            return shorter, _left_out(query, known)
    for attempt, terms in islice(_attempts(loose, known), _MOST_TRIED):
        if finds(attempt):
            return replace(loose, terms=tuple(terms)), _left_out(query, terms)
    return query, ()


def _attempts(query: Query, known: Sequence[Term]) -> Iterator[tuple[Query, list[Term]]]:
    """What to search for, and the terms that are left in it; the end of a query goes first."""
    spans = [
        (at, at + size)
        for size in (1, 2)
        for at in range(len(known) - size, -1, -1)
        if sum(len(term.words) for term in (*known[:at], *known[at + size :])) >= _LEAST_LEFT
    ]
    for begin, end in spans:
        parts = (_with(query, known[:begin]), _with(query, known[end:]))
        terms = [term for part in parts for term in part.as_one_phrase().terms]
        yield replace(query, terms=tuple(terms)), [*known[:begin], *known[end:]]
    for begin, end in spans:
        terms = [*known[:begin], *known[end:]]
        if len(known) > _LEAST_LEFT:
            yield replace(query, terms=tuple(terms)), terms


def _with(query: Query, terms: Sequence[Term]) -> Query:
    """The same query with these terms only."""
    return replace(query, terms=tuple(terms))


def _left_out(query: Query, kept: Sequence[Term]) -> tuple[str, ...]:
    """What was typed and is not looked for; neighbours as one."""
    places = {word.start for term in kept for word in term.words}
    parts: list[list[int]] = []
    last_was_left_out = False
    for word in query.words:
        is_left_out = word.start not in places
        if is_left_out and last_was_left_out:
            parts[-1][1] = word.end
        elif is_left_out:
            parts.append([word.start, word.end])
        last_was_left_out = is_left_out
    return tuple(query.typed[begin:end] for begin, end in parts)
