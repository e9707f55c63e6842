"""What readers see: published weeks, their public lines, the calendar. Internal lines never."""

import datetime as dt
from collections.abc import Callable, Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from toasoan.events.calendar import CalendarEntry
from toasoan.schedules.kinds import (
    CALLED_OFF,
    DayPart,
    LineKind,
    LineState,
    Mark,
    ScheduleState,
)
from toasoan.schedules.models import CitizensRule, ScheduleFile, ScheduleLine, WeekSchedule
from toasoan.schedules.rules import WEEK, mark_for_readers, monday_of
from toasoan.vietnamese.moments import at_local

#: How far back a calendar goes, and how many lines it holds at most.
BACK = dt.timedelta(days=56)
MOST_ENTRIES = 1_000
_ONE_DAY = dt.timedelta(days=1)


def published(agency_id: int) -> QuerySet[WeekSchedule]:
    """The weeks on the agency's site, the latest first."""
    return WeekSchedule.objects.filter(agency_id=agency_id, state=ScheduleState.PUBLISHED)


def published_week(agency_id: int, monday: dt.date) -> WeekSchedule | None:
    """The published schedule of that week, or None."""
    return published(agency_id).filter(monday=monday).first()


def neighbours(schedule_monday: dt.date, agency_id: int) -> tuple[dt.date | None, dt.date | None]:
    """The Mondays of the published weeks before and after. Two queries."""
    mondays = published(agency_id).values_list("monday", flat=True)
    before = mondays.filter(monday__lt=schedule_monday).order_by("-monday").first()
    after = mondays.filter(monday__gt=schedule_monday).order_by("monday").first()
    return before, after


def shown_lines(schedule: WeekSchedule) -> list[ScheduleLine]:
    """The lines of a published week that readers see. One query."""
    rows = schedule.lines.filter(removed_at__isnull=True, is_public=True)
    taken = rows.filter(state__in=(LineState.APPROVED, *CALLED_OFF))
    return [line for line in taken.select_related("room", "unit") if line.is_shown]


def file_of(schedule: WeekSchedule) -> ScheduleFile | None:
    """The plain file of a schedule, or None."""
    return schedule.files.filter(removed_at__isnull=True).first()


def citizens_rule(agency_id: int, on: dt.date) -> CitizensRule | None:
    """The rule about receiving citizens that is in force on the day: the latest."""
    rules = CitizensRule.objects.filter(agency_id=agency_id, from_on__lte=on)
    in_force = rules.exclude(to_on__lt=on)
    return in_force.order_by("-from_on", "-pk").first()


def calendar_entries(
    agency_id: int, today: dt.date, address_of: Callable[[WeekSchedule], str]
) -> Iterator[CalendarEntry]:
    """The public lines of the last weeks and those to come, as entries of a calendar.

    A line that readers have seen and see no more is called off without a word of what it said.
    """
    since = monday_of(today) - BACK
    rows = ScheduleLine.objects.filter(
        schedule__agency_id=agency_id,
        schedule__state=ScheduleState.PUBLISHED,
        schedule__monday__gte=since,
    )
    seen = rows.filter(was_shown=True).select_related("schedule", "room", "unit")
    for line in seen.order_by("day", "starts", "pk")[:MOST_ENTRIES]:
        yield _entry(line, address_of) if line.is_shown else _withdrawn(line)


def _entry(line: ScheduleLine, address_of: Callable[[WeekSchedule], str]) -> CalendarEntry:
    starts, ends = _times(line)
    mark = mark_for_readers(line)
    parts = {
        _("Chair"): line.chair,
        _("Attendants"): line.attendants,
        _("Prepared by"): line.preparation,
        _("Unit"): line.unit.short_name if line.unit else "",
        _("Reason"): line.reason if line.state in CALLED_OFF else "",
    }
    details = [f"{name}: {words}" for name, words in parts.items() if words]
    return CalendarEntry(
        uid=str(line.uid),
        sequence=line.version,
        changed_at=line.changed_at,
        summary=_summary(line, mark),
        starts=starts,
        ends=ends,
        location=line.place_shown,
        description="\n".join(details),
        address=address_of(line.schedule),
        is_cancelled=line.state in CALLED_OFF,
    )


def _summary(line: ScheduleLine, mark: Mark) -> str:
    words = line.title
    if line.kind == LineKind.DUTY:
        words = f"{LineKind.DUTY.label}: {line.chair}"
    elif line.starts is None and line.part != DayPart.WHOLE:
        words = f"{line.get_part_display()}: {words}"
    said = "" if mark == Mark.NEW else str(mark.label)
    return f"[{said}] {words}" if said else words


def _times(line: ScheduleLine) -> tuple[dt.date | dt.datetime, dt.date | dt.datetime]:
    """Its hours; a line without hours takes the day, since nobody said when."""
    if line.starts is None:
        return line.day, line.day + _ONE_DAY
    start = at_local(line.day, line.starts)
    return start, at_local(line.day, line.ends) if line.ends else start


def _withdrawn(line: ScheduleLine) -> CalendarEntry:
    monday = line.schedule.monday
    return CalendarEntry(
        uid=str(line.uid),
        sequence=line.version,
        changed_at=line.changed_at,
        summary=_("Taken out of the public schedule"),
        starts=monday,
        ends=monday + WEEK,
        is_cancelled=True,
    )
