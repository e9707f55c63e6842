"""The WSGI callable in front of the site: readers get kept pages, everything else passes.

Interfaces: a WSGI application inside, `Store` for the pages. Nothing here knows a framework.
"""

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from urllib.parse import parse_qsl, urlencode

from toasoan.network import is_secure
from toasoan.page_cache.answers import Caching, Environ, StartResponse, send, send_old
from toasoan.page_cache.cache_tags import KEY, CachePolicy
from toasoan.page_cache.encodings import compressed
from toasoan.page_cache.keys import address_key, has_query, query_key
from toasoan.page_cache.memo import Memo
from toasoan.page_cache.page import FOREVER, CachedPage, etag_of
from toasoan.page_cache.store import PASSING_SECONDS, Store

logger = logging.getLogger(__name__)

Application = Callable[[Environ, StartResponse], Iterable[bytes]]

_LONGEST_PATH = 600
_LONGEST_QUERY = 400
_KEPT = {"200": False, "410": False, "301": True, "302": True, "404": True}
#: Headers of the request that the site may see when it renders for everybody. What it cannot
#: see cannot find its way into a page that others get.
_SEEN = frozenset({"HTTP_HOST", "HTTP_X_FORWARDED_PROTO"})
_OURS = frozenset(
    {
        "content-length", "content-encoding", "etag", "last-modified", "cache-control", "vary",
        "expires", "date", "connection", "keep-alive", "transfer-encoding",
    }
)  # fmt: skip
_NEVER_KEPT = ("private", "no-store", "no-cache")
#: After a failure the last good copy stands in for so long without another try.
_LEAVE_ALONE = 3.0  # seconds
_WAIT_FOR_OTHERS = 10.0
_ASK_AGAIN = 60.0  # seconds, for an address whose answer was not to be kept
_MOST_NOTES = 5_000


@dataclass(frozen=True, slots=True)
class ReaderRules:
    """Which requests are a reader's: hosts as they stand in the request, and what passes."""

    hosts: frozenset[str]
    #: Beginnings of paths that are never kept: newsroom, files, static files, health.
    passes: tuple[str, ...]
    #: A request with one of these may be a signed-in person's: it passes to the site.
    cookies: tuple[str, ...] = ("sessionid",)
    #: Beginnings of paths where the site itself refuses parameters that it does not know.
    exact: tuple[str, ...] = ()
    #: Addresses of proxies whose word about https counts; empty when the site is not on https.
    proxies: frozenset[str] = frozenset()


@dataclass(slots=True)  # not frozen, which would take a kept page half a microsecond more
class _PageRequest:
    """One reader's request: the page it means, and the query that the site is to see."""

    key: str
    query: str
    #: It is not known which parameters this address takes: the answer is not kept.
    unsure: bool = False
    #: What the address does not know is not cut off: the site refuses it.
    exact: bool = False


@dataclass(slots=True)
class _Rendered:
    """Status and headers of the site's answer, collected through `start_response`."""

    status: str = ""
    headers: tuple[tuple[str, str], ...] = ()

    def start(self, status: str, headers: list[tuple[str, str]], exc_info: object = None) -> object:
        self.status, self.headers = status, tuple(headers)
        return _no_write

    @property
    def failed(self) -> bool:
        return self.status[:1] == "5"

    def may_be_kept(self, policy: CachePolicy) -> bool:
        if not policy.kept or self.status[:3] not in _KEPT:
            return False
        for name, value in self.headers:
            lower, said = name.lower(), value.lower()
            if lower == "set-cookie" or (lower == "vary" and ("cookie" in said or "*" in said)):
                return False
            if lower == "cache-control" and any(word in said for word in _NEVER_KEPT):
                return False
        return True


class PageStore:
    """A WSGI application that answers readers from the store and passes on all other requests."""

    def __init__(
        self, inner: Application, store: Store, site: ReaderRules, caching: Caching | None = None
    ) -> None:
        self.inner = inner
        self.store = store
        self.site = site
        self.caching = caching or Caching()
        self.memo = Memo(store)
        self._failed: dict[str, float] = {}
        self._not_kept: dict[str, float] = {}

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer from the store; render and keep the page when it is not there."""
        page_request = self._page_request(environ)
        if page_request is None:
            self.store.counters.passed += 1
            return self.inner(environ, start_response)
        ready = self._ready(page_request, environ, start_response)
        if ready is not None:
            return ready
        return self._missed(page_request, environ, start_response)

    def at_once(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes] | None:
        """The answer for which the site need not be asked, else None; never waits for anybody."""
        page_request = self._page_request(environ)
        if page_request is None:
            return None
        return self._ready(page_request, environ, start_response)

    def last_good(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes] | None:
        """The copy that may stand in while the site does not answer; None when there is none."""
        page_request = self._page_request(environ)
        page = page_request and self._usable(page_request, time.time())
        return self._stand_in(page, environ, start_response) if page else None

    def page_of(self, environ: Environ) -> str | None:
        """A name for the page that the request means; None when the site answers each request."""
        page_request = self._page_request(environ)
        if page_request is None or self._is_passing(page_request.key):
            return None
        # While nobody knows which parameters count, each query is a page of its own.
        return (
            f"{page_request.key} {page_request.query}" if page_request.unsure else page_request.key
        )

    def _is_passing(self, key: str) -> bool:
        """Whether the address lately gave an answer that is not for everybody."""
        return time.time() - self._not_kept.get(key, 0) < _ASK_AGAIN

    def _ready(
        self, page_request: _PageRequest, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes] | None:
        """A fresh page; the last good copy while others render it, or have just failed to."""
        now, key = time.time(), page_request.key
        page = self.store.in_memory(key)
        if page is None or not page.is_fresh(now):
            page = None if self._is_passing(key) else self._usable(page_request, now)
        if page is None or page_request.unsure:
            return None
        if page.is_fresh(now):
            self.store.counters.hits += 1
            return self._send(page, environ, start_response)
        if self.store.is_rendering(key) or now - self._failed.get(key, 0) < _LEAVE_ALONE:
            return self._stand_in(page, environ, start_response)
        return None

    def _usable(self, page_request: _PageRequest, now: float) -> CachedPage | None:
        """The page, fresh or good enough to stand in."""
        page = self.store.find(page_request.key)
        if page is None or page.is_fresh(now):
            return page
        return page if page.is_usable(now, self.store.limits.max_stale) else None

    def _page_request(self, environ: Environ) -> _PageRequest | None:
        """The page that a reader's request means; None for a request that passes to the site."""
        path = environ.get("PATH_INFO", "")
        host = environ.get("HTTP_HOST", "").lower()
        if (
            environ["REQUEST_METHOD"] not in {"GET", "HEAD"}
            or host not in self.site.hosts
            or path.startswith(self.site.passes)
            or len(path) > _LONGEST_PATH
            or "HTTP_AUTHORIZATION" in environ
            or self._is_somebody(environ)
        ):
            return None
        address = address_key(self._scheme(environ), host, path)
        query = environ.get("QUERY_STRING", "")
        if not query:
            return _PageRequest(address, "")
        return self._with_query(address, query, exact=path.startswith(self.site.exact))

    def _with_query(self, address: str, query: str, *, exact: bool) -> _PageRequest | None:
        if len(query) > _LONGEST_QUERY:
            return None
        known = self.store.knows_of(address)
        if known is None:
            return _PageRequest(address, query, unsure=True, exact=exact)
        if exact and not _all_known_once(query, known):
            return None
        given = {name: value for name, value in parse_qsl(query) if name in known}
        kept = urlencode(sorted(given.items()))
        return _PageRequest(query_key(address, kept), kept)

    def _is_somebody(self, environ: Environ) -> bool:
        cookies = environ.get("HTTP_COOKIE")
        # Looking for the name anywhere errs on the side of passing.
        return bool(cookies) and any(name in str(cookies) for name in self.site.cookies)

    def _scheme(self, environ: Environ) -> str:
        secure = is_secure(
            str(environ.get("REMOTE_ADDR", "")),
            str(environ.get("wsgi.url_scheme", "http")),
            str(environ.get("HTTP_X_FORWARDED_PROTO", "")),
            self.site.proxies,
        )
        return "https" if secure else "http"

    def _missed(
        self, page_request: _PageRequest, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        if page_request.unsure:
            self._learn(page_request, environ)
            exact = page_request.exact
            again = self._with_query(page_request.key, page_request.query, exact=exact)
            if again is None or again.unsure:
                self.store.counters.passed += 1
                return self.inner(environ, start_response)
            page_request = again
            ready = self._ready(page_request, environ, start_response)
            if ready is not None:
                return ready
        if self._is_passing(page_request.key):
            self.store.counters.passed += 1
            return self.inner(environ, start_response)
        page = self._usable(page_request, time.time())
        return self._render_once(page_request, page, environ, start_response)

    def _learn(self, page_request: _PageRequest, environ: Environ) -> None:
        """Render the address without a query, for what it says about the parameters it knows."""
        plain = _PageRequest(page_request.key, "")
        if self._is_passing(plain.key):
            return
        mine, _event = self.store.begin_rendering(plain.key)
        if mine:
            try:
                self._rendered(plain, None, environ)
            except Exception:  # the reader's own request will say what is wrong
                logger.exception("The page store could not render an address")
            finally:
                self.store.end_rendering(plain.key)

    def _render_once(
        self,
        page_request: _PageRequest,
        page: CachedPage | None,
        environ: Environ,
        start_response: StartResponse,
    ) -> Iterable[bytes]:
        """One rendering of a page at a time; the others get the previous copy, or wait for it."""
        mine, event = self.store.begin_rendering(page_request.key)
        if mine:
            try:
                fresh = self._fresh_or_none(page_request, page, environ)
            finally:
                self.store.end_rendering(page_request.key)
        elif page is not None:
            return self._stand_in(page, environ, start_response)
        else:
            # The web server sends one request for a page inside; the others wait without a thread.
            event.wait(_WAIT_FOR_OTHERS)
            fresh = self.store.in_memory(page_request.key)
        if fresh is not None:
            return self._send(fresh, environ, start_response)
        if page is not None and page_request.key in self._failed:
            return self._stand_in(page, environ, start_response)
        return self.inner(environ, start_response)

    def _send(
        self, page: CachedPage, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        if page.counts_for:
            self.store.views.note(page.counts_for, environ)
        return send(page, environ, start_response, self.caching)

    def _stand_in(
        self, page: CachedPage, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        self.store.counters.stood_in += 1
        if page.counts_for:
            self.store.views.note(page.counts_for, environ)
        return send_old(page, environ, start_response, self.caching)

    def _fresh_or_none(
        self, page_request: _PageRequest, page: CachedPage | None, environ: Environ
    ) -> CachedPage | None:
        """Render; when that fails and there is a last good copy, remember the failure."""
        just_made = self.store.in_memory(page_request.key)
        if just_made is not None and just_made.is_fresh(time.time()):
            return just_made
        try:
            return self._rendered(page_request, page, environ)
        except Exception:
            if page is None:
                raise
            logger.exception("A page could not be rendered; its last good copy stands in")
            self._note_failure(page_request.key)
            return None

    def _rendered(
        self, page_request: _PageRequest, before: CachedPage | None, environ: Environ
    ) -> CachedPage | None:
        """The page made anew and kept; None when the answer is not for everybody, or failed."""
        # Before anything is read: what changes from here on makes the page wrong.
        position = self.store.position
        policy, answer = CachePolicy(recall=partial(self.memo.recall, position)), _Rendered()
        self.store.counters.renders += 1
        chunks = self.inner(_for_everybody(environ, page_request.query, policy), answer.start)
        try:
            if answer.status and (answer.failed or not answer.may_be_kept(policy)):
                self._note_refusal(page_request.key, answer)
                return None
            body = b"".join(chunks)
        finally:
            if hasattr(chunks, "close"):
                chunks.close()
        if len(body) > self.store.limits.largest_page or not answer.may_be_kept(policy):
            self._note_refusal(page_request.key, answer)
            return None
        page = _page(page_request.key, answer, body, policy, position)
        if before is not None and before.etag == page.etag:
            page.changed_at = before.changed_at
        self._failed.pop(page_request.key, None)
        self.store.put(page, passing=_KEPT[answer.status[:3]] or has_query(page_request.key))
        return page

    def _note_refusal(self, key: str, answer: _Rendered) -> None:
        if answer.failed:
            self._note_failure(key)
            return
        if len(self._not_kept) >= _MOST_NOTES:
            self._not_kept.clear()
        self._not_kept[key] = time.time()

    def _note_failure(self, key: str) -> None:
        self.store.counters.failures += 1
        if len(self._failed) >= _MOST_NOTES:
            self._failed.clear()
        self._failed[key] = time.time()


def _all_known_once(query: str, known: frozenset[str]) -> bool:
    names = [name for name, _value in parse_qsl(query, keep_blank_values=True)]
    return known.issuperset(names) and len(set(names)) == len(names)


def _for_everybody(environ: Environ, query: str, policy: CachePolicy) -> Environ:
    """The request as any reader could have sent it: no cookies, no preferences, no conditions."""
    clean = {
        name: value
        for name, value in environ.items()
        if not name.startswith("HTTP_") or name in _SEEN
    }
    clean["REQUEST_METHOD"] = "GET"
    clean["QUERY_STRING"] = query
    clean["CONTENT_LENGTH"] = "0"
    clean.pop("CONTENT_TYPE", None)
    clean[KEY] = policy
    return clean


def _page(
    key: str, answer: _Rendered, body: bytes, policy: CachePolicy, position: int
) -> CachedPage:
    now = time.time()
    headers = tuple(pair for pair in answer.headers if pair[0].lower() not in _OURS)
    kind = next((value for name, value in headers if name.lower() == "content-type"), "")
    until = FOREVER if policy.until is None else policy.until
    if _KEPT[answer.status[:3]]:
        until = min(until, now + PASSING_SECONDS)
    return CachedPage(
        key=key,
        status=answer.status,
        headers=headers,
        bodies=compressed(body, kind),
        etag=etag_of(answer.status, headers, body),
        tags=frozenset(policy.tags),
        position=position,
        made_at=now,
        changed_at=now,
        until=until,
        knows=tuple(sorted(policy.knows)),
        # A refusal or a redirect is no page that somebody looks at.
        counts_for=policy.counted_name() if answer.status.startswith("200") else "",
    )


def _no_write(data: bytes) -> None:
    raise NotImplementedError("WSGI's write() is not used here")
