"""A process of the web server: Granian's connections, answered at once or handed to the door.

Granian's WSGI reads a body inside a thread that it cannot take back, and a slow reader of a large
answer holds one too. So this process speaks RSGI, whose bodies arrive in an event loop and whose
files are sent without Python. But RSGI calls a coroutine for every request, which costs kept pages
a third of their speed: what is ready is answered before, by the thread that Granian calls
(`_schedule_fn` of its `CallbackScheduler`, granian 2.8.7; looked at again with every new version).
"""

import asyncio
import io
import logging
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from granian._granian import CallbackScheduler, RSGIWorker
from granian._signals import set_loop_signals
from granian.server.common import WORKERS_METHODS
from granian.server.mp import WorkerProcess

from toasoan.web_server.answers import Answer, SentFile, Started, StoredAnswer
from toasoan.web_server.askers import Environ
from toasoan.web_server.door import Door, busy
from toasoan.web_server.served_site import ServedSite

logger = logging.getLogger(__name__)

#: Threads that answer what is ready. More wait for one another (measured: eight cost a third).
_THREADS = 2
#: Names of headers that are remembered; anybody may make them up.
_MOST_NAMES = 500
_REMOVED_AFTER = 60.0  # seconds; the server has opened the file long before


class _Scheduler(CallbackScheduler):  # type: ignore[misc]  # Granian has no types
    """Calls a function of ours for every request, in the thread that took it."""

    __slots__ = ()

    def __new__(cls, loop: asyncio.AbstractEventLoop, take: Callable[[Any], None]) -> "_Scheduler":
        """Any: what Granian knows of a request (`scope`, `proto`)."""
        self: Any = super().__new__(cls, loop, None, None, None, None)  # type: ignore[call-arg]
        self._schedule_fn = take
        return self  # type: ignore[no-any-return]

    def __init__(self, *_given: object) -> None:
        super().__init__()


class RequestExchange:
    """One request of Granian's, and the way to answer it."""

    __slots__ = ("_loop", "_proto", "environ")

    def __init__(self, environ: Environ, proto: Any, loop: asyncio.AbstractEventLoop) -> None:
        # Any: Granian's RSGIHTTPProtocol.
        self.environ = environ
        self._proto = proto
        self._loop = loop

    def chunks(self) -> AsyncIterator[bytes]:
        """The body as it arrives."""
        chunks: AsyncIterator[bytes] = aiter(self._proto)
        return chunks

    def send(self, answer: Answer) -> None:
        """Answer; from any thread, and only the first answer counts."""
        body = answer.body
        if not isinstance(body, StoredAnswer):
            self._proto.response_bytes(answer.status, answer.headers, body)
            return
        self._proto.response_file_range(
            answer.status, answer.headers, body.path, body.first, body.end
        )
        if body.passing:
            path = Path(body.path)
            self._loop.call_soon_threadsafe(self._loop.call_later, _REMOVED_AFTER, _remove, path)


class Reception:
    """Takes every request: answers what is ready, hands everything else to the door."""

    def __init__(self, site: ServedSite, loop: asyncio.AbstractEventLoop) -> None:
        self._ready = site.ready
        self._door = Door(site)
        self._loop = loop
        self._under_way: set[asyncio.Task[None]] = set()

    def take(self, request: Any) -> None:
        """Any: what Granian gives. Never raises, since nobody would hear it."""
        try:
            self._take(request.scope, request.proto)
        except Exception:
            logger.exception("A request could not be taken")
            with suppress(Exception):
                answer = busy({})
                request.proto.response_bytes(answer.status, answer.headers, answer.body)

    def _take(self, scope: Any, proto: Any) -> None:
        environ, started = asked_of(scope), Started()
        chunks = self._ready.at_once(environ, started)
        if chunks is not None:
            proto.response_bytes(started.status, started.headers, b"".join(chunks))
            return
        complete(environ, scope)
        exchange = RequestExchange(environ, proto, self._loop)
        self._loop.call_soon_threadsafe(self._begin, exchange)

    def _begin(self, exchange: RequestExchange) -> None:
        task = self._loop.create_task(self._door.answer(exchange))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)


_names: dict[str, str] = {}


def asked_of(scope: Any) -> Environ:
    """The part of the request, as WSGI describes it, that kept pages look at.

    Building the rest as well would cost a kept page an eighth of its time (`complete`).
    Headers with an underscore are left out: they would pass for those with a hyphen.
    Any: Granian's RSGIHTTPScope.
    """
    path = scope.path
    environ: Environ = {
        "REQUEST_METHOD": scope.method,
        "PATH_INFO": path if path.isascii() else path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.url_scheme": scope.scheme,
    }
    for header, value in scope.headers.items():
        name = _names.get(header) or _name(header)
        if name in environ:
            environ[name] += f",{value}"
        elif name:
            environ[name] = value
    return environ


def complete(environ: Environ, scope: Any) -> None:
    """Add what the site needs beside (PEP 3333)."""
    host, _, port = scope.server.rpartition(":")
    environ |= {
        "SCRIPT_NAME": "",
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "wsgi.version": (1, 0),
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": SentFile,
    }


def _name(header: str) -> str:
    """The name of a header in the environment; "" for one that is left out."""
    if "_" in header:
        return ""
    name = header.upper().replace("-", "_")
    if header not in {"content-type", "content-length"}:
        name = f"HTTP_{name}"
    if len(_names) < _MOST_NAMES:
        _names[header] = name
    return name


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)


def as_site(loaded: Any) -> ServedSite:
    """What was loaded by its name: a site, or (for measurements) any WSGI application."""
    return loaded if isinstance(loaded, ServedSite) else ServedSite(application=loaded)


def _serve(number: int, loaded: Any, sockets: Any, ipc: Any, loop: Any, *rest: Any) -> None:
    """What runs in the process. Any: the arguments are Granian's (`MPServer._spawn_worker`)."""
    (mode, runtimes, reading_threads, _threads, idle, backpressure, _tasks, http, http1, http2,
     websockets, static, _log, tls, _scope, metrics) = rest  # fmt: skip
    end = asyncio.Event()
    signals = set_loop_signals(loop)
    signals.add_cb(lambda: loop.call_soon_threadsafe(end.set))
    worker = RSGIWorker(  # type: ignore[call-arg]  # the stub lacks the process's number of pipes
        number, sockets, ipc, runtimes, reading_threads, _THREADS, idle, backpressure, http, http1,
        http2, websockets, static, *tls, metrics,
    )  # fmt: skip
    reception = Reception(as_site(loaded), loop)
    is_unix_socket = (sockets[0] or sockets[1]).is_uds()
    serve = getattr(worker, WORKERS_METHODS[mode][is_unix_socket])
    serve(_Scheduler(loop, reception.take), loop, signals)
    loop.run_until_complete(end.wait())


#: What Granian's server is to run in each of its processes.
run_worker = WorkerProcess.wrap_target(_serve)
