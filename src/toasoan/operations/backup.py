"""``toasoan backup``: database and media in one file, while the agency goes on working."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import gettext as _

from toasoan.operations.archive import DATABASE, MEDIA, ArchiveWriter, Manifest, new_archive
from toasoan.operations.newer_tables import refuse_newer_tables
from toasoan.operations.refusal import refused
from toasoan.operations.tables import all_models, write_rows
from toasoan.site_settings.first_steps import record_backup


def backup(path: Path, *, tell: Callable[[str], None]) -> None:
    """
    Write a backup of this installation to a new file.

    All tables are read in one transaction, the media after them: files are never overwritten, so
    everything the tables name is there. Sessions, search indexes and the secret key stay behind.
    Raises RefusedError for an empty database, and for one that a newer version has migrated: what
    that version has added would be missing.
    """
    applied = sorted(MigrationRecorder(connection).applied_migrations())
    if not applied:
        raise refused(
            "nothing-to-back-up", _("There is nothing to back up: the database is empty.")
        )
    refuse_newer_tables()
    manifest = Manifest(
        version=version("toasoan"),
        engine=connection.vendor,
        created_at=timezone.now().isoformat(timespec="seconds"),
        migrations=applied,
    )
    with new_archive(path, manifest) as writer:
        tell(_("Copying the database…"))
        with one_snapshot():
            _add_tables(writer, path.parent)
        tell(_("Copying photos and files…"))
        _add_media(writer, Path(settings.MEDIA_ROOT))
    record_backup(now=timezone.now())
    tell(_("The backup is in %(path)s.") % {"path": path})


@contextmanager
def one_snapshot() -> Iterator[None]:
    """
    See the database as it is at this moment, without holding anybody up.

    ``atomic`` would take SQLite's write lock (our transactions are IMMEDIATE); reading does not
    need it.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        else:
            cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _add_tables(writer: ArchiveWriter, folder: Path) -> None:
    for model in all_models():
        # In the folder of the backup: there is room for it there, /tmp may be small.
        with tempfile.TemporaryFile(dir=folder) as file:
            table = write_rows(model, file)
            writer.add(f"{DATABASE}/{table.name}.jsonl", file)
        writer.manifest.tables.append(table)


def _add_media(writer: ArchiveWriter, folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                writer.add(f"{MEDIA}/{path.relative_to(folder).as_posix()}", file)
