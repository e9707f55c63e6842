"""The demo's work schedules around today: units register, the clerk approves and publishes."""

import datetime as dt
from collections.abc import Mapping

from toasoan.accounts.models import User
from toasoan.demo.agency import unit_code_on
from toasoan.demo.people import vetters
from toasoan.demo.schedule_list import LINES, MEETING_ROOM, DemoLine
from toasoan.schedules.actions.lines import add_line, call_off_line
from toasoan.schedules.actions.rooms import save_room
from toasoan.schedules.actions.weeks import approve_waiting, publish, set_head
from toasoan.schedules.kinds import LineState
from toasoan.schedules.models import Room, ScheduleLine, WeekSchedule
from toasoan.schedules.rules import LineFacts
from toasoan.schedules.writers import Writer
from toasoan.units.models import Agency, Unit
from toasoan.vietnamese.moments import at_local

_WEEK = dt.timedelta(days=7)
#: Weeks around this one that have a schedule; units still register for the last.
_WEEKS = (-3, -2, -1, 0, 1)
#: Days before Monday on which units register and the clerk publishes.
_REGISTERED, _PUBLISHED = dt.timedelta(days=4), dt.timedelta(days=3)


class Scheduler:
    """Enters the schedules of the weeks around a day."""

    def __init__(
        self,
        agency: Agency,
        units: Mapping[str, Unit],
        users: Mapping[str, User],
        today: dt.date,
    ) -> None:
        self._agency, self._units, self._users = agency, units, users
        self._monday = today - dt.timedelta(days=today.weekday())
        self._clerk = Writer(users["vanthu"], is_office=True)
        self._room = save_room(Room(agency=agency, name=MEETING_ROOM, seats=40))

    def enter_all(self) -> None:
        """Four published weeks, the present one with a late change, and the next one."""
        for week in _WEEKS:
            monday = self._monday + week * _WEEK
            registered = at_local(monday - _REGISTERED, dt.time(9))
            lines = [
                self._register(line, monday, registered) for line in LINES if week in line.weeks
            ]
            schedule = self._head(monday, registered)
            if week <= 0:
                self._publish(schedule, at_local(monday - _PUBLISHED, dt.time(16)))
            if week == 0:
                self._put_off(lines)

    def _head(self, monday: dt.date, now: dt.datetime) -> WeekSchedule:
        # The office counts its schedules from the first of the year, not the weeks.
        number = f"{monday.isocalendar().week + 3:02}/LLV"
        return set_head(self._agency, monday, number=number, note="", writer=self._clerk, now=now)

    def _register(self, line: DemoLine, monday: dt.date, now: dt.datetime) -> ScheduleLine:
        day = monday + dt.timedelta(days=line.weekday)
        unit = self._units[unit_code_on(line.unit, day)]
        in_room = line.place == MEETING_ROOM
        facts = LineFacts(
            day=day,
            part=line.part,
            kind=line.kind,
            starts=_clock(line.clock),
            ends=_clock(line.until),
            content=line.content,
            chair=line.chair,
            attendants=line.attendants,
            room_id=self._room.pk if in_room else None,
            place="" if in_room else line.place,
            preparation=line.prepared_by,
            unit_id=unit.pk,
            is_public=line.public,
        )
        return add_line(self._agency, monday, facts, writer=self._writer(line, unit), now=now)

    def _writer(self, line: DemoLine, unit: Unit) -> Writer:
        if line.unit == "vp":
            return self._clerk
        leader = self._users[vetters(line.unit)[0].username]
        return Writer(leader, is_office=False, unit_ids=frozenset({unit.pk}))

    def _publish(self, schedule: WeekSchedule, now: dt.datetime) -> None:
        approve_waiting(schedule.pk, writer=self._clerk, now=now)
        schedule.refresh_from_db()
        publish(schedule.pk, seen_version=schedule.version, writer=self._clerk, now=now)

    def _put_off(self, lines: list[ScheduleLine]) -> None:
        """The first afternoon's meeting in public is put off on Monday morning."""
        late = next(line for line in lines if line.is_public and line.part == "afternoon")
        late.refresh_from_db()
        call_off_line(
            late.pk,
            LineState.POSTPONED,
            "Tòa án đề nghị lùi sang tuần sau",
            seen_version=late.version,
            writer=self._clerk,
            now=at_local(self._monday, dt.time(7, 15)),
        )


def _clock(text: str) -> dt.time | None:
    return dt.time.fromisoformat(text) if text else None
