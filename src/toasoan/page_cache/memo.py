"""What many pages need and few changes concern, remembered by a process between renderings.

The same rule as for pages: what was made at a position is right as long as none of its tags
changed at or after it. What changes while a page is rendered with it makes that page wrong too,
because a page carries the tags of what it shows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Any

from toasoan.page_cache.cache_tags import MakeAll
from toasoan.page_cache.invalidations import KnownInvalidations, Verdict
from toasoan.page_cache.store import Store

#: Some dozens stand around pages; the rest are stories as other pages show them, 2 KB each.
GENERATION = 1_000


@dataclass(frozen=True, slots=True)
class _Known:
    """A value, what it depends on, and when it was made in which count of changes."""

    value: Any  # whatever the site wants to remember
    tags: frozenset[str]
    position: int
    invalidations: KnownInvalidations


class Memo:
    """The memory of one process, in two generations: what nobody asks for goes with the older."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._young: dict[str, _Known] = {}
        self._old: dict[str, _Known] = {}
        self._lock = Lock()

    def recall(self, position: int, keys: Iterable[str], make: MakeAll) -> dict[str, Any]:
        """What was made before, as far as it is still right; the rest is made now and remembered.

        `position` is how far the changes were known before anything was read. Two that come at
        the same time both make it: nobody waits.
        """
        found, missing = {}, []
        for key in keys:
            known = self._young.get(key) or self._from_old(key)
            if known is not None and self._is_right(known):
                found[key] = known.value
            else:
                missing.append(key)
        if missing:
            invalidations = self.store.invalidations
            made = make(missing)
            for key, (value, tags) in made.items():
                found[key] = value
                self._keep(key, _Known(value, frozenset(tags), position, invalidations))
        return found

    def _from_old(self, key: str) -> _Known | None:
        known = self._old.get(key)
        if known is not None:
            self._keep(key, known)
        return known

    def _keep(self, key: str, known: _Known) -> None:
        if not self.store.informed:
            return
        with self._lock:
            if len(self._young) >= GENERATION:
                self._old, self._young = self._young, {}
            self._young[key] = known

    def _is_right(self, known: _Known) -> bool:
        """Never after the numbers went back: that is another database."""
        invalidations = self.store.invalidations
        return (
            known.invalidations is invalidations
            and invalidations.verdict(known.tags, known.position) is Verdict.RIGHT
        )
