"""What every log line passes: no address that is a key, one line a record, no flood.

The handler of the settings carries both, so lines of Django, of packages and of our own pass alike.
"""

import logging
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

#: A slash as it stands in an address, or in one that was put into another's query.
_SLASH = r"(?:/|%(?:25)*2f)+"
_REST = r"[^\s?&#\"'<>]+"
#: Whoever has one of these addresses gets in with it: a phone's calendar, a link that opens once,
#: the address of a photo that is not published. What it is for stays, its token goes.
_KEYS = re.compile(
    rf"({_SLASH}toa-soan{_SLASH}(?:lich|loi-moi|tra-loi|xem-truoc|account{_SLASH}thu-dien-tu"
    rf"|mat-khau-moi|password_reset{_SLASH}confirm){_SLASH}"
    rf"|{_SLASH}anh{_SLASH}\d+{_SLASH}"
    rf"|{_SLASH}tep-noi-bo{_SLASH}){_REST}",
    re.IGNORECASE,
)
_PARAMETERS = re.compile(
    r"\b((?:\w*token|key|secret|password|mat-khau|signature|sig)=)[^&\s\"']+", re.IGNORECASE
)
#: Control signs, line and paragraph ends, signs that turn the direction of writing.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def without_keys(text: str) -> str:
    """The text with an ellipsis for every token of an address in it."""
    return _PARAMETERS.sub(r"\1…", _KEYS.sub(r"\1…", text))


def one_line(text: str) -> str:
    """The text without signs that begin a line or hide something; a code stands for each."""
    return _UNPRINTABLE.sub(lambda sign: f"\\x{ord(sign[0]):02x}", text)


class LineFormatter(logging.Formatter):
    """A line as Django's, cleaned; behind it the traceback, without keys."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  (logging's name)
        """The first line; how many like it were left out before it."""
        more = getattr(record, "left_out", 0)
        line = one_line(without_keys(super().formatMessage(record)))
        return f"{line} (and {more} more like it)" if more else line

    def formatException(self, ei: object) -> str:  # noqa: N802  (logging's name)
        """The traceback without keys."""
        return without_keys(super().formatException(ei))  # type: ignore[arg-type]


@dataclass(slots=True)
class _Bucket:
    tokens: float
    filled_at: float
    left_out: int = 0


class LineBudget:
    """At most `burst` lines under a key at once, then one each `every` seconds.

    The keys used last are remembered, `most` of them.
    """

    def __init__(
        self,
        *,
        burst: int,
        every: float,
        most: int = 1000,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.burst, self.every, self.most, self.clock = burst, every, most, clock
        self._buckets: OrderedDict[Hashable, _Bucket] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, key: Hashable) -> int | None:
        """How many lines were left out since the last one; None when this one is left out too."""
        with self._lock:
            now = self.clock()
            bucket = self._buckets.setdefault(key, _Bucket(self.burst, now))
            self._buckets.move_to_end(key)
            if len(self._buckets) > self.most:
                self._buckets.popitem(last=False)
            filled = bucket.tokens + (now - bucket.filled_at) / self.every
            bucket.tokens, bucket.filled_at = min(self.burst, filled), now
            if bucket.tokens < 1:
                bucket.left_out += 1
                return None
            bucket.tokens -= 1
            left_out, bucket.left_out = bucket.left_out, 0
            return left_out


class FloodFilter(logging.Filter):
    """Leaves out lines beyond the budget of the place in the program that writes them.

    A record with `asker`, for whom it speaks, has the budget of that asker and then a wider one of
    its place: one who asks a thousand times does not hide the others.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self.places = LineBudget(burst=60, every=20, clock=clock)
        self.askers = LineBudget(burst=20, every=60, clock=clock)
        self.places_for_askers = LineBudget(burst=600, every=3, clock=clock)

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is written; `left_out` says how many were not."""
        place = (record.name, record.levelno, record.pathname, record.lineno)
        asker = getattr(record, "asker", None)
        left_out = self.places.take(place) if asker is None else self._for(place, asker)
        record.left_out = left_out or 0
        return left_out is not None

    def _for(self, place: Hashable, asker: str) -> int | None:
        mine = self.askers.take((place, asker))
        if mine is None:
            return None
        others = self.places_for_askers.take(place)
        return None if others is None else mine + others
