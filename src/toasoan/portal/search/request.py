"""What an address of the search page asks for, and the sentences for what cannot be read."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from toasoan.search.candidates import MOST_RANKED
from toasoan.search.index_tags import SearchFilters
from toasoan.search.kinds import KindChoice
from toasoan.search.places import LAST
from toasoan.search.queries import LAST_PAGE, Answer
from toasoan.search.query_parsing import LONGEST
from toasoan.stories.models import Section
from toasoan.units.models import Unit
from toasoan.vietnamese.cleaning import cleaned
from toasoan.vietnamese.dates import short_date
from toasoan.vietnamese.typed_dates import is_sensible, read_day

#: The names of an address's parts; every other is cut off.
PARAMETERS = ("q", "muc", "don-vi", "loai", "tu", "den", "thu-tu", "trang", "truoc")
LATEST = "moi-nhat"
_Thing = TypeVar("_Thing")


class UnknownError(ValueError):
    """The address names a section, unit, kind or page that does not exist."""


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """The values that each filter offers."""

    sections: Sequence[Section]
    units: Sequence[Unit]
    kinds: Sequence[KindChoice]


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """The query parameters of the search page, parsed; `problems` by parameter name."""

    typed: str
    filters: SearchFilters
    parts: Mapping[str, str]
    by_time: bool
    page: int
    below: int | None
    problems: Mapping[str, str]

    def address(self, **changed: str | int) -> str:
        """The same search with other parts ("thu_tu" for "thu-tu"), from its first page on."""
        parts = {name: text for name, text in self.parts.items() if name not in {"trang", "truoc"}}
        parts |= {name.replace("_", "-"): str(value) for name, value in changed.items()}
        kept = {name: parts[name] for name in PARAMETERS if parts.get(name)}
        return f"?{urlencode(kept)}"


def read_search_request(
    given: Mapping[str, str], agency_id: int, filter_choices: FilterChoices
) -> SearchRequest:
    """Read an address. Raises UnknownError for a section, unit, kind or page that is none."""
    parts = {name: cleaned(given.get(name, "")).strip()[:LONGEST] for name in PARAMETERS}
    days, problems = _days(parts["tu"], parts["den"])
    kind = _chosen({choice.value: choice for choice in filter_choices.kinds}, parts["loai"])
    section = _chosen({section.slug: section for section in filter_choices.sections}, parts["muc"])
    unit = _chosen({unit.code: unit for unit in filter_choices.units}, parts["don-vi"])
    filters = SearchFilters(
        agency_id,
        section_id=section.pk if section else None,
        unit_id=unit.pk if unit else None,
        kind=kind.kind if kind else "",
        form=kind.form if kind else "",
        since=days[0],
        until=days[1],
    )
    return SearchRequest(
        typed=parts["q"],
        filters=filters,
        parts=parts,
        by_time=parts["thu-tu"] == LATEST,
        page=_number(parts["trang"], least=1, most=LAST_PAGE) or 1,
        below=_number(parts["truoc"], least=1, most=LAST),
        problems=problems,
    )


def filters_in_words(search_request: SearchRequest, filter_choices: FilterChoices) -> list[str]:
    """The filters in use, as labels for the page."""
    filters = search_request.filters
    found = [
        section.name for section in filter_choices.sections if section.pk == filters.section_id
    ]
    found += [unit.short_name for unit in filter_choices.units if unit.pk == filters.unit_id]
    chosen = (filters.kind, filters.form)
    found += [str(kind.label) for kind in filter_choices.kinds if (kind.kind, kind.form) == chosen]
    if filters.since:
        found.append(_("from %(day)s") % {"day": short_date(filters.since)})
    if filters.until:
        found.append(_("until %(day)s") % {"day": short_date(filters.until)})
    return found


def results_in_words(search_request: SearchRequest, answer: Answer) -> str:
    """How much was found for which words, as a heading; empty before anything was asked for."""
    if not (answer.hits or search_request.typed or search_request.filters.narrow):
        return ""
    if not answer.hits:
        counted = _("Nothing found")
    elif not answer.count:
        counted = _("Results")
    elif answer.is_counted:
        counted = _("%(count)s results") % {"count": answer.count}
    else:
        counted = _("More than %(count)s results") % {"count": MOST_RANKED}
    typed = search_request.typed
    return (
        _("%(results)s for “%(words)s”") % {"results": counted, "words": typed}
        if typed
        else counted
    )


def _chosen(things: Mapping[str, _Thing], name: str) -> _Thing | None:
    if name and name not in things:
        raise UnknownError(name)
    return things[name] if name else None


def _number(text: str, *, least: int, most: int) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()) or not least <= int(text) <= most:
        raise UnknownError(text)
    return int(text)


def _days(since: str, until: str) -> tuple[tuple[dt.date | None, dt.date | None], dict[str, str]]:
    problems = {}
    found: dict[str, dt.date | None] = {}
    for name, text in (("tu", since), ("den", until)):
        found[name] = day_of(text)
        if text and found[name] is None:
            problems[name] = _("“%(text)s” is not a day. Write it as 22/11/2026.") % {"text": text}
    first, last = found["tu"], found["den"]
    if first and last and first > last:
        problems["den"] = _("The last day is before the first one.")
    return (first, last), problems


def day_of(text: str) -> dt.date | None:
    """The day that a text names; None for no day or one outside the range of years."""
    day = read_day(text)
    return day if day is not None and is_sensible(day) else None
