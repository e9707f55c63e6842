"""``/healthz`` is answered from what a thread saw, in front of everything else."""

import errno
import json
import os
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from toasoan.databases.outages import no_room, outage
from toasoan.operations import health
from toasoan.operations.health import HealthCheck, HealthWatch, Part, SQLiteLook, worker_state

NOW = datetime.now(UTC)


class FakeLook:
    """A database that is as a test says."""

    def __init__(self):
        self.error, self.free, self.closed = None, True, 0

    def last_sign(self):
        if self.error:
            raise self.error
        return datetime.now(UTC)

    def can_write(self):
        return self.free

    def close(self):
        self.closed += 1


@pytest.fixture(autouse=True)
def nothing_is_away():
    yield
    outage.over()
    no_room.over()


@pytest.fixture
def look():
    return FakeLook()


@pytest.fixture
def watch(look, tmp_path):
    made = HealthWatch(look, tmp_path)
    made.look()
    return made


def ask(watch, path="/healthz", method="GET"):
    said = {}

    def start(status, headers):
        said["status"], said["headers"] = int(status[:3]), dict(headers)

    def inner(environ, start_response):
        start_response("200 OK", [])
        return [b"the site"]

    environ = {"PATH_INFO": path, "REQUEST_METHOD": method}
    body = b"".join(HealthCheck(inner, watch)(environ, start))
    return said["status"], said["headers"], body


def test_health_is_open_to_everybody_and_says_little(watch):
    status, headers, body = ask(watch)

    assert status == 200
    assert headers["Cache-Control"] == "no-store"
    facts = json.loads(body)
    assert 0 <= facts.pop("age") < 5
    assert facts == {"status": "ok", "database": "ok", "worker": "ok", "disk": "ok"}


def test_everything_else_passes(watch):
    assert ask(watch, "/healthz/")[2] == b"the site"


def test_health_can_be_asked_for_without_a_body_and_not_be_posted_to(watch):
    assert ask(watch, method="HEAD")[0::2] == (200, b"")
    assert ask(watch, method="POST")[0] == 405


def test_a_database_that_is_away_is_503_without_a_reason_and_nobody_waits_for_it(watch, look):
    look.error = psycopg.OperationalError("password authentication failed for user toa")
    watch.look()

    status, headers, body = ask(watch)

    assert (status, headers["Retry-After"]) == (503, "15")
    assert json.loads(body)["database"] == "failing"
    assert b"toa" not in body
    assert outage.is_shut
    assert look.closed == 1


def test_a_database_that_is_back_is_well_again(watch, look):
    look.error = psycopg.OperationalError()
    watch.look()
    look.error = None
    watch.look()

    assert ask(watch)[0] == 200
    assert not outage.is_shut


def test_a_mistake_of_ours_is_503_and_shuts_nothing(watch, look):
    look.error = psycopg.errors.UndefinedTable()
    watch.look()

    assert ask(watch)[0] == 503
    assert not outage.is_shut


def test_a_watch_that_stands_still_is_503(watch):
    late = time.monotonic() - 16
    watch.health = health.Health(Part.OK, Part.OK, Part.OK, late)

    status, _headers, body = ask(watch)

    assert (status, json.loads(body)["status"]) == (503, "failing")
    assert json.loads(body)["age"] >= 16


def test_a_database_that_takes_no_writing_for_some_seconds_is_locked(watch, look, monkeypatch):
    look.free = False
    watch.look()
    assert ask(watch)[0] == 200

    monkeypatch.setattr(health, "_LOCKED_AFTER", -1)
    watch.look()

    assert ask(watch)[0] == 503
    assert json.loads(ask(watch)[2])["database"] == "locked"
    # It can be read: requests that read go on.
    assert not outage.is_shut


def test_a_disk_without_room_is_503_and_told_once(watch, tmp_path, monkeypatch, caplog):
    def full(**_where):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(health, "_DISK_EVERY", 0)
    with monkeypatch.context() as filled:
        filled.setattr(health, "TemporaryFile", full)
        for _ in range(5):
            watch.look()
        status, _headers, body = ask(watch)
    watch.look()

    assert (status, json.loads(body)["disk"]) == (503, "full")
    assert ask(watch)[0] == 200
    assert len(caplog.messages) == 2
    assert list(tmp_path.iterdir()) == []


def test_little_room_is_told_and_no_failure(watch, tmp_path, monkeypatch):
    monkeypatch.setattr(health, "LOW_ON_SPACE", 1 << 60)
    monkeypatch.setattr(health, "_DISK_EVERY", 0)
    watch.look()

    assert (ask(watch)[0], json.loads(ask(watch)[2])["disk"]) == (200, "low")


def test_a_worker_that_was_not_seen_for_a_minute_is_late():
    assert worker_state(None, NOW) == "unseen"
    assert worker_state(NOW - timedelta(seconds=60), NOW) == "ok"
    assert worker_state(NOW - timedelta(seconds=61), NOW) == "late"


def test_a_sqlite_file_is_read_and_its_locks_are_found(tmp_path):
    path = tmp_path / "a b.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("CREATE TABLE operations_heartbeat (seen_at datetime)")
        look = SQLiteLook(path)
        assert look.last_sign() is None
        other.execute("INSERT INTO operations_heartbeat VALUES ('2026-11-30 01:02:03.456')")

        assert look.last_sign() == datetime(2026, 11, 30, 1, 2, 3, 456_000, tzinfo=UTC)
        assert look.can_write()
        other.execute("BEGIN IMMEDIATE")
        assert look.last_sign()
        assert not look.can_write()
        look.close()


def test_a_sqlite_file_that_was_moved_away_is_missed(tmp_path):
    look = SQLiteLook(tmp_path / "none.sqlite3")

    with pytest.raises(sqlite3.OperationalError):
        look.last_sign()

    assert list(tmp_path.iterdir()) == []
