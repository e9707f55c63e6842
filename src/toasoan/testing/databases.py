"""One database with all tables per set of migrations, copied for every test process."""

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from django.apps import apps
from django.db import connection, connections
from wagtail.models import Page

from toasoan.ledger import triggers
from toasoan.operations import first_tables
from toasoan.operations.prepare import make_tables

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
        for table, kept in triggers.TABLES.items():
            if postgresql:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {kept.start}_refuses_update")
                cursor.execute(f"DROP TRIGGER IF EXISTS {kept.start}_refuses_delete")
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
    digest.update(repr(triggers.TABLES).encode())
    makers = (triggers.__file__, first_tables.__file__, __file__)
    for path in map(Path, makers):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _sqlite_copy(template: Path, worker: str) -> Iterator[None]:
    with _alone(template.with_suffix(".lock")):
        if not template.exists():
            draft = template.with_suffix(f".{os.getpid()}")
            with _connected_to(str(draft)):
                _make_tables()
                with connection.cursor() as cursor:
                    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                    cursor.execute("PRAGMA journal_mode=DELETE")
            draft.rename(template)
    folder = Path(tempfile.mkdtemp(prefix=f"toasoan-db-{worker}-"))
    copy = folder / "test.sqlite3"
    shutil.copyfile(template, copy)
    try:
        with _connected_to(str(copy)):
            yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _postgresql_copy(template: str, copy: str) -> Iterator[None]:
    with _alone(_HOME / f"{template}.lock"):
        if not _exists(template):
            making = f"{template}_making"
            _execute(f'DROP DATABASE IF EXISTS "{making}"')
            _execute(f'CREATE DATABASE "{making}"')
            with _connected_to(making):
                _make_tables()
            _execute(f'ALTER DATABASE "{making}" RENAME TO "{template}"')
        _execute(f'CREATE DATABASE "{copy}" TEMPLATE "{template}"')
    try:
        with _connected_to(copy):
            yield
    finally:
        _execute(f'DROP DATABASE "{copy}" WITH (FORCE)')
        connections.close_all()


@contextmanager
def empty_database(name: str) -> Iterator[None]:
    """Point the default connection at a database without tables; it is gone afterwards."""
    if connection.vendor != "postgresql":
        folder = tempfile.TemporaryDirectory(prefix=f"toasoan-db-{name}-")
        with folder as place, _connected_to(str(Path(place, "empty.sqlite3"))):
            yield
        return
    database = f"toasoan_{name}_{os.getpid()}"
    _execute(f'CREATE DATABASE "{database}"')
    try:
        with _connected_to(database):
            yield
    finally:
        _execute(f'DROP DATABASE "{database}" WITH (FORCE)')


@contextmanager
def _connected_to(database: str) -> Iterator[None]:
    settings = connection.settings_dict
    original = settings["NAME"]
    connection.close()
    settings["NAME"] = database
    try:
        yield
    finally:
        connections.close_all()
        settings["NAME"] = original


def _make_tables() -> None:
    make_tables()
    # Wagtail's own first migration leaves a welcome page; each test would take it away again.
    Page.objects.filter(depth=2).delete()


def _exists(database: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
        return cursor.fetchone() is not None


def _execute(statement: str) -> None:
    """Execute outside any transaction, where CREATE and DROP DATABASE have to be."""
    with connection.cursor() as cursor:
        cursor.execute(statement)


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Let one process in at a time; the lock of one that dies is free again."""
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
