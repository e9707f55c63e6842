"""The way of a request that is not answered at once: its body, its place, the site, its answer.

All of this runs in one event loop, which never waits for a client, a thread or the database; only
the site itself runs in threads, a fixed number of them.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from typing import Protocol

from toasoan.databases.outages import is_full, is_outage, no_room, outage
from toasoan.web_server import wordings
from toasoan.web_server.answers import Answer, Started, answer_of, refusal
from toasoan.web_server.askers import (
    SIGNED_IN,
    Asker,
    Environ,
    KnownSessions,
    network_of_request,
    session_of,
)
from toasoan.web_server.bodies import (
    Arrivals,
    BrokenBodyError,
    Expected,
    TooLargeError,
    TooSlowError,
    read_body,
)
from toasoan.web_server.limits import STRANGERS_BODY
from toasoan.web_server.places import NoPlaceError, Places, PlacesWithLine
from toasoan.web_server.served_site import ServedSite

logger = logging.getLogger(__name__)

#: Methods whose body the site reads; the body of any other request is left alone.
_WITH_BODY = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_AGAIN = 5  # seconds


class Exchange(Protocol):
    """One request of a connection, and the way to answer it."""

    environ: Environ

    def chunks(self) -> AsyncIterator[bytes]:
        """The body as it arrives."""

    def send(self, answer: Answer) -> None:
        """Answer; from any thread, and only the first answer counts."""


class RefusedError(Exception):
    """The request is not taken; `answer` says so."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


class Door:
    """Lets requests into the site within its limits."""

    def __init__(self, site: ServedSite) -> None:
        limits = site.limits
        self.site = site
        self._inside = PlacesWithLine(limits.inside, limits.waiting)
        self._large_bodies = Places(limits.large_bodies)
        self._threads = ThreadPoolExecutor(limits.inside.everybody, "inside")
        #: Interface files need no database: they are sent while all threads inside wait for one.
        self._static_threads = ThreadPoolExecutor(2, "static")
        self._arrivals = Arrivals(limits)
        self._known = KnownSessions()
        self._renderings: dict[str, asyncio.Future[None]] = {}

    async def answer(self, exchange: Exchange) -> None:
        """Answer one request, whatever happens."""
        try:
            await self._let_in(exchange)
        except RefusedError as refused:
            exchange.send(refused.answer)
        except Exception:
            logger.exception("A request could not be answered: %s", _name(exchange.environ))
            exchange.send(_failed(exchange.environ))

    async def _let_in(self, exchange: Exchange) -> None:
        environ = exchange.environ
        if self.site.is_static(environ["PATH_INFO"]):
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(self._static_threads, self._ask, exchange)
        elif (page := self.site.ready.page_of(environ)) is not None:
            await self._show(exchange, page)
        else:
            asker = self._asker(environ)
            if environ["REQUEST_METHOD"] in _WITH_BODY and has_body(environ):
                asker = await self._take_body(exchange, asker)
            await self._enter(exchange, asker, self.site.limits.wait)

    async def _show(self, exchange: Exchange, page: str) -> None:
        """A page that has to be rendered: once, however many ask for it."""
        loop = asyncio.get_running_loop()
        until = loop.time() + self.site.limits.wait
        while (under_way := self._renderings.get(page)) is not None:
            await asyncio.wait({under_way}, timeout=until - loop.time())
            if self._send_ready(exchange, self.site.ready.at_once):
                return
            if not under_way.done():
                raise RefusedError(busy(exchange.environ))
        rendering = self._renderings[page] = loop.create_future()
        try:
            await self._render(exchange)
        finally:
            del self._renderings[page]
            rendering.set_result(None)

    async def _render(self, exchange: Exchange) -> None:
        """Ask the site; when it cannot answer soon, the last good copy stands in."""
        limits, asker = self.site.limits, self._asker(exchange.environ)
        stand_in = partial(self._send_ready, exchange, self.site.ready.last_good)
        rendered = asyncio.ensure_future(self._enter(exchange, asker, limits.wait))
        await asyncio.wait({rendered}, timeout=limits.patience)
        if rendered.done() and isinstance(rendered.exception(), RefusedError) and stand_in():
            return
        if not rendered.done() and stand_in():
            rendered.add_done_callback(_forget)
            return
        try:
            await rendered
        finally:
            # The error holds this frame, the frame the error: the request would never be let go.
            del rendered

    def _send_ready(self, exchange: Exchange, way: Callable[..., object]) -> bool:
        started = Started()
        chunks = way(exchange.environ, started)
        if chunks is None:
            return False
        exchange.send(Answer(started.status, started.headers, b"".join(chunks)))  # type: ignore[arg-type]
        return True

    async def _enter(self, exchange: Exchange, asker: Asker, within: float) -> None:
        """Take a place inside and answer from there; the thread's end gives the place back."""
        try:
            await self._inside.enter(asker, within)
        except NoPlaceError as full:
            raise RefusedError(busy(exchange.environ, own=full.own)) from None
        work = asyncio.get_running_loop().run_in_executor(self._threads, self._ask, exchange)
        work.add_done_callback(lambda _done: self._inside.leave(asker))
        # Whoever stops waiting leaves the thread at work: it cannot be stopped.
        await asyncio.shield(work)
        if exchange.environ.get(SIGNED_IN):
            self._known.note(session_of(exchange.environ, self.site.session_cookie))

    def _ask(self, exchange: Exchange) -> None:
        """In a thread: the site's whole answer, sent."""
        try:
            answer = answer_of(self.site.application, exchange.environ, self.site.limits)
        except Exception:
            logger.exception("The site failed: %s", _name(exchange.environ))
            answer = _failed(exchange.environ)
        exchange.send(answer)

    def _asker(self, environ: Environ) -> Asker:
        session = session_of(environ, self.site.session_cookie)
        network = network_of_request(environ, self.site.trusted_proxies)
        return Asker(network, session in self._known)

    async def _take_body(self, exchange: Exchange, asker: Asker) -> Asker:
        """Read the body into the environment; gives the asker, known now perhaps."""
        environ = exchange.environ
        announced = announced_length(environ)
        if not asker.known and session_of(environ, self.site.session_cookie):
            asker = await self._looked_up(environ, asker)
        expected = self._expected(environ, asker, announced)
        try:
            with self._room_for(expected, asker):
                file, length = await read_body(exchange.chunks(), expected, asker, self._arrivals)
        except NoPlaceError as full:
            raise RefusedError(busy(environ, own=full.own)) from None
        except (TooLargeError, TooSlowError, BrokenBodyError) as error:
            raise RefusedError(_refusal_of_body(environ, error, asker)) from None
        except OSError as error:
            if not is_full(error):
                raise
            no_room.noticed(error)
            raise RefusedError(
                refusal(environ, HTTPStatus.INSUFFICIENT_STORAGE, wordings.NO_ROOM)
            ) from None
        environ["wsgi.input"], environ["CONTENT_LENGTH"] = file, str(length)
        environ.pop("HTTP_TRANSFER_ENCODING", None)
        return asker

    @contextmanager
    def _room_for(self, expected: Expected, asker: Asker) -> Iterator[None]:
        """A place among the large bodies of strangers where this may be one."""
        may_be_large = expected.most > STRANGERS_BODY
        is_small = expected.announced is not None and expected.announced <= STRANGERS_BODY
        if asker.known or not may_be_large or is_small:
            yield
            return
        self._large_bodies.take(asker)
        try:
            yield
        finally:
            self._large_bodies.leave(asker)

    def _expected(self, environ: Environ, asker: Asker, announced: int | None) -> Expected:
        limits = self.site.limits
        path = environ["PATH_INFO"]
        if asker.known:
            return Expected(announced, self.site.largest_body(path), limits.discarded)
        most = self.site.strangers_body(path)
        return Expected(announced, most, limits.discarded_of_strangers)

    async def _looked_up(self, environ: Environ, asker: Asker) -> Asker:
        """The asker after the database was asked for a session that this process has not seen."""
        session = session_of(environ, self.site.session_cookie)
        try:
            await self._inside.enter(asker, self.site.limits.wait)
        except NoPlaceError as full:
            raise RefusedError(busy(environ, own=full.own)) from None
        loop = asyncio.get_running_loop()
        work = loop.run_in_executor(self._threads, self.site.is_signed_in, session)
        work.add_done_callback(lambda _done: self._inside.leave(asker))
        try:
            is_signed_in = await asyncio.shield(work)
        except Exception as error:
            if is_outage(error):
                outage.noticed(error)
            else:
                logger.exception("A session could not be looked up")
            raise RefusedError(busy(environ)) from None
        if not is_signed_in:
            return asker
        self._known.note(session)
        return Asker(asker.network, known=True)


def has_body(environ: Environ) -> bool:
    """Whether the request says that it has a body."""
    length = str(environ.get("CONTENT_LENGTH", "")).strip()
    return "HTTP_TRANSFER_ENCODING" in environ or length not in {"", "0"}


def announced_length(environ: Environ) -> int | None:
    """The length that the request announces; None when it does not."""
    length = str(environ.get("CONTENT_LENGTH", "")).strip()
    return int(length) if length.isascii() and length.isdigit() else None


def busy(environ: Environ, *, own: bool = False) -> Answer:
    """There is no room; `own`: because the asker's own network has taken its share."""
    if own:
        status, sentence = HTTPStatus.TOO_MANY_REQUESTS, wordings.NETWORK_BUSY
    else:
        status, sentence = HTTPStatus.SERVICE_UNAVAILABLE, wordings.BUSY
    return refusal(environ, status, sentence, again=_AGAIN)


def _refusal_of_body(environ: Environ, error: Exception, asker: Asker) -> Answer:
    if isinstance(error, TooLargeError):
        say = wordings.too_large if asker.known else wordings.too_large_for_stranger
        return refusal(environ, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, say(error.most))
    if isinstance(error, TooSlowError):
        return refusal(environ, HTTPStatus.REQUEST_TIMEOUT, wordings.TOO_SLOW, again=_AGAIN)
    return refusal(environ, HTTPStatus.BAD_REQUEST, wordings.BROKEN)


def _failed(environ: Environ) -> Answer:
    return refusal(environ, HTTPStatus.INTERNAL_SERVER_ERROR, wordings.FAILED)


def _name(environ: Environ) -> str:
    # The path of a link with a token is a secret; what is after the first part says nothing more.
    first = environ.get("PATH_INFO", "/").split("/")[1:2]
    return f"{environ.get('REQUEST_METHOD')} /{first[0] if first else ''}…"


def _forget(done: asyncio.Future[None]) -> None:
    """Look at a failure that nobody waits for, so that nothing is said of it."""
    if not done.cancelled():
        done.exception()
