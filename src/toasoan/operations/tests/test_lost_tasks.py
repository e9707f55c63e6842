"""No task stays "running" for ever because its worker died, and none ends every worker."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from toasoan.operations.lost_tasks import (
    MOST_BEGINNINGS,
    _put_one_back,
    take_up_interrupted,
    take_up_of_the_dead,
    take_up_own,
)
from toasoan.operations.models import Heartbeat
from toasoan.operations.signs_of_life import SignsOfLife, show_life
from toasoan.operations.worker import BackgroundWorker

pytestmark = pytest.mark.django_db(transaction=True)

MINUTE = timedelta(minutes=1)
LATER = Heartbeat.DEAD_AFTER + timedelta(seconds=1)
done: list[str] = []


@task()
def ring() -> None:
    done.append("ring")


@pytest.fixture(autouse=True)
def nothing_done():
    done.clear()


def begun_by(worker):
    """A task that the worker has begun now."""
    ring.enqueue()
    begun = DBTaskResult.objects.ready().get()
    begun.claim(worker)
    return begun


def status_of(begun):
    begun.refresh_from_db()
    return begun.status


def test_the_next_worker_of_the_same_name_takes_up_its_task_at_once():
    mine, other = begun_by("one"), begun_by("another machine")

    assert BackgroundWorker({}, name="one").begin(timezone.now()) == 1

    assert (status_of(mine), status_of(other)) == ("READY", "RUNNING")


def test_another_worker_takes_up_the_task_of_one_without_a_sign_of_life():
    now = timezone.now()
    show_life("gone", now=now)
    begun = begun_by("gone")
    other = BackgroundWorker({}, name="other")

    other.begin(now + MINUTE)
    other.work(now + MINUTE)
    early = status_of(begun)
    other.work(now + LATER)

    assert (early, status_of(begun), done) == ("RUNNING", "SUCCESSFUL", ["ring"])


def test_a_task_of_a_worker_that_never_showed_life_is_taken_up():
    begun = begun_by("gone before its first sign")

    assert take_up_of_the_dead(now=timezone.now() + LATER) == 1
    assert status_of(begun) == "READY"


def test_the_task_of_a_living_worker_is_left_alone_however_long_it_takes():
    now = timezone.now()
    begun = begun_by("slow")
    show_life("slow", now=now + timedelta(hours=5))

    assert take_up_of_the_dead(now=now + timedelta(hours=5) + MINUTE) == 0
    assert status_of(begun) == "RUNNING"


def test_two_workers_never_take_up_the_same_task():
    begun = begun_by("gone")
    seen_by_both = DBTaskResult.objects.get(pk=begun.pk)
    now = timezone.now() + LATER
    take_up_of_the_dead(now=now)
    DBTaskResult.objects.get(pk=begun.pk).claim("quicker")

    assert _put_one_back(seen_by_both, now) == 0
    assert status_of(begun) == "RUNNING"
    assert begun.worker_ids == ["gone", "quicker"]


def test_a_task_that_ends_every_worker_is_a_failed_one(caplog):
    begun = begun_by("one")
    for _time in range(1, MOST_BEGINNINGS):
        assert take_up_own("one", now=timezone.now()) == 1
        begun.refresh_from_db()
        begun.claim("one")

    assert take_up_own("one", now=timezone.now()) == 0
    assert status_of(begun) == TaskResultStatus.FAILED
    assert begun.finished_at is not None
    assert begun.exception_class_path.endswith("WorkerDiedError")
    assert str(begun.pk) in caplog.text
    # What shows tasks can show this one.
    assert begun.task_result.errors[0].exception_class.__name__ == "WorkerDiedError"


def test_life_is_shown_also_while_a_task_runs():
    with SignsOfLife("one", every=timedelta(milliseconds=20)):
        end = time.monotonic() + 5
        while not Heartbeat.objects.filter(worker="one").exists() and time.monotonic() < end:
            time.sleep(0.02)

    assert Heartbeat.objects.get().worker == "one"
    assert "signs of life" not in [thread.name for thread in threading.enumerate()]


def failed_with(error, *, ago=timedelta(0)):
    failed = begun_by("one")
    failed.set_failed(error)
    DBTaskResult.objects.filter(pk=failed.pk).update(finished_at=timezone.now() - ago)
    return failed


def test_a_task_that_a_locked_database_ended_is_tried_again_a_bounded_number_of_times():
    locked = failed_with(OperationalError("database is locked"))
    own_fault = failed_with(ValueError("a stone"))
    long_ago = failed_with(OperationalError("database is locked"), ago=timedelta(hours=1))
    often = failed_with(OperationalError("database is locked"))
    DBTaskResult.objects.filter(pk=often.pk).update(worker_ids=["one"] * MOST_BEGINNINGS)

    assert take_up_interrupted(now=timezone.now()) == 1

    assert status_of(locked) == "READY"
    assert {status_of(task) for task in (own_fault, long_ago, often)} == {"FAILED"}


def test_a_worker_does_again_what_a_locked_database_ended():
    failed_with(OperationalError("database is locked"))
    worker = BackgroundWorker({}, name="one")

    worker.work(timezone.now())

    assert done == ["ring"]
