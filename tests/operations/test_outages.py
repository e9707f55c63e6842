"""A whole agency whose database hangs, whose processes are killed."""

import http.client
import json
import os
import re
import signal
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass, field

import psutil
import pytest

from tests.installation import READY, Installation, Server
from tests.operations.hanging import HangingPostgreSQL, LockedSQLite, let_hang, lines_of_outages
from tests.operations.officer import SIGN_IN, Officer, password_of
from toasoan.media.storage import DRAFTS
from toasoan.testing.word import sample_story_docx

#: As many as the server has threads.
AT_ONCE = 8
#: A look every two seconds, four seconds for it, one second until everybody has noticed.
FOUND_WITHIN = 9.0
BACK_WITHIN = 20.0


@dataclass
class House:
    """A running agency, what lets its database hang, and who works in it."""

    installation: Installation
    server: Server
    database: HangingPostgreSQL | LockedSQLite

    def officer(self) -> Officer:
        """Somebody who has signed in and may send Word files."""
        made = Officer(self.installation.port)
        name = "congtacvien"
        status, _headers, text = made.sign_in(name, password_of(name, self.installation.folder))
        assert status == 302, text
        return made


@pytest.fixture(scope="module")
def house(agency) -> Iterator[House]:
    installation, _first = agency
    installation.settings["TOASOAN_DATABASE_LOCK_SECONDS"] = "2"
    database = let_hang(installation)
    server = installation.start()
    made = House(installation, server, database)
    try:
        server.wait_for(READY)
        yield made
    finally:
        made.server.stop()
        database.close()


def health(server: Server) -> tuple[int, dict]:
    status, text = server.get("/healthz")
    return status, json.loads(text)


def timed(ask) -> tuple[float, object]:
    began = time.monotonic()
    answer = ask()
    return time.monotonic() - began, answer


def test_a_database_that_hangs_stops_nobody_who_reads(house, record_property):
    server, database, port = house.server, house.database, house.installation.port
    server.wait_until(lambda: health(server)[1]["worker"] == "ok")
    assert server.get("/")[0] == 200
    strangers = [Officer(port) for _ in range(AT_ONCE)]
    for one in strangers:
        one.get(SIGN_IN)
    before = len(lines_of_outages(server.output))

    database.hang()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        sent = [
            pool.submit(
                timed, lambda one=one: one.post(SIGN_IN, {"username": "a", "password": "b"})
            )
            for one in strangers
        ]
        kept = [timed(lambda: server.get("/")) for _ in range(30)]
        asked = [timed(lambda: health(server)) for _ in range(10)]
        answers = [one.result() for one in sent]
    server.wait_until(lambda: health(server)[0] == 503)

    assert {answer[0] for _seconds, answer in kept} == {200}
    for seconds, (_status, headers, _text) in answers:
        assert headers["Retry-After"]
        assert seconds < FOUND_WITHIN
    # A network that has taken its share of the server is told so instead.
    assert 503 in {status for _seconds, (status, _headers, _text) in answers} <= {429, 503}
    record_property("slowest_kept_page", max(seconds for seconds, _answer in kept))
    record_property("slowest_health", max(seconds for seconds, _answer in asked))
    assert sorted(seconds for seconds, _answer in kept)[-2] < 0.5
    assert sorted(seconds for seconds, _answer in asked)[-2] < 0.5

    database.go_on()
    server.wait_until(lambda: health(server)[0] == 200, BACK_WITHIN)
    assert Officer(port).sign_in("a", "b")[0] != 503
    assert server.get("/tim-kiem/?q=tro+lai")[0] == 200
    server.wait_until(lambda: health(server)[1]["worker"] == "ok")
    # One line when it begins and one when it is over: of the web process, and of the worker.
    told = lines_of_outages(server.output)[before:]
    assert 1 <= len(told) <= 4, told


def kept_submissions(installation) -> dict[str, tuple[str, int]]:
    """Headline → name and size of the file, as the tables have it."""
    words = (
        "SELECT story.headline, sent.file, sent.size FROM intake_submission AS sent "
        "JOIN stories_story AS story ON story.id = sent.story_id"
    )
    if installation.database_url:
        import psycopg

        connection = psycopg.connect(installation.database_url)
    else:
        connection = sqlite3.connect(installation.folder / "toasoan.sqlite3")
    with closing(connection):
        return {headline: (name, size) for headline, name, size in connection.execute(words)}


@dataclass
class Senders:
    """People who send so many Word files, each again until the server says that it has it."""

    most: int
    unit: str
    confirmed: list[str] = field(default_factory=list)

    def work(self, officer: Officer, numbers: range) -> None:
        for number in numbers:
            for attempt in range(300):
                if self._send(officer, f"Tin thử {number} lần {attempt}"):
                    break
                time.sleep(0.2)

    def _send(self, officer: Officer, headline: str) -> bool:
        content = sample_story_docx(headline, "Sa-pô.", ["Một đoạn."], [], "Tên")
        with suppress(OSError, http.client.HTTPException):
            answer = officer.post("/toa-soan/gui-word/", {"unit": self.unit}, file=content)
            if answer[0] == 302:
                self.confirmed.append(headline)
                return True
        return False

    def wait_for(self, number: int) -> None:
        end = time.monotonic() + 120
        while len(self.confirmed) < number:
            assert time.monotonic() < end, self.confirmed
            time.sleep(0.02)


def test_no_submission_is_lost_when_processes_are_killed(house):
    officer = house.officer()
    unit = re.search(r'name="unit"[^>]*value="(\d+)"', officer.get("/toa-soan/gui-word/")[2])
    assert unit
    senders = Senders(50, unit[1])
    with ThreadPoolExecutor(2) as pool:
        work = [
            pool.submit(senders.work, officer.copy(), range(first, senders.most, 2))
            for first in (0, 1)
        ]
        for number, kill in enumerate((kill_web_worker, kill_web, kill_worker, kill_all)):
            senders.wait_for(5 + 10 * number)
            house.server = kill(house.server)
        for one in work:
            one.result()

    assert len(senders.confirmed) == senders.most
    kept = kept_submissions(house.installation)
    assert set(senders.confirmed) <= kept.keys()
    media = house.installation.folder / "media"
    for name, size in kept.values():
        assert (media / name).stat().st_size == size
    # What was being written when a process was killed has no name; the hourly tidying finds it.
    named = [path for path in media.rglob("*") if path.is_file() and DRAFTS not in path.parts]
    assert [path for path in named if not path.stat().st_size] == []


def kill_web_worker(server: Server) -> Server:
    for process in server.child("web").children():
        with suppress(psutil.NoSuchProcess):
            process.kill()
    return server


def kill_web(server: Server) -> Server:
    server.child("web").kill()
    return server


def kill_worker(server: Server) -> Server:
    server.child("manage", "worker").kill()
    return server


def kill_all(server: Server) -> Server:
    """The supervisor as well: its children end by themselves, and somebody starts it again."""
    children = psutil.Process(server.process.pid).children(recursive=True)
    os.kill(server.process.pid, signal.SIGKILL)
    server.process.wait(10)
    psutil.wait_procs(children, 30)
    again = server.installation.start()
    again.wait_for(READY)
    return again
