"""What many pages need and few changes touch, remembered by a process between renderings.

The same rule as for pages: what was made at a position is right as long as none of its tags
changed at or after it. What changes while a page is rendered with it makes that page wrong too,
because a page carries the tags of what it shows.
"""

from dataclasses import dataclass
from typing import Any

from toasoan.delivery.marks import Make
from toasoan.delivery.store import Store
from toasoan.delivery.touches import Touches, Verdict

#: Some dozens are needed; more can only come of invented host names.
_MOST = 500


@dataclass(frozen=True, slots=True)
class _Known:
    """A value, what it depends on, and when it was made in which count of changes."""

    value: Any  # whatever the site wants to remember
    tags: frozenset[str]
    position: int
    touches: Touches


class Memo:
    """The memory of one process."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._known: dict[str, _Known] = {}

    def recall(self, key: str, position: int, make: Make) -> Any:
        """What was made before, if it is still right; else made now and remembered.

        `position` is how far the changes were known before anything was read. Two that come at
        the same time both make it: nobody waits.
        """
        known = self._known.get(key)
        if known is not None and self._is_right(known):
            return known.value
        touches = self.store.touches
        value, tags = make()
        if self.store.informed:
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[key] = _Known(value, frozenset(tags), position, touches)
        return value

    def _is_right(self, known: _Known) -> bool:
        """Never after the numbers went back: that is another database."""
        touches = self.store.touches
        return (
            known.touches is touches
            and touches.verdict(known.tags, known.position) is Verdict.RIGHT
        )
