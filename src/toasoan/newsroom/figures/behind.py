"""The page of the stories that a number counts."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from toasoan.figures.measures import Thing
from toasoan.figures.rows import CountedEntry, lines
from toasoan.ledger.models import RECEIVED, LedgerEntry
from toasoan.newsroom.kit.period_choice import period_query
from toasoan.units.models import Unit
from toasoan.vietnamese.periods import Period

_PER_PAGE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number of a table: what it counts, and the table (an address's name) it stands in.

    `kept` holds what else stands in the page's address besides the period, `definition` the
    sentence that says what is counted, `value` the number itself where it is not that of the rows.
    """

    label: str | Promise
    period: Period
    unit: Unit | None
    kept: dict[str, str]
    back: str
    back_label: str
    definition: str | Promise = ""
    value: str = ""


def stories_behind(
    request: HttpRequest,
    number: Number,
    rows: QuerySet[LedgerEntry] | Sequence[LedgerEntry] | list[Thing],
    lines_of: Callable[[list[Any]], Iterable[CountedEntry]],
) -> HttpResponse:
    """Exactly the stories or things that the number counts, a hundred a page."""
    page = Paginator(rows, _PER_PAGE).get_page(request.GET.get("p"))
    kept = {name: value for name, value in number.kept.items() if value}
    context = {
        "label": number.label,
        "definition": number.definition,
        "number": number.value or page.paginator.count,
        "period": number.period,
        "unit": number.unit,
        "page": page,
        "lines": list(lines_of(list(page))),
        "back": number.back,
        "back_label": number.back_label,
        "back_query": urlencode(period_query(number.period)),
        "query": urlencode(period_query(number.period) | kept),
    }
    return render(request, "newsroom/figures/stories_behind.html", context)


def told_lines(rows: list[LedgerEntry]) -> Iterator[CountedEntry]:
    """The lines for the agency's readers: what never reached the province has no words.

    A return inside a unit ends a stay there and so is counted in the hours; the draft itself is
    the unit's own affair.
    """
    reached = set(
        LedgerEntry.objects.filter(
            kind=RECEIVED, story_id__in={row.story_id for row in rows if row.story_id}
        ).values_list("story_id", flat=True)
    )
    for row, line in zip(rows, lines(rows), strict=True):
        if row.story_id is None or row.story_id in reached:
            yield line
        else:
            yield replace(line, headline=_("A draft of the unit that has not been sent on"))
