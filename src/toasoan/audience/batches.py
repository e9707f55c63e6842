"""Numbers on their way from a web process to the tables. No framework."""

import json
import zlib
from collections import Counter
from dataclasses import dataclass, field
from typing import TypeVar

_Key = TypeVar("_Key")

SECONDS_OF_HOUR = 3600
#: Different names in one batch: more than stories and words of a whole site in a day.
MOST_NAMES = 50_000


@dataclass(slots=True)
class Batch:
    """What was counted: numbers by agency, kind, object and hour, and numbers of words.

    An hour is a whole number of hours since 1970 (UTC). `words` are keyed by agency, kind, the
    words and the hour.
    """

    counts: Counter[tuple[int, str, int, int]] = field(default_factory=Counter)
    words: Counter[tuple[int, str, str, int]] = field(default_factory=Counter)

    def __bool__(self) -> bool:
        return bool(self.counts or self.words)

    def add(self, other: "Batch") -> None:
        """Add another's numbers; new names beyond a bound are left out."""
        _add(self.counts, other.counts)
        _add(self.words, other.words)


def _add(numbers: Counter[_Key], more: Counter[_Key]) -> None:
    for key, number in more.items():
        if key in numbers or len(numbers) < MOST_NAMES:
            numbers[key] += number


def packed(batch: Batch) -> bytes:
    """The batch as a line with its checksum."""
    content = json.dumps(
        [[*key, number] for key, number in batch.counts.items()]
        + [[*key, number] for key, number in batch.words.items()],
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()
    return b"%08x %s\n" % (zlib.crc32(content), content)


def unpacked(line: bytes) -> Batch:
    """The batch that `packed` wrote; an empty one for a torn line."""
    batch = Batch()
    checksum, _space, content = line.strip().partition(b" ")
    if checksum != b"%08x" % zlib.crc32(content):
        return batch
    for *key, number in json.loads(content):
        # The third is the number of an object, or words.
        numbers = batch.counts if isinstance(key[2], int) else batch.words
        numbers[tuple(key)] += number
    return batch
