"""Links by which somebody without an account reads a story that is not published (decision 0056).

The link shows the latest text until its last day, or until somebody who may make one ends it.
"""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from toasoan.accounts.link_words import digest_of, word_of
from toasoan.accounts.models import User
from toasoan.editorial.actions import hold
from toasoan.editorial.entries import in_place
from toasoan.editorial.models import PreviewLink, Progress
from toasoan.editorial.queries import roles_today
from toasoan.editorial.transitions import Status
from toasoan.ledger.actions import record
from toasoan.refusals import Problem, RefusedError, refuse
from toasoan.stories.models import Story
from toasoan.vietnamese.dates import local_day
from toasoan.vietnamese.moments import at_local

#: How far ahead the last day may lie, and how many links of a story may be open at a time.
LONGEST = dt.timedelta(days=30)
MOST_OPEN = 10
#: What a story must not be: nobody outside reads what was withdrawn, refused or taken down.
CLOSED = frozenset({Status.WITHDRAWN, Status.REJECTED, Status.TAKEN_DOWN})
#: Opening is noted at most this often.
_NOTED_AGAIN = dt.timedelta(minutes=1)
_PURPOSE = "editorial.preview"


@dataclass(frozen=True, slots=True)
class OpenedLink:
    """The link behind a word; `is_open` says whether it still leads to the story."""

    link: PreviewLink
    is_open: bool


def may_share(user: User, progress: Progress, now: dt.datetime) -> bool:
    """Whether the person may show the story outside: its author, leader, editors, approvers."""
    return progress.status not in CLOSED and bool(roles_today(user, progress, local_day(now)))


def open_links(story: Story, now: dt.datetime) -> QuerySet[PreviewLink]:
    """The story's links that still lead to it, latest first."""
    open_now = Q(ended_at__isnull=True, ends_at__gt=now)
    return PreviewLink.objects.filter(open_now, story=story).select_related("made_by")


def address_of(link: PreviewLink) -> str:
    """The absolute address that opens it; the same whenever it is asked for."""
    path = reverse("newsroom:preview", args=[word_of(_PURPOSE, link.pk)])
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"


@transaction.atomic
def make_link(
    story: Story, *, for_whom: str, last_day: dt.date, actor: User, now: dt.datetime
) -> PreviewLink:
    """Make a link that is open to the end of `last_day` in Việt Nam.

    Raises RefusedError when the person may not show the story, too many links are open, nobody
    is named, or the day has passed or lies too far ahead.
    """
    hold(story.pk)
    progress = Progress.objects.select_related("unit").get(pk=story.pk)
    _refuse_others(allowed=may_share(actor, progress, now))
    ends_at = at_local(last_day + dt.timedelta(days=1))
    link = PreviewLink(
        story=story, for_whom=for_whom.strip(), made_by=actor, made_at=now, ends_at=ends_at
    )
    refuse(_problems(link))
    link.save()
    link.key = digest_of(word_of(_PURPOSE, link.pk))
    link.save(update_fields=["key"])
    _write_down("story.share_preview", link, progress, actor, now)
    return link


def _refuse_others(*, allowed: bool) -> None:
    if not allowed:
        raise RefusedError(Problem("not-yours", _("You cannot show this story outside.")))


def _problems(link: PreviewLink) -> list[Problem]:
    found = []
    if not link.for_whom:
        found.append(Problem("empty", _("Write down who will read it."), "for_whom"))
    if not link.made_at < link.ends_at <= link.made_at + LONGEST + dt.timedelta(days=1):
        words = _("Choose a day from today to %(days)d days ahead.") % {"days": LONGEST.days}
        found.append(Problem("range", words, "last_day"))
    if open_links(link.story, link.made_at).count() >= MOST_OPEN:
        words = _("%(most)d links are open. End one that is no longer needed.")
        found.append(Problem("too-many", words % {"most": MOST_OPEN}))
    return found


@transaction.atomic
def end_link(link_id: int, *, actor: User, now: dt.datetime) -> None:
    """Close a link at once; one that is closed stays as it is.

    Raises RefusedError when the person may not show the story.
    """
    link = PreviewLink.objects.select_for_update().get(pk=link_id)
    progress = Progress.objects.select_related("unit").get(pk=link.story_id)
    _refuse_others(allowed=bool(roles_today(actor, progress, local_day(now))))
    if not link.is_open_at(now):
        return
    link.ended_by, link.ended_at = actor, now
    link.save(update_fields=["ended_by", "ended_at"])
    _write_down("story.end_preview", link, progress, actor, now)


def _write_down(
    kind: str, link: PreviewLink, progress: Progress, actor: User, now: dt.datetime
) -> None:
    detail = {"preview_link": link.pk}
    record(kind, in_place(progress, actor=actor, now=now, detail=detail, note=link.for_whom))


def opened(word: str, now: dt.datetime) -> OpenedLink | None:
    """The link that the word opens; None for every other word. Changes nothing."""
    rows = PreviewLink.objects.select_related("story__progress", "story__unit")
    link = rows.filter(key=digest_of(word)).first()
    if link is None:
        return None
    is_open = link.is_open_at(now) and link.story.progress.status not in CLOSED
    return OpenedLink(link, is_open)


def note_opening(link: PreviewLink, now: dt.datetime) -> None:
    """Remember when the link was last used, to the minute."""
    seen = link.last_opened_at
    if seen is None or now - seen >= _NOTED_AGAIN:
        PreviewLink.objects.filter(pk=link.pk).update(last_opened_at=now)
