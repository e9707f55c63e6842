"""A folder in which a new installation is made, moved into place only when it is whole."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PREFIX = ".moi-"
#: Moved last: a data folder with a database is a complete one.
_LAST = "toasoan.sqlite3"
#: What an earlier command has made and others may have used already.
_KEPT = frozenset({"secret_key"})


@contextmanager
def staging_folder(folder: Path) -> Iterator[Path]:
    """
    Yield an empty folder beside the data; its content becomes the data when all went well.

    On failure nothing stays, not even the data folder when it did not exist before. What a killed
    run left behind is removed; the caller holds the folder's lock.
    """
    made = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for abandoned in folder.glob(f"{_PREFIX}*"):
        shutil.rmtree(abandoned, ignore_errors=True)
    staged = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=folder))
    try:
        for name in _KEPT:
            if (folder / name).exists():
                shutil.copy2(folder / name, staged / name)
        yield staged
        _move_content(staged, folder)
    except BaseException:
        shutil.rmtree(staged, ignore_errors=True)
        _remove_if_empty(made)
        raise
    staged.rmdir()


def _move_content(source: Path, target: Path) -> None:
    for entry in sorted(source.iterdir(), key=lambda entry: entry.name == _LAST):
        place = target / entry.name
        if entry.is_dir() and place.is_dir():
            _move_content(entry, place)
            entry.rmdir()
        elif entry.name in _KEPT and place.exists():
            entry.unlink()
        else:
            os.replace(entry, place)


def _remove_if_empty(folders: list[Path]) -> None:
    for folder in folders:
        try:
            folder.rmdir()
        except OSError:
            return
