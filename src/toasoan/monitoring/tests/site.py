"""A site of an outlet on this machine."""

import datetime as dt
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from toasoan.vietnamese.dates import local_day, short_date

RSS = "application/rss+xml"


@dataclass(slots=True)
class Site:
    """Pages by path: status, headers and body; what was asked for, with its headers."""

    root: str = ""
    pages: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    endless: set[str] = field(default_factory=set)
    silent: set[str] = field(default_factory=set)
    closing: threading.Event = field(default_factory=threading.Event)

    def put(self, path: str, body: str | bytes, kind: str = "text/html", status: int = 200) -> str:
        """Put a page there; returns its address."""
        content = body if isinstance(body, bytes) else body.encode()
        self.pages[path] = (status, {"Content-Type": kind}, content)
        return self.root + path

    def paths(self) -> list[str]:
        return [path for path, _headers in self.asked]


@contextmanager
def outlet_site() -> Iterator[Site]:
    """A running site, stopped at the end."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers.items())))
            with suppress(OSError):
                self._answer()

        def _answer(self) -> None:
            if self.path in site.silent:
                site.closing.wait(5)
                return
            status, headers, body = site.pages.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
            while self.path in site.endless and not site.closing.is_set():
                self.wfile.write(b"a" * 65_536)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    site.root = f"http://127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        site.closing.set()
        server.shutdown()
        server.server_close()
        thread.join(5)


def rss(*items: tuple[str, str, str], day: str = "") -> str:
    """A feed of items: address, headline, text."""
    rows = "".join(
        f"<item><title>{headline}</title><link>{address}</link>"
        f"<description><![CDATA[{text}]]></description>"
        + (f"<pubDate>{day}</pubDate>" if day else "")
        + "</item>"
        for address, headline, text in items
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{rows}</channel></rss>'


def page(headline: str, *paragraphs: str, day: str = "") -> str:
    """An article as sites of outlets show it, of today unless said otherwise."""
    day = day or short_date(local_day(dt.datetime.now(dt.UTC)))
    text = "".join(f"<p>{one}</p>" for one in paragraphs)
    menu = "".join(f'<li><a href="/muc/{n}">Chuyên mục số {n} của báo</a></li>' for n in range(9))
    return (
        f"<html><body><nav><ul>{menu}</ul></nav><form><div class=bai><h1>{headline}</h1>"
        f"<span>Cập nhật: {day} 08:15</span>{text}</div></form>"
        "<footer><p>Bản quyền thuộc về tòa soạn, không sao chép khi chưa được phép.</p></footer>"
        "</body></html>"
    )
