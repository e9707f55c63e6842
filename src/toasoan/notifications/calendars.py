"""The office's days and hours, as the working-time arithmetic wants them."""

import datetime as dt

from toasoan.notifications.models import DayKind, Holiday, OfficeHours
from toasoan.vietnamese.dates import local_day
from toasoan.vietnamese.working_time import WorkingCalendar, working_time, working_words


def calendar_of(agency_id: int | None) -> WorkingCalendar:
    """The agency's working calendar, in two queries; office hours by default without an agency."""
    owner = agency_id or 0
    off: set[dt.date] = set()
    worked: set[dt.date] = set()
    for kind, first, last in Holiday.objects.filter(agency_id=owner).values_list(
        "kind", "first_on", "last_on"
    ):
        days = off if kind == DayKind.OFF else worked
        days.update(first + dt.timedelta(days=n) for n in range((last - first).days + 1))
    hours = tuple(
        (
            row.from_on,
            ((row.morning_from, row.morning_to), (row.afternoon_from, row.afternoon_to)),
        )
        for row in OfficeHours.objects.filter(agency_id=owner).order_by("from_on")
    )
    if not hours:
        return WorkingCalendar(days_off=frozenset(off), days_worked=frozenset(worked))
    return WorkingCalendar(hours, frozenset(off), frozenset(worked))


def waiting_time(since: dt.datetime, now: dt.datetime, calendar: WorkingCalendar) -> str:
    """How long something has waited, in working days: “2 ngày làm việc”.

    Ask `calendar_of` once for a whole list.
    """
    return working_words(working_time(since, now, calendar), calendar.day_length(local_day(now)))


def holidays_between(agency_id: int, first: dt.date, last: dt.date) -> list[Holiday]:
    """The holidays and exchanged days that touch these days, in order; one query."""
    rows = Holiday.objects.filter(agency_id=agency_id, first_on__lte=last, last_on__gte=first)
    return list(rows.order_by("first_on", "pk"))
