"""Reading committed changes straight from the database, without any framework.

SQLite: writers come one after the other, so row numbers are in the order of commits. PostgreSQL:
they are not, so a change is numbered by its transaction, and "known up to" is the oldest
transaction of this database that was still open when we looked; nothing older can appear any
more. Rows in between are read again at the next look, which does no harm.
"""

import json
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from toasoan.page_cache.invalidations import CommittedInvalidation

CHANNEL = "toasoan_pages"
#: A change is to be seen everywhere within a second, also when nothing announces it.
LOOK_EVERY = 0.4  # seconds
#: A database that does not answer for so long is taken for lost and asked anew.
_ANSWERS_WITHIN = 5  # seconds
_LATEST = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'page_cache_invalidation'"
_ROWS = "SELECT id, tags, withdrawn FROM page_cache_invalidation WHERE id >= ? ORDER BY id"
#: One statement, so that the rows and the oldest open transaction belong together. Transactions
#: of the server's other databases cannot write our rows and are left out; one that ended between
#: the snapshot and the look at the locks is taken for ours, which is the safe side.
_LOOK = """
    WITH seen AS MATERIALIZED (SELECT pg_current_snapshot() AS now),
    elsewhere AS (
        SELECT held.transactionid::text::bigint AS number
        FROM pg_locks AS held JOIN pg_stat_activity AS who ON who.pid = held.pid
        WHERE held.locktype = 'transactionid' AND held.mode = 'ExclusiveLock' AND held.granted
            AND who.datname <> current_database()
    ),
    known AS (
        SELECT coalesce(
            (
                SELECT min(open::text::bigint) FROM pg_snapshot_xip(seen.now) AS open
                WHERE open::text::bigint %% 4294967296 NOT IN (SELECT number FROM elsewhere)
            ),
            pg_snapshot_xmax(seen.now)::text::bigint
        ) AS upto
        FROM seen
    )
    SELECT known.upto, found.number, found.tags, found.withdrawn
    FROM known LEFT JOIN page_cache_invalidation AS found ON found.number >= %s
"""


@dataclass(frozen=True, slots=True)
class NewInvalidations:
    """What one look found: invalidations, and the position up to which all are known."""

    changes: tuple[CommittedInvalidation, ...]
    position: int


class InvalidationSource(Protocol):
    """Where changes come from. Every method may raise what its driver raises."""

    def look(self, since: int) -> NewInvalidations | None:
        """Changes numbered `since` or later; None when nothing can have happened."""

    def wait(self) -> None:
        """Wait until it is time for the next look."""

    def close(self) -> None:
        """Let go of the connection; the next look opens a new one."""


class SQLiteSource:
    """Looks at a counter of the file; reads rows only when somebody has committed something."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection: sqlite3.Connection | None = None
        self._version = -1

    def look(self, since: int) -> NewInvalidations | None:
        """One pragma when nothing was committed since the last look."""
        connection = self._connection or self._connect()
        version = connection.execute("PRAGMA data_version").fetchone()[0]
        if version == self._version and since:
            return None
        connection.execute("BEGIN")
        try:
            latest = connection.execute(_LATEST).fetchone()[0]
            rows = connection.execute(_ROWS, (since,)).fetchall()
        finally:
            connection.execute("COMMIT")
        self._version = version
        changes = tuple(
            CommittedInvalidation(number, _tags(tags), bool(gone)) for number, tags, gone in rows
        )
        return NewInvalidations(changes, latest + 1)

    def wait(self) -> None:
        """Until the next look is due."""
        time.sleep(LOOK_EVERY)

    def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._version = -1

    def _connect(self) -> sqlite3.Connection:
        if not self.path.exists():
            raise sqlite3.OperationalError("no database file")
        connection = sqlite3.connect(
            self.path, timeout=_ANSWERS_WITHIN, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA query_only = ON")
        self._connection = connection
        return connection


class PostgreSQLSource:
    """Listens for announcements; looks anyway, because a pooler in between swallows them."""

    def __init__(self, database: dict[str, Any]) -> None:
        self.database = database
        self._connection: Any = None  # Any: psycopg is imported only where it is used

    def look(self, since: int) -> NewInvalidations | None:
        """Rows from this transaction number on; one statement, by an index."""
        connection = self._connection or self._connect()
        rows = connection.execute(_LOOK, (since,)).fetchall()
        changes = tuple(
            CommittedInvalidation(number, _tags(tags), withdrawn)
            for _oldest, number, tags, withdrawn in rows
            if number is not None
        )
        return NewInvalidations(changes, rows[0][0])

    def wait(self) -> None:
        """Until something is announced or the next look is due."""
        if self._connection is None:
            time.sleep(LOOK_EVERY)
            return
        for _notice in self._connection.notifies(timeout=LOOK_EVERY, stop_after=1):
            pass

    def close(self) -> None:
        """Close the connection, whatever state it is in."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _connect(self) -> Any:
        from toasoan.databases.bounded import connect

        connection = connect(
            self.database,
            longest_wait=_ANSWERS_WITHIN,
            connect_timeout=_ANSWERS_WITHIN,
            application_name="toasoan pages",
        )
        connection.execute(f"LISTEN {CHANNEL}")
        self._connection = connection
        return connection


def source_for(database: dict[str, Any]) -> InvalidationSource:
    """The source for Django's settings of a database."""
    if "sqlite" in database["ENGINE"]:
        return SQLiteSource(Path(database["NAME"]))
    return PostgreSQLSource(database)


def _tags(tags: str) -> tuple[str, ...]:
    return tuple(json.loads(tags))
