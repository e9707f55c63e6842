"""What the office does with a whole week: register, approve, publish, take off, copy."""

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from toasoan.page_cache.actions import invalidate, withdraw
from toasoan.refusals import Problem, RefusedError, refuse
from toasoan.schedules.actions.history import (
    check_version,
    locked,
    locked_week,
    record,
    save_line,
    save_schedule,
)
from toasoan.schedules.cache_tags import schedules_tag
from toasoan.schedules.kinds import CALLED_OFF, TAKEN, ChangeKind, LineState, ScheduleState
from toasoan.schedules.models import ScheduleLine, WeekSchedule
from toasoan.schedules.rules import FIELDS, publication_problems, registration_problems, snapshot
from toasoan.schedules.writers import Writer
from toasoan.units.models import Agency
from toasoan.vietnamese.cleaning import one_line


@transaction.atomic
def set_head(  # the two words of the head, by keyword
    agency: Agency,
    monday: dt.date,
    *,
    number: str,
    note: str,
    writer: Writer,
    now: dt.datetime,
) -> WeekSchedule:
    """Enter the number of a week's schedule and what readers are told with it."""
    schedule = locked_week(agency, monday, now)
    before = (schedule.number, schedule.note)
    schedule.number, schedule.note = one_line(number), one_line(note)
    same_number = WeekSchedule.objects.filter(
        agency=agency, number=schedule.number, monday__year=monday.year
    ).exclude(pk=schedule.pk)
    if schedule.number and same_number.exists():
        message = _("Another week of this year has this number already.")
        raise RefusedError(Problem("number-taken", message, "number"))
    if before != (schedule.number, schedule.note):
        detail = {"number": [before[0], schedule.number], "note": [before[1], schedule.note]}
        save_schedule(schedule, now)
        record(schedule, ChangeKind.HEAD, actor=writer.user, now=now, detail=detail)
        _show(schedule)
    return schedule


@transaction.atomic
def close_registration(
    schedule_id: int, *, seen_version: int, writer: Writer, now: dt.datetime
) -> None:
    """Units register no more; the schedule waits to be approved."""
    _move(
        schedule_id, ScheduleState.OPEN, ScheduleState.CLOSED, seen_version, writer=writer, now=now
    )


@transaction.atomic
def open_registration(
    schedule_id: int, *, seen_version: int, writer: Writer, now: dt.datetime
) -> None:
    """Units register again."""
    _move(
        schedule_id, ScheduleState.CLOSED, ScheduleState.OPEN, seen_version, writer=writer, now=now
    )


def _move(  # from where to where, by whom
    schedule_id: int,
    source: ScheduleState,
    target: ScheduleState,
    seen_version: int,
    *,
    writer: Writer,
    now: dt.datetime,
) -> None:
    schedule = locked(schedule_id)
    check_version(schedule, seen_version)
    if schedule.state != source:
        message = _("The schedule is not at this step any more. Look at it again.")
        raise RefusedError(Problem("wrong-state", message))
    schedule.state = target
    save_schedule(schedule, now)
    kind = ChangeKind.CLOSED if target == ScheduleState.CLOSED else ChangeKind.REOPENED
    record(schedule, kind, actor=writer.user, now=now)


@transaction.atomic
def approve_waiting(schedule_id: int, *, writer: Writer, now: dt.datetime) -> int:
    """Approve every line that waits; returns how many there were."""
    schedule = locked(schedule_id)
    rows = _lines(schedule).filter(state=LineState.REGISTERED)
    lines = list(rows.select_for_update(of=("self",)))
    for line in lines:
        line.schedule, line.state = schedule, LineState.APPROVED
        save_line(line, actor=writer.user, now=now)
        record(schedule, ChangeKind.APPROVED, line=line, actor=writer.user, now=now)
    return len(lines)


@transaction.atomic
def publish(
    schedule_id: int, *, seen_version: int, writer: Writer, now: dt.datetime
) -> WeekSchedule:
    """Show the schedule to readers. What changes from now on is marked. Raises RefusedError.

    Lines about which nothing is decided stay outside until they are approved.
    """
    schedule = locked(schedule_id)
    check_version(schedule, seen_version)
    if schedule.is_published:
        raise RefusedError(Problem("is-published", _("The schedule is published already.")))
    lines = list(_lines(schedule).filter(state__in=TAKEN).select_for_update(of=("self",)))
    taken = [line for line in lines if line.state == LineState.APPROVED]
    has_file = schedule.files.filter(removed_at__isnull=True).exists()
    refuse(publication_problems(taken=len(taken), has_file=has_file))
    record(schedule, ChangeKind.PUBLISHED, actor=writer.user, now=now, note=schedule.number)
    schedule.state, schedule.published_at = ScheduleState.PUBLISHED, now
    schedule.approved_by = writer.user
    save_schedule(schedule, now)
    for line in lines:
        if line.state not in CALLED_OFF or line.as_published is not None:
            line.as_published = snapshot(line)
        line.was_shown = line.was_shown or line.is_shown
    ScheduleLine.objects.bulk_update(lines, ["as_published", "was_shown"])
    _show(schedule)
    return schedule


@transaction.atomic
def unpublish(schedule_id: int, *, seen_version: int, writer: Writer, now: dt.datetime) -> None:
    """Take the schedule off the site at once; it waits to be approved again."""
    schedule = locked(schedule_id)
    check_version(schedule, seen_version)
    if not schedule.is_published:
        raise RefusedError(Problem("not-published", _("The schedule is not published.")))
    # Recorded while readers still see it: taking it off is a late change.
    record(schedule, ChangeKind.UNPUBLISHED, actor=writer.user, now=now)
    schedule.state = ScheduleState.CLOSED
    save_schedule(schedule, now)
    withdraw([schedules_tag(schedule.agency_id)])


@transaction.atomic
def copy_week(
    agency: Agency, source: dt.date, target: dt.date, *, writer: Writer, now: dt.datetime
) -> int:
    """Copy the lines of one week to the same days of another; returns how many.

    The office copies what was taken, a unit its own lines. A line that stands there already in
    the same words is not copied again.
    """
    schedule = locked_week(agency, target, now)
    if not writer.is_office:
        refuse(registration_problems(schedule))
    known = {_sameness(line) for line in _lines(schedule)}
    count = 0
    for line in _copied_lines(agency, source, writer):
        line.day += target - source
        line.schedule = schedule
        if _sameness(line) in known:
            continue
        save_line(line, actor=writer.user, now=now)
        count += 1
    if count:
        note = str(count)
        record(schedule, ChangeKind.COPIED, actor=writer.user, now=now, note=note)
    return count


def _copied_lines(agency: Agency, source: dt.date, writer: Writer) -> list[ScheduleLine]:
    rows = ScheduleLine.objects.filter(
        schedule__agency=agency, schedule__monday=source, removed_at__isnull=True
    )
    wanted = rows.filter(state=LineState.APPROVED)
    if not writer.is_office:
        wanted = rows.filter(unit_id__in=writer.unit_ids).exclude(state__in=CALLED_OFF)
    state = LineState.APPROVED if writer.is_office else LineState.REGISTERED
    return [
        ScheduleLine(state=state, **{name: getattr(line, name) for name in FIELDS})
        for line in wanted.order_by("pk")
    ]


def _sameness(line: ScheduleLine) -> tuple[object, ...]:
    return (line.day, line.part, line.starts, line.kind, line.content, line.chair, line.unit_id)


def _lines(schedule: WeekSchedule) -> QuerySet[ScheduleLine]:
    return schedule.lines.filter(removed_at__isnull=True).select_related("room")


def _show(schedule: WeekSchedule) -> None:
    if schedule.is_published:
        invalidate([schedules_tag(schedule.agency_id)])
