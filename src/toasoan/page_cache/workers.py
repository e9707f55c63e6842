"""Small files in which every web process says how its page store is doing."""

import json
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from toasoan.page_cache.store import Store

_FOLDER = "workers"
#: A process that has not written for so long is gone or stands still.
SILENT_AFTER = 30.0  # seconds


@dataclass(frozen=True, slots=True)
class WorkerState:
    """The state that one web process last wrote to its file."""

    pid: int
    seen_at: float
    position: int
    pages: int
    memory: int
    hits: int
    renders: int
    stood_in: int
    failures: int
    passed: int


class WorkerFile:
    """The file in which this process writes its state."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / _FOLDER / f"{os.getpid()}.json"

    def write(self, store: Store) -> None:
        """Write the state of the store; errors of the disk are ignored."""
        counters = store.counters
        state = WorkerState(
            pid=os.getpid(),
            seen_at=time.time(),
            position=store.position,
            pages=len(store.main.pages) + len(store.passing.pages),
            memory=store.main.size + store.passing.size,
            hits=counters.hits,
            renders=counters.renders,
            stood_in=counters.stood_in,
            failures=counters.failures,
            passed=counters.passed,
        )
        draft = self.path.with_suffix(".tmp")
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft.write_text(json.dumps(asdict(state)), encoding="utf-8")
            draft.replace(self.path)
        except OSError:
            with suppress(OSError):
                draft.unlink(missing_ok=True)

    def remove(self) -> None:
        """Delete the file when the process ends."""
        with suppress(OSError):
            self.path.unlink(missing_ok=True)


def worker_states(folder: Path, now: float) -> Iterator[WorkerState]:
    """The processes that are alive, as far as their files tell; old files are removed."""
    for path in sorted((folder / _FOLDER).glob("*.json")):
        try:
            state = WorkerState(**json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            continue
        if now - state.seen_at > SILENT_AFTER and not Path(f"/proc/{state.pid}").exists():
            path.unlink(missing_ok=True)
            continue
        yield state


def latest_folder(data: Path) -> Path | None:
    """The folder that the running processes use: the one of the newest version; None before."""
    folders = sorted(data.glob("pages/*/workers"), key=lambda path: path.stat().st_mtime)
    return folders[-1].parent if folders else None


def disk_usage(folder: Path) -> tuple[int, int]:
    """The number of pages on the disk and their size in bytes."""
    sizes = [path.stat().st_size for path in (folder / "pages").glob("*/*.page")]
    return len(sizes), sum(sizes)
