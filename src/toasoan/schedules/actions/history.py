"""What every write of a schedule has in common: the lock, the history, the pages of readers."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.page_cache.actions import invalidate, withdraw
from toasoan.refusals import Problem, RefusedError
from toasoan.schedules.cache_tags import schedules_tag
from toasoan.schedules.kinds import ChangeKind, ScheduleState
from toasoan.schedules.models import ScheduleChange, ScheduleLine, WeekSchedule
from toasoan.units.models import Agency


def locked_week(agency: Agency, monday: dt.date, now: dt.datetime) -> WeekSchedule:
    """The schedule of the week, locked; entered empty when there was none."""
    WeekSchedule.objects.get_or_create(
        agency=agency,
        monday=monday,
        defaults={"changed_at": now, "state": ScheduleState.OPEN},
    )
    return WeekSchedule.objects.select_for_update().get(agency=agency, monday=monday)


def locked(schedule_id: int) -> WeekSchedule:
    """A schedule, locked until the transaction ends."""
    return WeekSchedule.objects.select_for_update().get(pk=schedule_id)


def locked_line(line_id: int, seen_version: int) -> tuple[WeekSchedule, ScheduleLine]:
    """The schedule and its line, both locked. Raises RefusedError when the line has changed."""
    schedule_id = ScheduleLine.objects.values_list("schedule_id", flat=True).get(pk=line_id)
    schedule = locked(schedule_id)
    rows = ScheduleLine.objects.select_for_update(of=("self",)).select_related("room")
    line = rows.get(pk=line_id)
    if line.version != seen_version or line.removed_at is not None:
        message = _("Somebody else changed this line of the schedule. Look at it again.")
        raise RefusedError(Problem("changed-meanwhile", message))
    line.schedule = schedule
    return schedule, line


def check_version(schedule: WeekSchedule, seen_version: int) -> None:
    """Raises RefusedError when somebody else changed the schedule meanwhile."""
    if schedule.version != seen_version:
        message = _("Somebody else changed this schedule after you opened it. Look at it again.")
        raise RefusedError(Problem("changed-meanwhile", message))


def record(
    schedule: WeekSchedule,
    kind: ChangeKind,
    *,
    actor: User,
    now: dt.datetime,
    line: ScheduleLine | None = None,
    **said: Any,
) -> ScheduleChange:
    """Write one line of the history; `said` are its note and its detail."""
    return ScheduleChange.objects.create(
        schedule=schedule,
        line=line,
        kind=kind,
        happened_at=now,
        actor=actor,
        is_late=schedule.is_published,
        **said,
    )


def save_line(line: ScheduleLine, *, actor: User, now: dt.datetime) -> None:
    """Save a line; calendars learn of a change by its number. Pages of readers become stale."""
    if line.pk:
        line.version += 1
    line.changed_at, line.changed_by = now, actor
    is_seen = line.schedule.is_published and line.is_shown
    was_seen, line.was_shown = line.was_shown, line.was_shown or is_seen
    line.save()
    if line.schedule.is_published and was_seen and not is_seen:
        # Its words must not stand in for the page while the site fails.
        withdraw([schedules_tag(line.schedule.agency_id)])
    elif line.schedule.is_published:
        invalidate([schedules_tag(line.schedule.agency_id)])


def save_schedule(schedule: WeekSchedule, now: dt.datetime) -> None:
    """Save the head of a schedule, with the number and moment of the change."""
    schedule.version += 1
    schedule.changed_at = now
    schedule.save()
