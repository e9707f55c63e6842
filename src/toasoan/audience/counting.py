"""The thread of a web process that writes its views to the database."""

import logging
from threading import Event, Thread

from django.db import Error, close_old_connections, connection
from django.utils import timezone

from toasoan.audience.actions import add_views
from toasoan.page_cache.views import Views
from toasoan.vietnamese.dates import local_day

logger = logging.getLogger(__name__)

#: Views of the last minute are lost when a process is killed, and those around midnight may
#: count for the next day.
WRITE_EVERY = 60.0  # seconds


class ViewsWriter(Thread):
    """Writes what was counted every minute; while the database is away it stays in memory."""

    def __init__(self, views: Views) -> None:
        super().__init__(name="views", daemon=True)
        self._views = views
        self._ended = Event()

    def run(self) -> None:
        """Write and wait by turns until `stop` is called."""
        while not self._ended.wait(WRITE_EVERY):
            close_old_connections()
            self.write()
            connection.close()

    def write(self) -> None:
        """Write once; what cannot be written is counted with the next."""
        numbers = self._views.take()
        if not numbers:
            return
        try:
            add_views(numbers, day=local_day(timezone.now()))
        except Error:
            # The database's own log line tells of the outage.
            logger.debug("Views could not be written", exc_info=True)
            self._views.add(numbers)

    def stop(self) -> None:
        """End the thread; what was counted is written once more."""
        self._ended.set()
        self.write()
