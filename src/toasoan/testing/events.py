"""Public events for tests, entered by the real action."""

import datetime as dt
from typing import Any

from django.utils import timezone

from toasoan.events.actions import announce
from toasoan.events.models import PublicEvent
from toasoan.events.rules import Announcement
from toasoan.testing.factories import Newsroom

_HOUR = dt.timedelta(hours=1)


def an_announcement(*, starts_at: dt.datetime | None = None, **parts: Any) -> Announcement:
    """An announcement that lacks nothing; tomorrow at this hour unless said otherwise."""
    start = starts_at or timezone.now() + dt.timedelta(days=1)
    defaults: dict[str, Any] = {
        "title": "Hội nghị tổng kết công tác năm",
        "place": "Hội trường tầng 3",
        "about": "Kính mời báo chí dự.",
        "starts_at": start,
        "ends_at": start + _HOUR,
        "is_published": True,
    }
    return Announcement(**(defaults | parts))


def make_public_event(
    room: Newsroom, *, now: dt.datetime | None = None, **parts: Any
) -> PublicEvent:
    """An event on the agency's site."""
    announcement = an_announcement(**parts)
    return announce(room.agency, announcement, actor=room.webmaster, now=now or timezone.now())
