"""A web server on this machine that behaves as a test asks, and remembers what it was sent."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler

from toasoan.testing.loopback import serving


@dataclass(frozen=True)
class Received:
    """One request that arrived whole."""

    path: str
    headers: Message
    body: bytes


@dataclass
class WebServer:
    """What the server answers. `garbage` is sent instead of an answer; `silent`: nothing is."""

    status: int = 200
    body: bytes = b"{}"
    garbage: bytes | None = None
    silent: bool = False
    port: int = 0
    requests: list[Received] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)


class _Handler(BaseHTTPRequestHandler):
    timeout = 5

    def do_POST(self) -> None:
        plan: WebServer = self.server.plan  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        plan.requests.append(Received(self.path, self.headers, body))
        if plan.silent:
            plan.over.wait(5)
        elif plan.garbage is not None:
            self.wfile.write(plan.garbage)
        else:
            self.send_response(plan.status)
            self.send_header("Content-Length", str(len(plan.body)))
            self.end_headers()
            self.wfile.write(plan.body)

    def log_message(self, *words: object) -> None:
        """Tests read `requests`."""


@contextmanager
def web_server(plan: WebServer) -> Iterator[WebServer]:
    """The server while the block runs."""
    with serving(plan, _Handler):
        yield plan
