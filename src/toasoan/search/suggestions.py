"""“Did you mean”: words of the index that are one slip away from what was typed.

Only what finds something is ever suggested: each suggestion is searched for first.
"""

import string
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from heapq import nsmallest
from itertools import islice, product

from toasoan.search.models import Syllable
from toasoan.search.query_parsing import Query
from toasoan.search.words import Word, words_of

#: So many suggestions are searched for before none is made.
_MOST_TRIED = 10
_MOST_FOR_A_WORD = 6
#: With more unknown words it is another language, and the ways to change them all are too many.
_MOST_UNKNOWN = 3
#: When every word is known, the slip is looked for among the first of them.
_MOST_KNOWN = 6
#: Longer words are names and codes; there are no Vietnamese syllables of more than seven letters.
_LONGEST = 12
_LETTERS = string.ascii_lowercase

#: Whether a query finds more than was found; "together" when its words stand beside each other.
Finds = Callable[[str, bool], bool]


@dataclass(frozen=True, slots=True)
class _Option:
    """A candidate for one word of the query; a lower cost is likelier."""

    exact: str
    cost: float


def suggest(query: Query, finds: Finds, *, is_found: bool) -> str:
    """The query with a slip put right, or "" when nothing near it finds more.

    When something was found already, only a syllable that was typed with marks and stands
    nowhere is put right, and only by words that stand together just so. Two queries, and up to
    two searches for each suggestion that is tried.
    """
    # What stands in the table of abbreviations is no slip.
    words = [word for term in query.terms if not term.ways for word in term.words]
    unknown = _unknown(words)
    has_marks = any(word.exact != word.folded for word in unknown)
    if len(unknown) > _MOST_UNKNOWN or (is_found and not has_marks):
        return ""
    options = _options(unknown or words[:_MOST_KNOWN], keeps_marks=query.has_marks)
    tried = [_with(query, some) for some in islice(_combinations(unknown, options), _MOST_TRIED)]
    for together in (True,) if is_found else (True, False):
        for typed in tried:
            if finds(typed, together):
                return typed
    return ""


def _unknown(words: list[Word]) -> list[Word]:
    """The words that stand nowhere; one typed with marks must stand somewhere with them."""
    rows = Syllable.objects.filter(folded__in={word.folded for word in words})
    known = {form for row in rows for form in (row.exact, row.folded)}
    return [word for word in words if word.exact not in known]


def _combinations(
    unknown: list[Word], options: dict[Word, list[_Option]]
) -> Iterator[dict[Word, str]]:
    """What to change, likeliest first: every unknown word, or else one of the known ones."""
    if unknown:
        sets = product(*(options[word] for word in unknown))
        best = nsmallest(_MOST_TRIED, sets, key=lambda some: sum(one.cost for one in some))
        for some in best:
            yield {word: one.exact for word, one in zip(unknown, some, strict=True)}
        return
    single = ((word, one) for word, some in options.items() for one in some)
    for word, one in sorted(single, key=lambda pair: pair[1].cost):
        yield {word: one.exact}


def _options(words: Iterable[Word], *, keeps_marks: bool) -> dict[Word, list[_Option]]:
    # A wrong mark is a slip as well, for who types marks.
    slips = {
        word: slips_of(word.folded) | ({word.folded} if keeps_marks else set()) for word in words
    }
    spellings = sorted(set().union(*slips.values())) if slips else []
    rows = list(Syllable.objects.filter(folded__in=spellings))
    return {word: _best(word, rows, slips[word], keeps_marks=keeps_marks) for word in slips}


def _best(word: Word, rows: list[Syllable], slips: set[str], *, keeps_marks: bool) -> list[_Option]:
    costs: dict[str, float] = {}
    for row in rows:
        if row.folded not in slips or row.exact == word.exact:
            continue
        said = row.exact if keeps_marks else row.folded
        # Letters and marks that differ; among equals the word that stands in more documents.
        cost: float = distance(_letters(word.exact), _letters(row.exact)) if keeps_marks else 1
        cost -= 1 - 1 / (1 + row.documents)
        costs[said] = min(cost, costs.get(said, cost))
    best = nsmallest(_MOST_FOR_A_WORD, costs.items(), key=lambda pair: (pair[1], pair[0]))
    return [_Option(exact, cost) for exact, cost in best]


def slips_of(folded: str) -> set[str]:
    """Every word that is one letter more, less or other, or two letters turned round."""
    if not folded.isalpha() or not folded.isascii() or len(folded) > _LONGEST:
        return set()
    halves = [(folded[:at], folded[at:]) for at in range(len(folded) + 1)]
    less = {left + right[1:] for left, right in halves if right}
    turned = {left + right[1] + right[0] + right[2:] for left, right in halves if right[1:]}
    other = {left + char + right[1:] for left, right in halves if right for char in _LETTERS}
    more = {left + char + right for left, right in halves for char in _LETTERS}
    return (less | turned | other | more) - {folded, ""}


def distance(one: str, other: str) -> int:
    """How many letters and marks have to be added, taken out or replaced."""
    row = list(range(len(other) + 1))
    for above, char in enumerate(one, 1):
        before, row[0] = row[0], above
        for place, other_char in enumerate(other, 1):
            before, row[place] = (
                row[place],
                min(row[place] + 1, row[place - 1] + 1, before + (char != other_char)),
            )
    return row[-1]


def _letters(word: str) -> str:
    """Letters and marks one by one, so that a wrong tone is a smaller slip than another vowel."""
    return unicodedata.normalize("NFD", word)


def _with(query: Query, changes: dict[Word, str]) -> str:
    """The query as it was typed, with these words in place of those."""
    replacements = {word.exact: new for word, new in changes.items()}
    typed = query.typed
    for word in reversed(words_of(typed)):
        if word.exact in replacements:
            typed = typed[: word.start] + replacements[word.exact] + typed[word.end :]
    return typed
