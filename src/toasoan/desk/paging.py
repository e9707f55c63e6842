"""Paging by the last row seen: no page numbers, no offsets, no full counts.

A cursor says after ("s", sau) or before ("t", trước) which row a page goes on, by the values
that the list is ordered by. A row that moves meanwhile changes no other row's place, so
nothing is shown twice, and a page deep in the list costs what the first one costs.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import Model, Q, QuerySet

from toasoan.stories.latest import Span

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
    """Some rows of a list, and the cursors of its neighbours; empty where there is none."""

    rows: list[Any]
    before: str = ""
    after: str = ""


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


def keyset_page(rows: QuerySet[Any], keys: Sequence[Key], cursor_text: str, size: int) -> Page:
    """One page of rows; the last key must be unique. One query, two at the list's beginning."""
    cursor = read_cursor(cursor_text, len(keys))
    if cursor is None:
        return _forward(rows, keys, None, size)
    try:
        values = [key.value(number) for key, number in zip(keys, cursor.numbers, strict=True)]
    except OverflowError:
        return _forward(rows, keys, None, size)
    if not cursor.is_backward:
        return _forward(rows, keys, values, size)
    order = [f"{'' if key.descending else '-'}{key.name}" for key in keys]
    beyond = _beyond(keys, values, backward=True)
    fetched = list(rows.filter(beyond).order_by(*order)[: size + 1])
    if len(fetched) <= size:
        # The beginning of the list: show a whole page of it.
        return _forward(rows, keys, None, size)
    return _page(keys, fetched[:size][::-1], has_before=True, has_after=True)


def _forward(
    rows: QuerySet[Any], keys: Sequence[Key], values: Sequence[Any] | None, size: int
) -> Page:
    order = [f"{'-' if key.descending else ''}{key.name}" for key in keys]
    if values is not None:
        rows = rows.filter(_beyond(keys, values, backward=False))
    fetched = list(rows.order_by(*order)[: size + 1])
    return _page(keys, fetched[:size], has_before=values is not None, has_after=len(fetched) > size)


def _page(keys: Sequence[Key], rows: list[Model], *, has_before: bool, has_after: bool) -> Page:
    def at(row: Model, *, is_backward: bool) -> str:
        return str(Cursor(is_backward=is_backward, numbers=tuple(key.number(row) for key in keys)))

    return Page(
        rows,
        before=at(rows[0], is_backward=True) if rows and has_before else "",
        after=at(rows[-1], is_backward=False) if rows and has_after else "",
    )


def _beyond(keys: Sequence[Key], values: Sequence[Any], *, backward: bool) -> Q:
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


def numbered_page(parts: Sequence[Numbered], cursor_text: str, size: int) -> Page:
    """One page of numbers out of several parts, one part after the other."""
    cursor = read_cursor(cursor_text, 2)
    if cursor is None or cursor.numbers[0] >= len(parts):
        return _numbers_forward(parts, None, size)
    if not cursor.is_backward:
        return _numbers_forward(parts, cursor.numbers, size)
    part, above = cursor.numbers
    fetched: list[tuple[int, int]] = []
    while part >= 0 and len(fetched) <= size:
        span = Span(size + 1 - len(fetched), above=above)
        fetched += [(part, number) for number in parts[part].ids(span)]
        part, above = part - 1, 0
    if len(fetched) <= size:
        return _numbers_forward(parts, None, size)
    return _numbers_page(fetched[:size][::-1], has_before=True, has_after=True)


def _numbers_forward(parts: Sequence[Numbered], start: tuple[int, ...] | None, size: int) -> Page:
    first, below = start or (0, None)
    fetched: list[tuple[int, int]] = []
    for part in range(first, len(parts)):
        if len(fetched) > size:
            break
        span = Span(size + 1 - len(fetched), below=below)
        fetched += [(part, number) for number in parts[part].ids(span)]
        below = None
    return _numbers_page(
        fetched[:size], has_before=start is not None, has_after=len(fetched) > size
    )


def _numbers_page(places: list[tuple[int, int]], *, has_before: bool, has_after: bool) -> Page:
    return Page(
        [number for _part, number in places],
        before=str(Cursor(is_backward=True, numbers=places[0])) if places and has_before else "",
        after=str(Cursor(is_backward=False, numbers=places[-1])) if places and has_after else "",
    )
