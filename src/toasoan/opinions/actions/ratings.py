"""Readers rate stories. Pages that show a score learn of it in batches."""

import datetime as dt

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from toasoan.opinions.cache_tags import score_tag, scores_tag
from toasoan.opinions.models import AgencyOpinions, StoryRating, StoryScore
from toasoan.opinions.rules import problems_of_stars
from toasoan.page_cache.actions import invalidate
from toasoan.refusals import Problem, RefusedError, refuse
from toasoan.stories.models import Story

#: A story's page is made anew for its ratings at most this often.
TELL_EVERY = dt.timedelta(minutes=10)
#: Stories of one announcement to the page store.
_AT_ONCE = 500


@transaction.atomic
def rate_story(
    story: Story, stars: int, *, reader_key: str, now: dt.datetime, day: dt.date
) -> bool:
    """Write down a reader's stars for a live story; True when they replace earlier ones.

    One rating a key: the same reader changes it as long as the key is the same. Raises
    RefusedError. The story's row is locked, so that its sums are those of its ratings.
    """
    refuse(problems_of_stars(stars))
    score = _score_of(story)
    refuse_when_off(score)
    earlier = StoryRating.objects.filter(story=story, reader_key=reader_key).first()
    if earlier is None:
        StoryRating.objects.create(story=story, day=day, stars=stars, reader_key=reader_key)
        _add(score, number=1, total=stars)
    elif earlier.stars != stars:
        difference = stars - earlier.stars
        earlier.stars = stars
        earlier.save(update_fields=["stars"])
        _add(score, number=0, total=difference)
    else:
        return True
    if score.told_at is None or now - score.told_at >= TELL_EVERY:
        _tell([score], now)
    return earlier is not None


def refuse_when_off(score: StoryScore) -> None:
    """Raise RefusedError when readers may not rate the story."""
    if score.is_off or not score.of_agency.ratings_on:
        message = _("This story is not rated.")
        raise RefusedError(Problem("ratings-off", message))


def _score_of(story: Story) -> StoryScore:
    """The story's sums, locked until the transaction ends."""
    of_agency, _made = AgencyOpinions.objects.get_or_create(agency_id=story.agency_id)
    StoryScore.objects.get_or_create(story=story, defaults={"of_agency": of_agency})
    locked = StoryScore.objects.select_for_update(of=("self",)).select_related("of_agency")
    return locked.get(story=story)


def _add(score: StoryScore, *, number: int, total: int) -> None:
    score.number, score.total, score.is_untold = score.number + number, score.total + total, True
    score.save(update_fields=["number", "total", "is_untold"])
    AgencyOpinions.objects.filter(pk=score.of_agency_id).update(
        number=F("number") + number, total=F("total") + total
    )


def tell_of_scores(*, now: dt.datetime) -> int:
    """Have the pages made anew whose score has changed and that were left alone for a while.

    Returns the number of stories. Safe to run twice.
    """
    told = 0
    while batch := _tell_some(now):
        told += batch
    return told


@transaction.atomic
def _tell_some(now: dt.datetime) -> int:
    long_ago = Q(told_at__isnull=True) | Q(told_at__lte=now - TELL_EVERY)
    waiting = StoryScore.objects.filter(long_ago, is_untold=True).order_by("pk")
    found = list(waiting.select_for_update()[:_AT_ONCE])
    if found:
        _tell(found, now)
    return len(found)


def _tell(scores: list[StoryScore], now: dt.datetime) -> None:
    StoryScore.objects.filter(pk__in=[score.pk for score in scores]).update(
        told_at=now, is_untold=False
    )
    agencies = {score.of_agency_id for score in scores}
    invalidate([*(score_tag(score.pk) for score in scores), *map(scores_tag, agencies)])
