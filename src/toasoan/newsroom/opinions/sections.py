"""On a story's page: its ratings, once it is on the site."""

from django.http import HttpRequest
from django.template.loader import render_to_string

from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.agency import today_here
from toasoan.newsroom.kit.page_sections import page_section
from toasoan.newsroom.opinions.doors import READING_OPINIONS
from toasoan.opinions.queries.ratings import score_row
from toasoan.stories.models import Story
from toasoan.units.queries import agencies_where


@page_section("story", order=60)
def ratings_of_story(request: HttpRequest, story: Story) -> str:
    """A line with the number of ratings; empty for who does not read them. One query."""
    may_read = agencies_where(user_of(request), READING_OPINIONS, today_here())
    if story.first_published_at is None or story.agency_id not in may_read:
        return ""
    score = score_row(story.pk)
    context = {
        "story": story,
        "number": score.number if score else 0,
        "is_off": bool(score and score.is_off),
    }
    return render_to_string("newsroom/opinions/of_story.html", context, request)
