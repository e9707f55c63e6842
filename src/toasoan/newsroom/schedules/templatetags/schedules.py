"""How the screens of schedules name weeks, days and fields."""

import datetime as dt

from django import template
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from toasoan.newsroom.schedules.place import days_in_words
from toasoan.vietnamese.dates import WEEKDAYS

register = template.Library()
register.filter("week_words", days_in_words)


@register.filter
def weekday_name(day: dt.date) -> str:
    """The name of the day of the week."""
    return WEEKDAYS[day.weekday()]


@register.simple_tag
def cell(field: BoundField, number: int) -> SafeString:
    """A field of a row: its label is read out with the row's number, on a phone it is seen."""
    return format_html(
        '<label class="row-table__label" for="{}">{}<span class="w-sr-only"> {}</span></label>{}',
        field.id_for_label,
        field.label,
        number,
        field,
    )
