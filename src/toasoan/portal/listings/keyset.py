"""Pages of lists in the order of time, as addresses of the site name them."""

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404

from toasoan.pagination.pages import OrderedRows, Page, page_after, page_before
from toasoan.pagination.places import Key, Place

Row = TypeVar("Row", bound=Model)


def latest_first(rows: QuerySet[Row], name: str) -> OrderedRows[Row]:
    """The rows by a column that holds moments, the latest first."""
    return OrderedRows(
        (Key(name, descending=True, is_moment=True), Key("pk", descending=True)), rows
    )


def soonest_first(rows: QuerySet[Row], name: str) -> OrderedRows[Row]:
    """The rows by a column that holds moments, the earliest first."""
    return OrderedRows((Key(name, is_moment=True), Key("pk")), rows)


def after(source: OrderedRows[Row], cursor: str, size: int) -> Page[Row]:
    """The page after a cursor, the first page for "". Raises Http404 for a broken cursor."""
    return page_after(source, _place(source, cursor), size)


def before(source: OrderedRows[Row], cursor: str, size: int) -> Page[Row]:
    """The page before a cursor. Raises Http404 for a broken one."""
    place = _place(source, cursor)
    return page_after(source, None, size) if place is None else page_before(source, place, size)


def earlier(rows: QuerySet[Row], cursor: str, name: str) -> QuerySet[Row]:
    """The rows before the moment that a cursor names, the latest first. Raises Http404."""
    source = latest_first(rows, name)
    return source.beyond(_place(source, cursor))


def _place(source: OrderedRows[Row], cursor: str) -> Place | None:
    place = source.read(cursor) if cursor else None
    if cursor and place is None:
        raise Http404
    return place
