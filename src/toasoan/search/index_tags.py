"""Index tags: artificial words of a document's agency, section, unit, kind, form and title.

They begin with an underscore, which no word of a text does, and are part of the full-text index:
the database intersects a filter with the words of a query at no more cost than another word.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from toasoan.search.kinds import SearchEntry, SearchKind
from toasoan.search.matching import Match, Stretch
from toasoan.search.places import begin_of
from toasoan.search.query_parsing import Query
from toasoan.search.words import indexed
from toasoan.vietnamese.dates import TZ

#: The tag of what stays as long as the agency: units, people, pages.
LASTING = "_lasting"
TagsOf = Callable[[Sequence[str]], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class SearchFilters:
    """Of what agency, and what else a document must be; days are those of Việt Nam."""

    agency_id: int
    section_id: int | None = None
    unit_id: int | None = None
    kind: str = ""
    form: str = ""
    since: dt.date | None = None
    until: dt.date | None = None

    @property
    def narrow(self) -> bool:
        """Whether there is any filter besides the agency."""
        return self != SearchFilters(self.agency_id)

    @property
    def index_tags(self) -> tuple[str, ...]:
        """The index tags that a document must have."""
        found = _facts(self.agency_id, self.section_id, self.unit_id)
        return (*found, *_sorts(self.kind, self.form))

    def stretch(self, limit: int, below: int | None = None) -> Stretch:
        """The range of documents of these days, below a document's number when one is given."""
        low = begin_of(_midnight(self.since)) if self.since else 0
        high = begin_of(_midnight(self.until + dt.timedelta(days=1))) if self.until else None
        bounds = [bound for bound in (high, below) if bound is not None]
        return Stretch(limit, low, min(bounds) if bounds else None)


def index_tags_of(kind: SearchKind, entry: SearchEntry) -> str:
    """The index tags of one document, separated by spaces."""
    facts = _facts(entry.agency_id, entry.section_id, entry.unit_id)
    title = indexed(entry.title).folded.split()
    sorts = (*_sorts(kind.name, entry.form), *mark_tags(entry.marks))
    tags = (*facts, *sorts, *title_tags(title), *_pair_tags(title))
    return " ".join(dict.fromkeys((*tags, LASTING) if kind.is_lasting else tags))


def mark_tags(marks: Iterable[str]) -> tuple[str, ...]:
    """The index tags of a room's own words (letters and digits)."""
    return tuple(f"_x{mark}" for mark in marks)


def title_tags(folded: Iterable[str]) -> tuple[str, ...]:
    """The index tags of the words of a title (folded)."""
    return tuple(f"_t{word}" for word in folded)


def in_title(query: Query, index_tags: tuple[str, ...]) -> Match:
    """What has every word of the query in its title, in whatever way each is written."""
    return _of_title(query, index_tags, title_tags)


def together_in_title(query: Query, index_tags: tuple[str, ...]) -> Match:
    """What has the words of the query beside each other in its title, pair by pair."""
    return _of_title(query.as_one_phrase(), index_tags, _pair_tags)


def _of_title(query: Query, index_tags: tuple[str, ...], tags_of: TagsOf) -> Match:
    whole = query.match(index_tags)
    choices = tuple(
        tuple(
            tuple((tag,) for tag in tags_of([word.folded for word in way])) for way in term.writings
        )
        for term in query.terms
    )
    return replace(whole, folded=(), any_folded=(), any_tags=choices)


def _pair_tags(folded: Sequence[str]) -> tuple[str, ...]:
    """The index tags of words beside each other in a title; of one word alone its own."""
    if len(folded) == 1:
        return title_tags(folded)
    return tuple(f"_p{one}_{other}" for one, other in pairwise(folded))


def _facts(agency_id: int, section_id: int | None, unit_id: int | None) -> list[str]:
    ids = {"a": agency_id, "s": section_id, "u": unit_id}
    return [f"_{letter}{pk}" for letter, pk in ids.items() if pk is not None]


def _sorts(kind: str, form: str) -> list[str]:
    return [f"_{letter}{name}" for letter, name in (("k", kind), ("f", form)) if name]


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), TZ)
