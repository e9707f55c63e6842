"""Hundreds of slow clients on a real server: everybody else goes on as if they were not there."""

import http.client
import re
import time
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import psutil
import pytest

from toasoan.testing.slow_clients import SlowClients

MB = 1024 * 1024
DOWNLOAD = "/static/tai-ve.bin"
NETWORKS = [f"127.{number // 50 + 1}.{number % 50 + 1}.7" for number in range(100)]


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


class Browser:
    """Keeps cookies; says what it got."""

    def __init__(self, server):
        self.port = server.installation.port
        self.cookies = SimpleCookie()

    def ask(self, path, *, body=None, method=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        if self.cookies:
            pairs = [f"{one.key}={one.value}" for one in self.cookies.values()]
            headers["Cookie"] = "; ".join(pairs)
        try:
            method = method or ("GET" if body is None else "POST")
            connection.request(method, path, body, headers, encode_chunked=body_is_chunked(headers))
            answer = connection.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie", []):
                self.cookies.load(cookie)
            return answer.status, answer.read(), answer.headers
        finally:
            connection.close()

    def sign_in(self, name, password):
        _status, page, _headers = self.ask("/toa-soan/login/")
        token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1].decode()
        form = {"csrfmiddlewaretoken": token, "username": name, "password": password}
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("/toa-soan/login/", body=urlencode(form), **kind)


def body_is_chunked(headers):
    return headers.get("Transfer-Encoding") == "chunked"


@pytest.fixture(scope="module")
def officer(server, attack):
    """Return the browser of a contributor who has signed in meanwhile, from the same address."""
    accounts = (server.installation.folder / "tai-khoan-demo.txt").read_text("utf-8")
    browser = Browser(server)
    status, page, _headers = browser.sign_in(
        "congtacvien", re.search(r"congtacvien +(\S+)", accounts)[1]
    )
    assert status == 302, page
    return browser


def test_kept_pages_and_health_are_answered(server, attack):
    answers = [server.get(path)[0] for path in ("/", "/healthz") * 25]

    assert answers == [200] * 50


def test_pages_that_nobody_has_asked_for_are_made(server, attack):
    assert server.get("/tim-kiem/?q=kiem+sat+cham")[0] == 200


def test_an_officer_signs_in_and_works(officer):
    assert officer.ask("/toa-soan/")[0] == 200


def test_a_large_file_of_the_officer_arrives(officer):
    """More than strangers may send: the form has read it, and finds that it is no Word file."""
    status, page, _headers = send_word(officer, b"x" * (3 * MB))

    assert status == 422
    assert "Word" in page.decode()


def test_what_is_too_large_is_told_in_a_sentence(officer):
    status, page, _headers = send_word(officer, b"x" * (31 * MB))

    assert status == 413
    assert "tối đa 30 MB" in page.decode()


def test_the_portal_takes_64_kb_with_or_without_an_announced_length(server, attack):
    stranger = Browser(server)
    pieces = (b"a" * 10_000 for _ in range(10))

    announced = stranger.ask("/", body=b"a" * 100_000)
    chunked = stranger.ask("/", body=pieces, **{"Transfer-Encoding": "chunked"})

    assert (announced[0], chunked[0]) == (413, 413)
    assert "64 KB" in announced[1].decode()


def test_a_chunked_body_within_its_limit_arrives(server, attack):
    chunked = {"Transfer-Encoding": "chunked"}

    # The page of a portal takes no POST: it was asked, and said so.
    assert Browser(server).ask("/tim-kiem/", body=iter([b"a" * 100]), **chunked)[0] in {403, 405}


def test_a_download_is_sent_whole_and_in_parts(server, attack):
    status, content, _headers = Browser(server).ask(DOWNLOAD)
    assert (status, len(content)) == (200, 20 * MB)

    status, part, headers = Browser(server).ask(DOWNLOAD, Range="bytes=1000000-1999999")
    assert (status, part) == (206, content[1_000_000:2_000_000])
    assert headers["Content-Length"] == "1000000"


def test_the_slow_ones_hold_neither_threads_nor_memory(server, attack):
    web = server.child("web")
    processes = [web, *web.children(recursive=True)]

    assert sum(process.num_threads() for process in processes) < 60
    assert sum(process.memory_info().rss for process in processes) < 500 * MB


def send_word(browser, content):
    """Send the form for a Word file with this content."""
    _status, page, _headers = browser.ask("/toa-soan/gui-word/")
    token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1].decode()
    unit = re.search(rb'name="unit"[^>]*value="(\d+)"', page)[1].decode()
    parts = [
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in (("csrfmiddlewaretoken", token), ("unit", unit))
    ]
    head = 'Content-Disposition: form-data; name="file"; filename="tin.docx"\r\n\r\n'
    body = f"{''.join(parts)}--b\r\n{head}".encode() + content + b"\r\n--b--\r\n"
    kind = {"Content-Type": "multipart/form-data; boundary=b"}
    return browser.ask("/toa-soan/gui-word/", body=body, **kind)
