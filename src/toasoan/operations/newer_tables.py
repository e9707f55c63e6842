"""Tables that a newer version of the program has migrated: this version must leave them alone."""

import re
from collections.abc import Collection, Iterable

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from toasoan.operations.refusal import refused

MigrationKey = tuple[str, str]  # label of the app, name

_NUMBERS = re.compile(r"(\d+)(?:_squashed_(\d+))?")


def newer_migrations(
    applied: Iterable[MigrationKey], on_disk: Collection[MigrationKey]
) -> list[MigrationKey]:
    """The applied migrations that come after the last one this program has of the same app.

    A database also keeps the names of migrations that a squashed one has replaced; packages
    delete those in time. Their numbers are not above the last one, so they do not count. All
    migrations of an app that this program does not have count.

    >>> newer_migrations([("units", "0001_initial"), ("units", "0003_x")], [("units", "0002_y")])
    [('units', '0003_x')]
    """
    last: dict[str, int] = {}
    for label, name in on_disk:
        last[label] = max(last.get(label, 0), _number(name))
    known = set(on_disk)
    return sorted(
        key
        for key in applied
        if key not in known and (key[0] not in last or _number(key[1]) > last[key[0]])
    )


def newer_migrations_applied() -> list[MigrationKey]:
    """What a newer version has done to this database; empty when there is nothing."""
    loader = MigrationLoader(connection)
    return newer_migrations(loader.applied_migrations, loader.disk_migrations)


def refuse_newer_tables() -> None:
    """Raise RefusedError when a newer version has changed the tables of this database."""
    if newer := newer_migrations_applied():
        raise refused(
            "newer-tables",
            _(
                "The database was upgraded by a newer version of the program (it has "
                "“%(migration)s”): run that version again, or restore the backup made before the "
                "upgrade into an empty place."
            )
            % {"migration": ".".join(newer[0])},
        )


def _number(name: str) -> int:
    """The number a migration's name begins with; of a squashed one the last that it replaces."""
    found = _NUMBERS.match(name)
    return int(found[2] or found[1]) if found else 0
