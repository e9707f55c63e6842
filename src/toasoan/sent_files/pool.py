"""Reading what people send in processes of their own, few at a time (`docs/decisions/0035`)."""

import atexit
import logging
import os
import pickle
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from toasoan.sent_files.messages import ClosedError, receive, send, unpacked

logger = logging.getLogger(__name__)

Answer = TypeVar("Answer")

#: Files read at the same time by one process of ours; two bombs leave the others' cores free.
PLACES = 2
#: How long a file waits for a place, in seconds, before its sender is told to try again.
LONGEST_WAIT = 10.0
#: Python and its decoders are there after 0.2 s on a free machine.
_SECONDS_TO_START = 20.0
#: The clock for a file, as a multiple of its processor time: a busy machine gives it a third.
CLOCK = 3.0
#: Files read by one process before it is replaced: what decoders leak stays small.
_MOST_FILES = 200
#: Decoders would otherwise keep an arena of address space for each thread, and freed memory.
_ENVIRONMENT = {"MALLOC_ARENA_MAX": "1", "MALLOC_MMAP_THRESHOLD_": "131072"}
_KEPT_VARIABLES = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "LANG", "LC_ALL")


class Unread(StrEnum):
    """Why a file was not read to its end."""

    #: Other files take all places; the same file may be sent again later.
    BUSY = "busy"
    #: It needed more memory or time than any file may take.
    TOO_COSTLY = "too_costly"
    #: Its reader failed on it: it is damaged, or made to do harm.
    BROKEN = "broken"


class UnreadError(Exception):
    """A file was not read; `reason` says why."""

    def __init__(self, reason: Unread) -> None:
        super().__init__(reason.value)
        self.reason = reason


class _Ended(Exception):  # noqa: N818  # no failure: the process had waited long enough
    """The process ended by itself before it took the file."""


def _reader(link: socket.socket) -> subprocess.Popen[bytes]:
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    return subprocess.Popen(
        # -P: nothing is imported from the folder in which we happen to stand.
        [sys.executable, "-P", "-m", "toasoan.sent_files.process"],
        stdin=link.fileno(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=kept | _ENVIRONMENT,
    )


class _Process:
    """One reading process and the socket to it."""

    def __init__(self) -> None:
        self._link, its_end = socket.socketpair()
        self.files = 0
        with its_end:
            try:
                self._process = _reader(its_end)
            except OSError:
                self._link.close()
                raise
        try:
            receive(self._link, until=time.monotonic() + _SECONDS_TO_START)
        except (TimeoutError, ClosedError):
            self.end()
            logger.exception("A process to read sent files could not be started")
            raise UnreadError(Unread.BUSY) from None

    def ask(self, message: object, seconds: float) -> bytes:
        """What the process answers within that time by the clock. Raises UnreadError, _Ended."""
        until = time.monotonic() + seconds
        self.files += 1
        try:
            send(self._link, message, until=until)
            return receive(self._link, until=until)
        except TimeoutError:
            raise UnreadError(Unread.TOO_COSTLY) from None
        except ClosedError:
            raise self._why_closed() from None

    def end(self) -> None:
        """Stop it, whatever it does."""
        self._link.close()
        self._process.kill()
        self._process.wait()

    def _why_closed(self) -> Exception:
        status = self._process.wait()
        if status == 0:
            return _Ended()
        # The system sends SIGXCPU when the processor time is used up; all else is a crash.
        used_up = status == -signal.SIGXCPU
        return UnreadError(Unread.TOO_COSTLY if used_up else Unread.BROKEN)


def _started() -> _Process:
    """A new process. Raises UnreadError when the machine has no room for one."""
    try:
        return _Process()
    except OSError:
        logger.exception("A process to read sent files could not be started")
        raise UnreadError(Unread.BUSY) from None


class Pool:
    """Reading processes: at most `places` at work, each used again after a good file."""

    def __init__(
        self, places: int = PLACES, longest_wait: float = LONGEST_WAIT, clock: float = CLOCK
    ) -> None:
        self._most = places
        self._clock = clock
        self._longest_wait = longest_wait
        self.forget()

    def read(
        self,
        function: Callable[..., Answer],
        *arguments: Any,
        answers: tuple[type, ...],
        seconds: float,
    ) -> Answer:
        """What `function(*arguments)` gives in a process of its own.

        `function` is found there by its module and name and knows no framework; `answers` are the
        classes that its answer may be made of; `seconds` bounds its processor time, three times
        as much the clock. Raises UnreadError.
        """
        if not self._places.acquire(timeout=self._longest_wait):
            raise UnreadError(Unread.BUSY)
        try:
            name = f"{function.__module__}:{function.__qualname__}"
            outcome, answer = self._asked((name, arguments, seconds), answers, seconds)
        finally:
            self._places.release()
        if outcome == "answer":
            return answer  # type: ignore[no-any-return]  # the function's own answer
        raise UnreadError(Unread.TOO_COSTLY if outcome == "memory" else Unread.BROKEN)

    def forget(self) -> None:
        """Begin anew, in a forked process: the reading processes belong to the parent."""
        self._places = threading.BoundedSemaphore(self._most)
        self._idle: list[_Process] = []

    def close(self) -> None:
        """End the processes that wait for work."""
        while self._idle:
            self._idle.pop().end()

    def _asked(self, message: object, answers: tuple[type, ...], seconds: float) -> tuple[str, Any]:
        process, content = self._answered(message, seconds)
        try:
            outcome: tuple[str, Any] = unpacked(content, answers)
        except (pickle.UnpicklingError, EOFError, AttributeError, IndexError) as error:
            process.end()
            raise UnreadError(Unread.BROKEN) from error
        if outcome[0] == "memory" or process.files >= _MOST_FILES:
            process.end()
        else:
            self._idle.append(process)
        return outcome

    def _answered(self, message: object, seconds: float) -> tuple[_Process, bytes]:
        """The process that took the file, and its answer; one that has ended is replaced."""
        while True:
            try:
                process, is_new = self._idle.pop(), False
            except IndexError:
                process, is_new = _started(), True
            try:
                return process, process.ask(message, self._clock * seconds)
            except _Ended:
                process.end()
                if is_new:
                    raise UnreadError(Unread.BROKEN) from None
            except BaseException:
                process.end()
                raise


_POOL = Pool()
os.register_at_fork(after_in_child=_POOL.forget)
atexit.register(_POOL.close)


def read_apart(
    function: Callable[..., Answer],
    *arguments: Any,
    answers: tuple[type, ...],
    seconds: float,
) -> Answer:
    """`Pool.read` in the pool of this process."""
    return _POOL.read(function, *arguments, answers=answers, seconds=seconds)
