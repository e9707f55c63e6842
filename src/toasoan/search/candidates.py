"""Which documents are compared with each other for a query, and their order."""

from collections.abc import Iterable

from django.db.models.functions import Substr

from toasoan.search.engines.choice import newest
from toasoan.search.index_tags import LASTING, SearchFilters, in_title, together_in_title
from toasoan.search.models import Document
from toasoan.search.query_parsing import Query
from toasoan.search.ranking import Candidate, Known, ranked
from toasoan.search.words import tokens

#: So many of the newest documents that match are compared with each other, and so many more each:
#: that have all words in their title, or beside each other, or that are lasting. What is older
#: follows in order of time.
MOST_RANKED = 200
_MOST_TITLES, _MOST_TOGETHER, _MOST_LASTING = 100, 100, 40
MOST_COMPARED = MOST_RANKED + 2 * _MOST_TITLES + _MOST_TOGETHER + _MOST_LASTING
#: As far as a text's beginning is looked into for its rank, in letters.
_BEGINNING = 2000


def best(query: Query, filters: SearchFilters) -> tuple[list[int], int]:
    """The candidates by rank, and the oldest of the newest that match when there may be older."""
    stretch = filters.stretch(MOST_RANKED)
    places = newest(query.match(filters.index_tags), stretch)
    oldest = places[-1] if len(places) == MOST_RANKED else 0
    if not query.terms or not places:
        return places, oldest
    titles = _of_titles(query, filters) if oldest else []
    together = _together(query, filters, places, oldest)
    exactly: list[int] = []
    if query.has_marks:
        exactly = newest(query.match(filters.index_tags, wants_exact=True), stretch)
    known = Known(frozenset(exactly), frozenset(together))
    return ranked(_candidates({*places, *titles, *together, *exactly}), query, known), oldest


def _of_titles(query: Query, filters: SearchFilters) -> list[int]:
    """What says it in its title, and what is lasting: however much newer there is."""
    tags, stretch = filters.index_tags, filters.stretch(_MOST_TITLES)
    found = newest(in_title(query, tags), stretch)
    if len(query.words) > 1 and len(found) == _MOST_TITLES:
        found += newest(together_in_title(query, tags), stretch)
    lasting = query.match((*tags, LASTING))
    return [*found, *newest(lasting, filters.stretch(_MOST_LASTING))]


def _together(query: Query, filters: SearchFilters, places: list[int], oldest: int) -> list[int]:
    """What has all words beside each other, however much newer there is that scatters them."""
    if len(query.words) == 1 or (len(query.terms) == 1 and query.terms[0].is_phrase):
        return places
    stretch = filters.stretch(_MOST_TOGETHER if oldest else MOST_RANKED)
    return newest(query.as_one_phrase().match(filters.index_tags), stretch)


def _candidates(places: Iterable[int]) -> list[Candidate]:
    folded, exact = Substr("folded", 1, _BEGINNING), Substr("exact", 1, _BEGINNING)
    rows = Document.objects.filter(pk__in=places).values_list(
        "pk", "published_at", folded, exact, "title", "index_tags"
    )
    return [
        Candidate(
            pk, moment, folded, exact, len(tokens(title)), is_lasting=f" {LASTING}" in index_tags
        )
        for pk, moment, folded, exact, title, index_tags in rows
    ]
