"""What stands in the calendar."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from toasoan.accounts.models import User
from toasoan.editorial.transitions import Status
from toasoan.editorial.turn_sql import stories_visible_to
from toasoan.planning.kinds import Coverage, EventStatus
from toasoan.planning.models import Assignment, ExpectedEvent, PlannedStory
from toasoan.planning.queries.events import (
    desk_agencies,
    events_visible_to,
    in_scope,
    state_of,
)
from toasoan.planning.rules import ON_ITS_WAY, status_of
from toasoan.stories.models import Story
from toasoan.units.duties import UNIT_WORK
from toasoan.units.queries import units_where
from toasoan.vietnamese.dates import local_day
from toasoan.vietnamese.moments import days_of


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarFilters:
    """What of the calendar is asked for; empty means everything."""

    unit_id: int | None = None
    coverage: str = ""
    mine: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedEventRow:
    """An event as one person sees it: their units' people and stories, the desk everybody's."""

    event: ExpectedEvent
    first_day: dt.date
    last_day: dt.date
    status: EventStatus
    assignments: tuple[Assignment, ...]
    stories: tuple[PlannedStory, ...]
    is_overdue: bool

    @property
    def unit_names(self) -> str:
        """The units that it concerns."""
        return ", ".join(unit.short_name for unit in self.event.units.all())

    @property
    def people(self) -> str:
        """Who is to cover it."""
        return ", ".join(str(row.person) for row in self.assignments)

    @property
    def coverage(self) -> str:
        """What is wanted of it."""
        return ", ".join(str(kind.label) for kind in self.event.coverage)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryMark:
    """An hour of a story that stands in the calendar; `kind` says which."""

    kind: str
    story_id: int
    headline: str
    unit_name: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class CalendarSpan:
    """The time that a calendar shows: the start included, the end excluded."""

    start: dt.datetime
    end: dt.datetime


def events_between(
    user: User, span: CalendarSpan, filters: CalendarFilters, *, now: dt.datetime
) -> list[ExpectedEventRow]:
    """The events of a time as the person sees them; four queries, however many events."""
    today = local_day(now)
    rows = events_visible_to(user, today).filter(starts_at__lt=span.end)
    rows = rows.filter(Q(ends_at__gt=span.start) | Q(starts_at__gte=span.start))
    found = with_work(_filtered(rows, user, filters)).order_by("starts_at", "pk")
    desk, own = desk_agencies(user, today), units_where(user, UNIT_WORK, today)
    return [event_row(event, None if event.agency_id in desk else own, now=now) for event in found]


def event_row(
    event: ExpectedEvent, scope: frozenset[int] | None, *, now: dt.datetime
) -> ExpectedEventRow:
    """The event with its people and stories as far as the person sees them; see `with_work`."""
    assignments = tuple(row for row in event.assignments.all() if in_scope(row.unit_id, scope))
    stories = tuple(row for row in event.stories.all() if in_scope(row.story.unit_id, scope))
    status = status_of(
        state_of(event),
        assigned=bool(assignments),
        stories=[Status(row.story.progress.status) for row in stories],
        passed_unwanted=event.ends_at < now and not event.coverage and event.due_at is None,
    )
    waits = status not in {EventStatus.DONE, EventStatus.CANCELLED} and not any(
        row.story.progress.submitted_by_id for row in stories
    )
    first, last = days_of(event.starts_at, event.ends_at)
    return ExpectedEventRow(
        event=event,
        first_day=first,
        last_day=last,
        status=status,
        assignments=assignments,
        stories=stories,
        is_overdue=waits and event.due_at is not None and event.due_at < now,
    )


def _filtered(
    rows: QuerySet[ExpectedEvent], user: User, filters: CalendarFilters
) -> QuerySet[ExpectedEvent]:
    if filters.unit_id is not None:
        through = ExpectedEvent.units.through.objects
        concerned = through.filter(expectedevent_id=OuterRef("pk"), unit_id=filters.unit_id)
        rows = rows.filter(Exists(concerned))
    if filters.coverage:
        rows = rows.filter(**{f"wants_{Coverage(filters.coverage)}": True})
    if filters.mine:
        own = Assignment.objects.filter(
            event_id=OuterRef("pk"), person_id=user.pk, released_at__isnull=True
        )
        rows = rows.filter(Exists(own))
    return rows


def with_work(rows: QuerySet[ExpectedEvent]) -> QuerySet[ExpectedEvent]:
    """The events with their units, people and stories: three more queries, however many."""
    people = Assignment.objects.filter(released_at__isnull=True).select_related(
        "person", "unit", "assigned_by"
    )
    stories = PlannedStory.objects.select_related(
        "story__progress", "story__latest_revision", "story__author", "story__unit"
    ).defer("story__body", "story__latest_revision__content")
    return rows.select_related("made_by").prefetch_related(
        "units", Prefetch("assignments", people), Prefetch("stories", stories)
    )


def story_marks(
    user: User, span: CalendarSpan, filters: CalendarFilters, *, now: dt.datetime
) -> list[StoryMark]:
    """The hours of stories that the person may see, within a time; one query."""
    rows = stories_visible_to(user, local_day(now)).filter(_hours_within(span))
    if filters.unit_id is not None:
        rows = rows.filter(unit_id=filters.unit_id)
    if filters.mine:
        rows = rows.filter(author_id=user.pk)
    if filters.coverage:
        rows = rows.filter(planned__coverage=filters.coverage)
    found = rows.select_related("progress", "unit", "latest_revision").defer(
        "body", "latest_revision__content"
    )
    marks = [
        mark for story in found for mark in _marks_of(story) if span.start <= mark.at < span.end
    ]
    return sorted(marks, key=lambda mark: (mark.at, mark.story_id))


#: Hours of stories that stand in the calendar: kind, column of the progress, statuses in which
#: the hour still means something (decision 0014).
_HOURS: tuple[tuple[str, str, frozenset[Status]], ...] = (
    ("scheduled", "publish_at", frozenset({Status.APPROVED})),
    ("embargo", "embargo_until", ON_ITS_WAY),
    ("expiry", "expires_at", frozenset({Status.PUBLISHED})),
)


def _hours_within(span: CalendarSpan) -> Q:
    found = Q()
    for _kind, column, statuses in _HOURS:
        hour = {
            f"progress__{column}__gte": span.start,
            f"progress__{column}__lt": span.end,
        }
        found |= Q(progress__status__in=statuses, **hour)
    return found


def _marks_of(story: Story) -> Iterable[StoryMark]:
    revision, progress = story.latest_revision, story.progress
    headline = revision.object_str if revision else story.headline
    for kind, column, statuses in _HOURS:
        at = getattr(progress, column)
        if at is not None and progress.status in statuses:
            yield StoryMark(
                kind=kind,
                story_id=story.pk,
                headline=headline,
                unit_name=story.unit.short_name,
                at=at,
            )
