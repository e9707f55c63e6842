"""A worker's sign of life, written by a thread of its own: also while a task takes minutes."""

import logging
import threading
from datetime import datetime, timedelta
from types import TracebackType

from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from toasoan.operations.models import Heartbeat

logger = logging.getLogger(__name__)

EVERY = timedelta(seconds=15)


def show_life(worker: str, *, now: datetime) -> None:
    """Write down that the worker lives."""
    Heartbeat.objects.update_or_create(worker=worker, defaults={"seen_at": now})


class SignsOfLife:
    """Shows life for a worker as long as the block runs, on a connection of its own."""

    def __init__(self, worker: str, *, every: timedelta = EVERY) -> None:
        self._worker = worker
        self._every = every.total_seconds()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._go_on, name="signs of life", daemon=True)

    def __enter__(self) -> "SignsOfLife":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def _go_on(self) -> None:
        while not self._over.wait(self._every):
            try:
                show_life(self._worker, now=timezone.now())
            except (DatabaseError, InterfaceError):
                # The worker itself says so, and waits; nothing is lost but this sign.
                logger.debug("A sign of life could not be written")
            finally:
                connection.close()
        connection.close()
