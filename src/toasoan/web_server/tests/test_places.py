"""Places: counted by everybody, strangers and network; known people first in the line."""

import asyncio

import pytest

from toasoan.web_server.askers import Asker
from toasoan.web_server.limits import Share
from toasoan.web_server.places import NoPlaceError, Places, PlacesWithLine

HERE, THERE, KNOWN = Asker("10.0.0.1"), Asker("10.0.0.2"), Asker("10.0.0.1", known=True)


def test_a_network_holds_its_share_and_no_more():
    places = Places(Share(everybody=8, strangers=6, network=2))
    places.take(HERE)
    places.take(HERE)

    with pytest.raises(NoPlaceError) as full:
        places.take(HERE)

    assert full.value.own
    assert places.has_room(THERE)


def test_strangers_leave_places_to_known_people():
    places = Places(Share(everybody=3, strangers=2, network=2))
    places.take(HERE)
    places.take(THERE)

    assert not places.has_room(Asker("10.0.0.3"))
    places.take(KNOWN)
    assert not places.has_room(KNOWN)


def test_a_place_that_is_left_is_free_again_and_nothing_is_remembered():
    places = Places(Share(everybody=1, strangers=1, network=1))
    places.take(HERE)

    places.leave(HERE)

    assert places.has_room(HERE)
    assert not places.held_by_network


def line(*, waiting=9):
    return PlacesWithLine(
        Share(everybody=1, strangers=1, network=1),
        Share(everybody=waiting, strangers=waiting, network=waiting),
    )


def test_known_people_stand_first_in_the_line():
    async def scene():
        places, order = line(), []

        async def enter(asker, name):
            await places.enter(asker, 5)
            order.append(name)
            places.leave(asker)

        await places.enter(THERE, 5)
        stranger = asyncio.create_task(enter(HERE, "stranger"))
        await asyncio.sleep(0)
        known = asyncio.create_task(enter(KNOWN, "known"))
        await asyncio.sleep(0)
        places.leave(THERE)
        await asyncio.gather(stranger, known)
        return order

    assert asyncio.run(scene()) == ["known", "stranger"]


def test_nobody_waits_longer_than_asked_and_the_line_forgets_them():
    async def scene():
        places = line()
        await places.enter(HERE, 5)
        with pytest.raises(NoPlaceError):
            await places.enter(THERE, 0.01)
        places.leave(HERE)
        assert (places.places.held, places.line.held) == (0, 0)
        await places.enter(THERE, 0.01)

    asyncio.run(scene())


def test_the_line_is_not_endless():
    async def scene():
        places = line(waiting=1)
        await places.enter(HERE, 5)
        waiting = asyncio.create_task(places.enter(THERE, 5))
        await asyncio.sleep(0)
        with pytest.raises(NoPlaceError):
            await places.enter(THERE, 5)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        assert places.line.held == 0

    asyncio.run(scene())


def test_who_goes_away_just_when_the_place_comes_gives_it_on():
    async def scene():
        places = line()
        await places.enter(HERE, 5)
        waiting = asyncio.create_task(places.enter(THERE, 5))
        await asyncio.sleep(0)
        places.leave(HERE)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        assert places.places.held == 0

    asyncio.run(scene())
