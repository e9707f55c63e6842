"""Who is told of what happens to the plan: only people who are to cover the event, and planners.

Whoever lost their seat since is not told: the event does not exist for them any more.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.notifications.actions import NotificationFacts, tell
from toasoan.notifications.kinds import NotificationKind
from toasoan.planning.models import Assignment, ExpectedEvent
from toasoan.planning.queries.events import events_visible_to
from toasoan.vietnamese.dates import local_day, short_datetime


def tell_of_assignment(assignment: Assignment, *, actor: User, now: dt.datetime) -> None:
    """Tell somebody that the event is theirs to cover."""
    due_at = assignment.event.due_at
    sentences = [assignment.part]
    if due_at:
        sentences.append(_("to be sent by %(when)s") % {"when": short_datetime(due_at)})
    about = _about(
        assignment.event, f"assignment-{assignment.pk}", "; ".join(filter(None, sentences))
    )
    tell(_who_see([assignment.person], assignment.event, now), NotificationKind.ASSIGNED,
         about=about, now=now, actor=actor)  # fmt: skip


def tell_of_release(assignment: Assignment, *, actor: User, now: dt.datetime) -> None:
    """Tell somebody that the event is theirs no longer; they may not see it any more."""
    about = _about(
        assignment.event,
        f"released-{assignment.pk}",
        _("You need not cover this event any more."),
    )
    tell([assignment.person], NotificationKind.PLAN_CHANGED, about=about, now=now, actor=actor)


def tell_of_change(event: ExpectedEvent, what: str, *, actor: User, now: dt.datetime) -> None:
    """Tell everybody who is to cover the event what became of it."""
    rows = event.assignments.filter(released_at__isnull=True).select_related("person")
    people = _who_see([row.person for row in rows], event, now)
    about = _about(event, f"event-{event.pk}-{event.version}", what)
    # Somebody who mends an event line by line writes one letter, not one a line.
    about = replace(about, together=f"plan:{event.pk}:{actor.pk}")
    tell(people, NotificationKind.PLAN_CHANGED, about=about, now=now, actor=actor)


def tell_of_delay(assignment: Assignment, due_at: dt.datetime, *, now: dt.datetime) -> None:
    """Tell the person, and whoever assigned them, that the hour has passed."""
    event, person, planner = assignment.event, assignment.person, assignment.assigned_by
    key = f"overdue-{assignment.pk}-{due_at:%Y%m%d%H%M}"
    was_due = _("was to be sent by %(when)s") % {"when": short_datetime(due_at)}
    tell(
        _who_see([person], event, now), NotificationKind.ASSIGNMENT_DUE,
        about=_about(event, key, was_due), now=now,
    )  # fmt: skip
    if planner != person:
        of_whom = f"{person}: {was_due}"
        tell(
            _who_see([planner], event, now), NotificationKind.PLAN_CHANGED,
            about=_about(event, key, of_whom), now=now,
        )  # fmt: skip


def _who_see(people: Iterable[User], event: ExpectedEvent, now: dt.datetime) -> list[User]:
    today = local_day(now)
    return [
        person for person in people if events_visible_to(person, today).filter(pk=event.pk).exists()
    ]


def _about(event: ExpectedEvent, key: str, extra: str) -> NotificationFacts:
    return NotificationFacts(
        key=f"plan-{key}",
        agency_id=event.agency_id,
        title=event.title,
        path=reverse("newsroom:planning_event", args=[event.pk]),
        extra=extra,
    )
