"""``/healthz``: does this installation work? For load balancers and watchdogs.

A thread looks, requests are told what it saw last: nobody who asks waits for the database or the
disk, and asking costs nothing. Nothing here imports Django.
"""

import json
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryFile
from threading import Event, Thread
from typing import Any, Protocol
from urllib.parse import quote

from toasoan.databases.outages import is_full, is_outage, no_room, outage

Environ = dict[str, Any]  # Any: what a WSGI environment holds
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

ADDRESS = "/healthz"
#: A worker that is silent for longer than this is taken for dead.
WORKER_LATE_AFTER = timedelta(seconds=60)
#: Below this a disk is told to be low; some minutes of photos.
LOW_ON_SPACE = 200 * 1024**2  # bytes
_LOOK_EVERY = 2.0  # seconds
_ANSWERS_WITHIN = 4  # seconds; then the database is away
_LOCK_COMES_WITHIN = 500  # milliseconds
_LOCKED_AFTER = 5.0  # seconds in which nothing could be written
#: A look older than this says nothing about now: the thread itself stands still.
_OVERDUE_AFTER = 15.0  # seconds
_DISK_EVERY = 10.0  # seconds
_DISK_TRIAL = b"\0" * 65_536
_LAST_SIGN = "SELECT max(seen_at) FROM operations_heartbeat"


class Part(StrEnum):
    """How a part of the installation is doing."""

    OK = "ok"
    FAILING = "failing"
    #: It can be read, but nobody could write for some seconds.
    LOCKED = "locked"
    #: The worker has not shown life for a minute, or never.
    LATE = "late"
    UNSEEN = "unseen"
    #: There is little room, or none.
    LOW = "low"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Health:
    """What was seen at one look, at a time of the monotonic clock."""

    database: Part
    worker: Part
    disk: Part
    seen_at: float

    def is_well(self, now: float) -> bool:
        """Whether the site can do its work."""
        return (
            self.database is Part.OK
            and self.disk in {Part.OK, Part.LOW}
            and now - self.seen_at <= _OVERDUE_AFTER
        )


class DatabaseLook(Protocol):
    """Asks the database for the worker's last sign of life. Raises what its driver raises."""

    def last_sign(self) -> datetime | None:
        """When a worker was last seen; also finds out whether the database can be read."""

    def can_write(self) -> bool:
        """Whether nobody holds the lock for writing at this moment."""

    def close(self) -> None:
        """Let go of the connection."""


class SQLiteLook:
    """Opens the file anew each time: it may have been moved away."""

    def __init__(self, path: Path) -> None:
        self.address = f"file:{quote(str(path))}?mode=rw"
        self._connection: sqlite3.Connection | None = None

    def last_sign(self) -> datetime | None:
        """Waits two seconds for a file that another process has locked."""
        self.close()
        self._connection = sqlite3.connect(
            self.address, uri=True, timeout=2, isolation_level=None, check_same_thread=False
        )
        (text,) = self._connection.execute(_LAST_SIGN).fetchone()
        return datetime.fromisoformat(text).replace(tzinfo=UTC) if text else None

    def can_write(self) -> bool:
        """Takes the lock for writing for a moment; others who write by turns let it in."""
        connection = self._connection
        if connection is None:
            return False
        connection.execute(f"PRAGMA busy_timeout = {_LOCK_COMES_WITHIN}")
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        connection.execute("ROLLBACK")
        return True

    def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class PostgreSQLLook:
    """Keeps one connection; a new one after every error."""

    def __init__(self, database: dict[str, Any]) -> None:
        self.database = database
        self._connection: Any = None  # Any: psycopg is imported only where it is used

    def last_sign(self) -> datetime | None:
        """One statement by the primary key's table of one row a worker."""
        from toasoan.databases.bounded import connect

        if self._connection is None:
            self._connection = connect(
                self.database,
                longest_wait=_ANSWERS_WITHIN,
                connect_timeout=_ANSWERS_WITHIN,
                application_name="toasoan health",
            )
        last: datetime | None = self._connection.execute(_LAST_SIGN).fetchone()[0]
        return last

    def can_write(self) -> bool:
        """Writers lock rows here, never the database."""
        return True

    def close(self) -> None:
        """Close the connection, whatever state it is in."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def look_for(database: dict[str, Any]) -> DatabaseLook:
    """The look for Django's settings of a database."""
    if "sqlite" in database["ENGINE"]:
        return SQLiteLook(Path(database["NAME"]))
    return PostgreSQLLook(database)


class HealthWatch(Thread):
    """Looks every two seconds, and tells this process when the database goes and comes back."""

    def __init__(self, look: DatabaseLook, folder: Path) -> None:
        super().__init__(name="health", daemon=True)
        self.database_look = look
        self.folder = folder
        self.first_look = Event()
        #: The last look; failing until there is one.
        self.health = Health(Part.FAILING, Part.UNSEEN, Part.OK, time.monotonic())
        self._ended = Event()
        self._could_write_at = time.monotonic()
        self._disk, self._disk_at = Part.OK, -_DISK_EVERY

    def run(self) -> None:
        """Look and wait by turns until `stop` is called."""
        while not self._ended.is_set():
            self.look()
            self.first_look.set()
            self._ended.wait(_LOOK_EVERY)

    def look(self) -> None:
        """Look once; never raises."""
        database, worker = self._look_at_database()
        self.health = Health(database, worker, self._look_at_disk(), time.monotonic())

    def stop(self) -> None:
        """Stop the thread after the current look."""
        self._ended.set()
        self.join(_ANSWERS_WITHIN * 2)

    def _look_at_database(self) -> tuple[Part, Part]:
        try:
            worker = worker_state(self.database_look.last_sign(), datetime.now(UTC))
            free = self.database_look.can_write()
        except Exception as error:  # noqa: BLE001  (whatever a driver raises, the site goes on)
            if is_outage(error):
                outage.shut(error)
            with suppress(Exception):
                self.database_look.close()
            return Part.FAILING, self.health.worker
        now = time.monotonic()
        if free:
            self._could_write_at = now
            outage.over()
        elif now - self._could_write_at > _LOCKED_AFTER:
            return Part.LOCKED, worker
        else:
            outage.open_again()
        return Part.OK, worker

    def _look_at_disk(self) -> Part:
        """Write a little and throw it away, which also finds quotas and read-only disks."""
        now = time.monotonic()
        if now - self._disk_at >= _DISK_EVERY:
            self._disk_at = now
            self._disk = disk_state(self.folder)
            if self._disk is not Part.FULL:
                no_room.over()
        return self._disk


def disk_state(folder: Path) -> Part:
    """Return whether the folder takes another 64 KB, and whether there is little room left.

    Tells of a disk that is full.
    """
    try:
        with TemporaryFile(dir=folder) as file:
            file.write(_DISK_TRIAL)
            file.flush()
        return Part.LOW if shutil.disk_usage(folder).free < LOW_ON_SPACE else Part.OK
    except OSError as error:
        if not is_full(error):
            return Part.FAILING
        no_room.noticed(error)
        return Part.FULL


def worker_state(last: datetime | None, now: datetime) -> Part:
    """Return ``ok``, ``late`` or ``unseen`` for the background worker."""
    if last is None:
        return Part.UNSEEN
    return Part.OK if now - last <= WORKER_LATE_AFTER else Part.LATE


class HealthCheck:
    """A WSGI application that answers ``/healthz`` and passes on everything else."""

    def __init__(self, inner: Application, watch: HealthWatch) -> None:
        self.inner = inner
        self.watch = watch

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer 200 or 503 from the last look; never say why to a stranger."""
        if environ.get("PATH_INFO") != ADDRESS:
            return self.inner(environ, start_response)
        method = environ["REQUEST_METHOD"]
        if method not in {"GET", "HEAD"}:
            headers = [("Allow", "GET, HEAD"), ("Content-Length", "0")]
            start_response("405 Method Not Allowed", headers)
            return []
        return self._answer(start_response, whole=method == "GET")

    def _answer(self, start_response: StartResponse, *, whole: bool) -> Iterable[bytes]:
        health, now = self.watch.health, time.monotonic()
        well = health.is_well(now)
        facts = {
            "status": "ok" if well else "failing",
            "database": health.database,
            "worker": health.worker,
            "disk": health.disk,
            "age": round(now - health.seen_at, 1),
        }
        body = json.dumps(facts).encode()
        headers = [
            ("Content-Type", "application/json"),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "no-store"),
        ]
        if not well:
            headers.append(("Retry-After", str(round(_OVERDUE_AFTER))))
        start_response("200 OK" if well else "503 Service Unavailable", headers)
        return [body] if whole else []
