"""A line in the log for every refused request: who, from which network, which address.

Refused are 400, 403, 413 and 429 everywhere, and 404 where things exist for some people only: in
the newsroom, and for files when the person is signed in. Lines of one asker, and all of them
together, are bounded (`logs.FloodFilter`); Django's own lines about these answers are left out.
"""

import logging
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from toasoan.accounts.requests import address_of
from toasoan.conf.logs import without_keys
from toasoan.network import network_of

logger = logging.getLogger("toasoan.refused")
_REFUSED = frozenset({400, 403, 413, 429})
#: Beginnings of addresses of photos and files: what is not open to everybody answers 404.
_FILES = ("/anh/", "/tep/", "/tep-noi-bo/")
_LONGEST = 200  # characters of an address or a reason


class RefusedRequestsMiddleware:
    """Writes the line when the answer is there; outermost, so that it sees every answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.newsroom = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on and look at the answer."""
        response = self.get_response(request)
        if response.status_code in _REFUSED or response.status_code == 404:  # noqa: PLR2004
            self._write(request, response)
        return response

    def _write(self, request: HttpRequest, response: HttpResponse) -> None:
        person = _person(request)
        if response.status_code not in _REFUSED and not self._is_for_some(request, person):
            return
        network = network_of(address_of(request)) or "-"
        logger.warning(
            "%s %s %s: person %s, network %s, %s",
            response.status_code,
            request.method,
            without_keys(request.path)[:_LONGEST],
            person or "-",
            network,
            without_keys(_reason(request, response))[:_LONGEST],
            extra={"asker": person or network},
        )

    def _is_for_some(self, request: HttpRequest, person: str) -> bool:
        """Whether a 404 at this address may mean that it exists for others."""
        in_newsroom = request.path.startswith(self.newsroom)
        return in_newsroom or (bool(person) and request.path.startswith(_FILES))


def _person(request: HttpRequest) -> str:
    """Number and user name of who is signed in; empty for strangers."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not hasattr(request, "user"):
        return ""
    try:
        user = request.user
        return f"{user.pk} ({user.get_username()})" if user.is_authenticated else ""
    except (DatabaseError, InterfaceError):
        return "?"


def _reason(request: HttpRequest, response: HttpResponse) -> str:
    if said := getattr(request, "toasoan_refused", ""):
        return str(said)
    try:
        request.get_host()
    except DisallowedHost:
        return f"wrong host {request.META.get('HTTP_HOST', '')!r}"
    return response.reason_phrase
