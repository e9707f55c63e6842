"""Opinions of readers as things that are counted: of stories, pages and polls, never of readers."""

import datetime as dt
from decimal import Decimal

from django.db.models import Count, Max, Sum
from django.utils.translation import gettext as _

from toasoan.figures.measures import Thing
from toasoan.figures.room_things import at_noon, values_of_stories
from toasoan.opinions.models import Level, PageOpinion, Poll, StoryRating
from toasoan.opinions.rules import SMALLEST_SHOWN
from toasoan.stories.models import Story
from toasoan.units.models import Agency
from toasoan.vietnamese.periods import Period


def rated_stories(agency: Agency, period: Period) -> list[Thing]:
    """Stories that were rated in the period: the ratings as number, their stars as amount."""
    ratings = StoryRating.objects.filter(story__agency=agency, **_days(period)).order_by()
    rows = list(ratings.values_list("story_id").annotate(Count("pk"), Sum("stars"), Max("day")))
    values = values_of_stories(agency, [story_id for story_id, *_rest in rows])
    stories = Story.objects.only("headline", "section", "live").in_bulk(values)
    return [
        Thing(
            label=str(stories[story_id].headline),
            when=at_noon(last),
            number=number,
            amount=Decimal(stars),
            values=values[story_id],
            address=stories[story_id].get_absolute_url() if stories[story_id].live else "",
        )
        for story_id, number, stars, last in rows
        if story_id in stories
    ]


def judged_pages(agency: Agency, period: Period) -> list[Thing]:
    """Pages of which readers said whether they are useful, each with how many.

    Pages with fewer than five answers are put together, and left out when even together they
    are fewer: nobody is to be told by a small number.
    """
    return _judged(agency, period, None)


def found_useful(agency: Agency, period: Period) -> list[Thing]:
    """The same pages with how many found them useful."""
    return _judged(agency, period, Level.YES)


def _judged(agency: Agency, period: Period, level: Level | None) -> list[Thing]:
    said = PageOpinion.objects.filter(page__agency=agency, **_days(period)).order_by()
    rows = said.values_list("page_id", "page__title", "page__path", "level")
    pages: dict[int, tuple[str, str]] = {}
    all_of: dict[int, int] = {}
    wanted: dict[int, int] = {}
    for page_id, title, path, found, number in rows.annotate(Count("pk")):
        pages[page_id] = title, path
        all_of[page_id] = all_of.get(page_id, 0) + number
        if level is None or found == level:
            wanted[page_id] = wanted.get(page_id, 0) + number
    when = at_noon(period.last)
    shown = [pk for pk in pages if all_of[pk] >= SMALLEST_SHOWN]
    small = [pk for pk in pages if all_of[pk] < SMALLEST_SHOWN]
    things = [
        Thing(label=pages[pk][0], address=pages[pk][1], when=when, number=wanted.get(pk, 0))
        for pk in shown
    ]
    if sum(all_of[pk] for pk in small) >= SMALLEST_SHOWN:
        rest = sum(wanted.get(pk, 0) for pk in small)
        label = _("Pages with few answers, together")
        things.append(Thing(label=label, when=when, number=rest))
    return things


def ended_polls(agency: Agency, period: Period) -> list[Thing]:
    """Polls whose last day fell in the period, each with its voters."""
    rows = Poll.objects.filter(
        agency=agency, is_published=True, closes_on__gte=period.first, closes_on__lte=period.last
    )
    return [
        Thing(label=row.question, when=at_noon(row.closes_on), number=row.voters) for row in rows
    ]


def _days(period: Period) -> dict[str, dt.date]:
    return {"day__gte": period.first, "day__lte": period.last}
