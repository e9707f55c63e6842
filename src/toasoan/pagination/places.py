"""Places in ordered lists: what a list is ordered by, and how an address names one of its rows."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

#: The numbers of a row, one for each key of its list.
Place = tuple[int, ...]

_NUMBER = r"(?:0|-?[1-9]\d{0,17})"
_PLACE = re.compile(rf"{_NUMBER}(?:\.{_NUMBER})*", re.ASCII)
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Key:
    """A column or annotation by which a list is ordered: a whole number, a moment, or a day."""

    name: str
    descending: bool = False
    is_moment: bool = False
    is_day: bool = False

    def number(self, row: Any) -> int:  # rows of any model
        """The row's value as a whole number.

        A moment in microseconds since 1970 (UTC), a day counted from the first day of year 1.
        """
        value = getattr(row, self.name)
        if self.is_day:
            return int(value.toordinal())
        return (value - _EPOCH) // _MICROSECOND if self.is_moment else int(value)

    def value(self, number: int) -> Any:
        """The value for the database again. Raises OverflowError for a year that does not exist."""
        if self.is_day:
            return _day(number)
        return _EPOCH + number * _MICROSECOND if self.is_moment else number


def _day(number: int) -> dt.date:
    try:
        return dt.date.fromordinal(number)
    except ValueError as error:
        raise OverflowError from error


def place_text(place: Place) -> str:
    """The place as it stands in an address, for example "1764460800000000.12"."""
    return ".".join(map(str, place))


def read_place(text: str, count: int) -> Place | None:
    """The place of `count` numbers that a text names; None for any other text.

    One place has one text only, so that a page has one address.
    """
    if _PLACE.fullmatch(text) is None:
        return None
    place = tuple(map(int, text.split(".")))
    return place if len(place) == count else None


def order_of(keys: Sequence[Key], *, backward: bool = False) -> list[str]:
    """The keys as `order_by` takes them, in the list's order or against it."""
    return [f"{'-' if key.descending != backward else ''}{key.name}" for key in keys]


def beyond(keys: Sequence[Key], values: Sequence[Any], *, backward: bool = False) -> Q:
    """The rows after the place with these values, or before it when `backward`.

    Written as a range of the first key without the rows at its edge that are not beyond, so that
    an index on the keys is read from its place on: an OR of two conditions made SQLite sort.
    """
    key, value = keys[0], values[0]
    side = "lt" if key.descending != backward else "gt"
    if len(keys) == 1:
        return Q(**{f"{key.name}__{side}": value})
    at_edge = Q(**{key.name: value}) & ~beyond(keys[1:], values[1:], backward=backward)
    return Q(**{f"{key.name}__{side}e": value}) & ~at_edge
