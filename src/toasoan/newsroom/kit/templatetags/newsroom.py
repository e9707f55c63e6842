"""Dates as the office writes them, and sections of other packages, for the newsroom's templates."""

import datetime as dt
from typing import Any

from django import template
from django.utils.safestring import SafeString

from toasoan.newsroom.kit.page_sections import render_sections
from toasoan.vietnamese import dates
from toasoan.vietnamese.shortening import shortened

register = template.Library()
register.filter("long_datetime", dates.long_datetime)
register.filter("short_datetime", dates.short_datetime)


@register.filter
def relative(moment: dt.datetime, now: dt.datetime) -> str:
    """How long ago, in words."""
    return dates.relative(moment, now)


register.filter("shortened", shortened)


@register.filter
def waited(since: dt.datetime, now: dt.datetime) -> str:
    """How long something has been waiting, in words."""
    return dates.waited(since, now)


@register.simple_tag(takes_context=True)
def page_sections(context: dict[str, Any], place: str, subject: Any = None) -> SafeString:
    """What other packages show at this place of the page."""
    return render_sections(place, context["request"], subject)


@register.simple_tag
def weekdays() -> str:
    """The names of the weekdays for scripts, Monday first, between bars."""
    return "|".join(dates.WEEKDAYS)
