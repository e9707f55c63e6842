"""What an error of the database or the disk means, and one line for each outage. No Django.

`is_outage` and `is_full` take errors of the drivers and Django's, which carry them as their cause.
"""

import errno
import logging
import time
from collections.abc import Iterator
from threading import Lock

logger = logging.getLogger(__name__)

#: Names of exception classes of the drivers and of Django that can mean an outage.
_DRIVER_ERRORS = frozenset({"OperationalError", "InterfaceError"})
#: SQLite's result codes (https://www.sqlite.org/rescode.html): busy, locked, an error of reading
#: or writing, a file that cannot be opened, locks that cannot be agreed on.
_SQLITE_AWAY = frozenset({5, 6, 10, 14, 15})
_SQLITE_FULL = 13
#: PostgreSQL's classes of SQLSTATE: connection, resources, intervention, system; a transaction
#: that lost against another one; a lock that did not come.
_POSTGRESQL_AWAY = ("08", "53", "57", "58", "40", "55P03", "25P03")
_POSTGRESQL_FULL = "53100"
#: No space, no quota, no larger file.
_DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class DatabaseAwayError(Exception):
    """The database is known to be away: nobody waits for it. Backends raise it as their own."""


def is_outage(error: BaseException | None) -> bool:
    """Say whether the database is away, locked or too slow; the same request may succeed later."""
    return any(_is_away(one) for one in _causes(error)) and not is_full(error)


def is_full(error: BaseException | None) -> bool:
    """Say whether something could not be written because there is no room for it."""
    return any(_is_full(one) for one in _causes(error))


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error and what it was explicitly raised from."""
    seen = 0
    while error is not None and seen < 10:  # noqa: PLR2004  (a chain may be a circle)
        yield error
        error, seen = error.__cause__, seen + 1


def _is_away(error: BaseException) -> bool:
    if isinstance(error, DatabaseAwayError):
        return True
    names = {kind.__name__ for kind in type(error).__mro__}
    if _has_sqlstate(error):
        state = getattr(error, "sqlstate", None)
        # Without a state the error is not the server's: the connection came to an end.
        return state.startswith(_POSTGRESQL_AWAY) if state else not names.isdisjoint(_DRIVER_ERRORS)
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in _SQLITE_AWAY


def _is_full(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno in _DISK_FULL
    if getattr(error, "sqlstate", None) == _POSTGRESQL_FULL:
        return True
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF == _SQLITE_FULL


def _has_sqlstate(error: BaseException) -> bool:
    return type(error).__module__.startswith("psycopg") or hasattr(error, "sqlstate")


class Outage:
    """Something that this process cannot do for a while; each outage is told in two lines.

    Everything that meets it calls `noticed`; whoever watches calls `over`, and of the database
    `shut`: then the backends of this package refuse at once instead of waiting.
    """

    def __init__(self, begins: str, ends: str) -> None:
        self.is_shut = False
        self._begins, self._ends = begins, ends
        self._began: float | None = None
        self._noticed = 0
        self._lock = Lock()

    def noticed(self, error: BaseException) -> None:
        """Tell of an outage that begins; count what one that goes on keeps from being done."""
        with self._lock:
            self._noticed += 1
            if self._began is not None:
                return
            self._began = time.monotonic()
        logger.warning("%s (%s)", self._begins, _kind(error))

    def shut(self, error: BaseException) -> None:
        """From now on nobody in this process waits for the database."""
        self.noticed(error)
        self.is_shut = True

    def open_again(self) -> None:
        """The database can be reached, though the outage goes on: it may still be locked."""
        self.is_shut = False

    def over(self) -> None:
        """It is back; does nothing when it was not away."""
        with self._lock:
            self.is_shut = False
            began, self._began = self._began, None
            noticed, self._noticed = self._noticed, 0
        if began is not None:
            seconds = time.monotonic() - began
            logger.warning("%s after %.0f s; it was missed %d times", self._ends, seconds, noticed)

    def refuse(self) -> None:
        """Raise DatabaseAwayError while the database is known to be away."""
        if self.is_shut:
            raise DatabaseAwayError


def _kind(error: BaseException) -> str:
    """Name the error without its text, which may hold addresses and values."""
    last = list(_causes(error))[-1]
    code = getattr(last, "sqlstate", None) or getattr(last, "sqlite_errorname", None)
    return f"{type(last).__name__} {code}" if code else type(last).__name__


#: The database of this process, and the room on its disk.
outage = Outage("The database is away or locked", "The database answers again")
no_room = Outage("The disk is full", "There is room on the disk again")
