"""Live stories by the Vietnamese month in which they first came out."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Value
from django.urls import reverse

from toasoan.portal.listings.stories import live_stories
from toasoan.stories.models import Story
from toasoan.units.models import Agency
from toasoan.vietnamese.dates import local_day
from toasoan.vietnamese.periods import MONTHS_IN_YEAR, Period, month

#: Months counted in one statement: SQLite joins at most 500 selections.
_AT_ONCE = 120


@dataclass(frozen=True, slots=True)
class MonthOfStories:
    """A month and how many stories of it are on the site."""

    year: int
    number: int
    stories: int = 0

    @property
    def address(self) -> str:
        """The path of the month's page."""
        return month_address(self.year, self.number)


@dataclass(frozen=True, slots=True)
class YearOfStories:
    """A year with its twelve months, January first."""

    year: int
    months: tuple[MonthOfStories, ...]


def month_address(year: int, number: int) -> str:
    """The path of a month's page, `/luu-tru/2023/06/`."""
    return reverse("portal:archive_month", args=[f"{year:04}", f"{number:02}"])


def stories_of(agency: Agency, period: Period) -> QuerySet[Story]:
    """The live stories that came out in a period, latest first."""
    begins, ends = period.bounds()
    return live_stories(agency).filter(first_published_at__gte=begins, first_published_at__lt=ends)


def years_of_stories(agency: Agency, today: dt.date) -> list[YearOfStories]:
    """The years from the first story to today, the latest first, with counts for each month.

    One query, and one for every ten years. Each month is a range of the index of the front page:
    nothing is read but that index.
    """
    first = live_stories(agency).order_by("first_published_at", "pk").first()
    if first is None or first.first_published_at is None:
        return []
    begins = local_day(first.first_published_at).year
    months = [
        (year, number)
        for year in range(begins, today.year + 1)
        for number in range(1, MONTHS_IN_YEAR + 1)
    ]
    counts: dict[str, int] = {}
    for start in range(0, len(months), _AT_ONCE):
        counts |= _counts(agency, months[start : start + _AT_ONCE])
    found = [
        MonthOfStories(year, number, counts.get(_key(year, number), 0)) for year, number in months
    ]
    years = (
        found[start : start + MONTHS_IN_YEAR] for start in range(0, len(found), MONTHS_IN_YEAR)
    )
    return [YearOfStories(year[0].year, tuple(year)) for year in years][::-1]


def _counts(agency: Agency, months: list[tuple[int, int]]) -> dict[str, int]:
    parts = [
        stories_of(agency, month(year, number))
        .order_by()
        .annotate(month=Value(_key(year, number)))
        .values("month")
        .annotate(number=Count("pk"))
        .values_list("month", "number")
        for year, number in months
    ]
    return dict(parts[0].union(*parts[1:], all=True))


def _key(year: int, number: int) -> str:
    return f"{year:04}-{number:02}"


def months_beside(agency: Agency, period: Period) -> tuple[dt.date | None, dt.date | None]:
    """A day of the nearest month before, and after, that has stories. Two queries."""
    begins, ends = period.bounds()
    stories = live_stories(agency)
    before = stories.filter(first_published_at__lt=begins).first()
    after = stories.filter(first_published_at__gte=ends).order_by("first_published_at").first()
    return _day_of(before), _day_of(after)


def _day_of(story: Story | None) -> dt.date | None:
    moment = story.first_published_at if story is not None else None
    return local_day(moment) if moment is not None else None
