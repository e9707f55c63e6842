"""The demo agency in a folder of its own, started as a person would."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

READY = "Nhấn Ctrl-C để dừng."
TOASOAN = str(Path(sys.executable).parent / "toasoan")
_LONGEST_START = 600.0


class Agency(NamedTuple):
    """A running agency: where it listens, its process, how long it took to start, what it said."""

    port: int
    pid: int
    seconds: float
    said: str


@contextmanager
def running_agency(folder: str) -> Iterator[Agency]:
    """Start `toasoan up` on a free port, with its data in the folder, and stop it afterwards."""
    port = free_port()
    log = Path(folder).with_suffix(".log")
    environment = {**os.environ, "TOASOAN_DATA": f"{folder}/var", "TOASOAN_PORT": str(port)}
    environment.pop("DATABASE_URL", None)
    began = time.monotonic()
    with log.open("wb") as output:
        process = subprocess.Popen(
            [TOASOAN, "up"], env=environment, stdout=output, stderr=subprocess.STDOUT,
            start_new_session=True,
        )  # fmt: skip
    try:
        while READY not in log.read_text(encoding="utf-8"):
            assert process.poll() is None, log.read_text(encoding="utf-8")
            assert time.monotonic() - began < _LONGEST_START
            time.sleep(0.02)
        taken = time.monotonic() - began
        yield Agency(port, process.pid, taken, log.read_text(encoding="utf-8"))
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(30)
        log.unlink()


def free_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])
