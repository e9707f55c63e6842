"""What an installation with an https address sets: the way there, HSTS, cookies for https only."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage
from django.http import HttpRequest, HttpResponse

from toasoan.network import is_trusted

YEAR = 365 * 24 * 3600  # seconds


def https_settings(base_url: str) -> dict[str, Any]:  # Any: Django's settings
    """Django's settings for the public address; none when it is not https.

    Browsers keep cookies named `__Host-` and `__Secure-` only from https, the first only for the
    whole of this host: a neighbour under the same domain cannot plant them (RFC 6265bis).
    """
    parts = urlsplit(base_url)
    if parts.scheme != "https":
        return {}
    return {
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"),
        "SECURE_SSL_REDIRECT": True,
        "SECURE_SSL_HOST": parts.netloc,
        "SECURE_HSTS_SECONDS": YEAR,
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_NAME": "__Host-sessionid",
        "CSRF_COOKIE_SECURE": True,
        "CSRF_COOKIE_NAME": "__Host-csrftoken",
        "MESSAGE_STORAGE": "toasoan.conf.https.HostMessages",
        "TOASOAN_COOKIE_PREFIX": "__Secure-",
    }


class ForwardedProtoMiddleware:
    """Takes X-Forwarded-Proto away unless a trusted proxy sent it; Django believes everybody.

    The page store decides by the same rule (`network.is_secure`).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        if not is_trusted(request.META.get("REMOTE_ADDR", ""), settings.TOASOAN_TRUSTED_PROXIES):
            request.META.pop("HTTP_X_FORWARDED_PROTO", None)
        return self.get_response(request)


class HostCookieStorage(CookieStorage):
    """Django's cookie of messages under a name that only this host can set."""

    cookie_name = "__Host-messages"


class HostMessages(FallbackStorage):
    """As Django's: in the cookie while they fit there, else in the session."""

    storage_classes = (HostCookieStorage, SessionStorage)
