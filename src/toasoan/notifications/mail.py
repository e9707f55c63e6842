"""Letters: what stands in a mail. Headlines and addresses only, never text of a story."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from toasoan.notifications.kinds import Group, NotificationKind
from toasoan.notifications.models import Notification
from toasoan.notifications.words import counted_sentence, sentence, subject
from toasoan.vietnamese.dates import local_day, short_date

#: More lines than this nobody reads in a mail; the list has them all.
_MOST_LINES = 50


@dataclass(frozen=True, slots=True)
class MailItem:
    """One notification as a mail shows it."""

    sentence: str
    title: str
    extra: str
    note: str
    address: str


@dataclass(frozen=True, slots=True)
class MailSection:
    """The part of a digest with the notifications of one group."""

    heading: str
    lines: tuple[MailItem, ...]


def letter(
    notifications: Sequence[Notification], connection: BaseEmailBackend
) -> EmailMultiAlternatives:
    """The mail about one notification, or about several that one person caused one after another.

    Several are counted by their kinds; they are about the same story or page.
    """
    newest = notifications[-1]
    numbers = Counter(NotificationKind(notification.kind) for notification in notifications)
    context: dict[str, object] = {
        "line": _line(newest),
        "sentences": [counted_sentence(kind, number) for kind, number in numbers.items()],
        "extras": list(dict.fromkeys(n.extra for n in notifications if n.extra)),
        "agency": newest.agency,
        "choices": _choices_address(),
    }
    title = subject(newest.kind, newest.title)
    return _message("one", title, context, notifications[0], connection)


def digest(
    notifications: Sequence[Notification], now: dt.datetime, connection: BaseEmailBackend
) -> EmailMultiAlternatives:
    """The one mail of the morning, what waits for the person first."""
    shown = sorted(notifications, key=lambda n: (list(Group).index(n.group), n.notified_at))[
        :_MOST_LINES
    ]
    sections = [
        MailSection(str(group.label), tuple(_line(n) for n in shown if n.group is group))
        for group in Group
        if any(n.group is group for n in shown)
    ]
    context = {
        "sections": sections,
        "left_out": len(notifications) - len(shown),
        "agency": notifications[0].agency,
        "list": f"{settings.WAGTAILADMIN_BASE_URL}{reverse('newsroom:notifications')}",
        "choices": _choices_address(),
    }
    title = _("Newsroom: %(number)d notifications, %(day)s") % {
        "number": len(notifications),
        "day": short_date(local_day(now)),
    }
    return _message("digest", title, context, notifications[0], connection)


def address_of(notification: Notification) -> str:
    """The path that a notification opens; empty when there is nothing to open."""
    if notification.story_id:
        return reverse("newsroom:story", args=[notification.story_id])
    return notification.path


def _line(notification: Notification) -> MailItem:
    path = address_of(notification)
    return MailItem(
        sentence=sentence(notification.kind),
        title=notification.title,
        extra=notification.extra,
        note=notification.note,
        address=f"{settings.WAGTAILADMIN_BASE_URL}{path}" if path else "",
    )


def _choices_address() -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL}{reverse('newsroom:notification_choices')}"


def _message(
    template: str,
    title: str,
    context: dict[str, object],
    notification: Notification,
    connection: BaseEmailBackend,
) -> EmailMultiAlternatives:
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"
    message = EmailMultiAlternatives(
        subject=title,
        body=render_to_string(f"notifications/{template}.txt", context),
        to=[notification.recipient.email],
        connection=connection,
        headers={
            # RFC 3834: no answering machine replies to this.
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            # The same for every attempt, so that a mail server can drop a second copy.
            "Message-ID": f"<{template}-{notification.pk}@{host}>",
        },
    )
    message.attach_alternative(
        render_to_string(f"notifications/{template}.html", context), "text/html"
    )
    return message
