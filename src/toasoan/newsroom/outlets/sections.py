"""Where a story went, on the story's page; what waits for a person, at the desk."""

from collections.abc import Collection

from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from toasoan.accounts.requests import user_of
from toasoan.editorial.transitions import Status
from toasoan.newsroom.kit.desk_counts import desk_count
from toasoan.newsroom.kit.duty_sets import DESK
from toasoan.newsroom.kit.page_sections import page_section
from toasoan.outlets.models import Dispatch
from toasoan.outlets.queries import dispatches_of_story, waiting_for_people
from toasoan.stories.models import Story
from toasoan.units.queries import agencies_where
from toasoan.vietnamese.dates import local_day

_SENDABLE = (Status.PUBLISHED, Status.APPROVED)


@page_section("story", order=30)
def where_it_went(request: HttpRequest, story: Story) -> str:
    """Where the story was sent, for everybody who sees it; the desk opens the dispatches."""
    user, today = user_of(request), local_day(timezone.now())
    is_desk = story.agency_id in agencies_where(user, tuple(DESK), today)
    may_send = is_desk and story.progress.status in _SENDABLE
    rows = list(dispatches_of_story(story.pk))
    if not rows and not may_send:
        return ""
    context = {
        "rows": rows,
        "story": story,
        "may_send": may_send,
        "may_open": is_desk,
    }
    return render_to_string("newsroom/outlets/of_story.html", context, request)


@desk_count(DESK, order=30, template="newsroom/outlets/to_decide.html")
def to_be_decided(agencies: Collection[int]) -> QuerySet[Dispatch]:
    """Dispatches that failed or are sent by hand."""
    return waiting_for_people(Dispatch.objects.filter(outlet__agency__in=agencies))
