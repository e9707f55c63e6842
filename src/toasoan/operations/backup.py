"""``toasoan backup``: database and media in one file, while the agency goes on working."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import gettext as _

from toasoan.media.storage import DRAFTS
from toasoan.operations.archive import DATABASE, MEDIA, ArchiveWriter, Manifest, new_archive
from toasoan.operations.newer_tables import refuse_newer_tables
from toasoan.operations.refusal import refused
from toasoan.operations.stored_files import (
    NamedFile,
    named_files,
    sentence_on_lacking,
    still_named,
)
from toasoan.operations.tables import all_models, write_rows
from toasoan.refusals import RefusedError
from toasoan.site_settings.backups import record_backup, record_failed_backup


def backup(path: Path, *, tell: Callable[[str], None], accept_lacking: bool = False) -> None:
    """
    Write a backup of this installation to a new file, and write down what became of it.

    All tables are read in one transaction, the media after them: files are never overwritten, so
    everything the tables name is there. Sessions, search indexes and the secret key stay behind.
    Raises RefusedError for an empty database, for one that a newer version has migrated (what that
    version has added would be missing), and when a file is lacking that the tables name, or is
    damaged: `accept_lacking` writes the backup nevertheless; `restore` then refuses it unless told.
    """
    began_at = timezone.now()
    try:
        lacking = _write(path, tell, accept_lacking=accept_lacking)
    except (RefusedError, OSError) as error:
        # Of a database without tables, or with a newer version's, the command says everything.
        with suppress(DatabaseError):
            record_failed_backup(str(error), began_at=began_at, now=timezone.now())
        raise
    if lacking:
        record_failed_backup(sentence_on_lacking(lacking), began_at=began_at, now=timezone.now())
    else:
        record_backup(began_at=began_at, now=timezone.now())
    tell(_("The backup is in %(path)s.") % {"path": path})


def _write(path: Path, tell: Callable[[str], None], *, accept_lacking: bool) -> set[str]:
    """Write the file; return what is lacking in it, nothing unless that is accepted."""
    manifest = _new_manifest()
    with new_archive(path, manifest) as writer:
        tell(_("Copying the database…"))
        with one_snapshot():
            _add_tables(writer, path.parent)
            expected = {file.name: file for file in named_files()}
        tell(_("Copying photos and files…"))
        _add_media(writer, Path(settings.MEDIA_ROOT), expected)
        # What somebody has removed meanwhile is no loss.
        lost = still_named(set(expected))
        if lost and not accept_lacking:
            raise refused("files-lacking", _no_backup(lost))
        manifest.removed = sorted(expected.keys() - lost)
        tell(_("Reading the backup again…"))
    return lost


def _no_backup(lost: set[str]) -> str:
    return _(
        "%(lost)s No backup was written. Put the files back; “--incomplete” writes a backup "
        "without them."
    ) % {"lost": sentence_on_lacking(lost)}


def _new_manifest() -> Manifest:
    applied = sorted(MigrationRecorder(connection).applied_migrations())
    if not applied:
        raise refused(
            "nothing-to-back-up", _("There is nothing to back up: the database is empty.")
        )
    refuse_newer_tables()
    return Manifest(
        version=version("toasoan"),
        engine=connection.vendor,
        created_at=timezone.now().isoformat(timespec="seconds"),
        migrations=applied,
    )


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


def _add_media(writer: ArchiveWriter, folder: Path, expected: dict[str, NamedFile]) -> None:
    """Add every file of the folder; what the tables name and is sound is taken off `expected`."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not path.is_symlink() and not name.startswith(f"{DRAFTS}/"):
            known = expected.get(name)
            with _opened(path) as file:
                if file is None:
                    continue
                digest = writer.add(f"{MEDIA}/{name}", file, also=known.algorithm if known else "")
            size, _sha256 = writer.manifest.files[f"{MEDIA}/{name}"]
            if known and known.size in {None, size} and known.digest in {"", digest}:
                del expected[name]


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes] | None]:
    """The file; None when somebody has removed it meanwhile."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        yield None
        return
    with file:
        yield file
