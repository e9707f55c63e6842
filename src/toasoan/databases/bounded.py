"""Connections to PostgreSQL on which nobody waits without an end.

The server's own limits (`statement_timeout`) and TCP's (`tcp_user_timeout`, keepalives) end nothing
when the server, or a proxy in front of it, stands still while its kernel goes on confirming what
arrives. So every wait has an end on this side too.
"""

import time
from collections.abc import Generator
from typing import Any

import psycopg
from psycopg import OperationalError
from psycopg.waiting import READY_NONE

from toasoan.databases.outages import outage

#: psycopg looks up so often while it waits; it is where a wait can end early.
_LOOK_EVERY = 0.1  # seconds


class BoundedConnection(psycopg.Connection[Any]):
    """A connection that closes itself when an answer does not come in time."""

    #: Seconds that one exchange with the server may take; None for no end.
    longest_wait: float | None = None
    #: Whether a wait ends as soon as the database is known to be away. The connection that finds
    #: out whether it is back does not ask itself.
    heeds_outages = True

    def wait(
        self,
        gen: Generator[Any, Any, Any],
        interval: float = _LOOK_EVERY,
        timeout: float | None = None,
    ) -> Any:  # Any: whatever the exchange yields, as in psycopg
        """Run one exchange with the server. Raises OperationalError when it takes too long."""
        return super().wait(self._bounded(gen), interval, timeout)

    def _bounded(self, gen: Generator[Any, Any, Any]) -> Generator[Any, Any, Any]:
        end = None if self.longest_wait is None else time.monotonic() + self.longest_wait
        try:
            asks = next(gen)
            while True:
                ready = yield asks
                if ready == READY_NONE and self._is_over(end):
                    # What is under way can neither be taken back nor waited for.
                    self.pgconn.finish()
                    raise OperationalError("the database does not answer")
                asks = gen.send(ready)
        except StopIteration as ended:
            return ended.value

    def _is_over(self, end: float | None) -> bool:
        if self.heeds_outages and outage.is_shut:
            return True
        return end is not None and time.monotonic() > end


def connect(
    database: dict[str, Any], *, longest_wait: float, heeds_outages: bool = False, **given: Any
) -> BoundedConnection:
    """Connect without Django, with Django's settings of the database; in autocommit.

    `given` are parameters of libpq that win over those of the settings.
    """
    named = {
        "dbname": database["NAME"],
        "user": database.get("USER", ""),
        "password": database.get("PASSWORD", ""),
        "host": database.get("HOST", ""),
        "port": database.get("PORT", ""),
    }
    parameters = {name: value for name, value in named.items() if value}
    parameters |= database.get("OPTIONS", {}) | given
    connection = BoundedConnection.connect(autocommit=True, **parameters)
    connection.longest_wait, connection.heeds_outages = longest_wait, heeds_outages
    return connection
