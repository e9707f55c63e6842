"""The thread that passes committed invalidations to the store and writes the process's state."""

import logging
import time
from threading import Event, Thread

from toasoan.databases.outages import outage
from toasoan.page_cache.sources import LOOK_EVERY, InvalidationSource
from toasoan.page_cache.store import Store
from toasoan.page_cache.workers import WorkerFile

logger = logging.getLogger(__name__)

_AFTER_AN_ERROR = 1.0  # seconds
_REPORT_EVERY = 2.0


class Watcher(Thread):
    """Looks for changes for as long as the process lives; a lost database is tried again.

    While the database is away nothing can be committed, so what is kept stays right.
    """

    def __init__(self, source: InvalidationSource, store: Store) -> None:
        super().__init__(name="page store", daemon=True)
        self.source = source
        self.store = store
        self.informed = Event()
        self._file = WorkerFile(store.folder)
        self._ended = Event()
        self._reported = 0.0

    def run(self) -> None:
        """Read and wait by turns until `stop` is called."""
        while not self._ended.is_set():
            if self.look():
                self._report()
            self._rest()

    def look(self) -> bool:
        """Read once; returns whether the database answered."""
        since = self.store.position if self.store.informed else 0
        try:
            found = self.source.look(since)
        except Exception as error:  # noqa: BLE001  (whatever a driver raises, the site goes on)
            self._lost(error)
            return False
        if found is not None:
            self.store.apply(found.changes, found.position)
        self.informed.set()
        return True

    def stop(self) -> None:
        """Stop the thread after the current read and close the connection."""
        self._ended.set()
        self.join(LOOK_EVERY * 4)
        self.source.close()
        self._file.remove()

    def _rest(self) -> None:
        try:
            self.source.wait()
        except Exception as error:  # noqa: BLE001  (as above)
            self._lost(error)

    def _lost(self, error: Exception) -> None:
        outage.noticed(error)
        try:
            self.source.close()
        except Exception:  # a broken connection may refuse even this
            logger.debug("The connection could not be closed", exc_info=True)
        self._ended.wait(_AFTER_AN_ERROR)

    def _report(self) -> None:
        now = time.monotonic()
        if now - self._reported >= _REPORT_EVERY:
            self._reported = now
            self._file.write(self.store)
