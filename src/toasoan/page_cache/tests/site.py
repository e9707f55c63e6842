"""A WSGI application that answers what a test sets, in place of the site."""

import io
import threading
from dataclasses import dataclass, field

from toasoan.page_cache.cache_tags import KEY
from toasoan.page_cache.gateway import PageStore, ReaderRules
from toasoan.page_cache.invalidations import CommittedInvalidation
from toasoan.page_cache.store import CacheLimits, Store

MB = 1024 * 1024
LIMITS = CacheLimits(memory=8 * MB, disk=8 * MB, max_stale=3600)
SITE = ReaderRules(hosts=frozenset({"vidu.vn"}), passes=("/toa-soan/", "/anh/"), exact=("/api/",))


@dataclass
class FakeSite:
    """Answers every address with its text; `requests` holds the environ of each request."""

    text: str = "Trang thử. " * 100
    status: str = "200 OK"
    kept: bool = True
    tags: tuple = ("story:1",)
    knows: tuple = ("truoc",)
    until: float | None = None
    counts_for: str = ""
    headers: tuple = ()
    broken: bool = False
    requests: list = field(default_factory=list)
    on_render: object = None
    gate: threading.Event | None = None
    entered: threading.Event = field(default_factory=threading.Event)

    def __call__(self, environ, start_response):
        self.requests.append(environ)
        self.entered.set()
        if self.gate is not None:
            assert self.gate.wait(20)
        if self.broken:
            raise ConnectionError("the database is away")
        policy = environ.get(KEY)
        if policy is not None and self.kept:
            policy.kept, policy.until, policy.counts_for = True, self.until, self.counts_for
            policy.tags.update(self.tags)
            policy.knows.update(self.knows)
        if self.on_render:
            self.on_render()
        start_response(self.status, [("Content-Type", "text/html; charset=utf-8"), *self.headers])
        return [f"{self.text}{environ['QUERY_STRING']}".encode()]


def make_gateway(folder, site, *, limits=LIMITS, informed=True, place=SITE, caching=None):
    """A page store around the site; the changes known so far are none."""
    store = Store(folder, limits)
    if informed:
        store.apply([], 10)
    return PageStore(site, store, place, caching)


def change(number, *tags, withdrawn=False):
    return CommittedInvalidation(number, tags, withdrawn)


def get(gateway, path="/", *, host="vidu.vn", method="GET", query="", remote="", **headers):
    """Status, headers by lower-case name, body."""
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "HTTP_HOST": host,
        "REMOTE_ADDR": remote,
        "SCRIPT_NAME": "",
        "SERVER_NAME": host,
        "SERVER_PORT": "80",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
    }
    environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    said = {}

    def start(status, pairs, exc_info=None):
        said["status"], said["pairs"] = status, pairs

    body = b"".join(gateway(environ, start))
    names = [name.lower() for name, _value in said["pairs"]]
    assert len(set(names)) == len(names), names
    return int(said["status"][:3]), {n.lower(): v for n, v in said["pairs"]}, body
