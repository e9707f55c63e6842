"""The demo agency of a run: started for the first time once, copied for everybody who needs one."""

import fcntl
import json
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from tests.installation import Installation, database_name, make_database
from toasoan.operations.prepared import STAMP


@dataclass(frozen=True)
class FirstStart:
    """What a person saw of a first start, and what was left after Ctrl-C."""

    port: int
    output: str
    #: Path → status and text.
    pages: dict[str, list]
    exit_code: int
    processes: int
    still_running: list[str]
    port_is_free: bool


@dataclass(frozen=True)
class DemoAgency:
    """A stopped agency that nobody touches, and how its first start went."""

    folder: Path
    database_url: str
    first_start: FirstStart
    lock: Path

    def copy(self, folder: Path, database_url: str) -> Installation:
        """Return an agency of one's own in a folder and a database that are not there yet."""
        shutil.copytree(self.folder, folder)
        if database_url:
            # PostgreSQL copies a database that has no other visitor.
            with _alone(self.lock):
                make_database(database_url, template=database_name(self.database_url))
        self._move_stamp(folder, database_url)
        return Installation(folder, database_url)

    def _move_stamp(self, folder: Path, database_url: str) -> None:
        """Let the copy's stamp name the copy's database; it would be prepared again otherwise."""
        before, after = str(self.folder), str(folder)
        if database_url:
            before, after = database_name(self.database_url), database_name(database_url)
        path = folder / STAMP
        stamp = json.loads(path.read_text(encoding="utf-8"))
        stamp["database"] = stamp["database"].replace(before, after)
        path.write_text(json.dumps(stamp), encoding="utf-8")


def prepared_once(home: Path, database_url: str) -> DemoAgency:
    """Return the demo agency in the folder; made there unless another process has done so."""
    folder, first_start_file, lock = (
        home / "demo-agency" / "var",
        home / "first-start.json",
        home / "agency.lock",
    )
    with _alone(lock):
        if not first_start_file.exists():
            folder.parent.mkdir()
            if database_url:
                make_database(database_url)
            first = first_start(Installation(folder, database_url))
            first_start_file.write_text(json.dumps(asdict(first)), encoding="utf-8")
    first = FirstStart(**json.loads(first_start_file.read_text(encoding="utf-8")))
    return DemoAgency(folder, database_url, first, lock)


def first_start(installation: Installation) -> FirstStart:
    """Start an agency that is not there yet, look at it, and stop it as a person would."""
    with installation.running() as server:
        pages = {path: list(server.get(path)) for path in ("/", "/toa-soan/", "/healthz")}
        processes = psutil.Process(server.process.pid).children(recursive=True)
        exit_code = server.press_ctrl_c()
    _ended, running = psutil.wait_procs(processes, timeout=5)
    return FirstStart(
        port=installation.port,
        output=server.output,
        pages=pages,
        exit_code=exit_code,
        processes=len(processes),
        still_running=[str(process) for process in running],
        port_is_free=_is_free(installation.port),
    )


def _is_free(port: int) -> bool:
    try:
        with socket.create_server(("127.0.0.1", port)):
            return True
    except OSError:
        return False


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Only one process of the run at a time; a process that dies lets go."""
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
