"""What both of our backends do before a statement."""

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import OperationalError

from toasoan.databases.outages import DatabaseAwayError, outage


class RefusingWhileAway(BaseDatabaseWrapper):
    """Refuses every statement at once while the database is known to be away."""

    def ensure_connection(self) -> None:
        """Called before every statement. Raises OperationalError while the database is away."""
        try:
            outage.refuse()
        except DatabaseAwayError as error:
            raise OperationalError("the database is away") from error
        super().ensure_connection()
