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
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from toasoan.operations.models import Heartbeat
from toasoan.operations.schedule import Schedule, enter_schedule, start_due_work

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS = 1.0
SECONDS_AFTER_DATABASE_ERROR = 5.0
NOTICES_STOP_WITHIN = 0.2  # seconds
SIGN_OF_LIFE_EVERY = timedelta(seconds=15)


class AlreadyRunningError(Exception):
    """Another worker of this installation is running."""


class BackgroundWorker:
    """
    One task at a time, and between two tasks a look at the clock.

    A worker that is killed leaves its task "running"; the next one of the same installation
    takes it up again, so tasks must be safe to run twice.
    """

    def __init__(self, schedule: Schedule, *, name: str) -> None:
        self.schedule = schedule
        self.name = name
        self.stopping = False
        self.last_sign: datetime | None = None

    def run(self) -> None:
        """Work until told to stop; a task that has begun is finished first."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        while not self.stopping:
            worked = self._work_safely()
            self._rest(SECONDS_BETWEEN_LOOKS if worked else SECONDS_AFTER_DATABASE_ERROR)

    def stop(self, number: int = 0, frame: FrameType | None = None) -> None:
        """Ask the worker to end after the task it is doing."""
        self.stopping = True

    def begin(self, now: datetime) -> int:
        """Enter the schedule, take up what a killed worker left; return how many tasks."""
        enter_schedule(self.schedule, now=now)
        return take_up_again(self.name)

    def work(self, now: datetime) -> None:
        """Start everything that is due, then do what waits, one task at a time."""
        self._show_life(now)
        start_due_work(self.schedule, now=now)
        # Looking first costs a read; the framework's worker takes the write lock to look.
        while not self.stopping and DBTaskResult.objects.ready().exists():
            self._one_task().run()
            now = timezone.now()
            self._show_life(now)
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
        """Work, or say that the database cannot be reached: the worker waits for it."""
        try:
            if self.last_sign is None:
                self.begin(timezone.now())
            self.work(timezone.now())
        except (DatabaseError, InterfaceError):
            logger.exception("The background worker cannot reach the database")
            with suppress(DatabaseError, InterfaceError):
                connection.close()
            return False
        finally:
            close_old_connections()
        return True

    def _show_life(self, now: datetime) -> None:
        if self.last_sign is None or now - self.last_sign >= SIGN_OF_LIFE_EVERY:
            Heartbeat.objects.update_or_create(worker=self.name, defaults={"seen_at": now})
            self.last_sign = now

    def _rest(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while not self.stopping and (left := end - time.monotonic()) > 0:
            time.sleep(min(left, NOTICES_STOP_WITHIN))


def take_up_again(worker: str) -> int:
    """Put tasks that this worker had begun and not finished back into the queue."""
    mine = [
        task.pk
        for task in DBTaskResult.objects.running().only("id", "worker_ids")
        if task.worker_ids and task.worker_ids[-1] == worker
    ]
    return int(DBTaskResult.objects.filter(pk__in=mine).update(status=TaskResultStatus.READY))


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
