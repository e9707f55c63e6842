"""Dates as the office writes them, for the newsroom's templates."""

import datetime as dt

from django import template

from toasoan.vietnamese import dates

register = template.Library()
register.filter("long_datetime", dates.long_datetime)
register.filter("short_datetime", dates.short_datetime)


@register.filter
def relative(moment: dt.datetime, now: dt.datetime) -> str:
    """How long ago, in words."""
    return dates.relative(moment, now)


@register.filter
def waited(since: dt.datetime, now: dt.datetime) -> str:
    """How long something has been waiting, in words."""
    return dates.waited(since, now)
