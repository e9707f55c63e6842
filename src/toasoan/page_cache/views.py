"""Counting how often pages are looked at, in the memory of one process. No framework.

A page says by its policy for what its views count (`cache_tags.counts_for`). Neither who looked nor
from where is kept. Not counted: programs that say who they are, pages fetched ahead of a click,
HEAD requests.
"""

import re
from functools import lru_cache
from threading import Lock
from typing import Any

#: Names between two readings of the numbers; more than stories that are read within a minute.
_MOST_NAMES = 50_000
_PROGRAM = re.compile(
    r"bot|crawl|spider|slurp|preview|fetch|curl|wget|python|java/|go-http|monitor|headless"
    r"|lighthouse|scan|feed",
    re.IGNORECASE,
)


class Views:
    """Numbers of views by name, until somebody takes them."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._lock = Lock()

    def note(self, name: str, environ: dict[str, Any]) -> None:
        """A person's browser was sent the page; Any: what a WSGI environment holds."""
        if environ["REQUEST_METHOD"] == "GET" and is_person(
            environ.get("HTTP_USER_AGENT", ""), environ.get("HTTP_SEC_PURPOSE", "")
        ):
            self.add({name: 1})

    def add(self, numbers: dict[str, int]) -> None:
        """Add views by name; new names beyond a bound are not counted."""
        with self._lock:
            for name, number in numbers.items():
                if name in self._numbers or len(self._numbers) < _MOST_NAMES:
                    self._numbers[name] = self._numbers.get(name, 0) + number

    def take(self) -> dict[str, int]:
        """What was counted since the last time."""
        with self._lock:
            taken, self._numbers = self._numbers, {}
        return taken


@lru_cache(maxsize=2048)
def is_person(agent: str, purpose: str) -> bool:
    """Whether the words of a request (User-Agent, Sec-Purpose) are those of a person's browser."""
    return bool(agent) and "prefetch" not in purpose and not _PROGRAM.search(agent)
