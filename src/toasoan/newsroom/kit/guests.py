"""What pages answer with that open by a word in their address, to people without an account."""

import datetime as dt
from collections.abc import Callable
from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from toasoan.accounts.attempts import accept_attempt, counts_of, enter_attempt
from toasoan.accounts.limits import Secret
from toasoan.newsroom.kit.session import source_of

#: Kept nowhere on the way and in no search engine; the address goes to nobody else.
_PRIVATE = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex",
    "Referrer-Policy": "no-referrer",
}
_TOO_MANY = 429

Found = TypeVar("Found")


def opened_by_word(
    request: HttpRequest,
    secret: Secret,
    find: Callable[[dt.datetime], Found | None],
    page: Callable[[Found], HttpResponse],
) -> HttpResponse:
    """The page of what the word in the address opens, kept nowhere; guessing soon ends.

    `find` looks it up at the moment. Raises Http404 when it finds nothing.
    """
    now = timezone.now()
    attempt = enter_attempt(counts_of(secret, "", source_of(request)), now)
    if attempt.refused_until:
        return refused_until(attempt.refused_until, now)
    found = find(now)
    if found is None:
        raise Http404
    accept_attempt(attempt)
    return as_private(page(found))


def as_private(answer: HttpResponse) -> HttpResponse:
    """The answer with what keeps it from being kept, listed or told of."""
    for name, value in _PRIVATE.items():
        answer[name] = value
    return answer


def refused_until(until: dt.datetime, now: dt.datetime) -> HttpResponse:
    """What somebody gets who has tried too often from one network."""
    seconds = max(1, round((until - now).total_seconds()))
    words = _("Too many wrong attempts from here. Please try again in some minutes.")
    answer = HttpResponse(words, content_type="text/plain; charset=utf-8", status=_TOO_MANY)
    answer["Retry-After"] = str(seconds)
    answer["Cache-Control"] = "no-store"
    return answer
