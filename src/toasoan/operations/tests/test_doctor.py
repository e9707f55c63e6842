"""The doctor finds what is broken and says so in one sentence."""

import io
import json
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from toasoan.operations import doctor
from toasoan.operations.doctor import Level
from toasoan.operations.models import Heartbeat, ScheduledJob
from toasoan.page_cache.workers import WorkerState

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def installation(settings, tmp_path):
    settings.DATA = tmp_path
    secret = tmp_path / "secret_key"
    secret.write_text("x")
    secret.chmod(0o600)
    Heartbeat.objects.create(worker="one", seen_at=NOW)
    return tmp_path


def level_of(check):
    return check.level, check.sentence


def test_a_sound_installation_has_no_finding_but_good_ones():
    found = doctor.findings(NOW)

    assert {finding.level for finding in found} == {Level.OK}
    assert len(found) >= 13


def test_an_examination_makes_no_database(monkeypatch, tmp_path):
    database = connections["default"]
    monkeypatch.setitem(database.settings_dict, "NAME", str(tmp_path / "none.sqlite3"))
    monkeypatch.setattr(database, "vendor", "sqlite")

    found = doctor.findings(NOW)

    assert found[-1].level is Level.FAIL
    assert not (tmp_path / "none.sqlite3").exists()


def test_a_secret_key_others_can_read_is_broken(installation):
    (installation / "secret_key").chmod(0o644)

    assert doctor.check_secret().level is Level.FAIL
    assert "chmod 600" in doctor.check_secret().sentence


def test_a_missing_secret_key_is_broken(installation):
    (installation / "secret_key").unlink()

    assert doctor.check_secret().level is Level.FAIL


def test_a_media_folder_that_cannot_be_written_is_broken(settings, installation):
    (installation / "file").touch()
    settings.MEDIA_ROOT = installation / "file" / "media"

    assert [finding.level for finding in doctor.check_folders()] == [Level.OK, Level.FAIL]


@pytest.mark.parametrize(
    ("free", "level"),
    [(100 * 1024**2, Level.FAIL), (1024**3, Level.WARN), (5 * 1024**3, Level.OK)],
)
def test_little_space_is_a_warning_and_none_is_broken(monkeypatch, free, level):
    usage = type("Usage", (), {"free": free})
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda path: usage)

    assert doctor.check_space().level is level


def test_another_time_zone_is_broken(settings):
    settings.TIME_ZONE = "UTC"

    assert doctor.check_time_zone(NOW).level is Level.FAIL


def test_a_silent_worker_is_a_warning():
    assert doctor.check_worker(NOW + timedelta(minutes=5)).level is Level.WARN
    assert "22/11/2026, 08:00" in doctor.check_worker(NOW + timedelta(minutes=5)).sentence


def test_a_worker_that_never_ran_is_a_warning():
    Heartbeat.objects.all().delete()

    assert doctor.check_worker(NOW).level is Level.WARN


def test_scheduled_work_that_does_not_start_is_broken():
    ScheduledJob.objects.create(name="đăng bài", due_at=NOW, last_error="ImportError")

    assert level_of(doctor.check_schedule(NOW))[0] is Level.FAIL


def test_tasks_that_failed_or_do_not_end_are_a_warning():
    for status in ("FAILED", "RUNNING", "RUNNING"):
        DBTaskResult.objects.create(
            status=status, args_kwargs={}, task_path="x", backend_name="default", run_after=NOW,
            started_at=NOW,
        )  # fmt: skip

    found = doctor.check_tasks(NOW + timedelta(hours=2))

    assert found.level is Level.WARN
    assert "1 " in found.sentence
    assert "2 " in found.sentence


def test_a_ledger_without_its_triggers_is_broken():
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP TRIGGER ledger_refuses_change ON ledger_ledgerentry")
        else:
            cursor.execute("DROP TRIGGER ledger_refuses_update")

    found = doctor.check_triggers()

    assert found.level is Level.FAIL
    assert "ledger_refuses" in found.sentence


def test_a_missing_migration_ends_the_examination():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'operations'")

    found = doctor.findings(NOW)

    assert found[-1].level is Level.FAIL
    assert "1" in found[-1].sentence


def test_the_command_prints_a_table_in_vietnamese():
    Heartbeat.objects.update(seen_at=timezone.now())
    out = io.StringIO()

    call_command("doctor", stdout=out)

    assert "Múi giờ" in out.getvalue()
    assert all(line.startswith("tốt") for line in out.getvalue().splitlines())


def test_the_command_fails_when_something_is_broken(installation):
    (installation / "secret_key").unlink()
    out = io.StringIO()

    with pytest.raises(SystemExit) as exit_info:
        call_command("doctor", "--json", stdout=out)

    assert exit_info.value.code == 1
    assert "fail" in [finding["level"] for finding in json.loads(out.getvalue())]


def page_store_worker(installation, *, seen_at, hits=97):
    folder = installation / "pages" / "version" / "workers"
    folder.mkdir(parents=True)
    state = WorkerState(
        pid=1, seen_at=seen_at.timestamp(), position=5, pages=12, memory=3 * 1024**2, hits=hits,
        renders=2, stood_in=1, failures=0, passed=40,
    )  # fmt: skip
    (folder / "1.json").write_text(json.dumps(asdict(state)))


def test_the_page_store_shows_its_share_and_how_far_it_is_behind(installation):
    page_store_worker(installation, seen_at=NOW - timedelta(seconds=1))

    found = doctor.check_page_store(NOW)

    assert found.level is Level.OK
    assert found.sentence.startswith("98,0 %")
    assert "1,0 giây" in found.sentence


def test_a_web_process_that_does_not_keep_up_is_a_warning(installation):
    page_store_worker(installation, seen_at=NOW - timedelta(seconds=20))

    assert doctor.check_page_store(NOW).level is Level.WARN


def test_without_a_web_process_the_page_store_is_no_finding(installation):
    assert doctor.check_page_store(NOW).level is Level.OK
