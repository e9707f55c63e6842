"""Hundreds of slow clients, a locked database: how long home, health and signing in take."""

import fcntl
import http.client
import multiprocessing
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode

import psutil

from bench._agency import Agency, running_agency

VISITS = 400
TARGET = 50.0  # ms, the 99th of 100 visits of the home page
UNCACHED = 100
_DOWNLOAD = "/static/tai-ve.bin"
#: Where the locks lie in the file beside the log (https://www.sqlite.org/walformat.html).
_FIRST_LOCK, _LOCKS = 120, 8
_LARGE = 20 * 1024 * 1024

Attack = tuple[str, list[tuple[str, int, str]]]
_NETWORKS = [("send_bodies", 1, f"127.{n // 50 + 1}.{n % 50 + 1}.7") for n in range(100)]
_ONE = ("send_bodies", 500, "127.0.0.1")
_HEADERS = ("send_headers", 500, "127.0.0.1")
_READERS = ("read", 50, "127.0.0.1")
ATTACKS: list[Attack] = [
    ("nobody", []),
    ("500 bodies, one network", [_ONE]),
    ("100 bodies, 100 networks", _NETWORKS),
    ("500 headers", [_HEADERS]),
    ("50 readers of 20 MB", [_READERS]),
    ("all of them", [_ONE, *_NETWORKS, _HEADERS, _READERS]),
]


def main() -> None:
    """Start the demo agency twice (the second time with a large file), then attack it."""
    with tempfile.TemporaryDirectory(prefix="toasoan-bench-") as folder:
        with running_agency(folder):
            pass
        (Path(folder) / "var" / _DOWNLOAD.lstrip("/")).write_bytes(b"\0" * _LARGE)
        with running_agency(folder) as agency:
            password = _password(Path(folder) / "var")
            _get(agency, "/")
            for name, clients in ATTACKS:
                with _attack(agency, clients):
                    print(_line(name, agency, lambda: _sign_in(agency, password)), flush=True)
            with _locked(Path(folder) / "var"), _uncached(agency):
                print(_line(f"database locked, {UNCACHED} uncached", agency, None), flush=True)


def _line(name: str, agency: Agency, sign_in: Callable[[], float] | None) -> str:
    home = sorted(_get(agency, "/") for _ in range(VISITS))
    health = max(_get(agency, "/healthz") for _ in range(20))
    most = home[int(VISITS * 0.99)]
    signed_in = f", signing in {sign_in():5.0f} ms" if sign_in else ""
    processes = psutil.Process(agency.pid).children(recursive=True)
    memory = sum(process.memory_info().rss for process in processes) / 2**20
    return (
        f"{name:<32} home {statistics.median(home):5.1f} ms, p99 {most:6.1f} ms, health"
        f" {health:6.1f} ms{signed_in}, memory {memory:4.0f} MB"
        f"{'' if most <= TARGET else '  too slow'}"
    )


@contextmanager
def _attack(agency: Agency, clients: list[tuple[str, int, str]]) -> Iterator[None]:
    """The clients in a process of their own, so that they do not slow down who measures."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.Process(target=_send, args=(there, agency.port, clients))
    process.start()
    try:
        here.recv()
        time.sleep(1.5)
        yield
    finally:
        here.send("end")
        process.join(30)


def _send(pipe: "multiprocessing.connection.Connection", port: int, clients: list[tuple]) -> None:
    from toasoan.testing.slow_clients import SlowClients

    slow = SlowClients(port)
    for way, count, source in clients:
        if way == "read":
            slow.read(count, _DOWNLOAD, source)
        else:
            getattr(slow, way)(count, source)
    with slow.running():
        pipe.send("begun")
        pipe.recv()


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold all locks of the write-ahead log: nobody can read or write the database."""
    with (folder / "toasoan.sqlite3-shm").open("r+b") as file:
        while True:
            with suppress(BlockingIOError):
                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, _LOCKS, _FIRST_LOCK)
                break
            time.sleep(0.01)
        yield


@contextmanager
def _uncached(agency: Agency) -> Iterator[None]:
    """Many who ask at the same time for pages that nobody has."""
    with ThreadPoolExecutor(UNCACHED) as pool:
        asked = [pool.submit(_get, agency, f"/tim-kiem/?q=ky{n}") for n in range(UNCACHED)]
        time.sleep(0.5)
        yield
        for each in asked:
            each.result()


def _get(agency: Agency, path: str) -> float:
    """Milliseconds until a page has come."""
    began = time.perf_counter()
    _ask(agency, "GET", path)
    return (time.perf_counter() - began) * 1000


def _ask(
    agency: Agency, method: str, path: str, body: str | None = None, **headers: str
) -> tuple[int, str, list[str]]:
    connection = http.client.HTTPConnection("127.0.0.1", agency.port, timeout=60)
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        cookies = answer.headers.get_all("Set-Cookie", [])
        return answer.status, answer.read().decode("utf-8", "replace"), cookies
    finally:
        connection.close()


def _password(folder: Path) -> str:
    accounts = (folder / "tai-khoan-demo.txt").read_text("utf-8")
    found = re.search(r"congtacvien +(\S+)", accounts)
    assert found
    return found[1]


def _sign_in(agency: Agency, password: str) -> float:
    """Milliseconds for the sign-in page, the form, and the desk behind it."""
    began, path = time.perf_counter(), "/toa-soan/login/"
    _status, page, cookies = _ask(agency, "GET", path)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token, page
    form = {"csrfmiddlewaretoken": token[1], "username": "congtacvien", "password": password}
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": _sent_back(cookies)}
    status, page, more = _ask(agency, "POST", path, urlencode(form), **kind)
    assert status == 302, page
    status, page, _cookies = _ask(agency, "GET", "/toa-soan/", Cookie=_sent_back(cookies + more))
    assert status == 200, page
    return (time.perf_counter() - began) * 1000


def _sent_back(cookies: list[str]) -> str:
    return "; ".join(cookie.partition(";")[0] for cookie in cookies)
