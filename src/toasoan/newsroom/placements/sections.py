"""What of placements stands on other pages: the story's, and the desk of an editor."""

from collections.abc import Collection

from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.desk_counts import desk_count
from toasoan.newsroom.kit.duty_sets import DESK
from toasoan.newsroom.kit.page_sections import page_section
from toasoan.newsroom.placements.queries import placements_of, unconfirmed
from toasoan.outlets.models import Placement
from toasoan.stories.models import Story
from toasoan.units.duties import Duty
from toasoan.units.queries import agencies_where
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


@desk_count((Duty.EDIT,), order=40, template="newsroom/placements/to_confirm.html")
def to_be_confirmed(agencies: Collection[int]) -> QuerySet[Placement]:
    """Placements that outlets have reported and no editor has looked at."""
    return unconfirmed(agencies)
