"""Which lines of a week take the same chair or the same place at the same time. No database."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from toasoan.schedules.kinds import DayPart

_NOON = dt.time(12)


class Shared(StrEnum):
    """What two lines both want."""

    CHAIR = "chair"
    PLACE = "place"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """When a line takes whom and what. `line_id` 0 stands for a line that is being entered."""

    line_id: int
    day: dt.date
    part: str
    starts: dt.time | None = None
    ends: dt.time | None = None
    chairs: frozenset[str] = frozenset()
    place: str = ""

    @property
    def halves(self) -> frozenset[str]:
        """The half-days that it touches: by its hours, or as it was said."""
        if self.starts is not None and self.ends is not None:
            morning = {DayPart.MORNING} if self.starts < _NOON else set()
            return frozenset(morning | ({DayPart.AFTERNOON} if self.ends > _NOON else set()))
        if self.part == DayPart.WHOLE:
            return frozenset({DayPart.MORNING, DayPart.AFTERNOON})
        return frozenset({self.part})

    def meets(self, other: "Slot") -> bool:
        """Whether both run at once: overlapping hours, or the same half-day without hours."""
        if self.day != other.day:
            return False
        if self.starts and self.ends and other.starts and other.ends:
            return self.starts < other.ends and other.starts < self.ends
        return not self.halves.isdisjoint(other.halves)


@dataclass(frozen=True, slots=True)
class Clash:
    """Two lines want the same at the same time."""

    line_id: int
    other_id: int
    shared: Shared


def clashes_of(slot: Slot, others: Iterable[Slot]) -> list[Clash]:
    """With which other lines the slot clashes, and about what."""
    found = []
    for other in others:
        if other.line_id == slot.line_id or not slot.meets(other):
            continue
        if slot.chairs & other.chairs:
            found.append(Clash(slot.line_id, other.line_id, Shared.CHAIR))
        if slot.place and slot.place == other.place:
            found.append(Clash(slot.line_id, other.line_id, Shared.PLACE))
    return found


def all_clashes(slots: Iterable[Slot]) -> dict[int, list[Clash]]:
    """Line → its clashes, of all lines that have one."""
    rows = list(slots)
    found = {slot.line_id: clashes_of(slot, rows) for slot in rows}
    return {line_id: clashes for line_id, clashes in found.items() if clashes}
