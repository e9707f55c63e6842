"""Every write of a public event; each invalidates its pages in the same transaction."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.events.cache_tags import event_tag, events_tag
from toasoan.events.models import PublicEvent
from toasoan.events.rules import Announcement, problems_of
from toasoan.events.search import forget_event, index_event
from toasoan.page_cache.actions import invalidate, withdraw
from toasoan.refusals import Problem, RefusedError, refuse
from toasoan.units.models import Agency, Unit
from toasoan.vietnamese.cleaning import cleaned, one_line


@transaction.atomic
def announce(
    agency: Agency,
    announcement: Announcement,
    *,
    actor: User,
    now: dt.datetime,
    planned_uid: UUID | None = None,
) -> PublicEvent:
    """Write down a new event. Raises RefusedError with everything that is wrong.

    An expected event of the plan is announced once: the second time the first one comes back.
    """
    if planned_uid is not None:
        known = PublicEvent.objects.filter(agency=agency, planned_uid=planned_uid).first()
        if known is not None:
            return known
    event = PublicEvent(agency=agency, planned_uid=planned_uid)
    _set_fields(event, announcement)
    _save(event, actor, now)
    return event


@transaction.atomic
def change_event(
    event_id: int, announcement: Announcement, *, seen_version: int, actor: User, now: dt.datetime
) -> PublicEvent:
    """Change what an event says. Raises RefusedError.

    An event that is no longer to be shown is taken from readers at once.
    """
    event = PublicEvent.objects.select_for_update().get(pk=event_id)
    if event.version != seen_version:
        message = _("Somebody else changed this event after you opened it. Look at it again.")
        raise RefusedError(Problem("changed-meanwhile", message))
    was_shown = event.is_published
    _set_fields(event, announcement)
    _save(event, actor, now)
    if was_shown and not event.is_published:
        withdraw([event_tag(event.pk)])
    return event


@transaction.atomic
def cancel_event(event_id: int, note: str, *, actor: User, now: dt.datetime) -> None:
    """The event does not take place; it stays on the site, struck out, for whoever noted it."""
    event = PublicEvent.objects.select_for_update().get(pk=event_id)
    event.cancelled_at, event.cancel_note = event.cancelled_at or now, cleaned(note).strip()
    _save(event, actor, now)


@transaction.atomic
def reinstate_event(event_id: int, *, actor: User, now: dt.datetime) -> None:
    """The event takes place after all."""
    event = PublicEvent.objects.select_for_update().get(pk=event_id)
    event.cancelled_at, event.cancel_note = None, ""
    _save(event, actor, now)


@transaction.atomic
def remove_event(event_id: int) -> None:
    """Take an event away as if it had never been entered: for what was entered by mistake."""
    event = PublicEvent.objects.select_for_update().get(pk=event_id)
    withdraw([event_tag(event.pk)])
    invalidate([events_tag(event.agency_id)])
    forget_event(event.pk)
    event.delete()


def _set_fields(event: PublicEvent, announcement: Announcement) -> None:
    problems = problems_of(announcement)
    units = Unit.objects.filter(agency=event.agency_id)
    if announcement.unit_id is not None and not units.filter(pk=announcement.unit_id).exists():
        message = _("This unit does not belong to the agency.")
        problems.append(Problem("foreign-unit", message, "unit"))
    refuse(problems)
    event.title = one_line(announcement.title)
    event.place, event.about = one_line(announcement.place), cleaned(announcement.about).strip()
    event.starts_at, event.ends_at, event.all_day = (
        announcement.starts_at,
        announcement.ends_at,
        announcement.all_day,
    )
    event.unit_id, event.is_published = announcement.unit_id, announcement.is_published


def _save(event: PublicEvent, actor: User, now: dt.datetime) -> None:
    """Save; calendars learn of a change by its number and moment."""
    if event.pk:
        event.version += 1
    event.changed_at, event.changed_by = now, actor
    event.save()
    index_event(event)
    invalidate([event_tag(event.pk), events_tag(event.agency_id)])
