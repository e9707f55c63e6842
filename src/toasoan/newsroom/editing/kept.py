"""Telling the browser that a text is safe, so that it forgets the copy it kept."""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

#: Names the sitting whose text was saved; read by newsroom/kit/kept.js.
COOKIE = "toasoan_saved"
#: The editor's script makes this token anew for every form it opens.
_TOKEN = re.compile(r"[a-z0-9]{8,40}")
_SECONDS = 600


def mark_as_saved(request: HttpRequest, response: HttpResponse) -> None:
    """Name the saved sitting in a cookie; nothing when the form carries no proper token."""
    token = request.POST.get("sitting", "")
    if _TOKEN.fullmatch(token):
        response.set_cookie(
            f"{settings.TOASOAN_COOKIE_PREFIX}{COOKIE}",
            token,
            max_age=_SECONDS,
            path=reverse("wagtailadmin_home"),
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
