"""What waits for the desk in other screens: numbers of several rooms, counted in one statement.

A package declares the rows that it counts with `@desk_count(duties, order=…)` and a template that
gets the `number`; nothing is shown for zero. So the desk costs one statement more, however many
rooms have something to say there.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, Model, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html_join

from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.agency import today_here
from toasoan.newsroom.kit.page_sections import page_section
from toasoan.newsroom.kit.screens import load_screens
from toasoan.units.duties import Duty
from toasoan.units.models import Agency
from toasoan.units.queries import agencies_where

#: From ids of agencies to the rows that wait there.
Rows = Callable[[Collection[int]], QuerySet[Any]]  # Any: of whatever model


@dataclass(frozen=True, slots=True)
class DeskCount:
    """One number of the desk: whose it is, what it counts, how it is shown."""

    duties: frozenset[Duty]
    order: int
    template: str
    rows: Rows


_counts: list[DeskCount] = []


def desk_count(duties: Iterable[Duty], *, order: int, template: str) -> Callable[[Rows], Rows]:
    """Declare the function beneath as a number on the desk of people with one of the duties."""

    def declare(rows: Rows) -> Rows:
        _counts.append(DeskCount(frozenset(duties), order, template, rows))
        return rows

    return declare


@page_section("inbox", order=30)
def desk_counts(request: HttpRequest, _subject: None) -> str:
    """The numbers that are not zero, in their order. One query, none for other people."""
    load_screens()
    mine = [
        (each, agencies)
        for each in sorted(_counts, key=lambda one: one.order)
        if (agencies := agencies_where(user_of(request), each.duties, today_here()))
    ]
    numbers = _numbers([each.rows(agencies) for each, agencies in mine])
    return format_html_join(
        "",
        "{}",
        (
            (render_to_string(each.template, {"number": number}, request),)
            for (each, _agencies), number in zip(mine, numbers, strict=True)
            if number
        ),
    )


def _numbers(each_rows: list[QuerySet[Model]]) -> list[int]:
    """How many rows each query set has; one statement for all of them."""
    if not each_rows:
        return []
    counts = {
        f"number_{place}": Coalesce(Subquery(_count(rows), output_field=IntegerField()), 0)
        for place, rows in enumerate(each_rows)
    }
    # Any table with a row will do: the sub-queries do not look at it.
    found = Agency.objects.order_by("pk").annotate(**counts).values_list(*counts).first()
    return list(found or ())


def _count(rows: QuerySet[Model]) -> QuerySet[Any]:
    alone = rows.order_by().annotate(_all=Value(1)).values("_all")
    return alone.annotate(_number=Count("pk")).values("_number")
