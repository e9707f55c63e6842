"""Bodies: whole or not at all, bounded in size and time, and nobody is kept out by slow ones."""

import asyncio
import tempfile
from dataclasses import replace

import pytest

from toasoan.web_server.askers import Asker
from toasoan.web_server.bodies import (
    Arrivals,
    BrokenBodyError,
    Expected,
    TooLargeError,
    TooSlowError,
    read_body,
)
from toasoan.web_server.limits import Pace, RequestLimits, Share
from toasoan.web_server.places import NoPlaceError

LIMITS = RequestLimits(
    moment=0.02,
    undisturbed=0.0,
    bodies=Share(everybody=3, strangers=2, network=1),
    in_memory=100,
    pace=Pace(head_start=0.2, rate=1000, longest=5.0),
)
STRANGER, OTHER = Asker("10.0.0.1"), Asker("10.0.0.2")


class Sender:
    """The chunks that a test sends, with Granian's ways at the end; None is a pause without end."""

    def __init__(self, *chunks, breaks_off=False):
        self.left = list(chunks)
        self.ends = [b"", b""] if breaks_off else [b""]
        self.given = 0

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.left:
            if self.left[0] is None:
                await asyncio.sleep(60)
            self.given += 1
            return self.left.pop(0)
        if self.ends:
            return self.ends.pop()
        raise StopAsyncIteration


def read(sender, *, most=1000, announced=None, discarded=0, asker=STRANGER, limits=LIMITS):
    async def scene():
        arrivals = Arrivals(limits)
        try:
            file, length = await read_body(
                sender, Expected(announced, most, discarded), asker, arrivals
            )
            return file.read(), length
        finally:
            assert not arrivals._new
            assert not arrivals._placed

    return asyncio.run(scene())


def test_a_body_comes_whole_whatever_its_pieces():
    assert read(Sender(b"a" * 10, b"b" * 300, b"c"), announced=311) == (
        b"a" * 10 + b"b" * 300 + b"c",
        311,
    )


def test_a_body_without_an_announced_length_is_bounded_as_well():
    sender = Sender(b"a" * 600, b"b" * 600, b"c" * 600)

    with pytest.raises(TooLargeError):
        read(sender)

    assert sender.given == 2


def test_a_body_that_announces_too_much_is_not_read_at_all():
    sender = Sender(b"a" * 600)

    with pytest.raises(TooLargeError):
        read(sender, announced=10_000)

    assert sender.given == 0


def test_what_is_a_little_too_large_is_thrown_away_so_that_the_sender_hears_why(monkeypatch):
    written = []
    opened = tempfile.SpooledTemporaryFile

    class Watched(opened):
        def write(self, content):
            written.append(len(content))
            return super().write(content)

    monkeypatch.setattr("toasoan.web_server.bodies.SpooledTemporaryFile", Watched)
    sender = Sender(b"a" * 900, b"b" * 900, b"c" * 100)

    with pytest.raises(TooLargeError):
        read(sender, discarded=5000)

    assert sender.given == 3
    assert sum(written) <= 1000


@pytest.mark.parametrize(
    "sender",
    [Sender(b"abc"), Sender(b"abc", breaks_off=True), Sender(b"abcdef" * 2)],
    ids=["too short", "broken off", "too long"],
)
def test_a_body_of_another_length_than_announced_is_refused(sender):
    with pytest.raises(BrokenBodyError):
        read(sender, announced=6)


def test_a_chunked_body_that_breaks_off_is_refused():
    with pytest.raises(BrokenBodyError):
        read(Sender(b"abc", breaks_off=True))


def test_a_body_that_stands_still_is_ended():
    with pytest.raises(TooSlowError):
        read(Sender(b"a", None), announced=10)


def test_a_place_is_taken_only_by_what_is_slow():
    async def scene():
        arrivals = Arrivals(LIMITS)
        slow = [
            asyncio.create_task(read_body(Sender(b"a", None), Expected(9, 9, 0), asker, arrivals))
            for asker in (STRANGER, OTHER)
        ]
        await asyncio.sleep(LIMITS.moment * 3)
        assert len(arrivals._placed) == 2

        _file, length = await read_body(Sender(b"quick"), Expected(5, 9, 0), STRANGER, arrivals)

        assert length == 5
        for each in slow:
            each.cancel()
        await asyncio.gather(*slow, return_exceptions=True)

    asyncio.run(scene())


def test_the_slowest_gives_way_to_the_next():
    async def scene():
        arrivals = Arrivals(LIMITS)
        expected = Expected(9, 9, 0)
        first = asyncio.create_task(read_body(Sender(b"a", None), expected, STRANGER, arrivals))
        await asyncio.sleep(LIMITS.moment * 2)
        second = asyncio.create_task(read_body(Sender(b"a", None), expected, STRANGER, arrivals))
        with pytest.raises(TooSlowError):
            await first
        second.cancel()
        await asyncio.gather(second, return_exceptions=True)

    asyncio.run(scene())


def test_without_a_place_a_slow_body_is_sent_away():
    limits = replace(LIMITS, undisturbed=60.0)

    async def scene():
        arrivals = Arrivals(limits)
        expected = Expected(9, 9, 0)
        first = asyncio.create_task(read_body(Sender(b"a", None), expected, STRANGER, arrivals))
        await asyncio.sleep(limits.moment * 2)
        with pytest.raises(NoPlaceError) as full:
            await read_body(Sender(b"a", None), expected, STRANGER, arrivals)
        assert full.value.own
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)

    asyncio.run(scene())


def test_new_bodies_are_bounded_too():
    with pytest.raises(NoPlaceError):
        read(Sender(b"a"), limits=replace(LIMITS, new_bodies=0))


def test_the_pace_gives_a_head_start_then_asks_for_bytes_up_to_an_end():
    pace = Pace(head_start=15, rate=4096, longest=900)

    assert pace.seconds_for(0) == 15
    assert pace.seconds_for(64 * 1024) == 31
    assert pace.seconds_for(30 * 1024 * 1024) == 900
