"""The storage of uploads: the data folder, with no public address of its own."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage
from django.utils._os import safe_makedirs
from django.utils.deconstruct import deconstructible

#: Where files are written before they are whole; no row names anything in it.
DRAFTS = ".drafts"
#: A draft of this age was left by a process that was killed.
_ABANDONED = timedelta(days=1)


@deconstructible
class PrivateStorage(FileSystemStorage):
    """Files in `MEDIA_ROOT` that only our own view hands out, after asking who is looking.

    A file has its name only when it is whole and on the disk. One that cannot be written (no room,
    a broken upload, a killed process) leaves nothing under its name.
    """

    def _save(self, name: str, content: File[bytes]) -> str:
        """Write to a draft, flush it, then give it the first free name. Raises OSError."""
        draft = f"{DRAFTS}/{secrets.token_hex(16)}"
        try:
            super()._save(draft, content)  # type: ignore[misc]  # the stubs leave it out
            _flush(self.path(draft))
            return self._named(draft, name)
        finally:
            with suppress(OSError):
                os.unlink(self.path(draft))

    def _named(self, draft: str, name: str) -> str:
        folder = os.path.dirname(self.path(name))
        safe_makedirs(folder, self.directory_permissions_mode or 0o700, exist_ok=True)
        while True:
            try:
                # Unlike renaming it, this never takes the place of another file.
                os.link(self.path(draft), self.path(name))
            except FileExistsError:
                name = self.get_available_name(name)
            else:
                return name


def private_storage() -> PrivateStorage:
    """The storage for file fields; a callable keeps the folder out of migrations."""
    return PrivateStorage()


def remove_abandoned_drafts(now: datetime) -> int:
    """Remove what killed processes were writing; returns how many files."""
    return sum(_remove_if_old(path, now - _ABANDONED) for path in _drafts())


def _drafts() -> Iterable[Path]:
    return list(Path(private_storage().path(DRAFTS)).glob("*"))


def _remove_if_old(path: Path, latest: datetime) -> bool:
    with suppress(OSError):
        if path.stat().st_mtime < latest.timestamp():
            path.unlink()
            return True
    return False


def _flush(path: str) -> None:
    """Have the file on the disk: some file systems say only now that there is no room."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
