"""Work schedules for tests, entered by the real actions."""

import datetime as dt
from typing import Any

from toasoan.schedules.actions.lines import add_line
from toasoan.schedules.actions.rooms import save_room
from toasoan.schedules.actions.weeks import publish
from toasoan.schedules.kinds import DayPart
from toasoan.schedules.models import Room, ScheduleLine, WeekSchedule
from toasoan.schedules.rules import LineFacts, monday_of
from toasoan.schedules.writers import Writer
from toasoan.testing.factories import Newsroom
from toasoan.vietnamese.dates import TZ

#: The week of the seed's schedule 49/LLV.
MONDAY = dt.date(2024, 11, 11)
NOW = dt.datetime(2024, 11, 8, 10, tzinfo=TZ)


def office_of(room: Newsroom) -> Writer:
    """The clerk, who keeps the schedule."""
    return Writer(room.clerk, is_office=True)


def unit_of(room: Newsroom) -> Writer:
    """The writer of the first unit."""
    return Writer(room.contributor, is_office=False, unit_ids=frozenset({room.unit.pk}))


def line_facts(**parts: Any) -> LineFacts:
    """A line that lacks nothing: a public meeting on Monday morning."""
    defaults: dict[str, Any] = {
        "day": MONDAY,
        "part": DayPart.MORNING,
        "starts": dt.time(8),
        "ends": dt.time(10),
        "content": "Họp giao ban Lãnh đạo viện",
        "chair": "Hồ Ánh Tuyết, Phó Viện trưởng",
        "place": "Hội trường",
        "is_public": True,
    }
    return LineFacts(**(defaults | parts))


def make_line(
    room: Newsroom, writer: Writer | None = None, *, now: dt.datetime = NOW, **parts: Any
) -> ScheduleLine:
    """A line of the schedule; the office's own is approved at once."""
    facts = line_facts(**parts)
    who = writer or office_of(room)
    return add_line(room.agency, monday_of(facts.day), facts, writer=who, now=now)


def make_room(room: Newsroom, name: str = "Phòng họp A") -> Room:
    """A meeting room of the agency."""
    return save_room(Room(agency=room.agency, name=name))


def publish_week(
    room: Newsroom, monday: dt.date = MONDAY, *, now: dt.datetime = NOW
) -> WeekSchedule:
    """Publish the week as it stands."""
    schedule = WeekSchedule.objects.get(agency=room.agency, monday=monday)
    return publish(schedule.pk, seen_version=schedule.version, writer=office_of(room), now=now)
