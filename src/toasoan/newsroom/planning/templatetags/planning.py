"""Days of the calendar as the office writes them, for the plan's templates."""

import datetime as dt

from django import template

from toasoan.vietnamese import dates

register = template.Library()
register.filter("long_date", dates.long_date)


@register.filter
def weekday_name(day: dt.date) -> str:
    """The day's name in the week."""
    return dates.WEEKDAYS[day.weekday()]
