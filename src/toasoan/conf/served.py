"""The site as the web server serves it: what the limits of requests have to know."""

from collections.abc import Iterable
from importlib import import_module

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import close_old_connections
from django.urls import Resolver404, ResolverMatch, resolve

from toasoan.conf.readers import STATIC
from toasoan.exchange.messages import LARGEST_BODY
from toasoan.newsroom.kit.screens import address_of
from toasoan.operations.health import ADDRESS, HealthCheck
from toasoan.page_cache.gateway import PageStore
from toasoan.reader_forms.door import door_of
from toasoan.web_server.answers import StartResponse
from toasoan.web_server.askers import Environ
from toasoan.web_server.limits import SMALL_BODY, STRANGERS_BODY
from toasoan.web_server.served_site import NoReadyPages, ReadyPages, ServedSite

#: Addresses outside of the newsroom that take more than a small form → bytes.
_LARGER = {"exchange:stories": LARGEST_BODY}


class ReadyAnswers:
    """What is answered without asking the site: its health, and the pages that are kept."""

    def __init__(self, health: HealthCheck, pages: ReadyPages) -> None:
        self._health = health
        self._pages = pages
        self.last_good, self.page_of = pages.last_good, pages.page_of

    def at_once(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes] | None:
        """The answer when the site need not be asked for it, else None; never waits."""
        if environ["PATH_INFO"] == ADDRESS:
            return self._health(environ, start_response)
        return self._pages.at_once(environ, start_response)


def served(application: HealthCheck) -> ServedSite:
    """The site with its limits; every address is looked at once, so that the first is quick."""
    largest_body("/")
    inner = application.inner
    pages = inner if isinstance(inner, PageStore) else NoReadyPages()
    return ServedSite(
        application=application,
        ready=ReadyAnswers(application, pages),
        largest_body=largest_body,
        strangers_body=strangers_body,
        session_cookie=settings.SESSION_COOKIE_NAME,
        is_signed_in=is_signed_in,
        is_static=is_static,
        trusted_proxies=settings.TOASOAN_TRUSTED_PROXIES,
    )


def largest_body(path: str) -> int:
    """How many bytes the body of a request to this path may have when a person sends it.

    Addresses of the newsroom say so where they are declared, and forms of readers; others take
    small forms, but for the few in `_LARGER`.
    """
    match = _resolved(path)
    if match is None:
        return SMALL_BODY
    if (door := door_of(match.func)) is not None:
        return door.largest_body
    address = address_of(match.view_name)
    return _LARGER.get(match.view_name, SMALL_BODY) if address is None else address.largest_body


def strangers_body(path: str) -> int:
    """How many bytes the body of a stranger's request to this path may have.

    Where readers send files it is as much as the form takes.
    """
    match = _resolved(path)
    if match is not None and (door := door_of(match.func)) is not None:
        return door.largest_body
    return min(largest_body(path), STRANGERS_BODY)


def _resolved(path: str) -> ResolverMatch | None:
    try:
        return resolve(path.encode("latin-1").decode(errors="replace"))
    except Resolver404:
        return None


def is_signed_in(session: str) -> bool:
    """Whether somebody is signed in with this session; asks the database."""
    # As at the beginning of a request: the thread's connection may have died meanwhile.
    close_old_connections()
    return SESSION_KEY in import_module(settings.SESSION_ENGINE).SessionStore(session).load()


def is_static(path: str) -> bool:
    """Whether a collected file of the interface lies at this path."""
    if not path.startswith(STATIC) or ".." in path:
        return False
    return (settings.STATIC_ROOT / path.removeprefix(STATIC)).is_file()
