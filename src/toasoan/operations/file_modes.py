"""The data folder is its owner's: folders 0700, files 0600. Nothing here imports Django."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def make_private_files() -> None:
    """Have everything that this process and its children make belong to their owner only."""
    os.umask(_OTHERS)


def open_to_others(folder: Path) -> Iterator[Path]:
    """The folder and everything beneath it on which group or others have a right; no links.

    What cannot be looked at is passed over.
    """
    if _is_open(folder):
        yield folder
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            yield from open_to_others(path)
        elif not entry.is_symlink() and _is_open(path):
            yield path


def close_to_others(folder: Path) -> tuple[int, Path | None]:
    """Take the rights of group and others away; how many were closed, and the first that was not.

    A folder with the sticky or a set-id bit, such as /tmp, is shared on purpose: it is left alone.
    Beneath a folder that nobody else could enter only its first level is looked at: it is quick.
    """
    if _is_shared(folder):
        return 0, folder
    found = list(open_to_others(folder)) if _is_open(folder) else _first_level(folder)
    closed, failed = 0, None
    for path in found:
        try:
            path.chmod(stat.S_IMODE(path.lstat().st_mode) & ~_OTHERS)
            closed += 1
        except FileNotFoundError:
            continue
        except OSError:
            failed = failed or path
    return closed, failed


def _first_level(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if not path.is_symlink() and _is_open(path)]


def _is_open(path: Path) -> bool:
    try:
        return bool(path.lstat().st_mode & _OTHERS)
    except OSError:
        return False


def _is_shared(folder: Path) -> bool:
    return bool(folder.stat().st_mode & (stat.S_ISVTX | stat.S_ISUID | stat.S_ISGID))
