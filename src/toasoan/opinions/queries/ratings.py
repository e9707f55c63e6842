"""The ratings of an agency's stories in a period, for the newsroom."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db.models import Avg, Count, Max, QuerySet, Sum

from toasoan.opinions.models import OpinionsEntry, StoryRating, StoryScore
from toasoan.opinions.rules import fair_average
from toasoan.stories.models import Story
from toasoan.vietnamese.periods import Period


class RatingOrder(StrEnum):
    """How the table of ratings is sorted."""

    NUMBER = "so-luot"
    HIGHEST = "cao-nhat"
    LOWEST = "thap-nhat"
    LATEST = "moi-nhat"


_ORDERS: dict[RatingOrder, tuple[Any, ...]] = {
    RatingOrder.NUMBER: ("-number", "-mean", "story_id"),
    RatingOrder.HIGHEST: ("-mean", "-number", "story_id"),
    RatingOrder.LOWEST: ("mean", "-number", "story_id"),
    RatingOrder.LATEST: ("-last_day", "-number", "story_id"),
}


@dataclass(frozen=True, slots=True)
class RatedStory:
    """A story's ratings in a period; `average` is the fair one, None below five ratings."""

    story: Story
    number: int
    total: int
    mean: Decimal
    average: Decimal | None
    is_off: bool


def rated_in(agency_id: int, period: Period, order: RatingOrder) -> QuerySet[StoryRating, Any]:
    """Sums of the stories that were rated in the period, as rows for `rated_stories`."""
    ratings = _ratings_in(agency_id, period)
    rows = ratings.order_by().values("story_id").annotate(
        number=Count("pk"), total=Sum("stars"), mean=Avg("stars"), last_day=Max("day")
    )  # fmt: skip
    return rows.order_by(*_ORDERS[order])


def rated_stories(
    rows: list[dict[str, Any]], *, agency_number: int, agency_total: int
) -> Iterator[RatedStory]:
    """Rows of `rated_in` with their stories. Two queries."""
    ids = [row["story_id"] for row in rows]
    shown = Story.objects.select_related("section").only("headline", "section__slug")
    stories = shown.in_bulk(ids)
    off = set(StoryScore.objects.filter(pk__in=ids, is_off=True).values_list("pk", flat=True))
    for row in rows:
        number, total = row["number"], row["total"]
        yield RatedStory(
            story=stories[row["story_id"]],
            number=number,
            total=total,
            mean=Decimal(total) / number,
            average=fair_average(
                number, total, agency_number=agency_number, agency_total=agency_total
            ),
            is_off=row["story_id"] in off,
        )


def sums_in(agency_id: int, period: Period) -> tuple[int, int]:
    """Number of ratings and sum of stars of the agency's stories in the period. One query."""
    found = _ratings_in(agency_id, period).aggregate(number=Count("pk"), total=Sum("stars"))
    return found["number"], found["total"] or 0


def stars_of_story(story_id: int) -> list[int]:
    """How many readers gave one star, two, …, five, since the beginning. One query."""
    rows = StoryRating.objects.filter(story_id=story_id).values_list("stars")
    counts = dict(rows.annotate(number=Count("pk")).order_by())
    return [counts.get(stars, 0) for stars in range(1, 6)]


def score_row(story_id: int) -> StoryScore | None:
    """The sums of a story, or None when it was neither rated nor left out."""
    return StoryScore.objects.filter(pk=story_id).select_related("of_agency").first()


def entries_of(agency_id: int) -> QuerySet[OpinionsEntry]:
    """What people of the agency did with polls and switches, the latest first."""
    return OpinionsEntry.objects.filter(agency_id=agency_id).select_related("actor")


def _ratings_in(agency_id: int, period: Period) -> QuerySet[StoryRating]:
    return StoryRating.objects.filter(
        story__agency_id=agency_id, day__gte=period.first, day__lte=period.last
    )
