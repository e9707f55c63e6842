"""Pages of lists in the order of time, as addresses of the site name them."""

from typing import TypeVar

from django.db.models import Model, QuerySet

from toasoan.pagination.pages import OrderedRows, Page, page_after, page_before, place_or_404
from toasoan.pagination.places import Key

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
    return page_after(source, place_or_404(source, cursor), size)


def before(source: OrderedRows[Row], cursor: str, size: int) -> Page[Row]:
    """The page before a cursor. Raises Http404 for a broken one."""
    place = place_or_404(source, cursor)
    return page_after(source, None, size) if place is None else page_before(source, place, size)


def earlier(rows: QuerySet[Row], cursor: str, name: str) -> QuerySet[Row]:
    """The rows before the moment that a cursor names, the latest first. Raises Http404."""
    source = latest_first(rows, name)
    return source.beyond(place_or_404(source, cursor))
