"""The notice before a session ends, for every screen of the shell."""

from typing import Any

from django import template
from django.http import HttpRequest

from toasoan.accounts.rules import SessionLimits

register = template.Library()


@register.inclusion_tag("newsroom/kit/session_notice.html", takes_context=True)
def session_notice(context: dict[str, Any]) -> dict[str, int]:
    """How long this session lasts; nothing for who has not signed in."""
    request: HttpRequest | None = context.get("request")
    limits: SessionLimits | None = getattr(request, "toasoan_limits", None)
    if request is None or limits is None or not request.user.is_authenticated:
        return {}
    return {
        "idle": round(limits.idle.total_seconds()),
        "notice": round(limits.notice.total_seconds()),
        "left": round(request.toasoan_remaining.total_seconds()),  # type: ignore[attr-defined]
    }
