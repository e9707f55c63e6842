"""What people were told: their own list, a story's, the webmaster's log."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from toasoan.accounts.models import User
from toasoan.editorial.turn_sql import stories_visible_to
from toasoan.notifications.kinds import CHOICES, Group, How
from toasoan.notifications.models import Choice, Notice
from toasoan.notifications.rules import way_of
from toasoan.stories.models import Story

#: Beyond this the badge says "99+": nobody counts further, neither does the database.
MOST_COUNTED = 100
PER_PAGE = 30


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of notices begins: after this one."""

    told_at: dt.datetime
    pk: int


@dataclass(frozen=True, slots=True)
class Page:
    """Some notices, latest first, and where the next page begins."""

    notices: tuple[Notice, ...]
    next: Place | None


def unread_count(user: User) -> int:
    """How many notices the person has not read, at most `MOST_COUNTED`; one query."""
    unread = Notice.objects.filter(recipient=user, read_at__isnull=True).order_by()
    return unread[:MOST_COUNTED].count()


def has_unread_about(user: User, story_id: int) -> bool:
    """Whether the person has not read something about a story."""
    return Notice.objects.filter(recipient=user, read_at__isnull=True, story_id=story_id).exists()


def inbox(user: User, *, after: Place | None, only_unread: bool) -> Page:
    """A page of what the person was told; one query, whatever the length of the list."""
    rows = Notice.objects.filter(recipient=user).select_related("actor")
    if only_unread:
        rows = rows.filter(read_at__isnull=True)
    return _page(rows, after)


def told_about(story_id: int, *, after: Place | None) -> Page:
    """A page of who was told what about a story."""
    rows = Notice.objects.filter(story_id=story_id).select_related("recipient")
    return _page(rows, after)


def log(
    agency_id: int, *, after: Place | None, words: str = "", story_id: int | None = None
) -> Page:
    """A page of everything told in an agency, by person and story."""
    rows = Notice.objects.filter(agency_id=agency_id).select_related("recipient")
    if story_id is not None:
        rows = rows.filter(story_id=story_id)
    for word in words.split():
        person = Q(recipient__last_name__icontains=word) | Q(recipient__first_name__icontains=word)
        rows = rows.filter(person | Q(recipient__username__icontains=word))
    return _page(rows, after)


def titles_for(user: User, notices: Iterable[Notice], on: dt.date) -> dict[int, str]:
    """Notice → the title that the person may read; one query.

    A story that they may not see any more keeps its number only.
    """
    notices = list(notices)
    wanted = {notice.story_id for notice in notices if notice.story_id}
    seen: set[int] = set()
    if wanted:
        visible: QuerySet[Story] = stories_visible_to(user, on).filter(pk__in=wanted)
        seen = set(visible.values_list("pk", flat=True))
    return {
        notice.pk: notice.title
        for notice in notices
        if notice.story_id is None or notice.story_id in seen
    }


def choices_of(user: User) -> dict[Group, How]:
    """How the person wants mail, for every group they may choose about."""
    made = dict(Choice.objects.filter(user=user).values_list("group", "how"))
    return {group: way_of(group, made.get(group)) for group in CHOICES}


def _page(rows: QuerySet[Notice], after: Place | None) -> Page:
    if after is not None:
        later = Q(told_at__lt=after.told_at) | Q(told_at=after.told_at, pk__lt=after.pk)
        rows = rows.filter(later, told_at__lte=after.told_at)
    found = list(rows.order_by("-told_at", "-pk")[: PER_PAGE + 1])
    shown = tuple(found[:PER_PAGE])
    more = len(found) > PER_PAGE
    return Page(shown, Place(shown[-1].told_at, shown[-1].pk) if more else None)
