"""Names of what is counted, and the numbers."""

from django.db.models import Sum

from toasoan.audience.models import StoryViews
from toasoan.vietnamese.periods import Period

_STORY = "story:"


def views_of_story(story_id: int) -> str:
    """The name under which the page store counts views of a story's page."""
    return f"{_STORY}{story_id}"


def story_of(name: str) -> int | None:
    """The story whose views have this name; None for another name."""
    kind, _, number = name.partition(":")
    return int(number) if f"{kind}:" == _STORY and number.isdecimal() else None


def views_in(period: Period, agency_id: int) -> int:
    """Views of all stories of an agency in a period."""
    rows = StoryViews.objects.filter(
        day__gte=period.first, day__lte=period.last, story__agency_id=agency_id
    )
    return rows.aggregate(number=Sum("number"))["number"] or 0


def most_viewed(period: Period, agency_id: int, *, limit: int) -> list[tuple[int, int]]:
    """Ids of the stories looked at most in a period, with their views, the most first."""
    rows = (
        StoryViews.objects.filter(
            day__gte=period.first, day__lte=period.last, story__agency_id=agency_id
        )
        .order_by()
        .values_list("story_id")
        .annotate(number=Sum("number"))
        .order_by("-number", "story_id")
    )
    return list(rows[:limit])
