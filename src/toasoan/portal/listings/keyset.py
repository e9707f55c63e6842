"""Places in lists that are ordered by time: how an address says where a page of a list begins."""

import base64
import binascii
import datetime as dt
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404

Row = TypeVar("Row", bound=Model)

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def cursor_at(moment: dt.datetime, pk: int) -> str:
    """A place in the order of time, as a short cursor for an address."""
    micros = (moment - _EPOCH) // dt.timedelta(microseconds=1)
    return _encoded(str(micros), str(pk))


def read_cursor(cursor: str) -> tuple[dt.datetime, int]:
    """The moment and key that a cursor names. Raises Http404 for a broken one."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        micros, _dot, pk = base64.urlsafe_b64decode(padded).decode("ascii").partition(".")
        moment = _EPOCH + dt.timedelta(microseconds=int(micros))
        found = moment, int(pk)
    except (ValueError, binascii.Error, OverflowError) as error:
        raise Http404 from error
    if _encoded(micros, pk) != cursor:
        # Decoding forgives; a page has one address only.
        raise Http404
    return found


def earlier(rows: QuerySet[Row], cursor: str, name: str) -> QuerySet[Row]:
    """The rows before the place, by the column of this name."""
    moment, pk = read_cursor(cursor)
    # One range of the index; an OR of two conditions would make SQLite sort.
    here: dict[str, Any] = {name: moment, "pk__gte": pk}
    return rows.filter(**{f"{name}__lte": moment}).exclude(**here)


def later(rows: QuerySet[Row], cursor: str, name: str) -> QuerySet[Row]:
    """The rows after the place, by the column of this name."""
    moment, pk = read_cursor(cursor)
    here: dict[str, Any] = {name: moment, "pk__lte": pk}
    return rows.filter(**{f"{name}__gte": moment}).exclude(**here)


def _encoded(micros: str, pk: str) -> str:
    return base64.urlsafe_b64encode(f"{micros}.{pk}".encode()).decode().rstrip("=")
