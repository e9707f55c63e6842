"""A request of the server's as WSGI describes it, and who answers it."""

import asyncio
from dataclasses import dataclass, field

from toasoan.web_server import worker
from toasoan.web_server.answers import Answer, StoredAnswer
from toasoan.web_server.askers import KnownSessions, network_of_request, session_of
from toasoan.web_server.served_site import NoReadyPages, ServedSite
from toasoan.web_server.tests.test_bodies import Sender
from toasoan.web_server.worker import Reception, RequestExchange, as_site, asked_of, complete


@dataclass
class Scope:
    """What Granian says of a request."""

    headers: dict = field(default_factory=dict)
    path: str = "/"
    method: str = "GET"
    query_string: str = ""
    http_version: str = "1.1"
    server: str = "127.0.0.1:8000"
    client: str = "10.0.0.7:40000"
    scheme: str = "http"


class Headers(list):
    def items(self):
        return self


def test_headers_have_the_names_of_wsgi():
    given = {"host": "a", "content-type": "b", "content-length": "3", "x-forwarded-for": "c"}

    environ = asked_of(Scope(headers=given))

    assert environ["HTTP_HOST"] == "a"
    assert (environ["CONTENT_TYPE"], environ["CONTENT_LENGTH"]) == ("b", "3")
    assert environ["HTTP_X_FORWARDED_FOR"] == "c"


def test_a_header_cannot_pass_for_another_one():
    environ = asked_of(Scope(headers={"x_forwarded_for": "192.0.2.1"}))

    assert "HTTP_X_FORWARDED_FOR" not in environ


def test_a_header_that_stands_twice_is_one_list():
    environ = asked_of(Scope(headers=Headers([("x-a", "1"), ("x-a", "2")])))

    assert environ["HTTP_X_A"] == "1,2"


def test_a_path_holds_its_bytes():
    assert asked_of(Scope(path="/tin-tức/"))["PATH_INFO"] == "/tin-tức/".encode().decode("latin-1")


def test_addresses_come_without_ports():
    scope = Scope(client="[2001:db8::1]:40000", server="[::1]:8000")
    environ = asked_of(scope)
    complete(environ, scope)

    assert environ["REMOTE_ADDR"] == "2001:db8::1"
    assert environ["SERVER_PORT"] == "8000"


def test_made_up_names_of_headers_do_not_fill_the_memory():
    for number in range(2 * worker._MOST_NAMES):
        asked_of(Scope(headers={f"x-{number}": "a"}))

    assert len(worker._names) <= worker._MOST_NAMES


def test_a_session_is_known_only_after_it_was_noted():
    known = KnownSessions()
    known.note("abc")

    assert "abc" in known
    assert "abd" not in known
    assert "" not in known


def test_the_session_is_that_of_the_cookie_with_this_name():
    environ = {"HTTP_COOKIE": "x=1; sessionid=abc; sessionid2=d"}

    assert session_of(environ, "sessionid") == "abc"
    assert session_of({}, "sessionid") == ""


def test_a_proxy_that_is_not_trusted_names_nobody():
    environ = {"REMOTE_ADDR": "192.0.2.1", "HTTP_X_FORWARDED_FOR": "198.51.100.1"}

    assert network_of_request(environ, {"127.0.0.1"}) == "192.0.2.1"
    assert network_of_request(environ, {"192.0.2.1"}) == "198.51.100.1"


class Proto:
    """The way to answer that Granian gives with a request; keeps what it was told."""

    def __init__(self):
        self.bytes, self.files = [], []

    def response_bytes(self, status, headers, body):
        self.bytes.append((status, body))

    def response_file_range(self, status, headers, path, first, end):
        self.files.append((status, path, first, end))

    def __aiter__(self):
        return Sender(b"body")


@dataclass
class Request:
    """A request as Granian's scheduler hands it over."""

    scope: Scope = field(default_factory=Scope)
    proto: Proto = field(default_factory=Proto)


class OnePage(NoReadyPages):
    def at_once(self, environ, start_response):
        if environ["PATH_INFO"] != "/ready":
            return None
        start_response("200 OK", [])
        return [b"rea", b"dy"]


def echo(environ, start_response):
    start_response("200 OK", [])
    return [environ["wsgi.input"].read()]


def taken(*requests, application=echo, ready=None):
    """Have the requests taken by another thread, as Granian does, and answered."""

    async def scene():
        loop = asyncio.get_running_loop()
        site = ServedSite(application=application, ready=ready or OnePage())
        reception = Reception(site, loop)
        for request in requests:
            await loop.run_in_executor(None, reception.take, request)
        await asyncio.sleep(0)
        while reception._under_way:
            await asyncio.gather(*reception._under_way)

    asyncio.run(scene())
    return [request.proto for request in requests]


def test_what_is_ready_is_answered_by_the_thread_that_took_it():
    def never(environ, start_response):
        raise AssertionError

    (proto,) = taken(Request(Scope(path="/ready")), application=never)

    assert proto.bytes == [(200, b"ready")]


def test_everything_else_passes_the_door_with_its_body():
    scope = Scope(path="/", method="POST", headers={"transfer-encoding": "chunked"})

    (proto,) = taken(Request(scope))

    assert proto.bytes == [(200, b"body")]


def test_a_fault_of_our_own_is_answered_and_goes_no_further():
    class Broken(NoReadyPages):
        def at_once(self, environ, start_response):
            raise ValueError

    (proto,) = taken(Request(), ready=Broken())

    assert [status for status, _body in proto.bytes] == [503]


def test_a_file_is_sent_by_the_server_and_a_passing_one_removed(tmp_path, monkeypatch):
    monkeypatch.setattr(worker, "_REMOVED_AFTER", 0.0)
    path = tmp_path / "made"
    path.touch()
    proto = Proto()

    async def scene():
        exchange = RequestExchange({}, proto, asyncio.get_running_loop())
        exchange.send(Answer(200, [], StoredAnswer(str(path), 0, 9, passing=True)))
        while path.exists():
            await asyncio.sleep(0.001)

    asyncio.run(scene())

    assert proto.files == [(200, str(path), 0, 9)]


def test_any_wsgi_application_can_be_served():
    site = ServedSite(application=echo)

    assert as_site(site) is site
    assert as_site(echo).application is echo
