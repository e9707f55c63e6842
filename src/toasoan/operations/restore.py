"""
``toasoan restore``: the same agency in an empty folder, on either database.

The first half runs without Django: it checks the file and the place and makes a staging folder.
The second half runs in a process of its own and fills that folder and the database.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from toasoan.operations.archive import (
    DATABASE,
    MEDIA,
    Manifest,
    members,
    verified_manifest,
    write_file,
)
from toasoan.operations.preflight import Database, connect_postgresql, migrations_applied
from toasoan.operations.refusal import refused
from toasoan.operations.staging import staging_folder
from toasoan.operations.up import InstallationSettings, only_one, run_command, tell
from toasoan.refusals import RefusedError

if TYPE_CHECKING:
    from django.db.migrations.loader import MigrationLoader


def restore_into(place: InstallationSettings, path: Path, options: list[str]) -> int:
    """Restore a backup into an empty installation; whatever fails leaves it empty.

    `options` are those of `toasoan load`.
    """
    tell("Đang kiểm tra tệp sao lưu…")
    manifest = verified_manifest(path)
    with only_one(place):
        _refuse_used(place)
        try:
            with staging_folder(place.folder) as staged:
                run_command(place, staged, "load", str(path), *options)
        except BaseException:
            _empty_again(place.database)
            raise
    made_at = datetime.fromisoformat(manifest.created_at).astimezone(ZoneInfo("Asia/Ho_Chi_Minh"))
    tell(f"Đã khôi phục bản sao lưu lúc {made_at:%H:%M} ngày {made_at:%d/%m/%Y}.")
    return 0


def load(path: Path, *, tell: Callable[[str], None], accept_lacking: bool = False) -> None:
    """Fill the empty database and media folder of this process's settings (runs with Django).

    Raises RefusedError when files are not in the backup that its tables name, unless
    `accept_lacking`; what was removed while the backup was made is no loss.
    """
    from django.conf import settings
    from django.core.management import call_command, get_commands
    from django.db import transaction
    from django.utils.translation import gettext as _

    from toasoan.search.rebuilding import rebuild
    from toasoan.stories.newsroom_index import rebuild_newsroom_index

    manifest = verified_manifest(path)
    tell(_("Creating the tables…"))
    make_tables_of(manifest.migrations)
    tell(_("Restoring the database…"))
    with transaction.atomic():
        _load_tables(manifest, path)
    tell(_("Restoring photos and files…"))
    _load_media(path, Path(settings.MEDIA_ROOT))
    call_command("migrate", interactive=False, verbosity=0)
    if not accept_lacking:
        _refuse_lacking(Path(settings.MEDIA_ROOT), manifest)
    tell(_("Building the search index…"))
    rebuild()
    rebuild_newsroom_index()
    if "update_index" in get_commands():
        call_command("update_index", verbosity=0)
    tell(_("Removing what is too old to be kept…"))
    call_command("retention", stdout=StringIO())


def _refuse_lacking(folder: Path, manifest: Manifest) -> None:
    from django.utils.translation import gettext as _

    from toasoan.operations.stored_files import lacking, sentence_on_lacking

    if lost := lacking(folder) - set(manifest.removed):
        raise refused(
            "files-lacking",
            _("%(lost)s Nothing was restored; “--incomplete” restores the backup without them.")
            % {"lost": sentence_on_lacking(lost)},
        )


def make_tables_of(migrations: list[tuple[str, str]]) -> None:
    """Create the tables as they were when the backup was made: after exactly these migrations.

    Those of this version are made at once, which is fifty times as fast as one by one.
    """
    from django.db.migrations.loader import MigrationLoader

    from toasoan.operations import first_tables

    missing = MigrationLoader(None).graph.nodes.keys() - set(migrations)
    if missing or not first_tables.create():
        migrate_to(migrations)


def migrate_to(migrations: list[tuple[str, str]]) -> None:
    """Apply these migrations and no later ones; refuse those that this version does not have."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from toasoan.operations.newer_tables import newer_migrations

    executor = MigrationExecutor(connection)
    loader = executor.loader
    if newer_migrations(migrations, loader.disk_migrations):
        raise refused(
            "newer-version",
            "Bản sao lưu được tạo bởi phiên bản mới hơn; hãy nâng cấp chương trình rồi khôi phục.",
        )
    # Those that a later, squashed one replaces are on the disk and not in the graph.
    targets = set(migrations) & loader.graph.nodes.keys()
    executor.migrate([node for node in sorted(targets) if not _followers(loader, node) & targets])


def _followers(loader: "MigrationLoader", node: tuple[str, str]) -> set[tuple[str, str]]:
    children = loader.graph.node_map[node].children
    return {child.key for child in children if child.key[0] == node[0]}


def _load_tables(manifest: Manifest, path: Path) -> None:
    from django.db import connection

    from toasoan.operations.tables import load_rows, reset_sequence

    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        tables = {f"{DATABASE}/{table.name}.jsonl": table for table in manifest.tables}
        if not {table.name for table in manifest.tables} <= present:
            raise refused(
                "unknown-tables", "Bản sao lưu có bảng dữ liệu không thuộc chương trình này."
            )
        for table in manifest.tables:
            # Migrations have entered first rows; the backup has its own.
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table.name)}")  # noqa: S608
    for name, content in members(path):
        if name in tables and load_rows(tables[name], content) != tables[name].rows:
            raise refused("rows-missing", "Số dòng trong bản sao lưu không khớp.")
    for table in manifest.tables:
        reset_sequence(table)


def _load_media(path: Path, folder: Path) -> None:
    for name, content in members(path):
        if name.startswith(f"{MEDIA}/"):
            write_file(content, folder / name.removeprefix(f"{MEDIA}/"))


def _refuse_used(place: InstallationSettings) -> None:
    media = place.folder / "media"
    if migrations_applied(place.database) is not None or _tables(place.database):
        raise refused(
            "database-in-use",
            "Cơ sở dữ liệu đã có dữ liệu; chỉ khôi phục được vào một cơ sở dữ liệu trống.",
        )
    if media.exists() and any(media.iterdir()):
        raise refused(
            "folder-in-use",
            f"Thư mục {media} đã có tệp; chỉ khôi phục được vào một thư mục dữ liệu trống.",
        )


def _tables(database: Database) -> list[str]:
    if not database["ENGINE"].endswith("sqlite3"):
        query = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
        with closing(connect_postgresql(database)) as connection:
            return [row[0] for row in connection.execute(query).fetchall()]
    if not Path(database["NAME"]).exists():
        return []
    with closing(sqlite3.connect(database["NAME"])) as connection:
        return [row[0] for row in connection.execute("SELECT name FROM sqlite_master")]


def _empty_again(database: Database) -> None:
    """Drop what a failed restore has made in a database that was empty before (PostgreSQL)."""
    if database["ENGINE"].endswith("sqlite3"):
        return
    from psycopg import sql

    with suppress(RefusedError), closing(connect_postgresql(database)) as connection:
        for name in _tables(database):
            connection.execute(sql.SQL("DROP TABLE {} CASCADE").format(sql.Identifier(name)))
