"""Tasks whose worker died: another one takes them up, a bounded number of times.

A worker that is killed leaves its task "running". Whether it still lives is told by its sign of
life (`Heartbeat`), which a thread of its own writes also during a long task. Tasks may therefore
run twice, after a kill, and must be safe to; never twice at the same time while both workers and
their clocks are sound. A task that ends its worker again and again is marked as failed.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from toasoan.operations.models import Heartbeat

logger = logging.getLogger(__name__)

#: How many workers may begin a task; the last one's death makes it a failed one.
MOST_BEGINNINGS = 3
#: What a task ends with when the database was away, locked or too slow.
_AWAY = ("django.db.utils.OperationalError", "django.db.utils.InterfaceError")
_INTERRUPTED_WITHIN = timedelta(minutes=10)


class WorkerDiedError(Exception):
    """Stands in the record of a task that ended with every worker that began it."""


def take_up_own(worker: str, *, now: datetime) -> int:
    """Put back what the worker of this name had begun before it was killed; return how many.

    Called by the worker of that name before it begins anything; the lock of its folder says that
    there is no other.
    """
    return _put_back((task for task in _running() if _worker_of(task) == worker), now)


def take_up_of_the_dead(*, now: datetime) -> int:
    """Put back what workers had begun that have shown no life since `Heartbeat.DEAD_AFTER`."""
    latest = now - Heartbeat.DEAD_AFTER
    begun = list(_running().filter(started_at__lte=latest))
    if not begun:
        return 0
    living = set(Heartbeat.objects.filter(seen_at__gt=latest).values_list("worker", flat=True))
    return _put_back((task for task in begun if _worker_of(task) not in living), now)


def take_up_interrupted(*, now: datetime) -> int:
    """Put back what failed because the database was away or locked; return how many.

    A letter that is to be sent once would be lost otherwise. Bounded as the others are.
    """
    latest = now - _INTERRUPTED_WITHIN
    failed = DBTaskResult.objects.failed().filter(
        finished_at__gt=latest, exception_class_path__in=_AWAY
    )
    return sum(
        failed.filter(pk=task.pk).update(status=TaskResultStatus.READY)
        for task in failed.only("id", "worker_ids")
        if len(task.worker_ids) < MOST_BEGINNINGS
    )


def _running() -> QuerySet[DBTaskResult]:
    return DBTaskResult.objects.running().only("id", "worker_ids", "started_at", "task_path")


def _worker_of(task: DBTaskResult) -> str:
    return task.worker_ids[-1] if task.worker_ids else ""


def _put_back(tasks: Iterable[DBTaskResult], now: datetime) -> int:
    return sum(_put_one_back(task, now) for task in tasks)


def _put_one_back(task: DBTaskResult, now: datetime) -> int:
    """Back into the queue or, begun too often, among the failed; 0 when another was quicker."""
    # Who has begun it anew since it was read has changed this moment.
    row = DBTaskResult.objects.running().filter(pk=task.pk, started_at=task.started_at)
    if len(task.worker_ids) < MOST_BEGINNINGS:
        return int(row.update(status=TaskResultStatus.READY))
    ended = row.update(
        status=TaskResultStatus.FAILED,
        finished_at=now,
        exception_class_path=f"{__name__}.{WorkerDiedError.__qualname__}",
        traceback=f"Every worker that began this task died: {', '.join(task.worker_ids)}.",
    )
    if ended:
        logger.error("Task %s (%s) has ended its worker too often", task.pk, task.task_path)
    return 0
