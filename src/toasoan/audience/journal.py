"""Files from which the numbers of a killed web process are recovered. No framework.

A process holds a lock on each of its files while it lives; a file that nobody holds was left
behind. Lines are numbers only (`batches.packed`), never who or from where.
"""

import fcntl
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from toasoan.audience.batches import Batch, packed, unpacked

#: A file so young may be one whose process has not locked it yet.
_YOUNG = 2.0  # seconds
#: A file that has grown so much is written anew as one line.
_LARGEST = 4 * 1024 * 1024
_NAME = re.compile(r"([0-9a-f]{32})-(\d{1,12})\.counts")


class Journal:
    """The file of one batch in the making. Errors of the disk are left to the caller."""

    def __init__(self, folder: Path, source: UUID, number: int) -> None:
        self._path = folder / f"{source.hex}-{number}.counts"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._file = _locked(self._path)

    def append(self, batch: Batch, whole: Batch) -> None:
        """Add numbers; `whole` is everything of the file, for when it has grown too long."""
        # A line begins on a new one, whatever became of the last.
        os.write(self._file, b"\n" + packed(batch))
        if os.fstat(self._file).st_size > _LARGEST:
            self._write_anew(whole)

    def _write_anew(self, whole: Batch) -> None:
        draft = self._path.with_suffix(".draft")
        file = _locked(draft)
        os.write(file, packed(whole))
        draft.rename(self._path)
        os.close(self._file)
        self._file = file

    def remove(self) -> None:
        """Delete the file: what it holds is in the tables."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
        os.close(self._file)


def _locked(path: Path) -> int:
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC, 0o600)
    fcntl.flock(file, fcntl.LOCK_EX)
    return file


@dataclass(frozen=True, slots=True)
class LeftBatch:
    """What a process that has ended had not written to the tables."""

    source: UUID
    number: int
    batch: Batch


@contextmanager
def _claimed(path: Path) -> Iterator[int | None]:
    """The file while nobody else has it; None when its process lives."""
    file = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield file
    except BlockingIOError:
        yield None
    finally:
        os.close(file)


def left_behind(folder: Path, *, youngest: float = _YOUNG) -> Iterator[LeftBatch]:
    """What processes left behind, in the order in which it was counted.

    A file is deleted when the caller asks for the next, so it has to be in the tables by then.
    """
    found = [
        (parts[1], int(parts[2]), path)
        for path in folder.glob("*.counts")
        if (parts := _NAME.fullmatch(path.name))
    ]
    for source, number, path in sorted(found):
        try:
            if time.time() - path.stat().st_mtime < youngest:
                continue
            with _claimed(path) as file:
                if file is None:
                    continue
                yield LeftBatch(UUID(source), number, _read(file))
                path.unlink(missing_ok=True)
        except FileNotFoundError:
            continue


def _read(file: int) -> Batch:
    batch = Batch()
    with os.fdopen(os.dup(file), "rb") as lines:
        for line in lines:
            batch.add(unpacked(line))
    return batch
