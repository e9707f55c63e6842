"""A whole agency in a folder of its own: started, stopped and looked at as a person would."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[1]
TOASOAN = [str(Path(sys.executable).parent / "toasoan")]
READY = "Nhấn Ctrl-C để dừng."
#: The first start draws pictures and walks hundreds of stories through the newsroom.
FIRST_START_WITHIN = 600.0


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@dataclass
class Installation:
    """A data folder, a database and a port, and the settings that name them."""

    folder: Path
    database_url: str = ""
    port: int = field(default_factory=free_port)
    settings: dict[str, str] = field(default_factory=dict)
    #: How ``toasoan`` is called, and where.
    program: list[str] = field(default_factory=lambda: TOASOAN)
    place: Path = ROOT

    @property
    def environment(self) -> dict[str, str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("TOASOAN_", "DJANGO_", "PYTEST_", "DATABASE_URL"))
        }
        kept |= {"TOASOAN_DATA": str(self.folder), "TOASOAN_PORT": str(self.port)} | self.settings
        return kept | ({"DATABASE_URL": self.database_url} if self.database_url else {})

    def run(self, *arguments: str, **changed: str) -> subprocess.CompletedProcess[str]:
        """Run ``toasoan`` to its end."""
        return subprocess.run(  # noqa: S603
            [*self.program, *arguments],
            env=self.environment | changed,
            cwd=self.place,
            capture_output=True,
            text=True,
            timeout=FIRST_START_WITHIN,
            check=False,
        )

    def start(self, command: list[str] | None = None) -> "Server":
        """Begin ``toasoan up`` as a shell would: in the foreground group of a terminal."""
        log = self.folder.parent / f"{self.folder.name}-{time.monotonic_ns()}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(  # noqa: S603
                command or [*self.program, "up"],
                env=self.environment,
                cwd=self.place,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return Server(self, process, log, time.monotonic())

    @contextmanager
    def running(self, command: list[str] | None = None) -> Iterator["Server"]:
        server = self.start(command)
        try:
            server.wait_for(READY)
            yield server
        finally:
            server.stop()


@dataclass
class Server:
    """A running ``toasoan up``."""

    installation: Installation
    process: subprocess.Popen[bytes]
    log: Path
    began: float

    @property
    def output(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def wait_for(self, text: str, within: float = FIRST_START_WITHIN) -> None:
        """Wait until the server has said something."""
        self.wait_until(lambda: text in self.output, within)

    def wait_until(self, condition, within: float = 60.0) -> None:
        end = time.monotonic() + within
        while not condition():
            assert self.process.poll() is None, self.output
            assert time.monotonic() < end, self.output
            # Waiting for the process is waiting without sleeping: it returns early if it ends.
            try:
                self.process.wait(0.05)
            except subprocess.TimeoutExpired:
                continue

    def press_ctrl_c(self) -> int:
        """Send what a terminal sends, and return the exit code."""
        os.killpg(self.process.pid, signal.SIGINT)
        # On a busy machine what was begun in the database takes its time to be taken back.
        return self.process.wait(90)

    def stop(self) -> None:
        if self.process.poll() is None:
            self.press_ctrl_c()

    def child(self, *words: str) -> psutil.Process:
        """Return the child whose command line ends with these words."""
        found = [
            child
            for child in psutil.Process(self.process.pid).children()
            if tuple(child.cmdline()[-len(words) :]) == words
        ]
        assert len(found) == 1, self.output
        return found[0]

    def get(self, path: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.installation.port, timeout=60)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read().decode("utf-8", "replace")
        finally:
            connection.close()


def one_sentence(done: subprocess.CompletedProcess[str]) -> str:
    """Return what a refused command said, after looking that it said one line and failed."""
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1
    return done.stderr.strip()


def make_database(url: str, *, template: str = "") -> None:
    """Make the PostgreSQL database that the address names, as a copy of another one or empty."""
    copied = f' TEMPLATE "{template}"' if template else ""
    _beside(url, f'CREATE DATABASE "{database_name(url)}"{copied}')


def drop_database(url: str) -> None:
    """Throw the database away, whoever is still connected."""
    _beside(url, f'DROP DATABASE IF EXISTS "{database_name(url)}" WITH (FORCE)')


def database_name(url: str) -> str:
    """What the address of a database calls it."""
    return url.partition("?")[0].rpartition("/")[2]


def with_name(url: str, name: str) -> str:
    """The address of another database on the same server."""
    address, _, query = url.partition("?")
    return f"{address.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")


def _beside(url: str, statement: str) -> None:
    """Nobody can make or drop the database they are in."""
    import psycopg

    with psycopg.connect(with_name(url, "postgres"), autocommit=True) as connection:
        connection.execute(statement)
