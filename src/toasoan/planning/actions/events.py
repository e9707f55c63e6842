"""Entering, changing, cancelling and copying expected events."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.planning.actions.base import locked, note, save_event
from toasoan.planning.actions.people import end_assignment
from toasoan.planning.actions.telling import tell_of_change
from toasoan.planning.kinds import Coverage, EventChangeKind
from toasoan.planning.models import ExpectedEvent
from toasoan.planning.queries.events import desk_agencies, plannable_units
from toasoan.planning.rules import EventAction, EventPlan, plan_problems
from toasoan.refusals import Problem, RefusedError, refuse
from toasoan.units.models import Unit
from toasoan.vietnamese.cleaning import cleaned
from toasoan.vietnamese.dates import local_day, short_date, short_datetime
from toasoan.vietnamese.moments import days_of, month_after, moved

#: Changes of which whoever covers the event must hear.
TOLD_OF = frozenset({"when", "place", "due_at"})
_PLAIN = ("title", "place", "about", "directive", "notes")


@transaction.atomic
def plan_event(
    plan: EventPlan, *, actor: User, now: dt.datetime, copied_from: ExpectedEvent | None = None
) -> ExpectedEvent:
    """Enter an event. Raises RefusedError with everything that is wrong with the plan."""
    units = _chosen_units(plan, actor, now, already=())
    event = ExpectedEvent(
        agency_id=units[0].agency_id,
        from_desk=units[0].agency_id in desk_agencies(actor, local_day(now)),
        made_by=actor,
        made_at=now,
        changed_at=now,
    )
    _put_down(event, plan)
    event.save()
    event.units.set(units)
    if copied_from is None:
        note(event, EventChangeKind.PLANNED, actor=actor, now=now)
    else:
        day = short_date(local_day(copied_from.starts_at))
        note(
            event,
            EventChangeKind.COPIED,
            actor=actor,
            now=now,
            words=_("of %(day)s") % {"day": day},
        )
    return event


@transaction.atomic
def change_event(
    event_id: int, plan: EventPlan, *, seen_version: int, actor: User, now: dt.datetime
) -> ExpectedEvent:
    """Change what an event says; people of units that it concerns no longer are released.

    Raises RefusedError, also when somebody changed it after the person opened it.
    """
    event = locked(event_id, actor, now, EventAction.CHANGE)
    if event.version != seen_version:
        message = _("Somebody else changed this event after you opened it. Look at it again.")
        raise RefusedError(Problem("changed-meanwhile", message))
    before, names_before = _facts(event), _unit_names(event.units.all())
    units = _chosen_units(plan, actor, now, already=[unit.pk for unit in event.units.all()])
    due_before = event.due_at
    _put_down(event, plan)
    detail = _differences(before, _facts(event))
    if (names := _unit_names(units)) != names_before:
        detail["units"] = [names_before, names]
    if not detail:
        return event
    save_event(event, now)
    event.units.set(units)
    if event.due_at != due_before:
        event.assignments.filter(released_at__isnull=True).update(reminded_at=None)
    note(event, EventChangeKind.CHANGED, actor=actor, now=now, detail=detail)
    gone = event.assignments.filter(released_at__isnull=True, unit__isnull=False)
    for assignment in gone.exclude(unit__in=units).select_related("person", "unit"):
        end_assignment(assignment, actor=actor, now=now)
    if TOLD_OF.intersection(detail):
        tell_of_change(
            event, _("The time, the place or the hour has changed."), actor=actor, now=now
        )
    return event


@transaction.atomic
def cancel_event(event_id: int, reason: str, *, actor: User, now: dt.datetime) -> ExpectedEvent:
    """Say that the event does not take place; it stays in the calendar, struck out."""
    event = locked(event_id, actor, now, EventAction.CANCEL)
    if not reason.strip():
        raise RefusedError(Problem("no-reason", _("Write down why."), "reason"))
    event.cancelled_at, event.cancel_reason = now, cleaned(reason).strip()
    save_event(event, now)
    note(event, EventChangeKind.CANCELLED, actor=actor, now=now, words=event.cancel_reason)
    what = _("Cancelled: %(reason)s") % {"reason": event.cancel_reason}
    tell_of_change(event, what, actor=actor, now=now)
    return event


@transaction.atomic
def settle_event(event_id: int, *, actor: User, now: dt.datetime) -> ExpectedEvent:
    """Say that nothing more is to be done about the event."""
    event = locked(event_id, actor, now, EventAction.SETTLE)
    event.settled_at = now
    save_event(event, now)
    note(event, EventChangeKind.SETTLED, actor=actor, now=now)
    return event


@transaction.atomic
def reopen_event(event_id: int, *, actor: User, now: dt.datetime) -> ExpectedEvent:
    """Take back a cancellation or "done"."""
    event = locked(event_id, actor, now, EventAction.REOPEN)
    event.cancelled_at, event.cancel_reason, event.settled_at = None, "", None
    save_event(event, now)
    note(event, EventChangeKind.REOPENED, actor=actor, now=now)
    tell_of_change(event, _("The event takes place after all."), actor=actor, now=now)
    return event


@transaction.atomic
def copy_event(event_id: int, span: str, *, actor: User, now: dt.datetime) -> ExpectedEvent:
    """Enter the same event a week or a month later, without its people and stories.

    `span` is "week" or "month". A unit's leader copies for the own units only.
    """
    event = locked(event_id, actor, now, EventAction.COPY)
    first, _last = days_of(event.starts_at, event.ends_at)
    days = 7 if span == "week" else (month_after(first) - first).days
    allowed = {unit.pk for unit in plannable_units(actor, local_day(now))}
    plan = EventPlan(
        **{name: getattr(event, name) for name in _PLAIN},
        starts_at=moved(event.starts_at, days),
        ends_at=moved(event.ends_at, days),
        all_day=event.all_day,
        unit_ids=frozenset(unit.pk for unit in event.units.all()) & allowed,
        coverage=frozenset(event.coverage),
        due_at=moved(event.due_at, days) if event.due_at else None,
    )
    return plan_event(plan, actor=actor, now=now, copied_from=event)


def _chosen_units(
    plan: EventPlan, actor: User, now: dt.datetime, *, already: Iterable[int]
) -> list[Unit]:
    """The plan's units; one that the event concerned before may have closed since."""
    allowed = {unit.pk: unit for unit in plannable_units(actor, local_day(now))}
    kept = {unit.pk: unit for unit in Unit.objects.filter(pk__in=already)}
    known = kept | allowed
    refuse(plan_problems(plan, known))
    units = [known[pk] for pk in sorted(plan.unit_ids)]
    if len({unit.agency_id for unit in units}) > 1:
        message = _("The units belong to different agencies.")
        raise RefusedError(Problem("two-agencies", message, "units"))
    return units


def _put_down(event: ExpectedEvent, plan: EventPlan) -> None:
    for name in _PLAIN:
        setattr(event, name, cleaned(getattr(plan, name)).strip())
    event.starts_at, event.ends_at, event.all_day = plan.starts_at, plan.ends_at, plan.all_day
    event.due_at = plan.due_at
    for kind in Coverage:
        setattr(event, f"wants_{kind}", kind in plan.coverage)


def _facts(event: ExpectedEvent) -> dict[str, str]:
    """What an event says, in words that its history can keep."""
    facts = {name: getattr(event, name) for name in _PLAIN}
    facts["when"] = when_in_words(event)
    facts["due_at"] = short_datetime(event.due_at) if event.due_at else ""
    facts["coverage"] = ", ".join(str(kind.label) for kind in event.coverage)
    return facts


def when_in_words(event: ExpectedEvent) -> str:
    """The event's time for its history."""
    if not event.all_day:
        start, end = short_datetime(event.starts_at), short_datetime(event.ends_at)
        return start if event.starts_at == event.ends_at else f"{start} – {end}"
    first, last = days_of(event.starts_at, event.ends_at)
    return short_date(first) if first == last else f"{short_date(first)} – {short_date(last)}"


def _differences(before: dict[str, str], after: dict[str, str]) -> dict[str, list[str]]:
    return {name: [before[name], after[name]] for name in before if before[name] != after[name]}


def _unit_names(units: Iterable[Unit]) -> str:
    return ", ".join(
        unit.short_name for unit in sorted(units, key=lambda u: (u.order, u.name_order))
    )
