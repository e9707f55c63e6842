"""What a search finds, in order, with the words around each hit."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models.functions import Substr

from toasoan.search.engines.choice import newest
from toasoan.search.extracts import ExtractPiece, extract, marked
from toasoan.search.index_tags import SearchFilters, in_title
from toasoan.search.kinds import ResultCard, kinds
from toasoan.search.models import Document
from toasoan.search.query_parsing import Query, read
from toasoan.search.ranking import Candidate, ranked
from toasoan.search.suggestions import suggest
from toasoan.search.words import tokens

PER_PAGE = 20
#: So many of the newest documents that match are compared with each other, and so many more
#: that have all words in their title. What is older follows in order of time.
MOST_RANKED = 200
_MOST_TITLES = 100
LAST_PAGE = (MOST_RANKED + _MOST_TITLES + PER_PAGE - 1) // PER_PAGE
#: As far as a text's beginning is looked into for its rank, in letters.
_BEGINNING = 1200


@dataclass(frozen=True, slots=True)
class Hit:
    """One result."""

    title: tuple[ExtractPiece, ...]
    extract: tuple[ExtractPiece, ...]
    published_at: dt.datetime
    card: ResultCard


@dataclass(frozen=True, slots=True)
class Answer:
    """A page of results. `next_page` is 0 when there is none by rank; `older` is where the list
    goes on in order of time, 0 for nowhere; `suggestion` is the query with a slip put right.
    """

    query: Query
    hits: tuple[Hit, ...] = ()
    next_page: int = 0
    older: int = 0
    suggestion: str = ""
    shows: frozenset[str] = field(default_factory=frozenset)


def by_rank(typed: str, filters: SearchFilters, page: int = 1) -> Answer:
    """The best of what the query finds, a page of it. `page` counts from 1."""
    query = read(typed)
    if not query.phrases and not filters.narrow:
        return Answer(query)
    places, oldest = _best(query, filters)
    begin = (page - 1) * PER_PAGE
    has_more = len(places) > begin + PER_PAGE
    return _answer(
        query,
        places[begin : begin + PER_PAGE],
        next_page=page + 1 if has_more else 0,
        older=0 if has_more else oldest,
        suggestion=_suggestion(query, filters, is_found=bool(places)) if page == 1 else "",
    )


def by_time(typed: str, filters: SearchFilters, below: int | None = None) -> Answer:
    """What the query finds, latest first, below a document's number when one is given."""
    query = read(typed)
    if not query.phrases and not filters.narrow:
        return Answer(query)
    stretch = filters.stretch(PER_PAGE + 1, below)
    places = newest(query.match(filters.index_tags), stretch)
    older = places[PER_PAGE - 1] if len(places) > PER_PAGE else 0
    is_first = below is None
    suggestion = _suggestion(query, filters, is_found=bool(places)) if is_first else ""
    return _answer(query, places[:PER_PAGE], older=older, suggestion=suggestion)


def _best(query: Query, filters: SearchFilters) -> tuple[list[int], int]:
    """The candidates by rank, and the oldest of them when there may be older ones."""
    match, stretch = query.match(filters.index_tags), filters.stretch(MOST_RANKED)
    places = newest(match, stretch)
    if not query.phrases:
        return places, _oldest(places)
    exactly: set[int] = set()
    titles: list[int] = []
    if len(places) == MOST_RANKED:
        # There may be older ones that say it in their title.
        titles = newest(in_title(match), filters.stretch(_MOST_TITLES))
    if query.exact:
        exactly = {*newest(query.match(filters.index_tags, wants_exact=True), stretch)}
    candidates = _candidates({*places, *titles, *exactly})
    return ranked(candidates, query, exactly), _oldest(places)


def _oldest(places: list[int]) -> int:
    return places[-1] if len(places) == MOST_RANKED else 0


def _candidates(places: Iterable[int]) -> list[Candidate]:
    folded, exact = Substr("folded", 1, _BEGINNING), Substr("exact", 1, _BEGINNING)
    rows = Document.objects.filter(pk__in=places).values_list(
        "pk", "published_at", "index_tags", folded, exact, "title"
    )
    return [
        Candidate(pk, moment, index_tags, folded, exact, len(tokens(title)))
        for pk, moment, index_tags, folded, exact, title in rows
    ]


def _answer(
    query: Query,
    places: list[int],
    *,
    next_page: int = 0,
    older: int = 0,
    suggestion: str = "",
) -> Answer:
    hits = _hits(query, places)
    shows = frozenset(word for hit in hits for word in hit.card.shows)
    return Answer(query, tuple(hits), next_page, older, suggestion, shows)


def _hits(query: Query, places: list[int]) -> list[Hit]:
    """The results of these documents; one that readers may not see any more is left out."""
    rows = Document.objects.defer("folded", "exact", "index_tags").in_bulk(places)
    ids: dict[str, set[int]] = {}
    for row in rows.values():
        ids.setdefault(row.kind, set()).add(row.object_id)
    cards = {kind.name: kind.cards(ids.pop(kind.name)) for kind in kinds() if kind.name in ids}
    found = (rows[place] for place in places if place in rows)
    return [
        Hit(
            title=marked(row.title, query),
            extract=extract(row.text, query),
            published_at=row.published_at,
            card=card,
        )
        for row in found
        if (card := cards.get(row.kind, {}).get(row.object_id)) is not None
    ]


def _suggestion(query: Query, filters: SearchFilters, *, is_found: bool) -> str:
    def finds(typed: str, together: bool) -> bool:  # noqa: FBT001  # as `suggestions.Finds`
        again = read(typed)
        again = again.as_one_phrase() if together else again
        match = again.match(filters.index_tags, wants_exact=together and bool(again.exact))
        return bool(newest(match, filters.stretch(1)))

    return suggest(query, finds, is_found=is_found) if query.phrases else ""
