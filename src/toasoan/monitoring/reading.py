"""Reading one outlet: its feed or list page, then the pages of items whose text is not whole."""

import datetime as dt
import logging
import time
from collections.abc import Callable
from email.message import Message
from typing import TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _

from toasoan.monitoring.actions import feed_to_read, note_listed, note_page, note_reading
from toasoan.monitoring.markup import Article, Listed, read_article, read_listing
from toasoan.monitoring.models import SeenItem, WatchedFeed
from toasoan.network.fetching import Fetched, FetchFailedError
from toasoan.outlets.models import Outlet
from toasoan.outlets.outgoing import ask, problem_sentence, status_sentence
from toasoan.sent_files.pool import UnreadError, read_apart

logger = logging.getLogger(__name__)

Read = TypeVar("Read")

#: Pages of items asked for in one round, and the seconds after which none is begun any more.
MOST_PAGES = 15
MOST_SECONDS = 40.0
#: Processor time for one page.
_SECONDS = 5.0
_ANSWERS = (Listed, Article, dt.date)
_OK, _NOT_MODIFIED = 200, 304


class NotReadError(Exception):
    """A page cannot be used; its text is a sentence for people."""


def read_outlet(outlet: Outlet, *, now: dt.datetime) -> int:
    """Read what is new at an outlet; returns how many items are new.

    A problem is written down where people see it, and the outlet is left alone for longer. Asks
    other people's servers: never inside a transaction.
    """
    until = time.monotonic() + MOST_SECONDS
    feed = feed_to_read(outlet)
    try:
        new = note_listed(outlet, _listing(feed), now=now)
    except NotReadError as problem:
        note_reading(feed, str(problem), now=now)
        return 0
    except Exception:
        logger.exception("outlet %s: its page could not be read", outlet.pk)
        problem_found = _("The computer met an error; the webmaster finds it written.")
        note_reading(feed, problem_found, now=now)
        return 0
    note_reading(feed, "", now=now)
    _read_pages(outlet, until)
    return new


def _listing(feed: WatchedFeed) -> tuple[Listed, ...]:
    """The items of the feed. Raises NotReadError."""
    headers = {"If-None-Match": feed.etag, "If-Modified-Since": feed.last_modified}
    answer = _asked(feed.address, {name: value for name, value in headers.items() if value})
    if answer.status == _NOT_MODIFIED:
        return ()
    listed = _apart(read_listing, answer, answer.address)
    if not listed:
        raise NotReadError(_("No items were found there. Is it the address of a feed or a list?"))
    feed.etag = _short(answer.headers.get("etag", ""), 200)
    feed.last_modified = _short(answer.headers.get("last-modified", ""), 100)
    feed.listed = len(listed)
    return tuple(listed)


def _short(text: str, most: int) -> str:
    """A header to send back as it is, or nothing."""
    return text if len(text) <= most and text.isascii() and text.isprintable() else ""


def _asked(address: str, headers: dict[str, str]) -> Fetched:
    try:
        answer = ask(address, headers=headers)
    except FetchFailedError as failure:
        raise NotReadError(problem_sentence(failure)) from failure
    if answer.status not in {_OK, _NOT_MODIFIED}:
        raise NotReadError(status_sentence(answer.status))
    return answer


def _apart(reader: Callable[..., Read], answer: Fetched, *more: str) -> Read:
    """What a reader makes of an answer, in a process of its own. Raises NotReadError."""
    kind = Message()
    kind["Content-Type"] = answer.headers.get("content-type", "")
    charset = str(kind.get_content_charset() or "")
    try:
        return read_apart(reader, answer.body, charset, *more, answers=_ANSWERS, seconds=_SECONDS)
    except UnreadError as error:
        raise NotReadError(_("The site's answer cannot be read.")) from error


def _read_pages(outlet: Outlet, until: float) -> None:
    """Fill in texts, the newest items first, until the round's pages or seconds are used up."""
    waiting = SeenItem.objects.filter(outlet=outlet, pages_due__gt=0).order_by("-seen_at", "pk")
    for item in list(waiting[:MOST_PAGES]):
        if time.monotonic() > until:
            return
        try:
            article = _apart(read_article, _asked(item.address, {}))
        except NotReadError:
            article = None
        note_page(item, article, now=timezone.now())
