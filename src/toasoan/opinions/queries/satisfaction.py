"""What readers say of pages, for the agency only; small numbers are not shown.

Periods are whole months: by two periods that differ in a day one answer could be told apart.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.shortcuts import get_object_or_404

from toasoan.opinions.models import AskedPage, Level, PageOpinion
from toasoan.opinions.rules import SMALLEST_SHOWN, shown_numbers
from toasoan.vietnamese import periods
from toasoan.vietnamese.periods import Period

_LEVELS = (Level.YES, Level.PARTLY, Level.NO)


@dataclass(frozen=True, slots=True)
class PageSums:
    """What readers said of a page. `number` and `levels` are None where they are not shown."""

    page: AskedPage
    number: int | None
    levels: tuple[int | None, ...]


def whole_months(period: Period) -> Period:
    """The months that the period touches."""
    first = period.first.replace(day=1)
    last = periods.month(period.last.year, period.last.month).last
    return Period(first, last)


def judged_pages(agency_id: int, period: Period) -> QuerySet[AskedPage]:
    """The pages that were judged in the period, with their sums: the most judged first.

    Those whose numbers are too small to be shown stand last, by their titles.
    """
    enough = When(number__gte=SMALLEST_SHOWN, then="number")
    shown = _with_sums(agency_id, period).annotate(shown_number=Case(enough, default=Value(0)))
    return shown.filter(Q(number__gt=0)).order_by("-shown_number", "title", "pk")


def _with_sums(agency_id: int, period: Period) -> QuerySet[AskedPage]:
    inside = Q(opinions__day__gte=period.first, opinions__day__lte=period.last)
    by_level = {
        level.value: Count("opinions", filter=inside & Q(opinions__level=level))
        for level in _LEVELS
    }
    rows = AskedPage.objects.filter(agency_id=agency_id)
    return rows.annotate(number=Count("opinions", filter=inside), **by_level)


def page_sums(pages: Iterable[AskedPage]) -> Iterator[PageSums]:
    """Rows of `judged_pages` as they may be shown. No query."""
    for page in pages:
        levels = tuple(shown_numbers([getattr(page, level.value) for level in _LEVELS]))
        number: int = page.number  # type: ignore[attr-defined]  # annotated
        yield PageSums(page, number if number >= SMALLEST_SHOWN else None, levels)


def level_sums(agency_id: int, period: Period) -> tuple[int | None, list[int | None]]:
    """The agency's answers in the period: their number, and by level, as they may be shown."""
    rows = _opinions_in(period).filter(page__agency_id=agency_id).values_list("level")
    counts = dict(rows.annotate(number=Count("pk")).order_by())
    numbers = [counts.get(level.value, 0) for level in _LEVELS]
    return (sum(numbers) if sum(numbers) >= SMALLEST_SHOWN else None), shown_numbers(numbers)


def page_for(agency_id: int, page_id: int) -> AskedPage:
    """A page of the agency about which readers said something. Raises Http404."""
    return get_object_or_404(AskedPage, agency_id=agency_id, pk=page_id)


def said_of(page: AskedPage, period: Period) -> QuerySet[PageOpinion]:
    """What readers wrote or chose as a reason; none while there are fewer than five answers.

    In the order of the texts, not of their coming.
    """
    inside = _opinions_in(period).filter(page=page)
    if inside.count() < SMALLEST_SHOWN:
        return inside.none()
    said = inside.exclude(words="", reason="")
    return said.order_by("-version", "level", "reason", "words", "pk")


def said_in(agency_id: int, period: Period) -> Iterator[PageOpinion]:
    """Everything that readers wrote or chose, of pages with five answers and more, for a file."""
    enough = Q(number__gte=SMALLEST_SHOWN)
    pages = _with_sums(agency_id, period).filter(enough)
    said = _opinions_in(period).filter(page__in=pages.values("pk")).exclude(words="", reason="")
    yield from said.select_related("page").order_by(
        "page__title", "page", "-version", "level", "reason", "words"
    )


def _opinions_in(period: Period) -> QuerySet[PageOpinion]:
    return PageOpinion.objects.filter(day__gte=period.first, day__lte=period.last)


def months_back(day: dt.date, number: int) -> Period:
    """The last months, this one included."""
    first = day.replace(day=1)
    for _month in range(number - 1):
        first = (first - dt.timedelta(days=1)).replace(day=1)
    return whole_months(Period(first, day))
