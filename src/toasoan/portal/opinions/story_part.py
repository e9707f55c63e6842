"""Beneath a story: its score, five stars to give, and whether it was useful."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from toasoan.opinions.cache_tags import score_tag
from toasoan.opinions.queries.asking import Score
from toasoan.page_cache.cache_tags import shows
from toasoan.portal.frame.fragments import filled, fragment
from toasoan.portal.frame.page_parts import PageSubject
from toasoan.portal.frame.structured_data import in_script
from toasoan.portal.opinions.asking import asking_on
from toasoan.portal.opinions.page_part import question_about
from toasoan.stories.models import Story
from toasoan.vietnamese.numbers import decimal_comma, grouped


def story_part(request: HttpRequest, story: Story, around: dict[str, Any]) -> str:
    """What readers are asked beneath a story. One query, remembered for all stories."""
    agency = around["agency"]
    asking = asking_on(request, agency.pk)
    shows(request, score_tag(story.pk))
    rating = ""
    if asking.is_rated(story.pk):
        rating = _rating(request, story, around, asking.scores.get(story.pk))
    subject = PageSubject(f"story:{story.pk}", story.headline, story.last_published_at)
    return format_html("{}{}", rating, question_about(request, subject, around))


def _rating(
    request: HttpRequest, story: Story, around: dict[str, Any], score: Score | None
) -> SafeString:
    """From story to story only numbers and addresses differ: the rest is remembered."""
    box = filled(
        fragment("portal/opinions/rating.html", around),
        action=reverse("portal:rate_story", args=[story.pk]),
        story=str(story.pk),
        score=score_in_words(score),
    )
    if score is None:
        return box
    address = request.build_absolute_uri(story.get_absolute_url())
    data = in_script(_structured(address, score))
    return format_html('{}<script type="application/ld+json">{}</script>', box, data)


def score_in_words(score: Score | None) -> str:
    """The sum of stars in how many ratings, and the average; or that there are too few."""
    if score is None:
        return _("Not enough ratings yet to show an average.")
    words = _(
        "The story's points are %(total)s in %(number)s ratings; fair average %(average)s of 5."
    )
    return words % {
        "total": grouped(score.total),
        "number": grouped(score.number),
        "average": decimal_comma(score.average, 1),
    }


def _structured(address: str, score: Score) -> dict[str, Any]:
    """The average for machines, of the article that the head describes."""
    return {
        "@type": "NewsArticle",
        "@id": f"{address}#tin",
        "aggregateRating": {
            "@type": "AggregateRating",
            "ratingValue": str(score.average),
            "ratingCount": score.number,
            "bestRating": 5,
            "worstRating": 1,
        },
    }
