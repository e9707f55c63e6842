"""The process in which a sent file is read: `python -P -m toasoan.sent_files.process`.

It knows no settings, no database and no secrets. Its memory is bounded from the first line on,
its processor time for each file. Standard input is a socket to the process that started it.
"""

import contextlib
import importlib
import math
import pickle
import resource
import socket
import sys
import time
from typing import Any

from toasoan.sent_files.messages import ClosedError, receive, send

#: Address space in bytes, and so the most memory that a file can take.
MOST_MEMORY = 400_000_000
#: Without work for so long, in seconds, it ends; the next file starts another one.
IDLE_SECONDS = 60.0


def main() -> int:
    """Read files until nobody asks any more."""
    _bound_memory()
    link = socket.socket(fileno=sys.stdin.fileno())
    try:
        send(link, "ready")
        while True:
            content = receive(link, until=time.monotonic() + IDLE_SECONDS)
            # Written by the process that started this one.
            function, arguments, seconds = pickle.loads(content)  # noqa: S301
            del content
            outcome, answer = _outcome(function, arguments, seconds)
            send(link, (outcome, answer))
            if outcome == "memory":
                return 1
            del arguments, answer
    except (TimeoutError, ClosedError):
        return 0


def _outcome(function: str, arguments: tuple[Any, ...], seconds: float) -> tuple[str, Any]:
    """What the function gave under "answer"; under "memory" or "failed" there is none."""
    _bound_processor_time(seconds)
    module, _colon, name = function.partition(":")
    try:
        return "answer", getattr(importlib.import_module(module), name)(*arguments)
    except MemoryError:
        return "memory", None
    except Exception as error:  # noqa: BLE001  # decoders let whatever a broken file causes through
        return "failed", type(error).__name__


def _bound_memory() -> None:
    # Systems that cannot bound address space (macOS) still bound time.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _bound_processor_time(seconds: float) -> None:
    """Past the limit the system ends the process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = math.ceil(used.ru_utime + used.ru_stime + seconds)
    _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


if __name__ == "__main__":
    sys.exit(main())
