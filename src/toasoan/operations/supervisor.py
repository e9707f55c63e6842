"""
Keep processes running: start them, restart those that die, stop all of them.

Every child leads a process group of its own, so Ctrl-C reaches only the supervisor and what a
child has started can be ended with it. Children that outlive a killed supervisor are told to stop
by the kernel (Linux only). Nothing here imports Django: the supervisor stays small.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType

LOOK_EVERY = 0.1  # seconds
FIRST_DELAY = 0.5  # seconds before the first restart; doubles with every further one
LONGEST_DELAY = 30.0
STEADY_AFTER = 60.0  # a child that ran this long has recovered: its delay starts again
STOP_WITHIN = 10.0
_PR_SET_PDEATHSIG = 1
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass
class Child:
    """A process that is to run for as long as the supervisor does."""

    name: str
    command: Sequence[str]
    more_environment: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    delay: float = FIRST_DELAY
    restart_at: float | None = field(default=0.0)  # monotonic; nothing while it runs

    def start(self) -> None:
        """Start the process in a group of its own."""
        self.process = subprocess.Popen(  # noqa: S603  (our own command)
            self.command,
            env={**os.environ, **self.more_environment},
            stdin=subprocess.DEVNULL,
            process_group=0,
            preexec_fn=_ask_to_end_with_parent(),  # noqa: PLW1509  (this process has one thread)
        )
        self.started_at = time.monotonic()
        self.restart_at = None

    def has_died(self) -> bool:
        """Say whether the process has ended without being asked to."""
        return self.process is not None and self.process.poll() is not None

    def plan_restart(self, now: float) -> float:
        """Set the time of the next start and return the seconds until then."""
        if now - self.started_at >= STEADY_AFTER:
            self.delay = FIRST_DELAY
        wait = self.delay
        self.delay = min(self.delay * 2, LONGEST_DELAY)
        self.restart_at = now + wait
        return wait

    def ask_to_stop(self) -> None:
        """Let the process finish what it is doing."""
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def end_group(self) -> None:
        """End whatever the process has started and left behind."""
        if self.process:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


class Supervisor:
    """Runs children until a signal says stop."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self.tell = tell
        self.children: list[Child] = []
        self.stopping = False
        self._before: dict[int, object] = {}

    def __enter__(self) -> "Supervisor":
        for number in _SIGNALS:
            self._before[number] = signal.signal(number, self._on_signal)
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]

    def add(self, child: Child) -> Child:
        """Start a child and keep it running from now on."""
        self.children.append(child)
        child.start()
        return child

    def run(self) -> None:
        """Restart what dies until a signal arrives."""
        while not self.stopping:
            self.look(time.monotonic())
            time.sleep(LOOK_EVERY)

    def wait_until(self, ready: Callable[[], bool], child: Child, *, within: float) -> bool:
        """Wait for a child to be ready; false when it dies, a signal arrives or time is over."""
        end = time.monotonic() + within
        while not self.stopping and not child.has_died() and time.monotonic() < end:
            if ready():
                return True
            time.sleep(LOOK_EVERY)
        return False

    def look(self, now: float) -> None:
        """Note who died and start again whose time has come."""
        for child in self.children:
            if child.restart_at is not None:
                if now >= child.restart_at:
                    child.start()
            elif child.has_died():
                child.end_group()
                wait = child.plan_restart(now)
                self.tell(f"{child.name} đã dừng đột ngột; sẽ chạy lại sau {_seconds(wait)} giây.")

    def stop(self) -> None:
        """Ask every child to stop, wait, and end those that do not."""
        for child in self.children:
            child.ask_to_stop()
        end = time.monotonic() + STOP_WITHIN
        for child in self.children:
            with suppress(subprocess.TimeoutExpired):
                if child.process:
                    child.process.wait(max(0.0, end - time.monotonic()))
            child.end_group()
        self.children.clear()

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True


def _ask_to_end_with_parent() -> Callable[[], None] | None:
    """Return what a new process calls first to get SIGTERM when its parent is killed."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None, use_errno=True)
    parent = os.getpid()

    def ask() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return ask


def _seconds(number: float) -> str:
    return f"{number:.1f}".replace(".", ",").removesuffix(",0")
