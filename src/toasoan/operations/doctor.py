"""``toasoan doctor``: is everything in order? Each check is a function that says what it found."""

import shutil
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from toasoan.ledger import triggers
from toasoan.operations.file_modes import open_to_others
from toasoan.operations.health import LOW_ON_SPACE, WORKER_LATE_AFTER
from toasoan.operations.models import Heartbeat, ScheduledJob
from toasoan.operations.newer_tables import newer_migrations_applied
from toasoan.operations.stored_files import examine, sentence_on_lacking
from toasoan.page_cache.queries import last_change
from toasoan.page_cache.workers import disk_usage, latest_folder, worker_states
from toasoan.search.sending import state_of_opensearch
from toasoan.site_settings.backups import last_backup

LITTLE_SPACE = 2 * 1024**3  # bytes: some weeks of photos
#: Web processes learn of a change within a second and report every two.
PAGES_LATE_AFTER = 10  # seconds
TASK_TAKES_LONG = timedelta(hours=1)
#: How long the examination of photos and files takes at the most.
SECONDS_FOR_FILES = 10.0
#: With a backup every night, one was missed.
BACKUP_GETS_OLD = timedelta(days=2)
VIETNAM = "Asia/Ho_Chi_Minh"


class Level(StrEnum):
    """Severity of a finding; the worst one decides the exit code."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found, in one sentence."""

    name: str
    level: Level
    sentence: str


def findings(now: datetime | None = None) -> list[Finding]:
    """Run every check; those that need the database are left out when it does not answer."""
    now = now or timezone.now()
    found = [check_python(), *check_folders(), check_space(), check_secret()]
    found += [check_file_modes(), check_time_zone(now)]
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        # Connecting would make an empty one.
        return [*found, _fail(_("Database"), _("There is no database yet; run “toasoan up”."))]
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError):
        return [*found, _fail(_("Database"), _("The database does not answer."))]
    found += [_ok(_("Database"), _database_name()), check_migrations()]
    if found[-1].level is Level.FAIL:
        return found
    checks: list[Callable[[], Finding]] = [
        check_search,
        check_triggers,
        lambda: check_worker(now),
        lambda: check_schedule(now),
        lambda: check_tasks(now),
        check_files,
        lambda: check_backup(now),
        lambda: check_page_store(now),
    ]
    return [*found, *(check() for check in checks)]


def check_python() -> Finding:
    """Report the versions everything else stands on."""
    version = f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}"
    return _ok(_("Program"), version)


def check_folders() -> Iterator[Finding]:
    """Write a file into each folder, which finds missing rights, read-only and full disks."""
    for name, folder in (
        (_("Data folder"), Path(settings.DATA)),
        (_("Photos and files"), Path(settings.MEDIA_ROOT)),
    ):
        # The photos' folder is made with the first photo.
        place = folder if folder.exists() else folder.parent
        try:
            with TemporaryFile(dir=place) as file:
                file.write(b"1")
        except OSError as error:
            sentence = _("%(folder)s cannot be written: %(reason)s.")
            yield _fail(name, sentence % {"folder": folder, "reason": error.strerror})
        else:
            yield _ok(name, str(folder))


def check_space() -> Finding:
    """Warn some weeks before the disk is full."""
    try:
        free = shutil.disk_usage(settings.DATA).free
    except OSError:
        return _fail(_("Disk space"), _("The data folder cannot be read."))
    sentence = _("%(gigabytes)s GB free") % {"gigabytes": _decimal(free / 1024**3)}
    level = Level.FAIL if free < LOW_ON_SPACE else Level.WARN if free < LITTLE_SPACE else Level.OK
    return Finding(_("Disk space"), level, sentence)


def check_secret() -> Finding:
    """Check that only its owner can read the secret key."""
    path = Path(settings.DATA) / "secret_key"
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return _fail(_("Secret key"), _("There is no secret key in the data folder."))
    if mode & 0o077:
        sentence = _("Others can read %(path)s; run “chmod 600 %(path)s”.")
        return _fail(_("Secret key"), sentence % {"path": path})
    return _ok(_("Secret key"), _("only its owner can read it"))


def check_file_modes() -> Finding:
    """Check that nobody but its owner gets at anything in the data folder."""
    folder = Path(settings.DATA)
    found = list(islice(open_to_others(folder), 4))
    if found:
        sentence = _("Others can get at %(paths)s; run “chmod -R go-rwx %(folder)s”.")
        names = ", ".join(map(str, found[:3])) + (", …" if found[3:] else "")
        return _fail(_("File modes"), sentence % {"paths": names, "folder": folder})
    return _ok(_("File modes"), _("folders 0700, files 0600"))


def check_time_zone(now: datetime) -> Finding:
    """Days and half-years are decided in Việt Nam's time, seven hours ahead of UTC."""
    offset = now.astimezone(ZoneInfo(VIETNAM)).utcoffset()
    hours = offset.total_seconds() / 3600 if offset else 0
    if settings.TIME_ZONE != VIETNAM or hours != 7:  # noqa: PLR2004
        return _fail(_("Time zone"), _("Time is not shown in %(zone)s.") % {"zone": VIETNAM})
    return _ok(_("Time zone"), VIETNAM)


def check_migrations() -> Finding:
    """Check that the tables are those of this version."""
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        sentence = _("%(number)s migrations are missing; run “toasoan up”.")
        return _fail(_("Tables"), sentence % {"number": len(missing)})
    if newer := newer_migrations_applied():
        sentence = _("A newer version of the program has upgraded them (“%(migration)s”).")
        return _fail(_("Tables"), sentence % {"migration": ".".join(newer[0])})
    return _ok(_("Tables"), _("up to date"))


def check_search() -> Finding:
    """Full-text search needs SQLite's FTS5; PostgreSQL has its own. OpenSearch may be set."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT sqlite_compileoption_used('ENABLE_FTS5')")
            if not cursor.fetchone()[0]:
                return _fail(_("Search"), _("This SQLite has no full-text index (FTS5)."))
    if not settings.TOASOAN_SEARCH_URL:
        return _ok(_("Search"), _("full-text index available"))
    state = state_of_opensearch()
    if not state.answers:
        return _warn(_("Search"), _("OpenSearch does not answer; the database searches for it."))
    if not state.is_filled:
        return _warn(_("Search"), _("OpenSearch has no index yet; the worker will fill it."))
    sentence = _("OpenSearch answers; %(number)s changes wait to be sent to it")
    return _ok(_("Search"), sentence % {"number": state.waiting})


def check_triggers() -> Finding:
    """Check that the database refuses to change ledger entries."""
    if missing := triggers.missing(connection):
        sentence = _("The ledger is not protected: %(triggers)s. Run “toasoan manage migrate”.")
        return _fail(_("Ledger"), sentence % {"triggers": ", ".join(missing)})
    return _ok(_("Ledger"), _("protected against change"))


def check_worker(now: datetime) -> Finding:
    """Without the worker nothing is published at its hour and no notification is sent."""
    last = Heartbeat.objects.aggregate(last=Max("seen_at"))["last"]
    if last is None:
        return _warn(_("Background worker"), _("It has never run here."))
    if now - last > WORKER_LATE_AFTER:
        sentence = _("It was last seen at %(time)s; is “toasoan up” running?")
        return _warn(_("Background worker"), sentence % {"time": _moment(last)})
    return _ok(_("Background worker"), _("running"))


def check_schedule(now: datetime) -> Finding:
    """Report scheduled work that could not be started."""
    failing = ScheduledJob.objects.exclude(last_error="").values_list("name", flat=True)
    if names := ", ".join(failing):
        return _fail(_("Scheduled work"), _("Could not be started: %(names)s") % {"names": names})
    return _ok(_("Scheduled work"), _("%(number)s jobs") % {"number": ScheduledJob.objects.count()})


def check_tasks(now: datetime) -> Finding:
    """Tasks that failed in the last 30 days (``tidy_up`` deletes older ones) or do not end."""
    failed = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED).count()
    endless = DBTaskResult.objects.running().filter(started_at__lt=now - TASK_TAKES_LONG).count()
    sentences = []
    if failed:
        sentences.append(_("%(number)s failed") % {"number": failed})
    if endless:
        sentences.append(_("%(number)s have been running for over an hour") % {"number": endless})
    if sentences:
        return _warn(_("Background tasks"), "; ".join(sentences))
    return _ok(_("Background tasks"), _("none failed"))


def check_files() -> Finding:
    """Whether every file that the tables name is there, of the known size, some read whole."""
    found = examine(Path(settings.MEDIA_ROOT), seconds=SECONDS_FOR_FILES)
    if found.lacking:
        return _fail(_("Kept files"), sentence_on_lacking(found.lacking))
    sentence = _("%(looked_at)s are there, %(read)s of them were read and are sound") % {
        "looked_at": found.looked_at,
        "read": found.read,
    }
    if not found.is_complete:
        sentence += _("; there was no time for the others")
    return _ok(_("Kept files"), sentence)


def check_backup(now: datetime) -> Finding:
    """What the last backup came to, and how old the last good one is."""
    last = last_backup()
    if last is None:
        return _ok(_("Backup"), _("none has been made here yet"))
    if last.failure:
        sentence = _("The last one, at %(time)s, failed: %(why)s")
        return _fail(_("Backup"), sentence % {"time": _moment(last.ended_at), "why": last.failure})
    sentence = _("the last one was made at %(time)s") % {"time": _moment(last.ended_at)}
    is_old = now - last.ended_at > BACKUP_GETS_OLD
    return Finding(_("Backup"), Level.WARN if is_old else Level.OK, sentence)


def check_page_store(now: datetime) -> Finding:
    """How often readers are answered from the page store, and whether every process keeps up."""
    folder = latest_folder(Path(settings.DATA))
    states = list(worker_states(folder, now.timestamp())) if folder else []
    if folder is None or not states:
        return _ok(_("Page store"), _("no web process is using it"))
    answers = sum(state.hits + state.stood_in + state.renders for state in states)
    hits = sum(state.hits + state.stood_in for state in states)
    pages, on_disk = disk_usage(folder)
    lag = max(now.timestamp() - state.seen_at for state in states)
    sentence = _(
        "%(share)s %% of answers from the store; %(pages)s pages on the disk (%(disk)s MB), "
        "%(memory)s MB in memory; last change %(change)s; %(workers)s processes, "
        "the slowest seen %(lag)s s ago"
    ) % {
        "share": _decimal(100 * hits / answers if answers else 0),
        "pages": pages,
        "disk": _decimal(on_disk / 1024**2),
        "memory": _decimal(sum(state.memory for state in states) / 1024**2),
        "change": last_change(),
        "workers": len(states),
        "lag": _decimal(max(0.0, lag)),
    }
    return Finding(_("Page store"), Level.WARN if lag > PAGES_LATE_AFTER else Level.OK, sentence)


def _database_name() -> str:
    if connection.vendor == "sqlite":
        return f"SQLite, {connection.settings_dict['NAME']}"
    return f"PostgreSQL, {connection.settings_dict['NAME']}"


def _moment(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%d/%m/%Y, %H:%M")


def _decimal(number: float) -> str:
    return f"{number:.1f}".replace(".", ",")


def _ok(name: str, sentence: str) -> Finding:
    return Finding(name, Level.OK, sentence)


def _warn(name: str, sentence: str) -> Finding:
    return Finding(name, Level.WARN, sentence)


def _fail(name: str, sentence: str) -> Finding:
    return Finding(name, Level.FAIL, sentence)
