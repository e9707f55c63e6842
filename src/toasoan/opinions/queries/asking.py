"""What readers are asked on an agency's pages, and the scores of its stories: one query."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import F, FilteredRelation, Q

from toasoan.opinions.models import AgencyOpinions
from toasoan.opinions.rules import ENOUGH_RATINGS, fair_average


@dataclass(frozen=True, slots=True)
class Score:
    """What readers see of a story's ratings: how many, the sum of stars, the fair average."""

    number: int
    total: int
    average: Decimal


@dataclass(frozen=True, slots=True)
class Asking:
    """What an agency asks its readers; nothing without a row of its own.

    `off` are stories that are not rated; `page_key` is that of `AgencyOpinions`.
    """

    ratings_on: bool = False
    satisfaction_on: bool = False
    off: frozenset[int] = frozenset()
    scores: Mapping[int, Score] = field(default_factory=dict)
    page_key: str = ""

    def is_rated(self, story_id: int) -> bool:
        """Whether readers may rate the story."""
        return self.ratings_on and story_id not in self.off


def asking_of(agency_id: int) -> Asking:
    """The agency's switches, with the scores that are shown. One query.

    Stories with few ratings are not read: there is nothing to show of them.
    """
    told = Q(scores__number__gte=ENOUGH_RATINGS) | Q(scores__is_off=True)
    rows = list(
        AgencyOpinions.objects.filter(agency_id=agency_id)
        .annotate(told=FilteredRelation("scores", condition=told))
        .values(
            "ratings_on", "satisfaction_on", "number", "total", "page_key",
            story=F("told__story_id"), of_story=F("told__number"),
            stars=F("told__total"), is_off=F("told__is_off"),
        )
    )  # fmt: skip
    if not rows:
        return Asking()
    return Asking(
        ratings_on=rows[0]["ratings_on"],
        satisfaction_on=rows[0]["satisfaction_on"],
        off=frozenset(row["story"] for row in rows if row["is_off"]),
        scores={row["story"]: found for row in rows if (found := _score(row)) is not None},
        page_key=rows[0]["page_key"],
    )


def _score(row: Mapping[str, Any]) -> Score | None:
    if row["story"] is None:
        return None
    average = fair_average(
        row["of_story"], row["stars"], agency_number=row["number"], agency_total=row["total"]
    )
    return None if average is None else Score(row["of_story"], row["stars"], average)
