"""What of placements stands on other pages: the story's, and the desk of an editor."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.duty_sets import DESK
from toasoan.newsroom.kit.page_sections import page_section
from toasoan.newsroom.placements.queries import placements_of, unconfirmed_count
from toasoan.stories.models import Story
from toasoan.units.duties import Duty
from toasoan.units.queries import agencies_where, agency_of
from toasoan.vietnamese.dates import local_day


@page_section("story", order=40)
def where_it_appeared(request: HttpRequest, story: Story) -> str:
    """Where a published story appeared; people of its desk may write down one more place."""
    if not story.progress.published_at:
        return ""
    today = local_day(timezone.now())
    may_enter = story.agency_id in agencies_where(user_of(request), tuple(DESK), today)
    placements = placements_of(story)
    if not placements and not may_enter:
        return ""
    context = {"placements": placements, "story": story, "may_enter": may_enter}
    return render_to_string("newsroom/placements/of_story.html", context, request)


@page_section("inbox", order=40)
def to_be_confirmed(request: HttpRequest, _subject: None) -> str:
    """How many placements outlets have reported that no editor has looked at."""
    agency = agency_of(user_of(request), (Duty.EDIT,), local_day(timezone.now()))
    number = unconfirmed_count(agency) if agency else 0
    if not number:
        return ""
    return render_to_string("newsroom/placements/to_confirm.html", {"number": number}, request)
