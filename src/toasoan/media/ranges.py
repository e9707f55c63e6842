"""A part of a file for whoever asks for one: players, and downloads that go on (RFC 9110 §14)."""

import re
from dataclasses import dataclass
from typing import IO

_ONE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


class NoSuchPartError(Exception):
    """The part begins behind the end of the file."""


@dataclass(frozen=True, slots=True)
class FilePart:
    """Bytes `first` to `last`, both included, of a file of `size` bytes."""

    first: int
    last: int
    size: int

    @property
    def length(self) -> int:
        """The number of bytes in the part."""
        return self.last - self.first + 1

    @property
    def words(self) -> str:
        """The value of Content-Range."""
        return f"bytes {self.first}-{self.last}/{self.size}"


def requested_part(header: str, size: int) -> FilePart | None:
    """The part that a Range header asks for; None when the whole file is to be sent.

    Several parts at once are answered with the whole file, as the standard allows. Raises
    NoSuchPartError.
    """
    match = _ONE.fullmatch(header.replace(" ", ""))
    if match is None or match[0] == "bytes=-":
        return None
    if not match[1]:
        last_bytes = int(match[2])
        if not last_bytes or not size:
            raise NoSuchPartError
        return FilePart(max(0, size - last_bytes), size - 1, size)
    first, last = int(match[1]), int(match[2]) if match[2] else size - 1
    if match[2] and last < first:
        return None
    if first >= size:
        raise NoSuchPartError
    return FilePart(first, min(last, size - 1), size)


class PartOfFile:
    """An open file that ends where the part ends."""

    def __init__(self, file: IO[bytes], part: FilePart) -> None:
        self._file = file
        self._left = part.length
        #: Which bytes of which file: the web server sends large ones by itself.
        self.name = getattr(file, "name", None)
        self.first, self.length = part.first, part.length
        file.seek(part.first)

    def read(self, size: int = -1) -> bytes:
        """At most so many bytes of the part."""
        content = self._file.read(self._left if size < 0 else min(size, self._left))
        self._left -= len(content)
        return content

    def fileno(self) -> int:
        """The number of the open file."""
        return self._file.fileno()

    def close(self) -> None:
        """Close the file."""
        self._file.close()
