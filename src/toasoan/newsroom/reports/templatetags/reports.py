"""How templates show the plain values of a report."""

import datetime as dt
from typing import Any

from django import template

from toasoan.reports.models import MeasureState
from toasoan.vietnamese.dates import official_date, short_datetime

register = template.Library()


@register.filter
def iso_day(text: str) -> str:
    """A day of a report's content as people read it."""
    return official_date(dt.date.fromisoformat(text)) if text else ""


@register.filter
def iso_moment(text: str) -> str:
    """A moment of a report's content as people read it."""
    return short_datetime(dt.datetime.fromisoformat(text)) if text else ""


@register.filter
def measure_state(state: str) -> Any:
    """The words of a measure's state."""
    return MeasureState(state).label


@register.filter
def address_in(addresses: dict[int, str], story: int | None) -> str:
    """The public address of a story, "" when readers cannot see it."""
    return addresses.get(story or 0, "")
