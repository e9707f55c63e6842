"""Numbers and moments as the counter shows them."""

import datetime as dt

from django import template
from django.utils import timezone

from toasoan.vietnamese import numbers

register = template.Library()
register.filter("grouped", numbers.grouped)


@register.filter
def hour_and_day(moment: dt.datetime) -> str:
    """The hour and the day in Việt Nam: "09:05 ngày 03/02/2026"."""
    return f"{timezone.localtime(moment):%H:%M ngày %d/%m/%Y}"
