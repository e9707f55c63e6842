"""Where a story went, on the story's page; what waits for a person, at the desk."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from toasoan.accounts.requests import user_of
from toasoan.editorial.transitions import Status
from toasoan.newsroom.kit.duty_sets import DESK
from toasoan.newsroom.kit.page_sections import page_section
from toasoan.outlets.models import Dispatch
from toasoan.outlets.queries import dispatches_of_story, waiting_for_people
from toasoan.stories.models import Story
from toasoan.units.queries import agencies_where, agency_of
from toasoan.vietnamese.dates import local_day

_MOST_SHOWN = 5
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


@page_section("inbox", order=30)
def to_be_decided(request: HttpRequest, _subject: None) -> str:
    """Dispatches that failed or are sent by hand, for the people of the desk."""
    agency = agency_of(user_of(request), tuple(DESK), local_day(timezone.now()))
    if agency is None:
        return ""
    rows = waiting_for_people(Dispatch.objects.filter(outlet__agency=agency))
    number = rows.count()
    if not number:
        return ""
    shown = rows.select_related("outlet").order_by("pk")[:_MOST_SHOWN]
    context = {"rows": shown, "number": number, "more": number - len(shown)}
    return render_to_string("newsroom/outlets/to_decide.html", context, request)
