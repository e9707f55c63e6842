"""The home page's block of the work schedule: this week, its number, its first lines."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, IntegerBlock, StructBlock

from toasoan.audience.names import SCHEDULE, SCHEDULE_FILE
from toasoan.audience.queries import totals
from toasoan.page_cache.cache_tags import right_until, shows
from toasoan.portal.frame.cache_tags import midnight_after
from toasoan.portal.home.arrangement import Home
from toasoan.portal.schedules.words import week_in_words
from toasoan.schedules.cache_tags import schedules_tag
from toasoan.schedules.queries.grid import GridLine, readers_rows
from toasoan.schedules.queries.public import file_of, published, shown_lines
from toasoan.schedules.rules import monday_of
from toasoan.vietnamese.dates import local_day

_LINES, _MOST_LINES = 5, 12
_AN_HOUR = dt.timedelta(hours=1)


class ScheduleBlock(StructBlock):  # type: ignore[misc]  # Wagtail ships no types
    """The schedule of this week, or the latest one before it: what is still to come first."""

    title = CharBlock(label=_("Title"), default=_("Work schedule"), max_length=80)
    number = IntegerBlock(
        label=_("How many lines"), default=_LINES, min_value=0, max_value=_MOST_LINES
    )

    class Meta:
        icon = "calendar-alt"
        label = _("Work schedule")
        narrow = True
        template = "portal/schedules/home.html"

    def gather(self, value: Any, home: Home) -> dict[str, Any] | None:
        """Right until midnight, its number of views for an hour. Five queries at most."""
        shows(home.request, schedules_tag(home.agency.pk))
        right_until(home.request, min(midnight_after(home.now), home.now + _AN_HOUR))
        today = local_day(home.now)
        monday = monday_of(today)
        schedule = published(home.agency.pk).filter(monday__lte=monday).first()
        if schedule is None:
            return None
        file = file_of(schedule)
        rows = readers_rows(shown_lines(schedule)) if value["number"] else []
        ahead = [row for row in rows if row.line.day >= today]
        chosen: list[GridLine] = (ahead or rows)[: value["number"]]
        return {
            "schedule": schedule,
            "week": week_in_words(schedule.monday),
            "views": totals(SCHEDULE, [schedule.pk])[schedule.pk],
            "fetched": totals(SCHEDULE_FILE, [file.pk])[file.pk] if file else None,
            "rows": chosen,
            "more": max(0, len(rows) - len(chosen)),
        }
