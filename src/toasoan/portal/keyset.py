"""Places in lists that are ordered by time: how an address says where a page of a list begins."""

import base64
import binascii
import datetime as dt
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404

Row = TypeVar("Row", bound=Model)

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def mark(moment: dt.datetime, pk: int) -> str:
    """A place in the order of time, as a short word for an address."""
    micros = (moment - _EPOCH) // dt.timedelta(microseconds=1)
    return _word(str(micros), str(pk))


def place(word: str) -> tuple[dt.datetime, int]:
    """The place that a mark names. Raises Http404 for a broken one."""
    try:
        padded = word + "=" * (-len(word) % 4)
        micros, _dot, pk = base64.urlsafe_b64decode(padded).decode("ascii").partition(".")
        moment = _EPOCH + dt.timedelta(microseconds=int(micros))
        found = moment, int(pk)
    except (ValueError, binascii.Error, OverflowError) as error:
        raise Http404 from error
    if _word(micros, pk) != word:
        # Decoding forgives; a page has one address only.
        raise Http404
    return found


def earlier(rows: QuerySet[Row], word: str, name: str) -> QuerySet[Row]:
    """The rows before the place, by the column of this name."""
    moment, pk = place(word)
    # One range of the index; an OR of two conditions would make SQLite sort.
    here: dict[str, Any] = {name: moment, "pk__gte": pk}
    return rows.filter(**{f"{name}__lte": moment}).exclude(**here)


def later(rows: QuerySet[Row], word: str, name: str) -> QuerySet[Row]:
    """The rows after the place, by the column of this name."""
    moment, pk = place(word)
    here: dict[str, Any] = {name: moment, "pk__lte": pk}
    return rows.filter(**{f"{name}__gte": moment}).exclude(**here)


def _word(micros: str, pk: str) -> str:
    return base64.urlsafe_b64encode(f"{micros}.{pk}".encode()).decode().rstrip("=")
