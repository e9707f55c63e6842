"""Where this part of the portal stands on pages of others."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks

from toasoan.opinions.cache_tags import polls_tag
from toasoan.opinions.queries.polls import shown_polls
from toasoan.page_cache.cache_tags import shows
from toasoan.portal.opinions.page_part import question_about
from toasoan.portal.opinions.poll_block import PollsBlock
from toasoan.portal.opinions.story_part import story_part
from toasoan.units.models import Agency

hooks.register("toasoan_story_part", story_part, order=50)
hooks.register("toasoan_page_part", question_about, order=50)


@hooks.register("toasoan_home_block")
def _block() -> tuple[str, PollsBlock]:
    return "polls", PollsBlock()


@hooks.register("toasoan_site_map")
def _site_map(request: HttpRequest, agency: Agency) -> tuple[str, list[tuple[str, str]]] | None:
    """The list of polls, once there is one."""
    shows(request, polls_tag(agency.pk))
    if not shown_polls(agency.pk).exists():
        return None
    return _("Opinions of readers"), [(_("Polls"), reverse("portal:polls"))]
