"""Django's backend for SQLite, which does not wait for a file known to be locked."""

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

from toasoan.databases.outages import DatabaseAwayError, outage


class DatabaseWrapper(base.DatabaseWrapper):
    """As Django's. How long a lock is waited for is `timeout` of the settings' options."""

    def ensure_connection(self) -> None:
        """Called before every statement: while the database is away, refuse at once."""
        try:
            outage.refuse()
        except DatabaseAwayError as error:
            raise OperationalError("the database is away") from error
        super().ensure_connection()
