"""Everything that the page of one event shows to one person."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.editorial.transitions import Status
from toasoan.editorial.turn_sql import stories_visible_to
from toasoan.newsroom.kit.step_wording import TONE
from toasoan.newsroom.planning.words import EVENT_TONE, FIELD_WORDS, TIMELINESS_TONE
from toasoan.planning.kinds import Coverage, EventChangeKind, Timeliness
from toasoan.planning.models import Assignment, EventChange, ExpectedEvent, PlannedStory
from toasoan.planning.queries.calendar import ExpectedEventRow, event_row, with_work
from toasoan.planning.queries.events import desk_agencies, scope_of, standing_of, state_of
from toasoan.planning.queries.work import (
    AssignablePerson,
    assignable,
    history,
    sent_moments,
    writing_units,
)
from toasoan.planning.rules import EventAction, may, timeliness
from toasoan.units.duties import Duty
from toasoan.units.models import Unit
from toasoan.units.queries import units_where
from toasoan.vietnamese.dates import local_day


@dataclass(frozen=True, slots=True, kw_only=True)
class EventStoryLine:
    """A story begun from the event; without an id the person may know of it but not read it."""

    story_id: int | None
    headline: str
    coverage: str
    author: str
    unit_name: str
    status: str
    tone: str
    in_time: str
    in_time_tone: str


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody who is to cover the event, and whether the person may take it back."""

    assignment: Assignment
    may_release: bool
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A line of the history; `parts` are (what, before, after)."""

    change: EventChange
    label: str
    parts: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    """What the page of an event shows to one person."""

    row: ExpectedEventRow
    tone: str
    actions: frozenset[str]
    people: tuple[PersonLine, ...]
    stories: tuple[EventStoryLine, ...]
    changes: tuple[ChangeLine, ...]
    candidates: tuple[AssignablePerson, ...]
    units_to_write_for: tuple[Unit, ...]
    coverage_to_write: tuple[Coverage, ...]
    own_draft_id: int | None


def event_page(user: User, event_id: int, *, now: dt.datetime) -> EventPage:
    """Gather the page of an event that exists for the person (ask `event_for` first)."""
    today = local_day(now)
    event = with_work(ExpectedEvent.objects.filter(pk=event_id)).get()
    scope = scope_of(user, event.agency_id, today)
    row = event_row(event, scope, now=now)
    standing, state = standing_of(user, event, today), state_of(event)
    actions = frozenset(str(action) for action in EventAction if may(action, standing, state))
    return EventPage(
        row=row,
        tone=EVENT_TONE[row.status],
        actions=actions,
        people=_people(user, row, actions, today),
        stories=_stories(user, row, now),
        changes=tuple(_change_line(change) for change in history(event, scope)),
        candidates=tuple(
            _free(row, assignable(user, event, today)) if EventAction.ASSIGN in actions else ()
        ),
        units_to_write_for=tuple(
            writing_units(user, event, today) if EventAction.WRITE in actions else ()
        ),
        coverage_to_write=event.coverage or tuple(Coverage),
        own_draft_id=_own_draft(row, user),
    )


def _own_draft(row: ExpectedEventRow, user: User) -> int | None:
    """The latest story of the event on which the person has still to write."""
    drafts = [
        planned.story_id
        for planned in row.stories
        if planned.story.author_id == user.pk and planned.story.progress.status == Status.DRAFT
    ]
    return drafts[-1] if drafts else None


def _free(row: ExpectedEventRow, candidates: list[AssignablePerson]) -> list[AssignablePerson]:
    taken = {assignment.person_id for assignment in row.assignments}
    return [candidate for candidate in candidates if candidate.person.pk not in taken]


def _people(
    user: User, row: ExpectedEventRow, actions: frozenset[str], today: dt.date
) -> tuple[PersonLine, ...]:
    at_desk = row.event.agency_id in desk_agencies(user, today)
    led = units_where(user, (Duty.VET,), today)
    senders = {s.story.author_id for s in row.stories if s.story.progress.submitted_by_id}
    return tuple(
        PersonLine(
            assignment,
            may_release=EventAction.ASSIGN in actions and (at_desk or assignment.unit_id in led),
            is_overdue=row.is_overdue and assignment.person_id not in senders,
        )
        for assignment in row.assignments
    )


def _stories(user: User, row: ExpectedEventRow, now: dt.datetime) -> tuple[EventStoryLine, ...]:
    ids = [planned.story_id for planned in row.stories]
    if not ids:
        return ()
    readable = set(
        stories_visible_to(user, local_day(now)).filter(pk__in=ids).values_list("pk", flat=True)
    )
    sent = sent_moments(ids)
    return tuple(
        _story_line(
            planned,
            is_readable=planned.story_id in readable,
            in_time=timeliness(row.event.due_at, sent_at=sent.get(planned.story_id), now=now),
        )
        for planned in row.stories
    )


def _story_line(planned: PlannedStory, *, is_readable: bool, in_time: Timeliness) -> EventStoryLine:
    story = planned.story
    status = Status(story.progress.status)
    revision = story.latest_revision
    headline = (revision.object_str if revision else story.headline) or _("(no headline yet)")
    return EventStoryLine(
        story_id=story.pk if is_readable else None,
        headline=headline if is_readable else _("A story that is still with its unit"),
        coverage=str(Coverage(planned.coverage).label),
        author=str(story.author),
        unit_name=story.unit.short_name,
        status=str(status.label),
        tone=TONE[status],
        in_time=str(in_time.label),
        in_time_tone=TIMELINESS_TONE[in_time],
    )


def _change_line(change: EventChange) -> ChangeLine:
    nothing = _("nothing")
    parts = tuple(
        (str(FIELD_WORDS.get(name, name)), before or nothing, after or nothing)
        for name, (before, after) in change.detail.items()
    )
    return ChangeLine(change, str(EventChangeKind(change.kind).label), parts)
