"""
Scheduled work: which line of ``TOASOAN_SCHEDULE`` is due, and starting it exactly once.

Any number of workers may look at the same time: whoever moves a row's due time starts the work.
"""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import DatabaseError
from django.utils.module_loading import import_string
from django_tasks import TaskResultStatus
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from toasoan.operations.models import ScheduledJob

logger = logging.getLogger(__name__)

Schedule = Mapping[str, tuple[str, int]]


def enter_schedule(schedule: Schedule, *, now: datetime) -> None:
    """Bring the table of due times in line with the settings; new work is due at once."""
    ScheduledJob.objects.exclude(name__in=schedule).delete()
    ScheduledJob.objects.bulk_create(
        [ScheduledJob(name=name, due_at=now) for name in schedule], ignore_conflicts=True
    )


def start_due_work(schedule: Schedule, *, now: datetime) -> list[str]:
    """Start everything that is due and return its names; one query when nothing is."""
    started = []
    for name in ScheduledJob.objects.due(now).values_list("name", flat=True):
        if name in schedule and _claim(name, every=schedule[name][1], now=now):
            _start(name, schedule[name][0])
            started.append(name)
    return started


def _claim(name: str, *, every: int, now: datetime) -> bool:
    """Move the due time on; of two workers that try, one succeeds."""
    job = ScheduledJob.objects.filter(name=name).due(now)
    return bool(job.update(due_at=now + timedelta(seconds=every), last_run_at=now))


def _start(name: str, path: str) -> None:
    error = ""
    try:
        task: Task[[], object] = import_string(path)
        waiting = DBTaskResult.objects.filter(
            task_path=task.module_path, status=TaskResultStatus.READY
        )
        # The last one has not begun yet: a second one behind it would do nothing.
        if not waiting.exists():
            task.enqueue()
    except DatabaseError:
        raise
    except Exception as failure:  # one broken line must not stop the others
        logger.exception("Scheduled work %s could not be started", name)
        error = f"{type(failure).__name__}: {failure}"
    ScheduledJob.objects.filter(name=name).exclude(last_error=error).update(last_error=error)
