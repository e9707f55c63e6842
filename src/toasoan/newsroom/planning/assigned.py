"""What of the plan other screens show: assigned work on the desk, the event on a story's page."""

import datetime as dt
from dataclasses import dataclass

from toasoan.accounts.models import User
from toasoan.newsroom.kit.duty_sets import DECIDING, READING
from toasoan.planning.models import Assignment, ExpectedEvent
from toasoan.planning.queries.work import assignments_for_desk, begun_by, event_of_story
from toasoan.units.queries import duties_of
from toasoan.vietnamese.dates import local_day
from toasoan.vietnamese.moments import days_of

#: Duties whose holders have the plan in their menu. A writer's menu stays at five entries: what is
#: assigned to them stands in their inbox.
PLANNING_MENU = DECIDING


@dataclass(frozen=True, slots=True)
class AssignedLine:
    """An event that the person is to cover, or one that somebody owes them."""

    assignment: Assignment
    event: ExpectedEvent
    person: User
    part: str
    first_day: dt.date
    is_mine: bool
    is_overdue: bool
    story_id: int | None


@dataclass(frozen=True, slots=True)
class AssignedWork:
    """The section of the desk; who has no menu entry sees it even when it is empty."""

    lines: tuple[AssignedLine, ...]
    is_shown: bool


def assigned_work(user: User, *, now: dt.datetime) -> AssignedWork:
    """What the person is to cover and what others owe them; two queries at most."""
    duties = duties_of(user, local_day(now))
    if duties.isdisjoint(READING):
        return AssignedWork((), is_shown=False)
    rows = list(assignments_for_desk(user, now))
    begun = begun_by(user, [row.event_id for row in rows]) if rows else {}
    lines = tuple(_line(row, user, begun, now) for row in rows)
    return AssignedWork(lines, is_shown=bool(lines) or duties.isdisjoint(PLANNING_MENU))


def _line(row: Assignment, user: User, begun: dict[int, int], now: dt.datetime) -> AssignedLine:
    event, is_mine = row.event, row.person_id == user.pk
    return AssignedLine(
        assignment=row,
        event=event,
        person=row.person,
        part=row.part,
        first_day=days_of(event.starts_at, event.ends_at)[0],
        is_mine=is_mine,
        is_overdue=event.due_at is not None and event.due_at < now,
        story_id=begun.get(event.pk) if is_mine else None,
    )


def plan_of_story(story_id: int, user: User, *, now: dt.datetime) -> ExpectedEvent | None:
    """The event from which the story was begun, if it exists for the person."""
    return event_of_story(story_id, user, local_day(now))
