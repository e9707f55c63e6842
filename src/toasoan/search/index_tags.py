"""Index tags: artificial words of a document's agency, section, unit, kind, form and title.

They begin with an underscore, which no word of a text does, and are part of the full-text index:
the database intersects a filter with the words of a query at no more cost than another word.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from toasoan.search.kinds import SearchEntry
from toasoan.search.matching import Match, Stretch
from toasoan.search.places import begin_of
from toasoan.search.words import indexed
from toasoan.vietnamese.dates import TZ


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


def index_tags_of(kind: str, entry: SearchEntry) -> str:
    """The index tags of one document, separated by spaces."""
    facts = _facts(entry.agency_id, entry.section_id, entry.unit_id)
    title = dict.fromkeys(indexed(entry.title).folded.split())
    return " ".join((*facts, *_sorts(kind, entry.form), *title_tags(title)))


def title_tags(folded: Iterable[str]) -> tuple[str, ...]:
    """The index tags of the words of a title (folded)."""
    return tuple(f"_t{word}" for word in folded)


def in_title(match: Match) -> Match:
    """The same match, but every word must stand in the title."""
    words = dict.fromkeys(word for phrase in match.folded for word in phrase)
    return Match(
        folded=match.folded,
        index_tags=(*match.index_tags, *title_tags(words)),
        without=match.without,
        without_exact=match.without_exact,
    )


def _facts(agency_id: int, section_id: int | None, unit_id: int | None) -> list[str]:
    ids = {"a": agency_id, "s": section_id, "u": unit_id}
    return [f"_{letter}{pk}" for letter, pk in ids.items() if pk is not None]


def _sorts(kind: str, form: str) -> list[str]:
    return [f"_{letter}{name}" for letter, name in (("k", kind), ("f", form)) if name]


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), TZ)
