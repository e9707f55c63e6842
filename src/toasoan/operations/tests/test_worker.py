"""The background worker: scheduled work runs once, and no task is lost with a killed worker."""

from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from django.db import OperationalError
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from toasoan.operations.models import Heartbeat, ScheduledJob
from toasoan.operations.schedule import enter_schedule, start_due_work
from toasoan.operations.tasks import tidy_up
from toasoan.operations.worker import BackgroundWorker, worker_name

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
done: list[str] = []


@task()
def ring() -> None:
    done.append("ring")


@task()
def stumble() -> None:
    raise ValueError("a stone")


HERE = __name__
SCHEDULE = {"ring": (f"{HERE}.ring", 60), "gone": (f"{HERE}.nowhere", 60)}


@pytest.fixture(autouse=True)
def nothing_done():
    done.clear()


def test_new_work_is_due_at_once_and_then_when_its_time_has_come():
    enter_schedule(SCHEDULE, now=NOW)

    assert "ring" in start_due_work(SCHEDULE, now=NOW)
    assert start_due_work(SCHEDULE, now=NOW + MINUTE - timedelta(seconds=1)) == []
    DBTaskResult.objects.all().delete()
    assert "ring" in start_due_work(SCHEDULE, now=NOW + MINUTE)


def test_two_workers_start_work_once():
    enter_schedule(SCHEDULE, now=NOW)
    enter_schedule(SCHEDULE, now=NOW)

    start_due_work(SCHEDULE, now=NOW)
    start_due_work(SCHEDULE, now=NOW)

    assert DBTaskResult.objects.count() == 1


def test_work_that_has_not_begun_is_not_queued_again():
    enter_schedule(SCHEDULE, now=NOW)

    start_due_work(SCHEDULE, now=NOW)
    start_due_work(SCHEDULE, now=NOW + MINUTE)

    assert DBTaskResult.objects.count() == 1


def test_a_broken_line_is_noted_and_the_others_run(caplog):
    enter_schedule(SCHEDULE, now=NOW)

    start_due_work(SCHEDULE, now=NOW)

    assert "nowhere" in ScheduledJob.objects.get(name="gone").last_error
    assert ScheduledJob.objects.get(name="ring").last_error == ""
    assert DBTaskResult.objects.get().task_path == f"{HERE}.ring"
    assert "gone" in caplog.text


def test_work_that_is_no_longer_scheduled_is_forgotten():
    enter_schedule(SCHEDULE, now=NOW)
    enter_schedule({"ring": SCHEDULE["ring"]}, now=NOW)

    assert [job.name for job in ScheduledJob.objects.all()] == ["ring"]


def test_a_worker_does_what_is_due_and_what_waits():
    worker = BackgroundWorker({"ring": SCHEDULE["ring"]}, name="one")
    now = timezone.now()
    worker.begin(now)
    stumble.enqueue()

    worker.work(now)

    assert done == ["ring"]
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {
        TaskResultStatus.SUCCESSFUL,
        TaskResultStatus.FAILED,
    }


def test_a_worker_that_is_stopping_begins_nothing():
    worker = BackgroundWorker({"ring": SCHEDULE["ring"]}, name="one")
    now = timezone.now()
    worker.begin(now)
    worker.stop()

    worker.work(now)

    assert done == []


def test_a_restarted_worker_has_the_same_name(tmp_path):
    assert worker_name(tmp_path) == worker_name(tmp_path)
    assert len(worker_name(tmp_path)) <= 64


def test_a_worker_shows_life():
    BackgroundWorker({}, name="one").begin(NOW)

    assert Heartbeat.objects.get().seen_at == NOW


def test_a_lost_database_is_told_once_and_the_task_under_way_is_taken_up_again(caplog, monkeypatch):
    worker = BackgroundWorker({}, name="one")
    assert worker._work_safely()
    ring.enqueue()
    DBTaskResult.objects.get().claim("one")
    with monkeypatch.context() as broken:
        broken.setattr(worker, "work", lost)
        assert [worker._work_safely() for _ in range(3)] == [False] * 3

    assert worker._work_safely()

    assert done == ["ring"]
    told = [line for line in caplog.messages if "database" in line]
    assert len(told) == 2, told
    assert "Traceback" not in caplog.text


def test_a_full_disk_is_told_once(caplog, monkeypatch):
    worker = BackgroundWorker({}, name="one")
    with monkeypatch.context() as broken:
        broken.setattr(worker, "work", no_room)
        assert [worker._work_safely() for _ in range(3)] == [False] * 3

    assert worker._work_safely()

    assert len([line for line in caplog.messages if "disk" in line]) == 2
    assert "Traceback" not in caplog.text


def no_room(now):
    raise OperationalError("full") from psycopg.errors.DiskFull()


def lost(now):
    raise OperationalError("gone") from psycopg.OperationalError("gone")


def test_what_is_long_done_is_tidied_up():
    ring.enqueue()
    stumble.enqueue()
    DBTaskResult.objects.filter(task_path=f"{HERE}.ring").update(
        status=TaskResultStatus.SUCCESSFUL, finished_at=timezone.now() - timedelta(days=2)
    )
    DBTaskResult.objects.filter(task_path=f"{HERE}.stumble").update(
        status=TaskResultStatus.FAILED, finished_at=timezone.now() - timedelta(days=2)
    )

    Heartbeat.objects.create(worker="gone", seen_at=timezone.now() - timedelta(days=2))
    Heartbeat.objects.create(worker="one", seen_at=timezone.now())

    tidy_up.call()

    assert [result.task_path for result in DBTaskResult.objects.all()] == [f"{HERE}.stumble"]
    assert [sign.worker for sign in Heartbeat.objects.all()] == ["one"]


def test_tidying_up_is_scheduled(settings):
    assert tidy_up.module_path in [path for path, _every in settings.TOASOAN_SCHEDULE.values()]
