"""The threads of a web process that make numbers of what it saw and write them to the tables."""

import logging
import time
from collections.abc import Callable, Collection
from pathlib import Path
from threading import Event, Lock, Thread
from uuid import uuid4

from django.conf import settings
from django.db import Error, close_old_connections, connection
from django.http import HttpRequest

from toasoan.audience.actions import write_batch
from toasoan.audience.batches import Batch
from toasoan.audience.journal import Journal, left_behind
from toasoan.audience.readers import of_this_installation
from toasoan.audience.sifting import Sifter
from toasoan.page_cache.views import Views

logger = logging.getLogger(__name__)

#: What was seen since is lost when a process is killed: so long, or `page_cache.views._ENOUGH`.
GATHER_EVERY = 0.25  # seconds
WRITE_EVERY = 3.0
FOLDER = "counts"


class Tally:
    """The numbers of one process on their way: seen → sifted and in its file → in the tables.

    A batch is what is in one file. It is given to the tables under the number of the file, which
    are told apart there: whatever becomes of the process, none is added twice.
    """

    def __init__(self, views: Views, sifter: Sifter, folder: Path) -> None:
        self.views = views
        self.folder = folder
        self.source = uuid4()
        self._sifter = sifter
        self._lock = Lock()
        self._number = 0
        self._open = Batch()
        self._journal: Journal | None = None
        #: The batch that waits for the tables: nothing is added to it any more.
        self._sealed: tuple[int, Batch, Journal | None] | None = None

    def gather(self, now: float) -> None:
        """Make numbers of what was seen, and put them into the file."""
        sights = self.views.take()
        if not sights:
            return
        batch = self._sifter.sift(sights, now)
        if not batch:
            return
        with self._lock:
            self._open.add(batch)
            self._keep(batch)

    def _keep(self, batch: Batch) -> None:
        try:
            if self._journal is None:
                self._journal = Journal(self.folder, self.source, self._number + 1)
            self._journal.append(batch, self._open)
        except OSError:
            # The numbers are in memory; only a killed process would lose them.
            logger.debug("Counts could not be put aside", exc_info=True)

    def write(self) -> None:
        """Write what was gathered to the tables. Raises `django.db.Error`; then it stays."""
        sealed = self._seal()
        if sealed is None:
            return
        number, batch, journal = sealed
        write_batch(self.source, number, batch)
        self._sealed = None
        if journal is not None:
            journal.remove()

    def _seal(self) -> tuple[int, Batch, Journal | None] | None:
        with self._lock:
            if self._sealed is None and self._open:
                self._number += 1
                self._sealed = self._number, self._open, self._journal
                self._open, self._journal = Batch(), None
            return self._sealed

    def recover(self) -> int:
        """Write what killed processes left behind; how many batches that were."""
        number = 0
        for left in left_behind(self.folder):
            number += write_batch(left.source, left.number, left.batch)
        return number


class Counting:
    """Two threads: one gathers several times a second, one writes every few seconds."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._ended = Event()

    def start(self) -> None:
        """Start both; they end with the process, or by `stop`."""
        for name, work in (("counts", self._gather), ("counts-writer", self._write)):
            Thread(target=self._again, args=(work,), name=name, daemon=True).start()

    def stop(self) -> None:
        """End both threads; what was seen is written once more."""
        self._ended.set()
        self._tally.gather(time.time())
        self.write()

    def _again(self, work: Callable[[], None]) -> None:
        while not self._ended.is_set():
            try:
                work()
            except Exception:
                logger.exception("Counting went wrong")

    def _gather(self) -> None:
        self._tally.views.enough.wait(GATHER_EVERY)
        self._tally.gather(time.time())

    def _write(self) -> None:
        if not self._ended.wait(WRITE_EVERY):
            self.write()

    def write(self) -> None:
        """Write once; while the database is away it stays in memory and in the file."""
        close_old_connections()
        try:
            self._tally.recover()
            self._tally.write()
        except Error:
            # The database's own log line tells of the outage.
            logger.debug("Counts could not be written", exc_info=True)
        finally:
            connection.close()


#: What this web process sees of views; None in other processes.
_of_this_process: Views | None = None


def begin_counting(views: Views, proxies: Collection[str], data: Path) -> None:
    """Count in this web process; once. `data` is the folder of the installation."""
    global _of_this_process  # noqa: PLW0603  # a process has one
    _of_this_process = views
    Counting(Tally(views, Sifter(of_this_installation(), proxies), data / FOLDER)).start()


def note(request: HttpRequest, agency_id: int, name: str) -> None:
    """Count what is not a kept page, for example a download; `name` is one of `audience.names`.

    For answers that pass the page store. Who is signed in to the newsroom is not counted.
    """
    if _of_this_process is not None and settings.SESSION_COOKIE_NAME not in request.COOKIES:
        _of_this_process.note(f"{agency_id}/{name}", request.META)
