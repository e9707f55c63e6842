"""Django's backend for PostgreSQL, on connections that wait so long only."""

from types import SimpleNamespace
from typing import Any

import psycopg
from django.db.backends.postgresql import base

from toasoan.databases.bounded import BoundedConnection
from toasoan.databases.refusing import RefusingWhileAway


class DatabaseWrapper(RefusingWhileAway, base.DatabaseWrapper):
    """Takes `LONGEST_WAIT` (seconds, or None) from the settings of the database."""

    # Django 5.2 connects by `self.Database.connect`: psycopg in everything else.
    Database = SimpleNamespace(  # type: ignore[assignment]  # the stubs want a module
        **{**vars(psycopg), "connect": BoundedConnection.connect}
    )

    def get_new_connection(self, conn_params: dict[str, Any]) -> BoundedConnection:
        """Connect, and bound what waits on the connection."""
        connection: BoundedConnection = super().get_new_connection(conn_params)
        connection.longest_wait = self.settings_dict.get("LONGEST_WAIT")
        return connection
