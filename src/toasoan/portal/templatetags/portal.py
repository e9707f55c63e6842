"""Dates and photos for public pages."""

import datetime as dt
import re
from typing import Any

from django import template
from django.utils import dateformat
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from toasoan.media.models import Picture
from toasoan.portal.frame.photos import image, is_first
from toasoan.stories.models import BylineRole
from toasoan.stories.videos import host_of, youtube_id
from toasoan.vietnamese import dates
from toasoan.vietnamese.symbols import with_whole_symbols

register = template.Library()
register.filter("long_datetime", dates.long_datetime)
register.filter("long_date", dates.long_date)
register.filter("youtube_id", youtube_id)
register.filter("role_name", lambda role: dict(BylineRole.choices).get(role, ""))
register.filter("host_of", host_of)
register.filter("short_date", lambda moment: dates.short_date(dates.local_day(moment)))


@register.filter
def span_to(begins_at: dt.datetime, ends_at: dt.datetime) -> str:
    """From when until when, in the language of the page; a day is said once."""
    begins, ends = begins_at.astimezone(dates.TZ), ends_at.astimezone(dates.TZ)
    if begins.date() == ends.date():
        return f"{begins:%H:%M}–{ends:%H:%M}, {day_in_words(begins)}"
    return f"{begins:%H:%M}, {day_in_words(begins)} – {ends:%H:%M}, {day_in_words(ends)}"


@register.filter
def day_in_words(moment: dt.datetime) -> str:
    """The Vietnamese day of a moment with its weekday, in the language of the page."""
    day = dates.local_day(moment)
    return dateformat.format(day, "l, j F Y") if get_language() == "en" else dates.long_date(day)


@register.simple_tag(takes_context=True)
def photo(context: dict[str, Any], picture: Picture | None, kind: str, alt: str = "") -> Any:
    """An image in the copies that fit; nothing when there is no photo."""
    if picture is None:
        return ""
    return image(picture, kind, alt, is_first=is_first(context))


@register.filter
def unbroken(text: str) -> SafeString:
    """Text in which no line breaks within the symbol of a document."""
    return mark_safe(with_whole_symbols(conditional_escape(text)))  # noqa: S308  # escaped


#: A number as a cell has it: thousands in groups or not, a comma or point, a percent sign.
_NUMBER = re.compile(r"[-\u2212+]?\d+(?:[.,\u00a0 ]\d+)*\s?%?")
_NOTHING = frozenset({"", "-", "–", "—"})


@register.filter
def columns_of_numbers(table: Any) -> frozenset[int]:
    """The places (from 0) of a table's columns that hold numbers and nothing else."""
    columns = zip(*([str(cell.value).strip() for cell in row] for row in table.rows), strict=True)
    return frozenset(
        place
        for place, cells in enumerate(columns)
        if (told := [cell for cell in cells if cell not in _NOTHING])
        and all(map(_NUMBER.fullmatch, told))
    )


@register.simple_tag(takes_context=True)
def absolute(context: dict[str, Any], path: str) -> str:
    """The full address of a path on this site."""
    request = context.get("request")
    return request.build_absolute_uri(path) if request is not None else path


@register.filter
def machine_moment(moment: dt.datetime | None) -> str:
    """A moment for machines, to the second: HTML takes no more than milliseconds."""
    return moment.astimezone(dates.TZ).isoformat(timespec="seconds") if moment else ""


@register.filter
def address(picture: Picture, width: int) -> str:
    """The address of the copy of at most this width."""
    return picture.address(width)
