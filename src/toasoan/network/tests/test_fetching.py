"""Requests to other people's servers end: in time, in size, and only where they may go."""

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from toasoan.network import fetching
from toasoan.network.fetching import Fetched, FetchFailedError, Limits, Reason, fetch

HERE = ("127.0.0.0/8",)
LIMITS = Limits(connect_seconds=1, whole_seconds=5, most_bytes=20_000, private_networks=HERE)
SHORT = Limits(connect_seconds=0.3, whole_seconds=0.3, private_networks=HERE)


@contextmanager
def _server(answer: Callable[[socket.socket, bytes], None]) -> Iterator[tuple[str, list[bytes]]]:
    """A server that lets `answer` write to each connection; yields its address and what came."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as door:

        def serve() -> None:
            while True:
                try:
                    connection, _address = door.accept()
                except OSError:
                    return
                with connection, suppress(OSError):
                    connection.settimeout(5)
                    request = connection.recv(65_536)
                    asked.append(request)
                    answer(connection, request)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{door.getsockname()[1]}", asked
        door.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def _says(*parts: bytes) -> Callable[[socket.socket, bytes], None]:
    def answer(connection: socket.socket, request: bytes) -> None:
        connection.sendall(b"".join(parts))

    return answer


def _fails(url: str, limits: Limits = LIMITS, data: bytes | None = None) -> FetchFailedError:
    with pytest.raises(FetchFailedError) as caught:
        fetch(url, data=data, limits=limits)
    return caught.value


def test_an_answer_comes_with_status_headers_and_body() -> None:
    with _server(_says(b"HTTP/1.1 404 Gone\r\nETag: x\r\nContent-Length: 2\r\n\r\nok")) as (
        url,
        asked,
    ):
        answer = fetch(f"{url}/tin tức".replace(" ", "%20"), limits=LIMITS)

    assert answer == Fetched(404, {"etag": "x", "content-length": "2"}, b"ok", f"{url}/tin%20tức")
    assert asked[0].startswith(b"GET /tin%20t%E1%BB%A9c HTTP/1.1\r\nHost: 127.0.0.1:")


def test_data_is_posted_with_the_headers() -> None:
    with _server(_says(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) as (url, asked):
        fetch(url, data=b"{}", headers={"Content-Type": "application/json"}, limits=LIMITS)

    assert asked[0].startswith(b"POST / HTTP/1.1\r\n")
    assert b"Content-Type: application/json" in asked[0]
    assert b"Content-Length: 2\r\n" in asked[0]


@pytest.mark.parametrize(
    "url",
    ["", "ftp://a.vn/", "file:///etc/passwd", "http://", "http://a:b@a.vn/", "http://a.vn:99999/",
     "http://a.vn/\r\nX: y", "http://[::1", "http://" + "a" * 70 + ".vn/", "//a.vn/", "a.vn"],
)  # fmt: skip
def test_only_plain_web_addresses_are_asked(url: str) -> None:
    assert _fails(url).reason is Reason.BAD_ADDRESS


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.1.1", "172.16.0.1", "169.254.169.254", "0.0.0.0",  # noqa: S104
     "100.64.0.1", "224.0.0.1", "[::1]", "[::ffff:10.0.0.1]", "[fe80::1]", "[fd00::1]",
     "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "2130706433", "0x7f.1", "localhost"],
)  # fmt: skip
def test_an_address_that_is_not_public_is_refused_however_it_is_written(address: str) -> None:
    assert _fails(f"http://{address}:1/", Limits()).reason is Reason.PRIVATE_ADDRESS


def test_a_network_is_allowed_by_name_and_no_other_with_it() -> None:
    assert fetching._may_be_asked("10.2.3.4", ("10.2.0.0/16",))
    assert not fetching._may_be_asked("10.3.3.4", ("10.2.0.0/16",))
    assert fetching._may_be_asked("203.162.0.1", ())


def test_a_name_is_judged_by_its_address_and_not_looked_up_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked_up: list[str] = []

    def of_private(host: str, port: int, **kwargs: object) -> list[object]:
        looked_up.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", of_private)

    assert _fails("http://bao.example/", Limits()).reason is Reason.PRIVATE_ADDRESS
    assert looked_up == ["bao.example"]


def test_a_name_that_nobody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*args: object, **kwargs: object) -> list[object]:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)

    assert _fails("http://khong-co.example/").reason is Reason.UNKNOWN_NAME


def test_a_look_up_that_takes_too_long_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    done = threading.Event()

    def slow(*args: object, **kwargs: object) -> list[object]:
        done.wait(5)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", slow)

    failure = _fails("http://cham.example/", SHORT)
    done.set()

    assert (failure.reason, failure.may_have_arrived) == (Reason.TOO_SLOW, False)


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]

    failure = _fails(f"http://127.0.0.1:{port}/", data=b"x")

    assert (failure.reason, failure.may_have_arrived) == (Reason.UNREACHABLE, False)


@pytest.mark.parametrize("start", [b"", b"HTTP/1.1 200 OK\r\nX", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_a_byte_now_and_then_does_not_hold_the_request(start: bytes) -> None:
    gone = threading.Event()

    def drip(connection: socket.socket, request: bytes) -> None:
        connection.sendall(start)
        while not gone.wait(0.05):
            connection.sendall(b"a")

    with _server(drip) as (url, _asked):
        begun = time.monotonic()
        failure = _fails(url, SHORT, data=b"x")
        gone.set()

    assert (failure.reason, failure.may_have_arrived) == (Reason.TOO_SLOW, True)
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize(
    "head",
    [b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n"],
)
def test_an_endless_body_is_cut(head: bytes) -> None:
    def pour(connection: socket.socket, request: bytes) -> None:
        connection.sendall(head)
        while True:
            connection.sendall(b"a" * 65_536)

    with _server(pour) as (url, _asked):
        assert _fails(url).reason is Reason.TOO_LARGE


def test_a_packed_body_is_unpacked_within_the_bound() -> None:
    def packed(body: bytes) -> Callable[[socket.socket, bytes], None]:
        zipped = gzip.compress(body)
        return _says(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", zipped)

    with _server(packed(b"Tin" * 100)) as (url, _asked):
        assert fetch(url, limits=LIMITS).body == b"Tin" * 100
    with _server(packed(b"0" * 5_000_000)) as (url, _asked):
        assert _fails(url).reason is Reason.TOO_LARGE
    with _server(_says(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nno")) as (url, _asked):
        assert _fails(url).reason is Reason.BROKEN


@pytest.mark.parametrize(
    "answer", [b"", b"SSH-2.0-x\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\ncut"]
)
def test_an_answer_that_is_none_is_broken_and_the_request_may_have_arrived(answer: bytes) -> None:
    with _server(_says(answer)) as (url, _asked):
        failure = _fails(url, data=b"x")

    assert (failure.reason, failure.may_have_arrived) == (Reason.BROKEN, True)


def test_a_redirect_within_the_host_is_followed() -> None:
    def answer(connection: socket.socket, request: bytes) -> None:
        moved = b"HTTP/1.1 301 Moved\r\nLocation: /rss?a=1\r\nContent-Length: 0\r\n\r\n"
        there = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nrss"
        connection.sendall(there if b"/rss" in request else moved)

    with _server(answer) as (url, _asked):
        answered = fetch(url, limits=LIMITS)

    assert (answered.body, answered.address) == (b"rss", f"{url}/rss?a=1")


@pytest.mark.parametrize("place", ["http://127.0.0.2/", "https://bao.example/", "/vong"])
def test_a_redirect_to_another_host_or_without_end_is_refused(place: str) -> None:
    head = f"HTTP/1.1 302 Found\r\nLocation: {place}\r\nContent-Length: 0\r\n\r\n"
    with _server(_says(head.encode())) as (url, asked):
        failure = _fails(url)

    assert failure.reason is Reason.REDIRECTED
    assert failure.detail.endswith(place)
    assert len(asked) <= 4


def test_what_was_posted_is_not_posted_to_another_address() -> None:
    head = b"HTTP/1.1 307 Moved\r\nLocation: /nhan\r\nContent-Length: 0\r\n\r\n"
    with _server(_says(head)) as (url, asked):
        failure = _fails(url, data=b"x")

    assert (failure.reason, failure.may_have_arrived, len(asked)) == (Reason.REDIRECTED, True, 1)


def test_a_server_without_encryption_is_no_https() -> None:
    with _server(_says(b"HTTP/1.1 200 OK\r\n\r\n")) as (url, _asked):
        failure = _fails(url.replace("http", "https"))

    assert (failure.reason, failure.may_have_arrived) == (Reason.ENCRYPTION, False)
