"""Telling readers apart for half an hour, in memory that all web processes share.

A reader is the network of a request and the words of the browser, as a keyed hash. The key is
random, changes every day, lies in the same memory, and works only together with the secret of the
installation. Nothing of it comes to a disk: where there is no memory that processes share
(`/dev/shm`), each process tells its own readers apart.
"""

import fcntl
import hashlib
import mmap
import os
import struct
from functools import lru_cache
from pathlib import Path
from stat import S_ISREG

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108  # memory, no file that stays
#: A reader who asks for nothing for so long and comes back visits anew.
VISIT_ENDS_AFTER = 30 * 60
#: Who looks at the same page again within this time has not looked at it twice.
SAME_VIEW_WITHIN = 10 * 60
ONLINE_WITHIN = 5 * 60
#: Nobody reads more pages in one visit, and no network has more visits in half an hour.
MOST_OF_A_VISIT, MOST_OF_A_NETWORK = 1_000, 2_000

_PLACES, _PROBES = 1 << 17, 8
_KEY_BYTES = 32
#: The key changes at three in the morning in Việt Nam.
_KEY_CHANGES = 20 * 3600
_DAY = 86_400
_HEAD = struct.Struct(f"=I{_KEY_BYTES}s")
_HEAD_SIZE = 64


class _Marks:
    """A bounded table of marks (keyed hashes, 64 bits) with when each was last seen.

    A new mark takes the place of the one among eight that was seen longest ago.
    """

    def __init__(self, memory: memoryview) -> None:
        rows = _PLACES + _PROBES
        self._marks = memory[: rows * 8].cast("Q")
        self.seen = memory[rows * 8 : rows * 12].cast("I")
        self.number = memory[rows * 12 : rows * 16].cast("I")
        self.agency = memory[rows * 16 : rows * 20].cast("I")

    @staticmethod
    def size() -> int:
        """Bytes of a table."""
        return (_PLACES + _PROBES) * 20

    def place(self, mark: int) -> int:
        """Where the mark is, or is put with everything else zero."""
        marks, seen = self._marks, self.seen
        first = oldest = mark & (_PLACES - 1)
        for place in range(first, first + _PROBES):
            found = marks[place]
            if found == mark:
                return place
            if not found:
                oldest = place
                break
            if seen[place] < seen[oldest]:
                oldest = place
        marks[oldest] = mark
        seen[oldest] = self.number[oldest] = self.agency[oldest] = 0
        return oldest


class Readers:
    """Who was here lately, as marks from which nobody is found again."""

    def __init__(self, memory: mmap.mmap, secret: bytes, file: int = -1) -> None:
        self._memory = memory
        self._secret = secret
        #: The descriptor of shared memory, -1 for memory of this process alone.
        self._file = file
        whole, size = memoryview(memory), _Marks.size()
        self._readers = _Marks(whole[_HEAD_SIZE : _HEAD_SIZE + size])
        self._views = _Marks(whole[_HEAD_SIZE + size :])
        self._key = b""

    def begin(self, now: float) -> None:
        """To be called before each batch: takes the key of the day, or makes it."""
        day = int(now - _KEY_CHANGES) // _DAY
        known, key = _HEAD.unpack_from(self._memory)
        if known != day:
            key = self._new_key(day)
        self._key = hashlib.blake2b(key, key=self._secret[:64]).digest()

    def _new_key(self, day: int) -> bytes:
        if self._file >= 0:
            fcntl.flock(self._file, fcntl.LOCK_EX)
        try:
            known, key = _HEAD.unpack_from(self._memory)
            if known != day:
                key = os.urandom(_KEY_BYTES)
                self._memory[_HEAD_SIZE:] = bytes(len(self._memory) - _HEAD_SIZE)
                _HEAD.pack_into(self._memory, 0, day, key)
        finally:
            if self._file >= 0:
                fcntl.flock(self._file, fcntl.LOCK_UN)
        return bytes(key)

    def reader(self, agency_id: int, network: str, agent: str) -> int:
        """The mark of a reader of one agency's site."""
        return self._mark(f"{agency_id} {network} {agent}")

    def _mark(self, words: str) -> int:
        digest = hashlib.blake2b(words.encode(), digest_size=8, key=self._key).digest()
        return int.from_bytes(digest, "big") or 1

    def is_new_view(self, reader: int, name: str, now: int) -> bool:
        """Whether the reader has not looked at this lately; from now on they have."""
        views = self._views
        place = views.place(self._mark(f"{reader} {name}"))
        before, views.seen[place] = views.seen[place], now
        return now - before >= SAME_VIEW_WITHIN

    def visited(self, reader: int, agency_id: int, network: str, now: int) -> tuple[bool, bool]:
        """Whether a page of the reader counts, and whether it begins a visit."""
        readers = self._readers
        place = readers.place(reader)
        if now - readers.seen[place] >= VISIT_ENDS_AFTER:
            if self._is_flood(network, now):
                return False, False
            # The place may have been given away: `_is_flood` takes one too.
            place = readers.place(reader)
            readers.seen[place], readers.number[place] = now, 1
            readers.agency[place] = agency_id
            return True, True
        readers.seen[place] = now
        readers.number[place] += 1
        return readers.number[place] <= MOST_OF_A_VISIT, False

    def _is_flood(self, network: str, now: int) -> bool:
        """Whether more readers of a network came in this half-hour than there are people."""
        readers = self._readers
        place = readers.place(self._mark(f"network {network} {now // VISIT_ENDS_AFTER}"))
        readers.seen[place] = now
        readers.number[place] += 1
        return readers.number[place] > MOST_OF_A_NETWORK

    def online(self, agency_id: int, now: float) -> int:
        """How many readers of an agency's site were seen within the last five minutes."""
        since = int(now) - ONLINE_WITHIN
        seen, agencies = self._readers.seen.tolist(), self._readers.agency.tolist()
        return sum(
            at > since and agency == agency_id
            for at, agency in zip(seen, agencies, strict=True)
            if at
        )


def shared_readers(data: Path, secret: str, memory: Path = SHARED_MEMORY) -> Readers:
    """The readers of the installation with this data folder; of this process alone, if need be."""
    size = _HEAD_SIZE + 2 * _Marks.size()
    named = hashlib.sha256(str(data).encode()).hexdigest()[:20]
    file = _opened(memory / f"toasoan-readers-{os.getuid()}-{named}", size)
    return Readers(mmap.mmap(file, size), secret.encode(), file)


def _opened(path: Path, size: int) -> int:
    """A file in shared memory that only this user reads; -1 when there is none."""
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    except OSError:
        return -1
    found = os.fstat(file)
    if not S_ISREG(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        os.close(file)
        return -1
    try:
        # Memory that is not there would end the process when it is first written to.
        os.posix_fallocate(file, 0, size)
    except OSError:
        os.close(file)
        return -1
    return file


@lru_cache(maxsize=1)
def of_this_installation() -> Readers:
    """The readers that all web processes of this installation share."""
    from django.conf import settings

    return shared_readers(settings.DATA, settings.SECRET_KEY)


def online(agency_id: int, now: float) -> int:
    """How many readers are on an agency's site: seen within the last five minutes."""
    return of_this_installation().online(agency_id, now)
