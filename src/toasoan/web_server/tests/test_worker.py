"""A request of the server's as WSGI describes it."""

from dataclasses import dataclass, field

from toasoan.web_server import worker
from toasoan.web_server.askers import KnownSessions, network_of_request, session_of
from toasoan.web_server.worker import environ_of


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

    environ = environ_of(Scope(headers=given))

    assert environ["HTTP_HOST"] == "a"
    assert (environ["CONTENT_TYPE"], environ["CONTENT_LENGTH"]) == ("b", "3")
    assert environ["HTTP_X_FORWARDED_FOR"] == "c"


def test_a_header_cannot_pass_for_another_one():
    environ = environ_of(Scope(headers={"x_forwarded_for": "192.0.2.1"}))

    assert "HTTP_X_FORWARDED_FOR" not in environ


def test_a_header_that_stands_twice_is_one_list():
    environ = environ_of(Scope(headers=Headers([("x-a", "1"), ("x-a", "2")])))

    assert environ["HTTP_X_A"] == "1,2"


def test_a_path_holds_its_bytes():
    assert environ_of(Scope(path="/tin-tức/"))["PATH_INFO"] == "/tin-tức/".encode().decode(
        "latin-1"
    )


def test_addresses_come_without_ports():
    environ = environ_of(Scope(client="[2001:db8::1]:40000", server="[::1]:8000"))

    assert environ["REMOTE_ADDR"] == "2001:db8::1"
    assert environ["SERVER_PORT"] == "8000"


def test_made_up_names_of_headers_do_not_fill_the_memory():
    for number in range(2 * worker._MOST_NAMES):
        environ_of(Scope(headers={f"x-{number}": "a"}))

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
