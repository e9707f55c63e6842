"""The calendar's days as the screens show them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.urls import reverse

from toasoan.accounts.models import User
from toasoan.newsroom.planning.words import DUE_WORD, EVENT_TONE, MARK_WORDS
from toasoan.notifications.calendars import holidays_between
from toasoan.planning.kinds import EventStatus
from toasoan.planning.queries.calendar import (
    CalendarFilters,
    CalendarSpan,
    ExpectedEventRow,
    StoryMark,
    events_between,
    story_marks,
)
from toasoan.units.duties import DESK_WORK, UNIT_WORK
from toasoan.units.models import Unit
from toasoan.units.queries import agencies_where, units_where
from toasoan.vietnamese.dates import TZ, local_day
from toasoan.vietnamese.moments import at_local, month_grid

_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayEntry:
    """One line of a day. `row` is the whole event where the line is about one."""

    clock: str
    title: str
    address: str
    word: str
    tone: str
    row: ExpectedEventRow | None = None
    unit_name: str = ""
    is_due: bool = False


@dataclass(slots=True)
class Day:
    """One day of the calendar."""

    day: dt.date
    in_month: bool
    is_today: bool
    holidays: list[str] = field(default_factory=list)
    entries: list[DayEntry] = field(default_factory=list)


def month_weeks(
    user: User, first: dt.date, filters: CalendarFilters, *, now: dt.datetime
) -> list[list[Day]]:
    """The weeks of the month that begins on `first`, each day with everything that stands in it."""
    weeks = month_grid(first.year, first.month)
    entries = _entries(user, weeks[0][0], weeks[-1][-1], filters, now=now)
    names = _holiday_names(user, weeks[0][0], weeks[-1][-1], now=now)
    today = local_day(now)
    return [
        [
            Day(
                day=day,
                in_month=day.month == first.month,
                is_today=day == today,
                holidays=names[day],
                entries=entries[day],
            )
            for day in week
        ]
        for week in weeks
    ]


def _entries(
    user: User, first: dt.date, last: dt.date, filters: CalendarFilters, *, now: dt.datetime
) -> dict[dt.date, list[DayEntry]]:
    """Day → its lines, whole days first, then by the hour."""
    span = CalendarSpan(at_local(first), at_local(last + _ONE_DAY))
    found: dict[dt.date, list[DayEntry]] = defaultdict(list)
    for row in events_between(user, span, filters, now=now):
        for day in _days(max(row.first_day, first), min(row.last_day, last)):
            found[day].append(_event_entry(row, day))
        due_at = row.event.due_at
        if due_at and row.status is not EventStatus.CANCELLED and span.start <= due_at < span.end:
            found[local_day(due_at)].append(_due_entry(row, due_at))
    for mark in story_marks(user, span, filters, now=now):
        found[local_day(mark.at)].append(_mark_entry(mark))
    for entries in found.values():
        entries.sort(key=lambda entry: entry.clock)
    return found


def _days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    for number in range((last - first).days + 1):
        yield first + number * _ONE_DAY


def _clock(moment: dt.datetime) -> str:
    return f"{moment.astimezone(TZ):%H:%M}"


def _event_entry(row: ExpectedEventRow, day: dt.date) -> DayEntry:
    event = row.event
    begins_here = not event.all_day and day == row.first_day
    return DayEntry(
        clock=_clock(event.starts_at) if begins_here else "",
        title=event.title,
        address=reverse("newsroom:planning_event", args=[event.pk]),
        word=str(row.status.label),
        tone=EVENT_TONE[row.status],
        row=row,
        unit_name=row.unit_names,
    )


def _due_entry(row: ExpectedEventRow, due_at: dt.datetime) -> DayEntry:
    return DayEntry(
        clock=_clock(due_at),
        title=row.event.title,
        address=reverse("newsroom:planning_event", args=[row.event.pk]),
        word=str(DUE_WORD),
        tone="bad" if row.is_overdue else "quiet",
        unit_name=row.unit_names,
        is_due=True,
    )


def _mark_entry(mark: StoryMark) -> DayEntry:
    word, tone = MARK_WORDS[mark.kind]
    return DayEntry(
        clock=_clock(mark.at),
        title=mark.headline,
        address=reverse("newsroom:story", args=[mark.story_id]),
        word=str(word),
        tone=tone,
        unit_name=mark.unit_name,
    )


def _holiday_names(
    user: User, first: dt.date, last: dt.date, *, now: dt.datetime
) -> dict[dt.date, list[str]]:
    found: dict[dt.date, list[str]] = defaultdict(list)
    for agency_id in _agencies_of(user, local_day(now)):
        for holiday in holidays_between(agency_id, first, last):
            for day in _days(max(holiday.first_on, first), min(holiday.last_on, last)):
                if holiday.name not in found[day]:
                    found[day].append(holiday.name)
    return found


def _agencies_of(user: User, today: dt.date) -> Iterable[int]:
    """The agencies whose holidays are the person's: nearly always one."""
    desk = agencies_where(user, DESK_WORK, today)
    own = units_where(user, UNIT_WORK, today)
    if desk or not own:
        return desk
    return set(Unit.objects.filter(pk__in=own).values_list("agency_id", flat=True))


def units_to_filter_by(user: User, *, now: dt.datetime) -> list[Unit]:
    """The units of the filter: all of the agency for the desk, the own ones for others."""
    today = local_day(now)
    desk = agencies_where(user, DESK_WORK, today)
    rows = Unit.objects.open_on(today)
    if desk:
        return list(rows.filter(agency_id__in=desk))
    return list(rows.filter(pk__in=units_where(user, UNIT_WORK, today)))


def month_events(
    user: User, first: dt.date, filters: CalendarFilters, *, now: dt.datetime
) -> list[ExpectedEventRow]:
    """The events that touch the month, by their beginning."""
    last = month_grid(first.year, first.month)[-1]
    end = max(day for day in last if day.month == first.month) + _ONE_DAY
    return events_between(user, CalendarSpan(at_local(first), at_local(end)), filters, now=now)
