"""One migrated database per set of migrations, copied for every test process.

Wagtail's migrations take 10 s on SQLite; a copy takes milliseconds.
"""

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import connection, connections
from wagtail.models import Page

from toasoan.ledger import triggers

_HOME = Path(tempfile.gettempdir()) / f"toasoan-test-templates-{os.getuid()}"


def use_copy_of_template(worker: str) -> Iterator[None]:
    """Point the default connection at a fresh copy of the migrated template while testing."""
    _HOME.mkdir(mode=0o700, exist_ok=True)
    name = f"toasoan_{_fingerprint()}"
    if connection.vendor == "postgresql":
        yield from _postgresql_copy(name, f"{name}_{worker}_{os.getpid()}")
    else:
        yield from _sqlite_copy(_HOME / f"{name}.sqlite3", worker)


@contextmanager
def ledger_can_be_emptied() -> Iterator[None]:
    """Lift the ledger's triggers while a test's committed rows are thrown away."""
    postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        for table, start in triggers.TABLES.items():
            if postgresql:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {start}_refuses_update")
                cursor.execute(f"DROP TRIGGER IF EXISTS {start}_refuses_delete")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for table in triggers.TABLES if postgresql else ():
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        triggers.install(connection)


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for package in ("django", "wagtail", "django-tasks-db"):
        digest.update(version(package).encode())
    for app in sorted(apps.get_app_configs(), key=lambda app: app.name):
        if not app.name.startswith("toasoan."):
            continue
        for path in sorted(Path(app.path, "migrations").glob("*.py")):
            digest.update(path.read_bytes())
    for path in (Path(apps.get_app_config("ledger").path, "triggers.py"), Path(__file__)):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _sqlite_copy(template: Path, worker: str) -> Iterator[None]:
    folder = Path(tempfile.mkdtemp(prefix=f"toasoan-db-{worker}-"))
    settings = connection.settings_dict
    original = settings["NAME"]
    with _alone(template.with_suffix(".lock")):
        if not template.exists():
            draft = template.with_suffix(f".{os.getpid()}")
            settings["NAME"] = str(draft)
            _migrate()
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                cursor.execute("PRAGMA journal_mode=DELETE")
            connection.close()
            draft.rename(template)
    copy = folder / "test.sqlite3"
    shutil.copyfile(template, copy)
    settings["NAME"] = str(copy)
    connection.close()
    try:
        yield
    finally:
        connections.close_all()
        settings["NAME"] = original
        shutil.rmtree(folder, ignore_errors=True)


def _postgresql_copy(template: str, copy: str) -> Iterator[None]:
    original = connection.settings_dict["NAME"]
    with _alone(_HOME / f"{template}.lock"):
        if not _exists(template):
            _execute_outside(original, f'CREATE DATABASE "{template}_making"')
            connection.close()
            connection.settings_dict["NAME"] = f"{template}_making"
            _migrate()
            connection.close()
            connection.settings_dict["NAME"] = original
            _execute_outside(original, f'ALTER DATABASE "{template}_making" RENAME TO "{template}"')
        _execute_outside(original, f'CREATE DATABASE "{copy}" TEMPLATE "{template}"')
    connection.close()
    connection.settings_dict["NAME"] = copy
    try:
        yield
    finally:
        connections.close_all()
        connection.settings_dict["NAME"] = original
        _execute_outside(original, f'DROP DATABASE "{copy}" WITH (FORCE)')
        connections.close_all()


def _migrate() -> None:
    connection.close()
    connection.ensure_connection()
    call_command("migrate", verbosity=0, interactive=False)
    # Wagtail's own first migration leaves a welcome page; each test would take it away again.
    Page.objects.filter(depth=2).delete()


def _exists(database: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
        return cursor.fetchone() is not None


def _execute_outside(database: str, statement: str) -> None:
    """CREATE and DROP DATABASE refuse to run inside a transaction."""
    connection.settings_dict["NAME"] = database
    with connection.cursor() as cursor:
        cursor.execute(statement)


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Only one process at a time; a lock older than five minutes was left by a dead one."""
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            break
        except FileExistsError:
            try:
                if time.time() - lock.stat().st_mtime > 300:
                    lock.unlink()
            except FileNotFoundError:
                continue
            time.sleep(0.05)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)
