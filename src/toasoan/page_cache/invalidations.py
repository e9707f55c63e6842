"""What has changed, as far as this process knows: tag → the number of its last change.

A page is right as long as none of its tags changed at or after the position at which it was
rendered. So a page of any age can be judged, also one that another process wrote to the disk.
"""

import json
import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

#: Every page shows "everything".
EVERYTHING = "*"


class Verdict(Enum):
    """Whether a page may be sent, judged by its cache tags and position."""

    RIGHT = "right"
    #: Shows something as it was before a change: the last good copy.
    STALE = "stale"
    #: Shows something that was taken from the public: never to be sent again.
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class CommittedInvalidation:
    """A committed row: its number and cache tags; `withdrawn` when something left the public."""

    number: int
    tags: tuple[str, ...]
    withdrawn: bool = False


class KnownInvalidations:
    """The last invalidation of every cache tag. `position` is 0 until the database was read."""

    def __init__(self) -> None:
        self.position = 0
        self.known: dict[str, tuple[int, int]] = {}

    def note(self, change: CommittedInvalidation) -> None:
        """Add an invalidation; adding the same one again has no effect."""
        for tag in change.tags:
            last, withdrawn = self.known.get(tag, (-1, -1))
            last = max(last, change.number)
            withdrawn = max(withdrawn, change.number) if change.withdrawn else withdrawn
            self.known[tag] = last, withdrawn

    def verdict(self, tags: Iterable[str], position: int) -> Verdict:
        """The verdict on a page with these tags that was rendered at this position."""
        found = Verdict.RIGHT
        for tag in (EVERYTHING, *tags):
            last, withdrawn = self.known.get(tag, (-1, -1))
            if withdrawn >= position:
                return Verdict.GONE
            if last >= position:
                found = Verdict.STALE
        return found

    def save(self, path: Path) -> None:
        """Write the state to a file, atomically, for a start without the database."""
        facts = {"position": self.position, "known": dict(self.known)}
        draft = path.with_name(f"{path.name}.{secrets.token_hex(6)}.tmp")
        try:
            draft.write_text(json.dumps(facts), encoding="utf-8")
            os.replace(draft, path)
        except OSError:
            with suppress(OSError):
                draft.unlink(missing_ok=True)

    @staticmethod
    def saved(path: Path) -> "KnownInvalidations":
        """The state that `save` wrote; an empty one when the file is missing or broken."""
        invalidations = KnownInvalidations()
        try:
            facts = json.loads(path.read_text(encoding="utf-8"))
            invalidations.position = int(facts["position"])
            invalidations.known = {tag: (int(a), int(b)) for tag, (a, b) in facts["known"].items()}
        except (OSError, ValueError, KeyError, TypeError):
            return KnownInvalidations()
        return invalidations
