"""Hundreds of slow clients on a real server: everybody else goes on as if they were not there."""

import http.client
import re
import time

import psutil
import pytest

from tests.operations.officer import Officer, password_of
from toasoan.testing.slow_clients import SlowClients

MB = 1024 * 1024
DOWNLOAD = "/static/tai-ve.bin"
NETWORKS = [f"127.{number // 50 + 1}.{number % 50 + 1}.7" for number in range(100)]

ELSEWHERE = "127.200.1.7"


@pytest.fixture(scope="module")
def server(agency):
    """Yield a running agency with something large to fetch."""
    installation, _first = agency
    (installation.folder / DOWNLOAD.lstrip("/")).write_bytes(bytes(range(256)) * (80 * 1024))
    with installation.running() as server:
        server.get("/")
        yield server


@pytest.fixture(scope="module")
def attack(server):
    """Yield the slow clients: 500 bodies from one network, 100 from a hundred, 500 headers."""
    clients = SlowClients(server.installation.port)
    clients.send_bodies(500)
    for network in NETWORKS:
        clients.send_bodies(1, network)
    clients.send_headers(500)
    clients.read(50, DOWNLOAD)
    with clients.running():
        # Their second breath: the first to be sent away have come back.
        time.sleep(1.5)
        yield clients
        assert clients.connected > 1000


@pytest.fixture(scope="module")
def officer(server, attack):
    """Return a contributor who has signed in meanwhile, from the same address."""
    made = Officer(server.installation.port)
    name = "congtacvien"
    status, _headers, page = made.sign_in(name, password_of(name, server.installation.folder))
    assert status == 302, page
    return made


def ask(server, path, *, body=None, **headers):
    """Ask as a stranger of a network that sends nothing slowly.

    A body in pieces goes without its length.
    """
    connection = http.client.HTTPConnection(
        "127.0.0.1", server.installation.port, timeout=60, source_address=(ELSEWHERE, 0)
    )
    if body is not None and not isinstance(body, bytes):
        headers["Transfer-Encoding"] = "chunked"
    try:
        connection.request(
            "GET" if body is None else "POST", path, body, headers,
            encode_chunked="Transfer-Encoding" in headers,
        )  # fmt: skip
        answer = connection.getresponse()
        return answer.status, answer.read(), answer.headers
    finally:
        connection.close()


def send_word(officer, content):
    """Send the form for a Word file with this content."""
    _status, _headers, page = officer.get("/toa-soan/gui-word/")
    unit = re.search(r'name="unit"[^>]*value="(\d+)"', page)[1]
    return officer.post("/toa-soan/gui-word/", {"unit": unit}, file=content)


def test_kept_pages_and_health_are_answered(server, attack):
    answers = [server.get(path)[0] for path in ("/", "/healthz") * 25]

    assert answers == [200] * 50


def test_pages_that_nobody_has_asked_for_are_made(server, attack):
    assert server.get("/tim-kiem/?q=kiem+sat+cham")[0] == 200


def test_an_officer_signs_in_and_works(officer):
    assert officer.get("/toa-soan/")[0] == 200


def test_a_large_file_of_the_officer_arrives(officer):
    """More than strangers may send: the form has read it, and finds that it is no Word file."""
    status, _headers, page = send_word(officer, b"x" * (3 * MB))

    assert status == 422
    assert "Word" in page


def test_what_is_too_large_is_told_in_a_sentence(officer):
    status, _headers, page = send_word(officer, b"x" * (31 * MB))

    assert status == 413
    assert "tối đa 30 MB" in page


def test_the_portal_takes_64_kb_with_or_without_an_announced_length(server, attack):
    pieces = (b"a" * 10_000 for _ in range(10))

    announced = ask(server, "/", body=b"a" * 100_000)
    chunked = ask(server, "/", body=pieces)

    assert (announced[0], chunked[0]) == (413, 413)
    assert "64 KB" in announced[1].decode()


def test_a_chunked_body_within_its_limit_arrives(server, attack):
    # The page takes no POST: it was asked, and said so.
    assert ask(server, "/tim-kiem/", body=iter([b"a" * 100]))[0] in {403, 405}


def test_a_download_is_sent_whole_and_in_parts(server, attack):
    status, content, _headers = ask(server, DOWNLOAD)
    assert (status, len(content)) == (200, 20 * MB)

    status, part, headers = ask(server, DOWNLOAD, Range="bytes=1000000-1999999")
    assert (status, part) == (206, content[1_000_000:2_000_000])
    assert headers["Content-Length"] == "1000000"


def test_the_slow_ones_hold_neither_threads_nor_memory(server, attack):
    web = server.child("web")
    processes = [web, *web.children(recursive=True)]

    assert sum(process.num_threads() for process in processes) < 60
    assert sum(process.memory_info().rss for process in processes) < 500 * MB
