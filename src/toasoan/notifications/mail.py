"""Letters: what stands in a mail. Headlines and addresses only, never text of a story."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from toasoan.notifications.kinds import Group
from toasoan.notifications.models import Notice
from toasoan.notifications.words import sentence, subject
from toasoan.vietnamese.dates import local_day, short_date

#: More lines than this nobody reads in a mail; the list has them all.
_MOST_LINES = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One thing told, as a mail shows it."""

    sentence: str
    title: str
    extra: str
    address: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """The lines of one group."""

    heading: str
    lines: tuple[Line, ...]


def letter(notice: Notice, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    """The mail about one notice."""
    context: dict[str, object] = {
        "line": _line(notice),
        "agency": notice.agency,
        "choices": _choices_address(),
    }
    return _message("one", subject(notice.kind, notice.title), context, notice, connection)


def digest(
    notices: Sequence[Notice], now: dt.datetime, connection: BaseEmailBackend
) -> EmailMultiAlternatives:
    """The one mail of the morning, what waits for the person first."""
    shown = sorted(notices, key=lambda n: (list(Group).index(n.group), n.told_at))[:_MOST_LINES]
    chapters = [
        Chapter(str(group.label), tuple(_line(n) for n in shown if n.group is group))
        for group in Group
        if any(n.group is group for n in shown)
    ]
    context = {
        "chapters": chapters,
        "left_out": len(notices) - len(shown),
        "agency": notices[0].agency,
        "list": f"{settings.WAGTAILADMIN_BASE_URL}{reverse('newsroom:notices')}",
        "choices": _choices_address(),
    }
    title = _("Newsroom: %(number)d notices, %(day)s") % {
        "number": len(notices),
        "day": short_date(local_day(now)),
    }
    return _message("digest", title, context, notices[0], connection)


def address_of(notice: Notice) -> str:
    """The path that a notice opens; empty when there is nothing to open."""
    if notice.story_id:
        return reverse("newsroom:story", args=[notice.story_id])
    return notice.path


def _line(notice: Notice) -> Line:
    path = address_of(notice)
    return Line(
        sentence=sentence(notice.kind),
        title=notice.title,
        extra=notice.extra,
        address=f"{settings.WAGTAILADMIN_BASE_URL}{path}" if path else "",
    )


def _choices_address() -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL}{reverse('newsroom:notice_choices')}"


def _message(
    template: str,
    title: str,
    context: dict[str, object],
    notice: Notice,
    connection: BaseEmailBackend,
) -> EmailMultiAlternatives:
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"
    message = EmailMultiAlternatives(
        subject=title,
        body=render_to_string(f"notifications/{template}.txt", context),
        to=[notice.recipient.email],
        connection=connection,
        headers={
            # RFC 3834: no answering machine replies to this.
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            # The same for every attempt, so that a mail server can drop a second copy.
            "Message-ID": f"<{template}-{notice.pk}@{host}>",
        },
    )
    message.attach_alternative(
        render_to_string(f"notifications/{template}.html", context), "text/html"
    )
    return message
