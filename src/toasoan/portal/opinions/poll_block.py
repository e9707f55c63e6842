"""The home page's block of the polls that are open."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock

from toasoan.opinions.cache_tags import poll_tag, polls_tag
from toasoan.opinions.models import Poll
from toasoan.opinions.queries.polls import open_polls
from toasoan.page_cache.cache_tags import shows
from toasoan.portal.home.arrangement import Home
from toasoan.portal.opinions.forms import VoteForm
from toasoan.vietnamese.dates import local_day

_MOST = 2


class PollsBlock(StructBlock):  # type: ignore[misc]  # Wagtail ships no types
    """Open polls with their answers, to vote on the spot; those that close first."""

    title = CharBlock(label=_("Title"), default=_("Poll"), max_length=80)

    class Meta:
        icon = "form"
        label = _("Polls")
        narrow = True
        template = "portal/opinions/home_polls.html"

    def gather(self, value: Any, home: Home) -> dict[str, Any] | None:
        """Right for the day: polls open and close at midnight, as the page does. Two queries."""
        shows(home.request, polls_tag(home.agency.pk))
        found = list(open_polls(home.agency.pk, local_day(home.now)).filter(on_home=True)[:_MOST])
        shows(home.request, *(poll_tag(poll.pk) for poll in found))
        return {"polls": [(poll, form_of(poll)) for poll in found]} if found else None


def form_of(poll: Poll, data: Any = None) -> VoteForm:
    """The form of a poll; its fields have ids of their own on a page with several."""
    offered = [option.pk for option in poll.options.all()]
    return VoteForm(data, offered=offered, auto_id=f"tham-do-{poll.pk}-%s")
