"""Clashes of a week as people are told of them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from toasoan.schedules.clashes import Clash, Shared, Slot, all_clashes, clashes_of
from toasoan.schedules.kinds import LineKind, LineState
from toasoan.schedules.models import Room, ScheduleLine, WeekSchedule
from toasoan.schedules.names import chair_keys, place_key
from toasoan.schedules.rules import LineFacts

#: Such lines take nobody's time.
_IDLE = (LineState.REFUSED, LineState.POSTPONED, LineState.CANCELLED)


@dataclass(frozen=True, slots=True)
class ToldClash:
    """One clash in words; `code` is "chair" or "place"."""

    code: str
    words: str


def slot_of(line: ScheduleLine) -> Slot:
    """When a line takes whom and what. The room must have been selected."""
    facts = LineFacts(
        day=line.day,
        part=line.part,
        kind=line.kind,
        starts=line.starts,
        ends=line.ends,
        chair=line.chair,
    )
    return _slot(facts, line.room.name if line.room else line.place, line.pk)


def _slot(facts: LineFacts, place: str, line_id: int) -> Slot:
    # Whoever is on duty has meetings of the day all the same.
    chairs = frozenset() if facts.kind == LineKind.DUTY else chair_keys(facts.chair)
    return Slot(
        line_id=line_id,
        day=facts.day,
        part=facts.part,
        starts=facts.starts,
        ends=facts.ends,
        chairs=chairs,
        place=place_key(place),
    )


def clashes_in_week(lines: Iterable[ScheduleLine]) -> dict[int, list[ToldClash]]:
    """Line → its clashes in words; the lines are those of one week."""
    busy = {line.pk: line for line in lines if line.state not in _IDLE}
    found = all_clashes(slot_of(line) for line in busy.values())
    return {line_id: _told(clashes, busy) for line_id, clashes in found.items()}


def clashes_with(
    schedule: WeekSchedule | None, facts: LineFacts, line_id: int = 0
) -> list[ToldClash]:
    """With what a line clashes that somebody is entering; two queries at most.

    Lines of other units are named by chair, place, hour and unit, not by their content.
    """
    if schedule is None:
        return []
    rows = schedule.lines.filter(removed_at__isnull=True, day=facts.day).exclude(state__in=_IDLE)
    busy = {line.pk: line for line in rows.select_related("room", "unit")}
    rooms = Room.objects.filter(agency=schedule.agency_id)
    room = rooms.filter(pk=facts.room_id).first() if facts.room_id else None
    slot = _slot(facts, room.name if room else facts.place, line_id)
    return _told(clashes_of(slot, map(slot_of, busy.values())), busy)


def _told(clashes: Iterable[Clash], lines: dict[int, ScheduleLine]) -> list[ToldClash]:
    words = {
        Shared.CHAIR: _("The chair has something else then: %(who)s, %(when)s (%(unit)s)."),
        Shared.PLACE: _("The place is taken then: %(place)s, %(when)s (%(unit)s)."),
    }
    found = []
    for clash in clashes:
        other = lines[clash.other_id]
        facts = {
            "who": other.chair,
            "place": other.place_shown,
            "when": hours_of(other.starts, other.ends) or other.get_part_display().lower(),
            "unit": other.unit.short_name if other.unit else _("the office"),
        }
        found.append(ToldClash(clash.shared.value, words[clash.shared] % facts))
    return found


def hours_of(starts: dt.time | None, ends: dt.time | None) -> str:
    """The hours of a line as they are written: "08:00–10:30"."""
    return "–".join(clock.strftime("%H:%M") for clock in (starts, ends) if clock is not None)
