"""What people do with single lines of a schedule."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.refusals import Problem, RefusedError, refuse
from toasoan.schedules.actions.history import (
    locked_line,
    locked_week,
    record,
    save_line,
)
from toasoan.schedules.actions.telling import tell_unit
from toasoan.schedules.kinds import CALLED_OFF, ChangeKind, LineState
from toasoan.schedules.models import Room, ScheduleLine, WeekSchedule
from toasoan.schedules.rules import (
    FIELDS,
    LineFacts,
    line_problems,
    registration_problems,
    snapshot,
    unit_change_problems,
)
from toasoan.schedules.writers import Writer
from toasoan.units.models import Agency, Unit
from toasoan.vietnamese.cleaning import one_line

_CHANGE_OF_STATE = {
    LineState.POSTPONED: ChangeKind.POSTPONED,
    LineState.CANCELLED: ChangeKind.CANCELLED,
}


@transaction.atomic
def add_line(
    agency: Agency, monday: dt.date, facts: LineFacts, *, writer: Writer, now: dt.datetime
) -> ScheduleLine:
    """Enter a line: the office's own is approved at once, a unit's waits. Raises RefusedError."""
    schedule = locked_week(agency, monday, now)
    if not writer.is_office:
        refuse(registration_problems(schedule))
    state = LineState.APPROVED if writer.is_office else LineState.REGISTERED
    line = ScheduleLine(schedule=schedule, state=state)
    _set_facts(line, facts, writer)
    save_line(line, actor=writer.user, now=now)
    record(schedule, ChangeKind.ADDED, line=line, actor=writer.user, now=now, note=line.title[:500])
    return line


@transaction.atomic
def change_line(
    line_id: int, facts: LineFacts, *, seen_version: int, writer: Writer, now: dt.datetime
) -> ScheduleLine:
    """Change what a line says, or move it within its week. Raises RefusedError.

    A unit changes what the office has not taken yet; what had not been approved waits again.
    """
    schedule, line = locked_line(line_id, seen_version)
    if not writer.is_office:
        refuse(unit_change_problems(line) + registration_problems(schedule))
    before = snapshot(line)
    _set_facts(line, facts, writer)
    if not writer.is_office:
        line.state, line.reason = LineState.REGISTERED, ""
    after = snapshot(line)
    detail = {
        name: [before[name], after[name]]
        for name in (*FIELDS, "room")
        if before[name] != after[name]
    }
    if not detail and before["state"] == after["state"]:
        return line
    save_line(line, actor=writer.user, now=now)
    change = record(
        schedule, ChangeKind.CHANGED, line=line, actor=writer.user, now=now, detail=detail
    )
    if writer.is_office:
        tell_unit(change, line)
    return line


@transaction.atomic
def approve_line(line_id: int, *, seen_version: int, writer: Writer, now: dt.datetime) -> None:
    """Take a registered line into the schedule."""
    schedule, line = locked_line(line_id, seen_version)
    _must_be(line, LineState.REGISTERED, LineState.REFUSED)
    line.state, line.reason = LineState.APPROVED, ""
    save_line(line, actor=writer.user, now=now)
    record(schedule, ChangeKind.APPROVED, line=line, actor=writer.user, now=now)


@transaction.atomic
def refuse_line(
    line_id: int, reason: str, *, seen_version: int, writer: Writer, now: dt.datetime
) -> None:
    """Do not take a registered line into the schedule; the unit is told why."""
    schedule, line = locked_line(line_id, seen_version)
    _must_be(line, LineState.REGISTERED)
    line.state, line.reason = LineState.REFUSED, _reason(reason)
    save_line(line, actor=writer.user, now=now)
    change = record(
        schedule, ChangeKind.REFUSED, line=line, actor=writer.user, now=now, note=line.reason
    )
    tell_unit(change, line)


@transaction.atomic
def call_off_line(  # what, how, why, by whom
    line_id: int,
    how: LineState,
    reason: str,
    *,
    seen_version: int,
    writer: Writer,
    now: dt.datetime,
) -> None:
    """Put a line off or call it off; it stays where readers have seen it, struck out."""
    schedule, line = locked_line(line_id, seen_version)
    _must_be(line, LineState.APPROVED, *CALLED_OFF)
    line.state, line.reason = how, one_line(reason)
    save_line(line, actor=writer.user, now=now)
    kind = _CHANGE_OF_STATE[how]
    change = record(schedule, kind, line=line, actor=writer.user, now=now, note=line.reason)
    tell_unit(change, line)


@transaction.atomic
def reinstate_line(line_id: int, *, seen_version: int, writer: Writer, now: dt.datetime) -> None:
    """A line that was put off or called off takes place after all."""
    schedule, line = locked_line(line_id, seen_version)
    _must_be(line, *CALLED_OFF)
    line.state, line.reason = LineState.APPROVED, ""
    save_line(line, actor=writer.user, now=now)
    change = record(schedule, ChangeKind.REINSTATED, line=line, actor=writer.user, now=now)
    tell_unit(change, line)


@transaction.atomic
def remove_line(line_id: int, *, seen_version: int, writer: Writer, now: dt.datetime) -> None:
    """Take back a line that was not published. Raises RefusedError for one that was."""
    schedule, line = locked_line(line_id, seen_version)
    if not writer.is_office:
        refuse(unit_change_problems(line))
    if line.was_shown or line.as_published is not None:
        message = _(
            "This line has been published: call it off, so that whoever noted it learns it."
        )
        raise RefusedError(Problem("was-published", message))
    line.removed_at = now
    save_line(line, actor=writer.user, now=now)
    change = record(
        schedule, ChangeKind.REMOVED, line=line, actor=writer.user, now=now, note=line.title[:500]
    )
    if writer.is_office:
        tell_unit(change, line)


def _set_facts(line: ScheduleLine, facts: LineFacts, writer: Writer) -> None:
    tidy = facts.tidied()
    schedule: WeekSchedule = line.schedule
    problems = line_problems(tidy, schedule.monday) + _choice_problems(schedule, line, tidy, writer)
    refuse(problems)
    for name in FIELDS:
        setattr(line, name, getattr(tidy, name))
    # Setting an id leaves the room that was read before.
    line.room = Room.objects.filter(pk=tidy.room_id).first() if tidy.room_id else None


def _choice_problems(
    schedule: WeekSchedule, line: ScheduleLine, facts: LineFacts, writer: Writer
) -> list[Problem]:
    """Rooms and units of the agency only; a unit's people enter lines of their own unit."""
    found = []
    rooms = Room.objects.filter(agency=schedule.agency_id)
    if facts.room_id not in (None, line.room_id) and not rooms.filter(pk=facts.room_id).exists():
        found.append(Problem("foreign-room", _("This room does not exist."), "room"))
    units = Unit.objects.filter(agency=schedule.agency_id)
    is_foreign = facts.unit_id is not None and not units.filter(pk=facts.unit_id).exists()
    if is_foreign or not (writer.is_office or facts.unit_id in writer.unit_ids):
        message = (
            _("This unit does not belong to the agency.") if is_foreign else _("Not your unit.")
        )
        found.append(Problem("foreign-unit", message, "unit"))
    return found


def _must_be(line: ScheduleLine, *states: LineState) -> None:
    if line.state not in states:
        message = _("The line is not at this step any more. Look at it again.")
        raise RefusedError(Problem("wrong-state", message))


def _reason(typed: str) -> str:
    reason = one_line(typed)
    if not reason:
        message = _("Say why, so that the unit knows what to change.")
        raise RefusedError(Problem("no-reason", message, "reason"))
    return reason
