"""Pages on the disk, within a bound, shared by all processes of this machine.

A file appears whole or not at all, and is judged by what it says itself: no process needs to
know what another one wrote or threw away.
"""

import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from toasoan.page_cache.page import BrokenPageError, CachedPage, pack, unpack

_ENDING = ".page"
_DRAFT = ".tmp"
#: A draft of this age was left by a process that was killed.
_ABANDONED = 60.0  # seconds
#: How full the folder is after it was cleared up.
_LEAVE = 0.9


class Disk:
    """Pages by key in one folder. Errors of the disk count as a missing page."""

    def __init__(self, folder: Path, limit: int) -> None:
        self.folder = folder
        self.limit = limit
        self.size = 0
        self.count = 0
        with suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.clear_up()

    def get(self, key: str) -> CachedPage | None:
        """The page, or None; a broken file is removed."""
        path = self._path(key)
        try:
            page = unpack(path.read_bytes())
        except OSError:
            return None
        except BrokenPageError:
            path.unlink(missing_ok=True)
            return None
        with suppress(OSError):
            os.utime(path)
        return page if page.key == key else None

    def put(self, page: CachedPage) -> None:
        """Write the page beside its place, then move it there."""
        path = self._path(page.key)
        content = pack(page)
        draft = path.with_name(f"{path.name}.{secrets.token_hex(6)}{_DRAFT}")
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft.write_bytes(content)
            draft.replace(path)
        except OSError:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
            return
        self.size += len(content)
        self.count += 1
        if self.size > self.limit:
            self.clear_up()

    def drop(self, key: str) -> None:
        """Remove the page."""
        with suppress(OSError):
            self._path(key).unlink(missing_ok=True)

    def clear(self) -> None:
        """Remove every page."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.size = self.count = 0

    def clear_up(self) -> None:
        """Count what is there; when it is too much, remove what nobody asked for longest."""
        files = sorted(self._files())
        self.size = sum(size for _asked, size, _path in files)
        self.count = len(files)
        if self.size <= self.limit:
            return
        for _asked, size, path in files:
            if self.size <= self.limit * _LEAVE:
                return
            with suppress(OSError):
                path.unlink()
            self.size -= size
            self.count -= 1

    def _files(self) -> Iterator[tuple[float, int, Path]]:
        """Every page with when it was last asked for and its size; old drafts are removed."""
        old = time.time() - _ABANDONED
        for path in self.folder.glob("*/*"):
            try:
                found = path.stat()
                if path.suffix == _ENDING:
                    yield found.st_mtime, found.st_size, path
                elif path.suffix == _DRAFT and found.st_mtime < old:
                    path.unlink()
            except OSError:
                # Another process was quicker.
                continue

    def _path(self, key: str) -> Path:
        name = hashlib.blake2b(key.encode("utf-8", "surrogateescape"), digest_size=20).hexdigest()
        return self.folder / name[:2] / f"{name}{_ENDING}"
