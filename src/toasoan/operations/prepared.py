"""
Is the data folder ready for this version of the program? Asked at every start, so it is quick.

Ready means: prepared by exactly these sources and packages, and the database still has exactly
the migrations it had then. Nothing here imports Django.
"""

import hashlib
import json
import os
import sysconfig
from collections.abc import Iterator
from pathlib import Path

from toasoan.operations.preflight import Database, migrations_applied
from toasoan.operations.whole_file import write_whole

STAMP = "prepared.json"
#: One line per demo account; passwords are made per installation and stand nowhere else.
ACCOUNTS_FILE = "tai-khoan-demo.txt"
#: Folders whose files decide what preparing makes: tables, static files, the demo agency.
DECISIVE = frozenset({"migrations", "static", "commands", "demo"})


def is_prepared(folder: Path, database: Database) -> bool:
    """Say whether starting can skip everything but the processes."""
    try:
        stamp = json.loads((folder / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(stamp, dict) and stamp == _state(database) and (folder / "static").is_dir()


def note_prepared(folder: Path, database: Database) -> None:
    """Remember that the folder is ready."""
    write_whole(folder / STAMP, json.dumps(_state(database)))


def _state(database: Database) -> dict[str, object]:
    applied = migrations_applied(database)
    return {
        "sources": _sources(),
        "migrations": list(applied) if applied else None,
        # The stamp stands in the data folder, the database may be anywhere.
        "database": f"{database.get('HOST', '')}:{database.get('PORT', '')}/{database['NAME']}",
    }


def _sources() -> str:
    digest = hashlib.sha256()
    for line in sorted(_installed()) + sorted(_files()):
        digest.update(line.encode())
    return digest.hexdigest()


def _installed() -> Iterator[str]:
    for entry in Path(sysconfig.get_paths()["purelib"]).glob("*.dist-info"):
        yield entry.name


def _files() -> Iterator[str]:
    package = Path(__file__).resolve().parents[1]
    for folder, folders, names in os.walk(package):
        folders[:] = [name for name in folders if name != "__pycache__"]
        inside = Path(folder).relative_to(package)
        if DECISIVE.isdisjoint(inside.parts):
            continue
        for name in names:
            found = (package / inside / name).stat()
            yield f"{inside / name} {found.st_size} {found.st_mtime_ns}"
