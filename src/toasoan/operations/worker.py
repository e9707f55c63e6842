"""The background worker: tasks from the database's queue and the work of the clock."""

import fcntl
import hashlib
import logging
import signal
import socket
import time
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from toasoan.databases.outages import is_full, is_outage, no_room, outage
from toasoan.operations.lost_tasks import take_up_interrupted, take_up_of_the_dead, take_up_own
from toasoan.operations.schedule import Schedule, enter_schedule, start_due_work
from toasoan.operations.signs_of_life import SignsOfLife, show_life

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS = 1.0
SECONDS_AFTER_DATABASE_ERROR = 5.0
NOTICES_STOP_WITHIN = 0.2  # seconds
LOOK_FOR_THE_DEAD_EVERY = timedelta(seconds=30)


class AlreadyRunningError(Exception):
    """Another worker of this installation is running."""


class BackgroundWorker:
    """
    One task at a time, and between two tasks a look at the clock.

    A worker that is killed leaves its task "running". The next one of the same folder takes it up
    at once, any other one when the dead one has shown no life for a while (`lost_tasks`): tasks
    must be safe to run twice.
    """

    def __init__(self, schedule: Schedule, *, name: str) -> None:
        self.schedule = schedule
        self.name = name
        self.stopping = False
        #: When this worker last looked for tasks of dead ones; None before it has begun.
        self.last_look: datetime | None = None

    def run(self) -> None:
        """Work until told to stop; a task that has begun is finished first."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        with SignsOfLife(self.name):
            while not self.stopping:
                worked = self._work_safely()
                self._rest(SECONDS_BETWEEN_LOOKS if worked else SECONDS_AFTER_DATABASE_ERROR)

    def stop(self, number: int = 0, frame: FrameType | None = None) -> None:
        """Ask the worker to end after the task it is doing."""
        self.stopping = True

    def begin(self, now: datetime) -> int:
        """Show life, enter the schedule, take up what a killed worker of this name left.

        Returns how many tasks were taken up. Nothing is begun before there is a sign of life.
        """
        show_life(self.name, now=now)
        enter_schedule(self.schedule, now=now)
        self.last_look = now
        return take_up_own(self.name, now=now)

    def work(self, now: datetime) -> None:
        """Start everything that is due, then do what waits, one task at a time."""
        self._look_for_the_dead(now)
        start_due_work(self.schedule, now=now)
        # Looking first costs a read; the framework's worker takes the write lock to look.
        while not self.stopping and DBTaskResult.objects.ready().exists():
            self._one_task().run()
            now = timezone.now()
            start_due_work(self.schedule, now=now)

    def _one_task(self) -> Worker:
        return Worker(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=1,
            worker_id=self.name,
            excluded_queue_names=[],
        )

    def _work_safely(self) -> bool:
        """Work, or say once that the database cannot be reached: the worker waits for it."""
        try:
            if self.last_look is None:
                self.begin(timezone.now())
            self.work(timezone.now())
        except (DatabaseError, InterfaceError) as error:
            self._lost(error)
            return False
        finally:
            close_old_connections()
        outage.over()
        no_room.over()
        return True

    def _look_for_the_dead(self, now: datetime) -> None:
        if self.last_look is None or now - self.last_look >= LOOK_FOR_THE_DEAD_EVERY:
            take_up_of_the_dead(now=now)
            take_up_interrupted(now=now)
            self.last_look = now

    def _lost(self, error: Exception) -> None:
        """Begin anew when the database is back, with the task that could not be ended."""
        if is_outage(error):
            outage.noticed(error)
        elif is_full(error):
            no_room.noticed(error)
        else:
            logger.error("The background worker met an error of the database", exc_info=error)
        self.last_look = None
        with suppress(DatabaseError, InterfaceError):
            connection.close()

    def _rest(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while not self.stopping and (left := end - time.monotonic()) > 0:
            time.sleep(min(left, NOTICES_STOP_WITHIN))


def worker_name(folder: Path) -> str:
    """Return a name that is the same after every restart of this installation."""
    place = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
    return f"{socket.gethostname()[:40]}-{place}"


def run_worker(folder: Path) -> None:
    """Run the worker of the installation in this folder; there is one at a time."""
    with (folder / "worker.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyRunningError from error
        BackgroundWorker(settings.TOASOAN_SCHEDULE, name=worker_name(folder)).run()
