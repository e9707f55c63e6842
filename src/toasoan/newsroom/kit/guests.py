"""What pages answer with that open by a word in their address, to people without an account."""

import datetime as dt

from django.http import HttpResponse
from django.utils.translation import gettext as _

#: Kept nowhere on the way and in no search engine; the address goes to nobody else.
PRIVATE = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex",
    "Referrer-Policy": "no-referrer",
}
_TOO_MANY = 429


def refused_until(until: dt.datetime, now: dt.datetime) -> HttpResponse:
    """What somebody gets who has tried too often from one network."""
    seconds = max(1, round((until - now).total_seconds()))
    words = _("Too many wrong attempts from here. Please try again in some minutes.")
    answer = HttpResponse(words, content_type="text/plain; charset=utf-8", status=_TOO_MANY)
    answer["Retry-After"] = str(seconds)
    answer["Cache-Control"] = "no-store"
    return answer
