"""Pages of lists by the last row seen: no page numbers, no offsets, no full counts.

A row that moves meanwhile changes no other row's place, so nothing is shown twice, and a page
deep in the list costs what the first one costs.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404

from toasoan.pagination.places import Key, Place, beyond, order_of, place_text, read_place

Row = TypeVar("Row")
ModelRow = TypeVar("ModelRow", bound=Model)


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows of a list in its order.

    `before` is the place that the previous page ends before, `after` the one that the next page
    begins after, as text for an address; empty where there is no such page. `counted` is the
    number of rows of the whole list, counted no further than was asked; None when not counted.
    """

    rows: list[Row]
    before: str = ""
    after: str = ""
    counted: int | None = None


class Source(Protocol[Row]):
    """A list in an order in which no two rows have the same place."""

    def read(self, text: str) -> Place | None:
        """The place that a text names; None when no row of this list can have it."""

    def place(self, row: Row) -> Place:
        """Where the row stands."""

    def after(self, place: Place | None, limit: int) -> list[Row]:
        """The next rows after the place, or the first ones; in the list's order."""

    def before(self, place: Place, limit: int) -> list[Row]:
        """The rows before the place, nearest first."""


def place_or_404(source: Source[Row], cursor: str) -> Place | None:
    """The place that a cursor names, None for "". Raises Http404 for a broken cursor."""
    place = source.read(cursor) if cursor else None
    if cursor and place is None:
        raise Http404
    return place


def page_after(source: Source[Row], place: Place | None, size: int) -> Page[Row]:
    """The page that begins after the place; the first page for None."""
    found = source.after(place, size + 1)
    return _page(source, found[:size], is_first=place is None, is_last=len(found) <= size)


def page_before(source: Source[Row], place: Place, size: int) -> Page[Row]:
    """The page that ends before the place; at the list's beginning it may be short."""
    found = source.before(place, size + 1)
    return _page(source, found[:size][::-1], is_first=len(found) <= size, is_last=False)


def first_page(source: Source[Row], size: int, *, count_to: int) -> Page[Row]:
    """The first page, with the number of rows; counted up to `count_to` + 1."""
    found = source.after(None, max(size, count_to) + 1)
    page = _page(source, found[:size], is_first=True, is_last=len(found) <= size)
    return Page(page.rows, page.before, page.after, counted=len(found))


def _page(source: Source[Row], rows: list[Row], *, is_first: bool, is_last: bool) -> Page[Row]:
    return Page(
        rows,
        before="" if is_first or not rows else place_text(source.place(rows[0])),
        after="" if is_last or not rows else place_text(source.place(rows[-1])),
    )


@dataclass(frozen=True, slots=True)
class _Keyed(Generic[ModelRow]):
    """What lists of model rows have in common: the keys of their order, the last one unique."""

    keys: Sequence[Key]

    def read(self, text: str) -> Place | None:
        """The place that a text names."""
        place = read_place(text, len(self.keys))
        try:
            return place if place is None or self._values(place) else None
        except OverflowError:
            return None

    def place(self, row: ModelRow) -> Place:
        """The numbers of the row's keys."""
        return tuple(key.number(row) for key in self.keys)

    def after(self, place: Place | None, limit: int) -> list[ModelRow]:
        """The next rows, or the first ones. One query."""
        return self._nearest(place, limit, backward=False)

    def before(self, place: Place, limit: int) -> list[ModelRow]:
        """The rows before, nearest first. One query."""
        return self._nearest(place, limit, backward=True)

    def _nearest(self, place: Place | None, limit: int, *, backward: bool) -> list[ModelRow]:
        raise NotImplementedError

    def _cut(
        self, rows: QuerySet[ModelRow], place: Place | None, *, backward: bool
    ) -> QuerySet[ModelRow]:
        """The rows beyond the place, nearest first."""
        if place is not None:
            rows = rows.filter(beyond(self.keys, self._values(place), backward=backward))
        return rows.order_by(*order_of(self.keys, backward=backward))

    def _values(self, place: Place) -> list[Any]:
        return [key.value(number) for key, number in zip(self.keys, place, strict=True)]


@dataclass(frozen=True, slots=True)
class OrderedRows(_Keyed[ModelRow]):
    """The rows of one query as they are."""

    rows: QuerySet[ModelRow]

    def beyond(self, place: Place | None) -> QuerySet[ModelRow]:
        """The rows after the place, or all of them, in the list's order."""
        return self._cut(self.rows, place, backward=False)

    def _nearest(self, place: Place | None, limit: int, *, backward: bool) -> list[ModelRow]:
        return list(self._cut(self.rows, place, backward=backward)[:limit])


@dataclass(frozen=True, slots=True)
class JoinedRows(_Keyed[ModelRow]):
    """The rows of several queries of one model as one list; a row may stand in several.

    Each query is asked for its own first rows, so that each is read by its own index.
    `with_details` reads what the page shows, for the rows of the page alone.
    """

    lists: Sequence[QuerySet[ModelRow]]
    with_details: Callable[[QuerySet[ModelRow]], QuerySet[ModelRow]]

    def _nearest(self, place: Place | None, limit: int, *, backward: bool) -> list[ModelRow]:
        # What a row shows is read after the choice: a database that sorts reads every column
        # of every candidate first (SQLite did, for some thousands of rows).
        all_rows = self.lists[0].model._default_manager
        chosen = []
        for rows in self.lists:
            nearest = self._cut(rows, place, backward=backward).values("pk")[:limit]
            chosen.append(all_rows.filter(pk__in=nearest).order_by().values("pk"))
        ids = chosen[0].union(*chosen[1:]) if len(chosen) > 1 else chosen[0]
        found = list(self.with_details(all_rows.filter(pk__in=ids)))
        found.sort(key=self._rank, reverse=backward)
        return found[:limit]

    def _rank(self, row: ModelRow) -> Place:
        """Numbers that sort in the list's order."""
        return tuple(-key.number(row) if key.descending else key.number(row) for key in self.keys)
