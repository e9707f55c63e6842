"""What people were told: their own list, a story's, the webmaster's log."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from toasoan.accounts.models import User
from toasoan.editorial.turn_sql import stories_visible_to
from toasoan.notifications.kinds import CHOICES, Group, How
from toasoan.notifications.models import MailChoice, Notification
from toasoan.notifications.rules import way_of
from toasoan.pagination.pages import OrderedRows
from toasoan.pagination.places import Key
from toasoan.stories.models import Story

#: Beyond this the badge says "99+": nobody counts further, neither does the database.
MOST_COUNTED = 100
PER_PAGE = 30
_LATEST_FIRST = (
    Key("notified_at", descending=True, is_moment=True),
    Key("pk", descending=True),
)


def unread_count(user: User) -> int:
    """How many notifications the person has not read, at most `MOST_COUNTED`; one query."""
    unread = Notification.objects.filter(recipient=user, read_at__isnull=True).order_by()
    return unread[:MOST_COUNTED].count()


def has_unread_about(user: User, story_id: int) -> bool:
    """Whether the person has not read something about a story."""
    return Notification.objects.filter(
        recipient=user, read_at__isnull=True, story_id=story_id
    ).exists()


def inbox(user: User, *, only_unread: bool) -> OrderedRows[Notification]:
    """What the person was told, latest first; a page is one query, however long the list."""
    rows = Notification.objects.filter(recipient=user).select_related("actor")
    if only_unread:
        rows = rows.filter(read_at__isnull=True)
    return OrderedRows(_LATEST_FIRST, rows)


def notifications_about(story_id: int) -> OrderedRows[Notification]:
    """Who was told what about a story, latest first."""
    rows = Notification.objects.filter(story_id=story_id).select_related("recipient")
    return OrderedRows(_LATEST_FIRST, rows)


def log(
    agency_id: int, *, words: str = "", story_id: int | None = None
) -> OrderedRows[Notification]:
    """Everything told in an agency, by person and story, latest first."""
    rows = Notification.objects.filter(agency_id=agency_id).select_related("recipient")
    if story_id is not None:
        rows = rows.filter(story_id=story_id)
    for word in words.split():
        person = Q(recipient__last_name__icontains=word) | Q(recipient__first_name__icontains=word)
        rows = rows.filter(person | Q(recipient__username__icontains=word))
    return OrderedRows(_LATEST_FIRST, rows)


def titles_for(user: User, notifications: Iterable[Notification], on: dt.date) -> dict[int, str]:
    """Notification → the title that the person may read; one query.

    A story that they may not see any more keeps its number only.
    """
    notifications = list(notifications)
    story_ids = {notification.story_id for notification in notifications if notification.story_id}
    seen: set[int] = set()
    if story_ids:
        visible: QuerySet[Story] = stories_visible_to(user, on).filter(pk__in=story_ids)
        seen = set(visible.values_list("pk", flat=True))
    return {
        notification.pk: notification.title
        for notification in notifications
        if notification.story_id is None or notification.story_id in seen
    }


def choices_of(user: User) -> dict[Group, How]:
    """How the person wants mail, for every group they may choose about."""
    choices = dict(MailChoice.objects.filter(user=user).values_list("group", "how"))
    return {group: way_of(group, choices.get(group)) for group in CHOICES}
