"""Objects of one kind that hold the words of a query, for the lists of the room that has them."""

from collections.abc import Iterable

from toasoan.search.engines.choice import newest
from toasoan.search.equivalents import with_other_ways
from toasoan.search.index_tags import SearchFilters, mark_tags
from toasoan.search.places import object_at
from toasoan.search.query_parsing import read


def object_ids(
    typed: str, filters: SearchFilters, most: int, marks: Iterable[str] = ()
) -> list[int]:
    """Ids of at most so many objects with all the words, the latest published first.

    `filters` names one kind; `marks` are those of `SearchEntry.marks` that they must have. Empty
    for a query without words. Asks the index once, whatever the number of matches.
    """
    query = with_other_ways(read(typed), filters.agency_id)
    if not query.terms:
        return []
    match = query.match((*filters.index_tags, *mark_tags(marks)))
    return [object_at(place) for place in newest(match, filters.stretch(most))]
