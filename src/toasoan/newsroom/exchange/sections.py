"""Where a story came from, and which partners took it off again, on the story's page."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from toasoan.accounts.requests import user_of
from toasoan.exchange.models import Handover, HandoverState
from toasoan.exchange.queries import notices_of, take_downs_by_partners
from toasoan.newsroom.kit.page_sections import page_section
from toasoan.stories.models import Story
from toasoan.units.duties import Duty
from toasoan.units.queries import agencies_where
from toasoan.vietnamese.dates import local_day

_EDITING = (Duty.EDIT,)


@page_section("story", order=40)
def origin(request: HttpRequest, story: Story) -> str:
    """From which agency the story came, and what that agency has told since."""
    handover = (
        Handover.objects.select_related("partner")
        .filter(story_id=story.pk, state=HandoverState.TAKEN_OVER)
        .first()
    )
    if handover is None:
        return ""
    own = agencies_where(user_of(request), _EDITING, local_day(timezone.now()))
    context = {
        "handover": handover,
        "notices": notices_of(handover),
        "may_open": handover.agency_id in own,
    }
    return render_to_string("newsroom/exchange/origin.html", context)


@page_section("story", order=45)
def taken_down_there(_request: HttpRequest, story: Story) -> str:
    """The partners that used the story and have taken it down since."""
    replies = take_downs_by_partners(story.pk) if story.progress.published_at else []
    if not replies:
        return ""
    return render_to_string("newsroom/exchange/taken_down_there.html", {"replies": replies})
