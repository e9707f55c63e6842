"""A kept page as the answer to one request (RFC 9110, 9111)."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime
from typing import Any
from urllib.parse import quote

from toasoan.page_cache.encodings import accepted, plain
from toasoan.page_cache.keys import query_of
from toasoan.page_cache.page import CachedPage

Environ = dict[str, Any]  # Any: what a WSGI environment holds
StartResponse = Callable[..., Any]
Headers = list[tuple[str, str]]

#: What "not modified" repeats; without the last one a script of another site may not read it.
_CONDITIONAL = frozenset(
    {
        "etag", "last-modified", "cache-control", "cdn-cache-control", "vary", "cache-tag",
        "access-control-allow-origin",
    }
)  # fmt: skip
_NOTHING: list[bytes] = []


@dataclass(frozen=True, slots=True)
class Caching:
    """What caches between us and the reader are told; `shared_seconds` 0 means: ask every time."""

    shared_seconds: int = 0
    tags: bool = False

    def headers(self, page: CachedPage) -> Headers:
        """Browsers ask every time and get 304; a shared cache may answer by itself for a while."""
        if not self.shared_seconds:
            return [("Cache-Control", "public, max-age=0, must-revalidate")]
        seconds = self.shared_seconds
        # The reader's browser never keeps a page by itself: a correction shows at once.
        headers = [
            ("Cache-Control", f"public, max-age=0, s-maxage={seconds}, stale-if-error=86400"),
            ("CDN-Cache-Control", f"public, max-age={seconds}, stale-if-error=86400"),
        ]
        if self.tags and page.tags:
            names = sorted(tag.replace(" ", "-") for tag in page.tags)
            headers.append(("Cache-Tag", ",".join(names)))
        return headers


def send(
    page: CachedPage, environ: Environ, start_response: StartResponse, caching: Caching
) -> Iterable[bytes]:
    """Answer with a page: whole, without its body, or "not modified"."""
    coding = accepted(environ.get("HTTP_ACCEPT_ENCODING", "")) if "gzip" in page.bodies else ""
    headers, body = page.ready.get(coding) or _finished(page, coding, caching)
    page.used = True
    if ("HTTP_IF_NONE_MATCH" in environ or "HTTP_IF_MODIFIED_SINCE" in environ) and (
        page.status.startswith("200") and _is_known(page, coding, environ)
    ):
        kept = [pair for pair in headers if pair[0].lower() in _CONDITIONAL]
        start_response("304 Not Modified", kept)
        return _NOTHING
    if page.status[0] == "3" and environ.get("QUERY_STRING"):
        headers = _led_on(page, headers, environ["QUERY_STRING"])
    start_response(page.status, headers)
    return body if environ["REQUEST_METHOD"] != "HEAD" else _NOTHING


def send_old(
    page: CachedPage, environ: Environ, start_response: StartResponse, caching: Caching
) -> Iterable[bytes]:
    """Answer with the last good copy, and say so (RFC 9111 §5.1; 7234 §5.5.1)."""
    age = max(0, int(time.time() - page.made_at))

    def start(status: str, headers: Headers, *rest: Any) -> Any:  # Any: WSGI's own signature
        # Whoever stands between must not keep it for longer than this one answer.
        stale = [pair for pair in headers if pair[0] not in {"Cache-Control", "CDN-Cache-Control"}]
        stale += [
            ("Cache-Control", "public, max-age=0, must-revalidate"),
            ("Age", str(age)),
            ("Warning", '110 - "Response is Stale"'),
        ]
        return start_response(status, stale, *rest)

    return send(page, environ, start, caching)


def _led_on(page: CachedPage, headers: Headers, query: str) -> Headers:
    """A kept redirect with the whole query of this request, of which the page knows only a part.

    A redirect whose address has a query of its own stays as it is.
    """
    of_page = query_of(page.key)
    whole = quote(query, safe="!$&'()*+,-./:;=?@_~%")
    return [
        (name, f"{value.removesuffix(f'?{of_page}')}?{whole}")
        if name.lower() == "location" and value.partition("?")[2] == of_page
        else (name, value)
        for name, value in headers
    ]


def _finished(page: CachedPage, coding: str, caching: Caching) -> tuple[Headers, list[bytes]]:
    body = page.bodies.get(coding) or plain(page.bodies)
    headers = [*page.headers, ("Content-Length", str(len(body)))]
    if coding:
        headers.append(("Vary", "Accept-Encoding"))
    if coding in page.bodies and coding != "identity":
        headers.append(("Content-Encoding", coding))
    headers += [
        ("ETag", _etag(page, coding)),
        ("Last-Modified", formatdate(page.changed_at, usegmt=True)),
        *caching.headers(page),
    ]
    if coding != "identity":
        # The plain text of a compressed page would weigh more than the page.
        page.ready[coding] = headers, [body]
    return headers, [body]


def _etag(page: CachedPage, coding: str) -> str:
    # A strong name: other bytes under another coding have another name.
    return f'"{page.etag}-{coding}"' if coding else f'"{page.etag}"'


def _is_known(page: CachedPage, coding: str, environ: Environ) -> bool:
    """Whether the reader has this body already: by entity tag if one was sent, else by date."""
    names = environ.get("HTTP_IF_NONE_MATCH")
    if names is not None:
        own_etag = _etag(page, coding)
        given = (name.strip().removeprefix("W/") for name in names.split(","))
        return any(name in {own_etag, "*"} for name in given)
    try:
        since = parsedate_to_datetime(environ["HTTP_IF_MODIFIED_SINCE"]).timestamp()
    except (ValueError, TypeError, OverflowError):
        return False
    return int(page.changed_at) <= since
