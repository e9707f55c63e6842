"""Who covers an event, and the story that comes of it."""

import datetime as dt

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.editorial.actions import NewStory, begin_story
from toasoan.planning.actions.base import locked, note, save_event
from toasoan.planning.actions.telling import tell_of_assignment, tell_of_delay, tell_of_release
from toasoan.planning.kinds import Coverage, EventChangeKind
from toasoan.planning.models import Assignment, ExpectedEvent, PlannedStory
from toasoan.planning.queries.events import desk_agencies
from toasoan.planning.queries.work import (
    AssignablePerson,
    assignable,
    overdue_assignments,
    writing_units,
)
from toasoan.planning.rules import GENRE_OF, EventAction, first_words
from toasoan.refusals import Problem, RefusedError
from toasoan.stories.models import BylineRole, Story
from toasoan.units.duties import Duty
from toasoan.units.models import Unit
from toasoan.units.queries import units_where
from toasoan.vietnamese.cleaning import one_line
from toasoan.vietnamese.dates import local_day


@transaction.atomic
def assign(
    event_id: int, *, candidate: str, part: str = "", actor: User, now: dt.datetime
) -> Assignment:
    """Give the event to somebody of a concerned unit's team, or of the desk.

    `candidate` is the key of one of those whom `assignable` offers to the actor.
    Raises RefusedError for anybody else and for somebody who has it already.
    """
    event = locked(event_id, actor, now, EventAction.ASSIGN)
    chosen = _chosen(candidate, assignable(actor, event, local_day(now)))
    if event.assignments.filter(person=chosen.person, released_at__isnull=True).exists():
        message = _("%(person)s has this assignment already.") % {"person": chosen.person}
        raise RefusedError(Problem("assigned-already", message, "candidate"))
    assignment = Assignment.objects.create(
        event=event,
        person=chosen.person,
        unit=chosen.unit,
        part=one_line(part),
        assigned_by=actor,
        assigned_at=now,
    )
    save_event(event, now)
    note(
        event,
        EventChangeKind.ASSIGNED,
        actor=actor,
        now=now,
        words=assignment.part,
        about=assignment,
    )
    tell_of_assignment(assignment, actor=actor, now=now)
    return assignment


def _chosen(key: str, candidates: list[AssignablePerson]) -> AssignablePerson:
    found = next((row for row in candidates if row.key == key), None)
    if found is None:
        message = _("Choose somebody of the unit's team or of the desk.")
        raise RefusedError(Problem("not-assignable", message, "candidate"))
    return found


@transaction.atomic
def release(event_id: int, assignment_id: int, *, actor: User, now: dt.datetime) -> Assignment:
    """Take an assignment back. Raises Http404 for one that is not the actor's to take."""
    event = locked(event_id, actor, now, EventAction.ASSIGN)
    rows = event.assignments.filter(pk=assignment_id, released_at__isnull=True)
    assignment = rows.select_related("person", "unit").first()
    if assignment is None or not _may_release(assignment, event, actor, local_day(now)):
        raise Http404
    end_assignment(assignment, actor=actor, now=now)
    save_event(event, now)
    return assignment


def _may_release(assignment: Assignment, event: ExpectedEvent, actor: User, today: dt.date) -> bool:
    if event.agency_id in desk_agencies(actor, today):
        return True
    return assignment.unit_id in units_where(actor, (Duty.VET,), today)


def end_assignment(assignment: Assignment, *, actor: User, now: dt.datetime) -> None:
    """End an assignment of a locked event and write it in the event's history."""
    assignment.released_at = now
    assignment.save(update_fields=["released_at"])
    note(assignment.event, EventChangeKind.RELEASED, actor=actor, now=now, about=assignment)
    tell_of_release(assignment, actor=actor, now=now)


@transaction.atomic
def begin_planned_story(
    event_id: int,
    coverage: Coverage,
    *,
    unit_id: int | None = None,
    actor: User,
    now: dt.datetime,
) -> Story:
    """Turn an event into a draft of the actor: headline, unit, place and time are filled in.

    Without `unit_id` the first of the event's units for which the person writes is taken.
    Whoever begins a story without having been assigned takes the assignment with it.
    Raises RefusedError when the event is over or when no such unit is open.
    """
    event = locked(event_id, actor, now, EventAction.WRITE)
    unit = _unit_to_write_for(event, unit_id, actor, local_day(now))
    words = first_words(event.starts_at, event.place, unit.name, all_day=event.all_day)
    story = begin_story(
        NewStory(
            texts={"headline": event.title, "standfirst": words},
            bylines=((actor.get_full_name(), BylineRole.WORDS_AND_PHOTOS),),
            genre=GENRE_OF[coverage],
        ),
        unit=unit,
        actor=actor,
        now=now,
    )
    PlannedStory.objects.create(story=story, event=event, coverage=coverage)
    if not event.assignments.filter(person=actor, released_at__isnull=True).exists():
        at_desk = event.agency_id in desk_agencies(actor, local_day(now))
        Assignment.objects.create(
            event=event,
            person=actor,
            unit=None if at_desk else unit,
            assigned_by=actor,
            assigned_at=now,
        )
    save_event(event, now)
    _note_beginning(event, unit, coverage, actor=actor, now=now)
    return story


def _unit_to_write_for(
    event: ExpectedEvent, unit_id: int | None, actor: User, today: dt.date
) -> Unit:
    units = writing_units(actor, event, today)
    found = next((unit for unit in units if unit_id in {None, unit.pk}), None)
    if found is None:
        message = _("None of the event's units is one for which you write today.")
        raise RefusedError(Problem("no-unit", message, "unit"))
    return found


def _note_beginning(
    event: ExpectedEvent, unit: Unit, coverage: Coverage, *, actor: User, now: dt.datetime
) -> None:
    # The line belongs to the story's unit; a draft's headline is not repeated in it.
    about = Assignment(event=event, person=actor, unit=unit)
    note(event, EventChangeKind.BEGUN, actor=actor, now=now, words=str(coverage.label), about=about)


@transaction.atomic
def remind(assignment_id: int, *, now: dt.datetime) -> bool:
    """Tell the person and whoever assigned them that the hour has passed; once for each hour.

    Returns whether anybody was told; calling it again tells nobody.
    """
    assignment = (
        overdue_assignments(now)
        .filter(pk=assignment_id, reminded_at__isnull=True)
        .select_for_update(of=("self",))
        .select_related("event", "person", "assigned_by")
        .first()
    )
    if assignment is None or assignment.event.due_at is None:
        return False
    tell_of_delay(assignment, assignment.event.due_at, now=now)
    assignment.reminded_at = now
    assignment.save(update_fields=["reminded_at"])
    return True
