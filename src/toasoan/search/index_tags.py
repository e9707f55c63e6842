"""Words of the index that no text can hold: what a document is filtered by, what its title says.

They stand in the full-text index itself, so a rare section within a common word costs no more
than the word: the database walks both lists together.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from toasoan.search.kinds import Entry
from toasoan.search.matching import Match, Stretch
from toasoan.search.places import begin_of
from toasoan.search.words import indexed
from toasoan.vietnamese.dates import TZ


@dataclass(frozen=True, slots=True)
class Filters:
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
        """Whether anything but the agency is asked for."""
        return self != Filters(self.agency_id)

    @property
    def index_tags(self) -> tuple[str, ...]:
        """The words that such documents have."""
        found = _facts(self.agency_id, self.section_id, self.unit_id)
        return (*found, *_sorts(self.kind, self.form))

    def stretch(self, limit: int, below: int | None = None) -> Stretch:
        """The newest documents of these days, below a number when one is given."""
        low = begin_of(_midnight(self.since)) if self.since else 0
        high = begin_of(_midnight(self.until + dt.timedelta(days=1))) if self.until else None
        bounds = [bound for bound in (high, below) if bound is not None]
        return Stretch(limit, low, min(bounds) if bounds else None)


def index_tags_of(kind: str, entry: Entry) -> str:
    """The words of one document, as the table takes them."""
    facts = _facts(entry.agency_id, entry.section_id, entry.unit_id)
    title = dict.fromkeys(indexed(entry.title).folded.split())
    return " ".join((*facts, *_sorts(kind, entry.form), *title_tags(title)))


def title_tags(folded: Iterable[str]) -> tuple[str, ...]:
    """The words by which the index knows the words of a title."""
    return tuple(f"_t{word}" for word in folded)


def in_title(match: Match) -> Match:
    """The same question, with all its words in the title."""
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
