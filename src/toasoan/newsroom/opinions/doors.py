"""Who sees what readers think, and whose: what every screen of it asks first."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.agency import agency_where, today_here
from toasoan.newsroom.kit.duty_sets import ADMINISTRATION, ARRANGING, COUNTING
from toasoan.opinions.models import Poll
from toasoan.opinions.queries.polls import polls_of
from toasoan.stories.models import Story
from toasoan.units.models import Agency
from toasoan.units.queries import duties_of

#: Who reads ratings, opinions and polls: webmaster, editors, board.
READING_OPINIONS = COUNTING | ADMINISTRATION
#: Who leaves a story out of the ratings.
SETTING_STORIES = ARRANGING


def agency_read(request: HttpRequest) -> Agency:
    """The agency whose readers' opinions the person reads. Raises Http404."""
    return agency_where(request, READING_OPINIONS)


def story_for(request: HttpRequest, story_id: int) -> Story:
    """A story of the agency that was once on the site. Raises Http404."""
    shown = Story.objects.filter(agency=agency_read(request), first_published_at__isnull=False)
    return get_object_or_404(shown, pk=story_id)


def poll_for(request: HttpRequest, poll_id: int) -> Poll:
    """A poll of the agency. Raises Http404."""
    return get_object_or_404(polls_of(agency_read(request).pk), pk=poll_id)


def may_keep(request: HttpRequest) -> bool:
    """Whether the person looks after the site: keeps polls, turns switches."""
    return not duties_of(user_of(request), today_here()).isdisjoint(ADMINISTRATION)
