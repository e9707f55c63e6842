"""The way to the notifications on every screen, with the number that nobody has read yet."""

from typing import Any

from django import template
from django.http import HttpRequest

from toasoan.accounts.models import User
from toasoan.notifications.queries import MOST_COUNTED, has_unread_about, unread_count

register = template.Library()


@register.inclusion_tag("newsroom/kit/bell.html", takes_context=True)
def notification_bell(context: dict[str, Any]) -> dict[str, Any]:
    """How many notifications are unread; on a story's page also whether any is about it.

    One query, two on a story's page with unread ones.
    """
    request: HttpRequest | None = context.get("request")
    if request is None or not isinstance(request.user, User):
        return {}
    number = unread_count(request.user)
    match = request.resolver_match
    story_id = None
    if number and match is not None and match.view_name == "newsroom:story":
        shown = int(match.kwargs["story_id"])
        story_id = shown if has_unread_about(request.user, shown) else None
    return {
        "request": request,
        "shows": True,
        "number": number,
        "count": "99+" if number >= MOST_COUNTED else str(number),
        "story_id": story_id,
        "csrf_token": context.get("csrf_token"),
    }
