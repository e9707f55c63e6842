"""What a search finds, in order, with the words around each hit."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from toasoan.search.candidates import MOST_COMPARED, MOST_RANKED, best
from toasoan.search.engines.choice import newest
from toasoan.search.equivalents import with_other_ways
from toasoan.search.extracts import ExtractPiece, extract, marked
from toasoan.search.index_tags import SearchFilters
from toasoan.search.kinds import ResultCard, kinds
from toasoan.search.leaving_out import relaxed
from toasoan.search.models import Document
from toasoan.search.query_parsing import Query, read
from toasoan.search.suggestions import suggest

PER_PAGE = 20
LAST_PAGE = (MOST_COMPARED + PER_PAGE - 1) // PER_PAGE


@dataclass(frozen=True, slots=True)
class Hit:
    """One result; what is lasting has no day."""

    title: tuple[ExtractPiece, ...]
    extract: tuple[ExtractPiece, ...]
    published_at: dt.datetime | None
    card: ResultCard


@dataclass(frozen=True, slots=True)
class Answer:
    """A page of results. `next_page` is 0 when there is none by rank; `older` is where the list
    goes on in order of time, 0 for nowhere; `suggestion` is the query with a slip put right.

    `query` is what was searched for: without the words `left_out`, when nothing has all of them.
    `count` is how many there are altogether, at least as many when not `is_counted`.
    """

    query: Query
    hits: tuple[Hit, ...] = ()
    next_page: int = 0
    older: int = 0
    suggestion: str = ""
    left_out: tuple[str, ...] = ()
    count: int = 0
    is_counted: bool = True
    shows: frozenset[str] = field(default_factory=frozenset)


def by_rank(typed: str, filters: SearchFilters, page: int = 1) -> Answer:
    """The best of what the query finds, a page of it. `page` counts from 1."""
    query = with_other_ways(read(typed), filters.agency_id)
    if not query.terms and not filters.narrow:
        return Answer(query)
    places, oldest = best(query, filters)
    suggestion = _suggestion(query, filters, found=len(places)) if page == 1 else ""
    asked, left_out = (query, ()) if places else relaxed(query, _finder(filters))
    if asked != query:
        places, oldest = best(asked, filters)
    begin = (page - 1) * PER_PAGE
    has_more = len(places) > begin + PER_PAGE
    return replace(
        _answer(asked, places[begin : begin + PER_PAGE]),
        next_page=page + 1 if has_more else 0,
        older=0 if has_more else oldest,
        suggestion=suggestion,
        left_out=left_out,
        count=len(places),
        is_counted=not oldest,
    )


def by_time(typed: str, filters: SearchFilters, below: int | None = None) -> Answer:
    """What the query finds, latest first, below a document's number when one is given."""
    query = with_other_ways(read(typed), filters.agency_id)
    if not query.terms and not filters.narrow:
        return Answer(query)
    # Further down the list it is only asked whether the query as typed finds anything.
    most = MOST_RANKED if below is None else 1
    first = newest(query.match(filters.index_tags), filters.stretch(most))
    asked, left_out = (query, ()) if first else relaxed(query, _finder(filters))
    places = first
    if asked != query or below is not None:
        places = newest(asked.match(filters.index_tags), filters.stretch(MOST_RANKED, below))
    answer = replace(
        _answer(asked, places[:PER_PAGE]),
        older=places[PER_PAGE - 1] if len(places) > PER_PAGE else 0,
        left_out=left_out,
    )
    if below is not None:
        return answer
    return replace(
        answer,
        suggestion=_suggestion(query, filters, found=len(first)),
        count=len(places),
        is_counted=len(places) < MOST_RANKED,
    )


def _finder(filters: SearchFilters) -> Callable[[Query], bool]:
    def finds(query: Query) -> bool:
        return bool(newest(query.match(filters.index_tags), filters.stretch(1)))

    return finds


def _answer(query: Query, places: list[int]) -> Answer:
    hits = _hits(query, places)
    shows = frozenset(word for hit in hits for word in hit.card.shows)
    return Answer(query, tuple(hits), shows=shows)


def _hits(query: Query, places: list[int]) -> list[Hit]:
    """The results of these documents, each page once; what readers may not see is left out."""
    rows = Document.objects.defer("folded", "exact", "index_tags").in_bulk(places)
    ids: dict[str, set[int]] = {}
    for row in rows.values():
        ids.setdefault(row.kind, set()).add(row.object_id)
    cards = {kind.name: kind.cards(ids.pop(kind.name)) for kind in kinds() if kind.name in ids}
    lasting = {kind.name for kind in kinds() if kind.is_lasting}
    hits: dict[tuple[str, str], Hit] = {}
    for row in (rows[place] for place in places if place in rows):
        card = cards.get(row.kind, {}).get(row.object_id)
        if card is not None and (card.address, card.part) not in hits:
            hits[card.address, card.part] = Hit(
                title=marked(row.title, query),
                extract=extract(row.text, query),
                published_at=None if row.kind in lasting else row.published_at,
                card=card,
            )
    return list(hits.values())


def _suggestion(query: Query, filters: SearchFilters, *, found: int) -> str:
    """The query with a slip put right, when it finds more than the `found` documents."""

    def finds(typed: str, together: bool) -> bool:  # noqa: FBT001  # as `suggestions.Finds`
        again = with_other_ways(read(typed), filters.agency_id)
        if together:
            whole = again.as_one_phrase().match(filters.index_tags, wants_exact=True)
            if not newest(whole, filters.stretch(1)):
                return False
        return len(newest(again.match(filters.index_tags), filters.stretch(found + 1))) > found

    if not query.terms or found >= MOST_RANKED:
        return ""
    return suggest(query, finds, is_found=bool(found))
