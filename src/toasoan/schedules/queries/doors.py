"""What exists for whom: the one way screens get schedules, lines and rooms."""

import datetime as dt

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from toasoan.accounts.models import User
from toasoan.schedules.kinds import TAKEN, ScheduleState
from toasoan.schedules.models import Room, ScheduleLine, ScheduleSettings, WeekSchedule
from toasoan.schedules.writers import Writer
from toasoan.units.duties import UNIT_WORK, Duty
from toasoan.units.models import Agency, Unit
from toasoan.units.queries import agencies_where, units_where
from toasoan.vietnamese.typed_dates import is_sensible, read_day

#: Who keeps the schedule of the whole agency.
OFFICE = (Duty.KEEP_RECORDS, Duty.KEEP_SITE)


def agency_and_writer(user: User, today: dt.date) -> tuple[Agency, Writer]:
    """The agency whose schedules the person sees, and as whom they write. Raises Http404."""
    ids = agencies_where(user, OFFICE, today)
    agency = Agency.objects.filter(pk__in=ids).order_by("pk").first() if ids else None
    unit_ids = units_where(user, UNIT_WORK, today)
    if agency is not None:
        return agency, Writer(user, is_office=True, unit_ids=unit_ids)
    unit = Unit.objects.filter(pk__in=unit_ids).select_related("agency").order_by("pk").first()
    if unit is None:
        raise Http404
    return unit.agency, Writer(user, is_office=False, unit_ids=unit_ids)


def monday_for(text: str) -> dt.date:
    """The day that an address names; the screen leads on to its Monday. Raises Http404."""
    day = read_day(text)
    if day is None or not is_sensible(day) or text != day.isoformat():
        raise Http404
    return day


def week_for(agency: Agency, monday: dt.date) -> WeekSchedule | None:
    """The schedule of the week, or None when nobody has entered anything."""
    rows = WeekSchedule.objects.filter(agency=agency, monday=monday)
    return rows.select_related("approved_by").first()


def own_line(agency: Agency, writer: Writer, line_id: int) -> ScheduleLine:
    """A line that the person may work on; another unit's does not exist. Raises Http404."""
    rows = ScheduleLine.objects.filter(schedule__agency=agency, removed_at__isnull=True)
    if not writer.is_office:
        rows = rows.filter(unit_id__in=writer.unit_ids)
    return get_object_or_404(rows.select_related("schedule", "room", "unit"), pk=line_id)


def lines_seen(schedule: WeekSchedule, writer: Writer) -> QuerySet[ScheduleLine]:
    """The lines that the person sees: the office all, a unit its own and what is published."""
    rows = schedule.lines.filter(removed_at__isnull=True)
    if not writer.is_office:
        seen = Q(unit_id__in=writer.unit_ids)
        if schedule.state == ScheduleState.PUBLISHED:
            seen |= Q(state__in=TAKEN)
        rows = rows.filter(seen)
    return rows.select_related("room", "unit", "changed_by")


def open_rooms(agency: Agency) -> QuerySet[Room]:
    """The rooms in use."""
    return Room.objects.filter(agency=agency, is_open=True)


def settings_of(agency: Agency) -> ScheduleSettings:
    """How the agency makes its schedules; as an agency begins when nobody has set anything."""
    return ScheduleSettings.objects.filter(agency=agency).first() or ScheduleSettings(agency=agency)
