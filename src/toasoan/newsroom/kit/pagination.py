"""Paging by the last row seen: no page numbers, no offsets, no full counts.

A cursor says after ("s", sau) or before ("t", trước) which row a page goes on, by the values
that the list is ordered by. A row that moves meanwhile changes no other row's place, so
nothing is shown twice, and a page deep in the list costs what the first one costs.
"""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from django.db.models import Model, Q, QuerySet

from toasoan.stories.newsroom_index import Span

_CURSOR = re.compile(r"([st])(\d{1,18}(?:\.\d{1,18})*)", re.ASCII)
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Key:
    """One thing that a list is ordered by: a number, or a moment."""

    name: str
    descending: bool = False
    is_moment: bool = False

    def number(self, row: Any) -> int:  # rows of any model
        """The row's value as a whole number."""
        value = getattr(row, self.name)
        return (value - _EPOCH) // _MICROSECOND if self.is_moment else int(value)

    def value(self, number: int) -> Any:
        """The value again, for the database. Raises OverflowError for no moment at all."""
        return _EPOCH + number * _MICROSECOND if self.is_moment else number


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list, and the cursors of its neighbours; empty where there is none.

    `counted` is how many there are, counted no further than was asked; None when not counted.
    """

    rows: list[Any]
    before: str = ""
    after: str = ""
    counted: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """A place in a list: the numbers of the row that the page goes on from."""

    is_backward: bool
    numbers: tuple[int, ...]

    def __str__(self) -> str:
        return f"{'t' if self.is_backward else 's'}{'.'.join(map(str, self.numbers))}"


def read_cursor(text: str, parts: int) -> Cursor | None:
    """The cursor that somebody's address carries; None when it is none of ours."""
    match = _CURSOR.fullmatch(text)
    if match is None:
        return None
    numbers = tuple(int(number) for number in match[2].split("."))
    return Cursor(is_backward=match[1] == "t", numbers=numbers) if len(numbers) == parts else None


def keyset_page(
    lists: Sequence[QuerySet[Any]],
    keys: Sequence[Key],
    cursor_text: str,
    size: int,
    dress: Callable[[QuerySet[Any]], QuerySet[Any]],
) -> Page:
    """One page of rows out of one or more lists; the last key must be unique.

    Each list is asked for its own first rows, so that each is read by its own index; a row
    may stand in several. `dress` reads what the page shows, for the rows of the page alone.
    One query, two at the list's beginning.
    """
    fetch = _Fetch(lists, keys, size + 1, dress)
    cursor = read_cursor(cursor_text, len(keys))
    if cursor is None:
        return _forward(fetch, None)
    try:
        values = [key.value(number) for key, number in zip(keys, cursor.numbers, strict=True)]
    except OverflowError:
        return _forward(fetch, None)
    if not cursor.is_backward:
        return _forward(fetch, values)
    fetched = fetch.rows(values, backward=True)
    if len(fetched) <= size:
        # The beginning of the list: show a whole page of it.
        return _forward(fetch, None)
    return _page(keys, fetched[:size][::-1], has_before=True, has_after=True)


@dataclass(frozen=True, slots=True)
class _Fetch:
    lists: Sequence[QuerySet[Any]]
    keys: Sequence[Key]
    limit: int
    dress: Callable[[QuerySet[Any]], QuerySet[Any]]

    def rows(self, values: Sequence[Any] | None, *, backward: bool) -> list[Any]:
        """The next rows after (or before) a place, nearest first."""
        order = [f"{'-' if key.descending != backward else ''}{key.name}" for key in self.keys]
        nearest = []
        for rows in self.lists:
            part = rows if values is None else rows.filter(_beyond(self.keys, values, backward))
            nearest.append(part.order_by(*order).values("pk")[: self.limit])
        # What a row shows is read after the choice: a database that sorts reads every column
        # of every candidate first (SQLite did, for some thousands of rows).
        all_rows = self.lists[0].model._default_manager
        chosen = [all_rows.filter(pk__in=part).order_by().values("pk") for part in nearest]
        ids = chosen[0].union(*chosen[1:]) if len(chosen) > 1 else chosen[0]
        found = list(self.dress(all_rows.filter(pk__in=ids)))
        found.sort(key=self._place, reverse=backward)
        return found[: self.limit]

    def _place(self, row: Any) -> tuple[int, ...]:
        return tuple(-key.number(row) if key.descending else key.number(row) for key in self.keys)


def _forward(fetch: _Fetch, values: Sequence[Any] | None) -> Page:
    fetched, size = fetch.rows(values, backward=False), fetch.limit - 1
    return _page(
        fetch.keys, fetched[:size], has_before=values is not None, has_after=len(fetched) > size
    )


def _page(keys: Sequence[Key], rows: list[Model], *, has_before: bool, has_after: bool) -> Page:
    def at(row: Model, *, is_backward: bool) -> str:
        return str(Cursor(is_backward=is_backward, numbers=tuple(key.number(row) for key in keys)))

    return Page(
        rows,
        before=at(rows[0], is_backward=True) if rows and has_before else "",
        after=at(rows[-1], is_backward=False) if rows and has_after else "",
    )


def _beyond(keys: Sequence[Key], values: Sequence[Any], backward: bool) -> Q:  # noqa: FBT001
    """Rows after (or before) a place: the first key beyond, or equal and the next beyond."""
    beyond, equal = Q(), Q()
    for key, value in zip(keys, values, strict=True):
        side = "lt" if key.descending != backward else "gt"
        beyond |= equal & Q(**{f"{key.name}__{side}": value})
        equal &= Q(**{key.name: value})
    # Said once more, so that an index on the first key is entered at its place.
    first = "lte" if keys[0].descending != backward else "gte"
    return Q(**{f"{keys[0].name}__{first}": values[0]}) & beyond


class Numbered(Protocol):
    """A list that goes by numbers, newest first."""

    def ids(self, span: Span) -> list[int]:
        """The numbers within the span."""


def numbered_page(
    parts: Sequence[Numbered], cursor_text: str, size: int, most_counted: int = 0
) -> Page:
    """One page of numbers out of several parts, one part after the other.

    The list's first page looks further, to say how many there are up to `most_counted`.
    """
    cursor = read_cursor(cursor_text, 2)
    if cursor is None or cursor.numbers[0] >= len(parts):
        return _first_numbers(parts, size, most_counted)
    if not cursor.is_backward:
        return _numbers_forward(parts, cursor.numbers, size)
    part, above = cursor.numbers
    fetched: list[tuple[int, int]] = []
    while part >= 0 and len(fetched) <= size:
        span = Span(size + 1 - len(fetched), above=above)
        fetched += [(part, number) for number in parts[part].ids(span)]
        part, above = part - 1, 0
    if len(fetched) <= size:
        return _first_numbers(parts, size, most_counted)
    return _numbers_page(fetched[:size][::-1], has_before=True, has_after=True)


def _first_numbers(parts: Sequence[Numbered], size: int, most_counted: int) -> Page:
    fetched = _following(parts, 0, None, max(size, most_counted) + 1)
    page = _numbers_page(fetched[:size], has_before=False, has_after=len(fetched) > size)
    return replace(page, counted=len(fetched))


def _numbers_forward(parts: Sequence[Numbered], start: tuple[int, ...], size: int) -> Page:
    fetched = _following(parts, start[0], start[1], size + 1)
    return _numbers_page(fetched[:size], has_before=True, has_after=len(fetched) > size)


def _following(
    parts: Sequence[Numbered], first: int, below: int | None, limit: int
) -> list[tuple[int, int]]:
    fetched: list[tuple[int, int]] = []
    for part in range(first, len(parts)):
        if len(fetched) == limit:
            break
        span = Span(limit - len(fetched), below=below)
        fetched += [(part, number) for number in parts[part].ids(span)]
        below = None
    return fetched


def _numbers_page(places: list[tuple[int, int]], *, has_before: bool, has_after: bool) -> Page:
    return Page(
        [number for _part, number in places],
        before=str(Cursor(is_backward=True, numbers=places[0])) if places and has_before else "",
        after=str(Cursor(is_backward=False, numbers=places[-1])) if places and has_after else "",
    )
