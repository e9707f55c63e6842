"""What a web process serves, and what it has to know of it."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Protocol

from toasoan.web_server.answers import Application, StartResponse
from toasoan.web_server.askers import Environ
from toasoan.web_server.limits import SMALL_BODY, RequestLimits


class ReadyPages(Protocol):
    """Answers that are kept ready in front of the site."""

    def at_once(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes] | None:
        """The answer when the site need not be asked for it, else None; never waits."""

    def last_good(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes] | None:
        """An older copy that may stand in while the site cannot answer, or None."""

    def page_of(self, environ: Environ) -> str | None:
        """A name for the page that the request means; None when it passes to the site."""


class NoReadyPages:
    """In front of a site whose pages are not kept."""

    def at_once(self, environ: Environ, start_response: StartResponse) -> None:
        """Nothing is ready."""

    def last_good(self, environ: Environ, start_response: StartResponse) -> None:
        """Nothing was kept."""

    def page_of(self, environ: Environ) -> None:
        """Every request passes."""


def _nobody(session: str) -> bool:
    return False


def _no_file(path: str) -> bool:
    return False


def _small(path: str) -> int:
    return SMALL_BODY


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedSite:
    """A site as the worker of the server serves it; callable itself as WSGI."""

    application: Application
    ready: ReadyPages = field(default_factory=NoReadyPages)
    #: Path → the largest body that the address takes.
    largest_body: Callable[[str], int] = _small
    #: Path → the largest body that the address takes from somebody who is not signed in.
    strangers_body: Callable[[str], int] = _small
    session_cookie: str = "sessionid"
    #: Session → whether it is signed in; asks the database.
    is_signed_in: Callable[[str], bool] = _nobody
    trusted_proxies: Collection[str] = ()
    #: Path → whether a file of the interface lies there: it is sent without the database.
    is_static: Callable[[str], bool] = _no_file
    limits: RequestLimits = field(default_factory=RequestLimits)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer like any WSGI application, without limits."""
        return self.application(environ, start_response)
