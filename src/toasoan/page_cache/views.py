"""What a web process sees of views of pages, until somebody takes it. No framework.

A page says by its policy for what its views count (`cache_tags.counts_for`). What is seen stays in
memory for a moment; what becomes of it is decided above (`audience.sifting`).
"""

import re
from collections import deque
from collections.abc import Callable, Iterable
from functools import lru_cache
from threading import Event
from typing import Any, NamedTuple

from toasoan.page_cache.cache_tags import KEY, CachePolicy

#: More than a process answers before they are taken.
_MOST_SIGHTS = 60_000
#: So many are worth taking at once.
_ENOUGH = 64
_PROGRAM = re.compile(
    r"bot|crawl|spider|slurp|preview|fetch|curl|wget|python|java/|go-http|monitor|headless"
    r"|lighthouse|scan|feed",
    re.IGNORECASE,
)


class Sight(NamedTuple):
    """A view of a page: its name, and the words of the request that tell readers apart."""

    name: str
    host: str
    remote: str
    forwarded: str
    agent: str
    purpose: str
    referer: str
    query: str


class Views:
    """What was seen since somebody last took it. Threads need not wait for each other."""

    def __init__(self) -> None:
        self._sights: deque[tuple[str, ...]] = deque()
        #: Set while enough wait to be taken.
        self.enough = Event()

    def note(self, name: str, environ: dict[str, Any]) -> None:
        """The page was sent to somebody; Any: what a WSGI environment holds.

        Costs a kept page about a microsecond, so nothing is decided here. Beyond a bound
        nothing is noted.
        """
        if environ["REQUEST_METHOD"] != "GET" or len(self._sights) >= _MOST_SIGHTS:
            return
        said = environ.get
        self._sights.append(
            (
                name,
                said("HTTP_HOST", ""),
                said("REMOTE_ADDR", ""),
                said("HTTP_X_FORWARDED_FOR", ""),
                said("HTTP_USER_AGENT", ""),
                said("HTTP_SEC_PURPOSE", ""),
                said("HTTP_REFERER", ""),
                said("QUERY_STRING", ""),
            )
        )
        if len(self._sights) >= _ENOUGH and not self.enough.is_set():
            self.enough.set()

    def take(self) -> list[Sight]:
        """What was seen since the last time, oldest first."""
        sights = self._sights
        self.enough.clear()
        return [Sight(*sights.popleft()) for _ in range(len(sights))]


class CountedSite:
    """The site where no page store stands in front: a WSGI application that notes its views."""

    def __init__(self, inner: Callable[..., Iterable[bytes]], views: Views) -> None:
        self.inner = inner
        self.views = views

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Answer as the site does; a page for a reader is noted. Any: WSGI's own signature."""
        policy = environ[KEY] = CachePolicy()
        statuses: list[str] = []

        def start(status: str, *rest: Any) -> Any:
            statuses.append(status)
            return start_response(status, *rest)

        chunks = self.inner(environ, start)
        name = policy.counted_name()
        # Who is signed in to the newsroom is no reader, here as in the page store.
        if (
            name
            and statuses[-1:] == ["200 OK"]
            and "sessionid" not in environ.get("HTTP_COOKIE", "")
        ):
            self.views.note(name, environ)
        return chunks


@lru_cache(maxsize=2048)
def is_person(agent: str, purpose: str) -> bool:
    """Whether the words of a request (User-Agent, Sec-Purpose) are those of a person's browser."""
    return bool(agent) and "prefetch" not in purpose and not _PROGRAM.search(agent)
