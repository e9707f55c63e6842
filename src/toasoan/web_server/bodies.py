"""The body of a request, read whole before the site sees the request: bounded in size and time."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO

from toasoan.web_server.askers import Asker
from toasoan.web_server.limits import SMALL_BODY, RequestLimits
from toasoan.web_server.places import NoPlaceError, Places


class TooLargeError(Exception):
    """The body is larger than `most` bytes."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class TooSlowError(Exception):
    """The body did not arrive in time, or made room for another one."""


class BrokenBodyError(Exception):
    """The connection ended, or the body is not as long as was said."""


@dataclass(eq=False, slots=True)
class Arrival:
    """A body that is arriving."""

    asker: Asker
    began: float
    clock: asyncio.Timeout | None = None
    has_place: bool = False
    gave_way: bool = False
    #: There was no place for it; True: its network held its share. No exception is kept here:
    #: with its frames it would keep the connection open until the garbage is collected.
    found_no_place: bool | None = None

    @property
    def error(self) -> Exception:
        """Why its reading ended before its end."""
        if self.found_no_place is None:
            return TooSlowError()
        return NoPlaceError(own=self.found_no_place)

    def give_way(self) -> None:
        """End the reading now: it raises TooSlowError."""
        self.gave_way = True
        if self.clock is not None and not self.clock.expired():
            self.clock.reschedule(0)


class Arrivals:
    """All bodies that are arriving in this process.

    Who sends at once needs no place: a small body that has come within a moment cannot be kept
    out by those who hold all places by sending slowly.
    """

    def __init__(self, limits: RequestLimits) -> None:
        self.limits = limits
        self._new: set[Arrival] = set()
        self._places = Places(limits.bodies)
        self._placed: dict[Arrival, None] = {}

    @contextmanager
    def begin(self, asker: Asker) -> Iterator[Arrival]:
        """A body for the time in which it arrives. Raises NoPlaceError."""
        if len(self._new) >= self.limits.new_bodies:
            raise NoPlaceError
        arrival = Arrival(asker, time.monotonic())
        self._new.add(arrival)
        loop = asyncio.get_running_loop()
        moment = loop.call_later(self.limits.moment, self._settle_or_refuse, arrival)
        try:
            yield arrival
        finally:
            moment.cancel()
            self._end(arrival)

    def settle(self, arrival: Arrival) -> None:
        """Take a place for a body that is large or slow. Raises NoPlaceError.

        When strangers hold all their places, the one that has been at it longest gives way.
        """
        if arrival.has_place or arrival not in self._new:
            return
        asker = arrival.asker
        if not self._places.has_room(asker) and not asker.known:
            self._make_room(asker)
        self._places.take(asker)
        self._new.discard(arrival)
        self._placed[arrival] = None
        arrival.has_place = True

    def _settle_or_refuse(self, arrival: Arrival) -> None:
        try:
            self.settle(arrival)
        except NoPlaceError as full:
            arrival.found_no_place = full.own
            arrival.give_way()

    def _end(self, arrival: Arrival) -> None:
        self._new.discard(arrival)
        if arrival in self._placed:
            del self._placed[arrival]
            self._places.leave(arrival.asker)

    def _make_room(self, asker: Asker) -> None:
        network = asker.network if self._places.is_at_its_share(asker) else None
        for arrival in self._placed:  # the oldest first
            if time.monotonic() - arrival.began < self.limits.undisturbed:
                break
            if not arrival.asker.known and network in {None, arrival.asker.network}:
                arrival.give_way()
                self._end(arrival)
                return
        raise NoPlaceError(own=network is not None)


@dataclass(frozen=True, slots=True)
class Expected:
    """What is known of a body before it is read: bytes announced (None: not), bytes allowed."""

    announced: int | None
    most: int
    #: So many bytes beyond what is allowed are thrown away, so that the sender hears the answer.
    discarded: int

    def is_hopeless(self, received: int) -> bool:
        """Whether there is more of it than is worth reading."""
        return max(received, self.announced or 0) > self.most + self.discarded


class _Kept:
    """What has arrived, as far as it is allowed."""

    def __init__(self, expected: Expected, in_memory: int) -> None:
        self.file: IO[bytes] = SpooledTemporaryFile(in_memory)  # noqa: SIM115  (the caller's)
        self.received = 0
        self._expected = expected

    @property
    def is_too_large(self) -> bool:
        return max(self.received, self._expected.announced or 0) > self._expected.most

    def add(self, chunk: bytes) -> None:
        self.received += len(chunk)
        if not self.is_too_large:
            self.file.write(chunk)
        elif self._expected.is_hopeless(self.received):
            raise TooLargeError(self._expected.most)

    def whole(self) -> IO[bytes]:
        if self.is_too_large:
            raise TooLargeError(self._expected.most)
        if self._expected.announced not in {None, self.received}:
            raise BrokenBodyError
        self.file.seek(0)
        return self.file


async def read_body(
    chunks: AsyncIterator[bytes], expected: Expected, asker: Asker, arrivals: Arrivals
) -> tuple[IO[bytes], int]:
    """The body as a file at its beginning, and its length.

    Nothing beyond what is allowed is kept, in memory or on the disk. Raises NoPlaceError,
    TooLargeError, TooSlowError, BrokenBodyError.
    """
    if expected.is_hopeless(0):
        raise TooLargeError(expected.most)
    kept = _Kept(expected, arrivals.limits.in_memory)
    try:
        with arrivals.begin(asker) as arrival:
            await _receive(chunks, kept, arrival, arrivals)
        return kept.whole(), kept.received
    except BaseException:
        kept.file.close()
        raise


async def _receive(
    chunks: AsyncIterator[bytes], kept: _Kept, arrival: Arrival, arrivals: Arrivals
) -> None:
    pace, began = arrivals.limits.pace, asyncio.get_running_loop().time()
    try:
        async with asyncio.timeout_at(began + pace.seconds_for(0)) as arrival.clock:
            while chunk := await _next(chunks):
                kept.add(chunk)
                if kept.received > SMALL_BODY:
                    arrivals.settle(arrival)
                _go_on(arrival, began + pace.seconds_for(kept.received))
    except TimeoutError:
        raise arrival.error from None
    finally:
        arrival.clock = None


def _go_on(arrival: Arrival, until: float) -> None:
    if arrival.gave_way or arrival.clock is None:
        raise TimeoutError
    arrival.clock.reschedule(until)


async def _next(chunks: AsyncIterator[bytes]) -> bytes:
    """The next chunk; empty at the end. Raises BrokenBodyError when the connection ended.

    Granian gives an empty chunk for both; after a true end there is nothing more, after a broken
    connection there is one more empty chunk (2.8.7, `rsgi/io.rs`).
    """
    try:
        if chunk := await anext(chunks):
            return chunk
        await anext(chunks)
    except StopAsyncIteration:
        return b""
    raise BrokenBodyError
