"""Django's backend for SQLite, which does not wait for a file known to be locked."""

from django.db.backends.sqlite3 import base

from toasoan.databases.refusing import RefusingWhileAway


class DatabaseWrapper(RefusingWhileAway, base.DatabaseWrapper):
    """As Django's. How long a lock is waited for is `timeout` of the settings' options."""
