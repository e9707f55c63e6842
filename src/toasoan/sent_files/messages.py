"""What the two ends of a reading process say to each other: a length, then pickled bytes."""

import io
import pickle
import socket
import struct
import time
from collections.abc import Iterable
from typing import Any

_LENGTH = struct.Struct(">Q")
#: A Word file may unpack to 100 MB of pictures; nothing that is read here is larger.
_LONGEST = 160_000_000


class ClosedError(Exception):
    """The other end is gone."""


def send(link: socket.socket, message: object, *, until: float | None = None) -> None:
    """Send one message before the moment `until` of the monotonic clock (None: no limit).

    Raises TimeoutError, ClosedError.
    """
    content = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    link.settimeout(_left(until))
    try:
        link.sendall(_LENGTH.pack(len(content)))
        link.settimeout(_left(until))
        link.sendall(content)
    except (BrokenPipeError, ConnectionResetError) as error:
        raise ClosedError from error


def receive(link: socket.socket, *, until: float | None = None) -> bytes:
    """The pickled bytes of one message. Raises TimeoutError, ClosedError."""
    (length,) = _LENGTH.unpack(_exactly(link, _LENGTH.size, until))
    if length > _LONGEST:
        raise ClosedError
    return bytes(_exactly(link, length, until))


def unpacked(content: bytes, allowed: Iterable[type]) -> Any:
    """The message that `receive` gave, made of plain values and the `allowed` classes only.

    A reading process that was taken over by a file must not be able to run anything here. Raises
    pickle.UnpicklingError.
    """
    return _Unpickler(content, allowed).load()


class _Unpickler(pickle.Unpickler):
    def __init__(self, content: bytes, allowed: Iterable[type]) -> None:
        super().__init__(io.BytesIO(content))
        self._allowed = {(kind.__module__, kind.__qualname__): kind for kind in allowed}

    def find_class(self, module: str, name: str) -> type:
        try:
            return self._allowed[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name} is no part of an answer") from None


def _exactly(link: socket.socket, length: int, until: float | None) -> bytearray:
    content = bytearray(length)
    view, filled = memoryview(content), 0
    while filled < length:
        link.settimeout(_left(until))
        try:
            count = link.recv_into(view[filled:])
        except ConnectionResetError as error:
            raise ClosedError from error
        if not count:
            raise ClosedError
        filled += count
    return content


def _left(until: float | None) -> float | None:
    if until is None:
        return None
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
