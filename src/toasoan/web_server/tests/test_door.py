"""The door: what comes in, what is refused and how, and what never waits for a full house."""

import asyncio
import errno
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import pytest

from toasoan.databases.outages import DatabaseAwayError, outage
from toasoan.web_server.askers import SIGNED_IN
from toasoan.web_server.door import Door
from toasoan.web_server.limits import RequestLimits, Share
from toasoan.web_server.served_site import ServedSite
from toasoan.web_server.tests.test_bodies import Sender

LIMITS = RequestLimits(
    inside=Share(everybody=2, strangers=2, network=2),
    waiting=Share(everybody=4, strangers=4, network=4),
    wait=0.05,
    patience=0.05,
)


@dataclass
class Asked:
    """A request, and the answer it got."""

    environ: dict
    sender: Sender = field(default_factory=Sender)
    answers: list = field(default_factory=list)

    def chunks(self):
        return self.sender

    def send(self, answer):
        self.answers.append(answer)

    @property
    def status(self):
        return self.answers[0].status

    @property
    def headers(self):
        return dict(self.answers[0].headers)

    @property
    def text(self):
        return self.answers[0].body.decode()


def asked(path="/", *, method="GET", sender=None, **environ):
    body = {} if sender is None else {"HTTP_TRANSFER_ENCODING": "chunked"}
    given = {"PATH_INFO": path, "REQUEST_METHOD": method, "REMOTE_ADDR": "10.0.0.1"}
    return Asked(given | body | environ, sender or Sender())


class Site:
    """Says what it got; `gate` holds what is inside, `signed_in` is what Django would note."""

    def __init__(self):
        self.gate = threading.Event()
        self.gate.set()
        self.entered = 0
        self.signed_in = False
        self.lock = threading.Lock()

    def __call__(self, environ, start_response):
        with self.lock:
            self.entered += 1
        assert self.gate.wait(20)
        if self.signed_in:
            environ[SIGNED_IN] = True
        body = environ["wsgi.input"].read() if "wsgi.input" in environ else b""
        start_response("200 OK", [("Content-Type", "text/plain")])
        length = environ.get("CONTENT_LENGTH")
        return [f"{environ['REQUEST_METHOD']} {length} ".encode(), body]


@contextmanager
def held(site):
    site.gate.clear()
    try:
        yield
    finally:
        site.gate.set()


def answered(door, *requests):
    """Answer them one after the other."""

    async def scene():
        for request in requests:
            await door.answer(request)

    asyncio.run(scene())
    return requests[-1]


@pytest.fixture
def site():
    return Site()


def door_of(site, limits=LIMITS, **given):
    return Door(ServedSite(application=site, limits=limits, **given))


def test_the_site_gets_a_body_whole_with_its_length(site):
    request = answered(door_of(site), asked(method="POST", sender=Sender(b"ab", b"cd")))

    assert request.text == "POST 4 abcd"


def test_a_body_that_is_too_large_is_refused_in_a_sentence(site):
    request = answered(
        door_of(site), asked(method="POST", CONTENT_LENGTH="70000", sender=Sender(b"a" * 70_000))
    )

    assert request.status == 413
    assert "64 KB" in request.text
    assert "text/html" in request.headers["Content-Type"]
    assert site.entered == 0


def test_a_full_disk_is_told(site, monkeypatch):
    class Full:
        def __init__(self, size):
            self.size = size

        def write(self, content):
            raise OSError(errno.ENOSPC, "No space left on device")

        def close(self):
            pass

    monkeypatch.setattr("toasoan.web_server.bodies.SpooledTemporaryFile", Full)

    assert answered(door_of(site), asked(method="POST", sender=Sender(b"a"))).status == 507


def test_scripts_are_refused_in_json(site):
    request = answered(
        door_of(site),
        asked(method="POST", CONTENT_LENGTH="99999999", HTTP_ACCEPT="application/json"),
    )

    assert request.status == 413
    assert request.headers["Content-Type"] == "application/json"
    assert '"success": false' in request.text


def test_strangers_never_send_what_an_address_takes_from_people(site):
    door = door_of(
        site, largest_body=lambda path: 30_000_000, is_signed_in=lambda session: session == "true"
    )
    large = {"method": "POST", "CONTENT_LENGTH": "2000000"}

    stranger = answered(door, asked(sender=Sender(b"a" * 2_000_000), **large))
    forger = answered(door, asked(HTTP_COOKIE="sessionid=made-up", **large))
    person = answered(
        door, asked(HTTP_COOKIE="a=b; sessionid=true", sender=Sender(b"a" * 2_000_000), **large)
    )

    assert (stranger.status, forger.status, person.status) == (413, 413, 200)
    assert "đăng nhập" in stranger.text


def test_large_bodies_of_strangers_have_a_few_places_of_their_own(site):
    limits = replace(LIMITS, large_bodies=Share(everybody=1, strangers=1, network=0))
    door = door_of(site, limits, strangers_body=lambda path: 20_000_000)
    large = asked(method="POST", CONTENT_LENGTH="2000000", sender=Sender(b"a" * 2_000_000))
    unknown = asked(method="POST", sender=Sender(b"a"))
    small = asked(method="POST", CONTENT_LENGTH="5", sender=Sender(b"a" * 5))

    assert [answered(door, each).status for each in (large, unknown, small)] == [429, 429, 200]
    roomy = door_of(site, LIMITS, strangers_body=lambda path: 20_000_000)
    again = asked(method="POST", CONTENT_LENGTH="2000000", sender=Sender(b"a" * 2_000_000))
    assert answered(roomy, again).status == 200


def test_a_session_that_the_site_has_seen_is_not_looked_up_again(site):
    looked_up = []
    door = door_of(site, is_signed_in=lambda session: looked_up.append(session) or False)
    site.signed_in = True

    answered(door, asked(HTTP_COOKIE="sessionid=s"), asked(
        method="POST", HTTP_COOKIE="sessionid=s", sender=Sender(b"a")
    ))  # fmt: skip

    assert looked_up == []


def test_a_session_that_cannot_be_looked_up_is_asked_to_come_again(site):
    def away(session):
        raise ConnectionError

    request = answered(
        door_of(site, is_signed_in=away),
        asked(method="POST", HTTP_COOKIE="sessionid=s", sender=Sender(b"a")),
    )

    assert request.status == 503


def test_sessions_that_cannot_be_looked_up_are_one_line_an_outage(site, caplog):
    def away(session):
        raise DatabaseAwayError

    door = door_of(site, is_signed_in=away)
    for _ in range(5):
        request = asked(method="POST", HTTP_COOKIE="sessionid=s", sender=Sender(b"a"))
        assert answered(door, request).status == 503
    told = list(caplog.messages)
    outage.over()

    assert len(told) == 1
    assert "Traceback" not in caplog.text


async def _fill(door, site, path="/"):
    """Two requests inside that do not come back."""
    tasks = [asyncio.create_task(door.answer(asked(path))) for _ in range(2)]
    while site.entered < 2:
        await asyncio.sleep(0.005)
    return tasks


def test_a_full_house_refuses_soon_and_says_when_to_come_again(site):
    door, request = door_of(site), asked(REMOTE_ADDR="10.0.0.2")

    async def scene():
        with held(site):
            inside = await _fill(door, site)
            await door.answer(request)
        await asyncio.gather(*inside)

    asyncio.run(scene())

    assert (request.status, request.headers["Retry-After"]) == (503, "5")
    assert site.entered == 2


def test_one_network_leaves_room_for_others(site):
    limits = replace(LIMITS, inside=Share(everybody=3, strangers=3, network=2))
    door, same, other = door_of(site, limits), asked(), asked(REMOTE_ADDR="10.0.0.2")

    async def scene():
        with held(site):
            inside = await _fill(door, site)
            await door.answer(same)
            from_elsewhere = asyncio.create_task(door.answer(other))
            while site.entered < 3:
                await asyncio.sleep(0.005)
        await asyncio.gather(*inside, from_elsewhere)

    asyncio.run(scene())

    assert (same.status, other.status) == (429, 200)


def test_the_network_is_that_behind_a_trusted_proxy(site):
    limits = replace(LIMITS, inside=Share(everybody=3, strangers=3, network=1))
    door = door_of(site, limits, trusted_proxies={"10.0.0.1"})
    others = [asked(HTTP_X_FORWARDED_FOR=f"192.0.2.{number}") for number in (1, 2)]

    async def scene():
        with held(site):
            tasks = [asyncio.create_task(door.answer(each)) for each in others]
            while site.entered < 2:
                await asyncio.sleep(0.005)
        await asyncio.gather(*tasks)

    asyncio.run(scene())

    assert [each.status for each in others] == [200, 200]


def test_interface_files_are_sent_while_everything_inside_hangs(site):
    def application(environ, start_response):
        if environ["PATH_INFO"] == "/static/a.css":
            start_response("200 OK", [])
            return [b"file"]
        return site(environ, start_response)

    door = door_of(application, is_static=lambda path: path == "/static/a.css")
    file = asked("/static/a.css")

    async def scene():
        with held(site):
            inside = await _fill(door, site)
            await door.answer(file)
        await asyncio.gather(*inside)

    asyncio.run(scene())

    assert file.status == 200


class Pages:
    """Ready pages of a test: one page; `old` is its last good copy."""

    def __init__(self, old=None):
        self.old, self.fresh = old, None

    def page_of(self, environ):
        return environ["PATH_INFO"]

    def at_once(self, environ, start_response):
        return self._send(self.fresh, start_response)

    def last_good(self, environ, start_response):
        return self._send(self.old, start_response)

    @staticmethod
    def _send(body, start_response):
        if body is None:
            return None
        start_response("200 OK", [])
        return [body]


def test_the_last_good_copy_stands_in_for_a_site_that_hangs(site):
    door, request = door_of(site, ready=Pages(old=b"old")), asked()

    async def scene():
        with held(site):
            await door.answer(request)

    asyncio.run(scene())

    assert request.text == "old"


def test_the_last_good_copy_stands_in_when_there_is_no_room(site):
    pages = Pages(old=None)
    door, request = door_of(site, ready=pages), asked("/third")

    async def scene():
        with held(site):
            inside = [asyncio.create_task(door.answer(asked(f"/{n}"))) for n in (1, 2)]
            while site.entered < 2:
                await asyncio.sleep(0.005)
            pages.old = b"old"
            await door.answer(request)
        await asyncio.gather(*inside)

    asyncio.run(scene())

    assert request.text == "old"


def test_many_who_ask_for_one_page_hold_one_thread(site):
    pages = Pages()
    door, others = (
        door_of(site, replace(LIMITS, wait=5.0), ready=pages),
        [asked() for _ in range(30)],
    )

    async def scene():
        with held(site):
            tasks = [asyncio.create_task(door.answer(each)) for each in others]
            while not site.entered:
                await asyncio.sleep(0.005)
            await asyncio.sleep(0.05)
            assert site.entered == 1
            pages.fresh = b"fresh"
        await asyncio.gather(*tasks)

    asyncio.run(scene())

    assert [each.text for each in others[1:]] == ["fresh"] * 29


def test_who_waits_for_a_page_that_does_not_come_is_sent_away_without_a_thread(site):
    door, others = door_of(site, ready=Pages()), [asked() for _ in range(5)]

    async def scene():
        with held(site):
            tasks = [asyncio.create_task(door.answer(each)) for each in others]
            await asyncio.gather(*tasks[1:])
            assert site.entered == 1
        await tasks[0]

    asyncio.run(scene())

    assert [each.status for each in others] == [200, 503, 503, 503, 503]


def test_a_page_that_could_not_be_rendered_is_tried_by_one_at_a_time(site):
    """Whoever waited for the first does not rush in when it has failed."""
    at_once, most = 0, 0

    def broken(environ, start_response):
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        time.sleep(0.002)
        at_once -= 1
        raise ConnectionError

    door = door_of(broken, replace(LIMITS, wait=5.0), ready=Pages())
    others = [asked() for _ in range(10)]

    async def scene():
        await asyncio.gather(*map(door.answer, others))

    asyncio.run(scene())

    assert most == 1
    assert {each.status for each in others} == {500}


def test_a_site_that_breaks_is_answered_for(site):
    def broken(environ, start_response):
        raise ConnectionError

    assert answered(door_of(broken), asked()).status == 500


def test_the_body_of_a_request_that_has_none_by_its_method_is_left_alone(site):
    sender = Sender(b"a" * 70_000)

    request = answered(door_of(site), asked(sender=sender, CONTENT_LENGTH="70000"))

    assert (request.status, sender.given) == (200, 0)
