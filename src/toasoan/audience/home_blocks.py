"""Blocks of the home page: the site's counter, and what is read most."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BooleanBlock, CharBlock, ChoiceBlock, IntegerBlock, StructBlock

from toasoan.audience import definitions
from toasoan.audience.cache_tags import counter_tag
from toasoan.audience.queries import most_read, visits_now
from toasoan.page_cache.cache_tags import right_until, shows
from toasoan.stories.cache_tags import story_tag
from toasoan.vietnamese.dates import local_day

WEEK, MONTH = "week", "month"
DAYS = {WEEK: 7, MONTH: 30}
_MOST_STORIES = 10
#: Some of those that were read most may have left the site since.
_SPARE = 10


class CounterBlock(StructBlock):  # type: ignore[misc]  # Wagtail ships no types
    """How many are here now, today, this month and ever."""

    title = CharBlock(label=_("Title"), default=_("Visits of this site"), max_length=80)

    class Meta:
        icon = "view"
        label = _("Counter of visits")
        narrow = True
        template = "portal/audience/counter.html"

    def gather(self, value: Any, home: Any) -> dict[str, Any]:
        """The numbers of this moment; a script of the page asks for newer ones. Three queries.

        Any: `portal.home.arrangement.Home`, which this room does not know.
        """
        shows(home.request, counter_tag(home.agency.pk))
        right_until(home.request, next_hour(home.now))
        return {"visits": visits_now(home.agency), "definitions": definitions}


class MostReadBlock(StructBlock):  # type: ignore[misc]  # Wagtail ships no types
    """The stories that were read most in a week or a month."""

    title = CharBlock(label=_("Title"), default=_("Most read"), max_length=80)
    period = ChoiceBlock(
        label=_("Counted over"),
        choices=[(WEEK, _("the last 7 days")), (MONTH, _("the last 30 days"))],
        default=WEEK,
    )
    number = IntegerBlock(
        label=_("How many stories"), default=5, min_value=1, max_value=_MOST_STORIES
    )
    shows_numbers = BooleanBlock(
        label=_("Say how often each was read"), default=False, required=False
    )

    class Meta:
        icon = "order-down"
        label = _("Most read")
        narrow = True
        template = "portal/audience/most_read.html"

    def gather(self, value: Any, home: Any) -> dict[str, Any] | None:
        """Stories that are on the site, most read first; made anew every hour. Two queries.

        Any: as above.
        """
        right_until(home.request, next_hour(home.now))
        today = local_day(home.now)
        first = today - dt.timedelta(days=DAYS[value["period"]] - 1)
        views = most_read(home.agency, first, today, value["number"] + _SPARE)
        found = {story.pk: story for story in home.live().filter(pk__in=views)}
        stories = [found[pk] for pk in views if pk in found][: value["number"]]
        sections = {section.pk: section for section in home.sections}
        for story in stories:
            story.section = sections.get(story.section_id)
        shows(home.request, *(story_tag(pk) for pk in views))
        rows = [(story, views[story.pk]) for story in stories]
        return {"rows": rows, "is_week": value["period"] == WEEK} if rows else None


def next_hour(now: dt.datetime) -> dt.datetime:
    """The next full hour."""
    return now.replace(minute=0, second=0, microsecond=0) + dt.timedelta(hours=1)
