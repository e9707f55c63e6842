"""The Content-Security-Policy of every answer, and the Referrer-Policy of addresses with a key."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from toasoan.conf.logs import without_keys
from toasoan.portal.story.player import frame_source

_STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; media-src 'self'; manifest-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
# Wagtail's editor (8.0.1) writes style attributes while it runs; its scripts do not need more.
_NEWSROOM = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-src 'self'; "
    "form-action 'self'; base-uri 'self'; object-src 'none'; frame-ancestors 'self'"
)


class ContentSecurityPolicyMiddleware:
    """Adds the policy unless the view has set one: strict everywhere, wider in the editor.

    An address that holds a key goes into no Referer.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.newsroom = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on and add the header to the answer."""
        response = self.get_response(request)
        in_newsroom = request.path.startswith(self.newsroom)
        policy = _NEWSROOM if in_newsroom else _STRICT + _frames(request)
        if not settings.DEBUG:
            response.headers.setdefault("Content-Security-Policy", policy)
        if without_keys(request.path) != request.path:
            # The next request, for a style sheet too, would carry the key into somebody's log. The
            # origin is named: forms are checked by it.
            response.headers.setdefault("Referrer-Policy", "strict-origin")
        return response


def _frames(request: HttpRequest) -> str:
    """The additional sources that a page with a video may load."""
    source = frame_source(request)
    return f"; frame-src {source}" if source else ""
