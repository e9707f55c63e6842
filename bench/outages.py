"""The home page and /healthz while the database hangs or is locked, and what the log says of it."""

import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.installation import Installation, Server, make_database, with_name
from tests.operations.hanging import HangingPostgreSQL, LockedSQLite, let_hang, lines_of_outages
from tests.operations.officer import SIGN_IN, Officer

#: As many as the server has threads, all of them for something that needs the database.
ASKERS = 8
SECONDS = 20.0
PAUSE = 0.02


def main() -> None:
    """Start the demo agency on each database, let it hang, ask, and let it go on."""
    from run_tests import postgresql  # beside script/tools/bench.py, which starts this

    with tempfile.TemporaryDirectory(prefix="toasoan-bench-") as folder:
        _measure("SQLite, locked for writing", Installation(Path(folder, "var")))
    with tempfile.TemporaryDirectory(prefix="toasoan-bench-") as folder, postgresql() as url:
        named = with_name(url, "toasoan_outages")
        make_database(named)
        _measure("PostgreSQL, hangs", Installation(Path(folder, "var"), named))


def _measure(name: str, installation: Installation) -> None:
    # The first start prepares; what lets the database hang stands in between at the second.
    with installation.running():
        pass
    database = let_hang(installation)
    try:
        with installation.running() as server:
            server.wait_until(lambda: server.get("/healthz")[0] == 200)
            _ask(name, server, database)
    finally:
        database.close()


def _ask(name: str, server: Server, database: HangingPostgreSQL | LockedSQLite) -> None:
    askers = [Officer(server.installation.port) for _ in range(ASKERS)]
    for one in askers:
        one.get(SIGN_IN)
    _show(f"{name}: home before", _times(lambda: server.get("/")[0], 3.0))
    before, over = len(lines_of_outages(server.output)), threading.Event()
    database.hang()
    with ThreadPoolExecutor(ASKERS + 1) as pool:
        sent = [pool.submit(_send_again, one, over) for one in askers]
        health = pool.submit(_times, lambda: server.get("/healthz")[0], SECONDS)
        _show(f"{name}: home", _times(lambda: server.get("/")[0], SECONDS))
        over.set()
        _show(f"{name}: /healthz", health.result())
        _show(f"{name}: signing in", [time for one in sent for time in one.result()])
    database.go_on()
    began = time.monotonic()
    server.wait_until(lambda: askers[0].sign_in("a", "b")[0] != 503)
    print(f"{name}: signing in answers again after {time.monotonic() - began:.1f} s")
    server.wait_until(lambda: '"worker": "ok"' in server.get("/healthz")[1])
    print(f"{name}: {len(lines_of_outages(server.output)) - before} lines in the log")


def _send_again(officer: Officer, over: threading.Event) -> list[tuple[float, int]]:
    def send() -> int:
        return officer.post(SIGN_IN, {"username": "a", "password": "b"})[0]

    found = []
    while not over.is_set():
        found.append(_timed(send))
        time.sleep(PAUSE)
    return found


def _times(ask: Callable[[], int], seconds: float) -> list[tuple[float, int]]:
    found, end = [], time.monotonic() + seconds
    while time.monotonic() < end:
        found.append(_timed(ask))
        time.sleep(PAUSE)
    return found


def _timed(ask: Callable[[], int]) -> tuple[float, int]:
    began = time.monotonic()
    status = ask()
    return time.monotonic() - began, status


def _show(name: str, found: list[tuple[float, int]]) -> None:
    times = sorted(seconds * 1000 for seconds, _status in found)
    statuses = sorted({status for _seconds, status in found})
    counts = ", ".join(f"{sum(s == status for _t, s in found)} x {status}" for status in statuses)
    print(
        f"{name:<42} median {statistics.median(times):8.1f} ms"
        f"  p99 {times[int(len(times) * 0.99)]:8.1f} ms  longest {times[-1]:8.1f} ms  {counts}"
    )
