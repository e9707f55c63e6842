"""Pages of lists as addresses of the newsroom ask for them.

A cursor is "s" (sau: after) or "t" (trước: before) and a place, for example "s1764460800000000.12".
"""

from dataclasses import replace
from typing import TypeVar

from toasoan.pagination.pages import Page, Source, first_page, page_after, page_before

Row = TypeVar("Row")

_AFTER, _BEFORE = "s", "t"


def page_asked(source: Source[Row], cursor: str, size: int, *, count_to: int = 0) -> Page[Row]:
    """The page that a cursor names, with the cursors of its neighbours in `before` and `after`.

    What is no cursor of this list asks for the first page; so does one before which less than a
    page is left. The first page counts the list up to `count_to` + 1, when that is not 0.
    """
    direction, place = cursor[:1], source.read(cursor[1:])
    if direction == _AFTER and place is not None:
        return _with_cursors(page_after(source, place, size))
    if direction == _BEFORE and place is not None:
        page = page_before(source, place, size)
        if page.before:
            return _with_cursors(page)
    return _with_cursors(_beginning(source, size, count_to))


def _beginning(source: Source[Row], size: int, count_to: int) -> Page[Row]:
    if count_to:
        return first_page(source, size, count_to=count_to)
    return page_after(source, None, size)


def _with_cursors(page: Page[Row]) -> Page[Row]:
    return replace(
        page,
        before=page.before and f"{_BEFORE}{page.before}",
        after=page.after and f"{_AFTER}{page.after}",
    )
