"""Reminding people of stories that wait too long, in the office's own working time."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from toasoan.editorial.models import Progress
from toasoan.editorial.transitions import Status
from toasoan.editorial.turn import APPROVING_CORRECTION, CONFIRMING
from toasoan.editorial.turn_sql import rows_that_wait
from toasoan.notifications.actions import tell
from toasoan.notifications.calendars import calendar_of, waiting_time
from toasoan.notifications.models import Notification, Reminder, StepLimit
from toasoan.notifications.recipients import recipient_groups
from toasoan.notifications.rules import (
    CORRECTION_ESCALATION,
    ESCALATIONS,
    FIRST_LIMITS,
    Escalation,
)
from toasoan.notifications.stories import story_facts
from toasoan.units.models import Agency
from toasoan.vietnamese.dates import local_day
from toasoan.vietnamese.working_time import WorkingCalendar, before_working_time

_MOST_PER_RUN = 200


@dataclass(frozen=True, slots=True)
class Occasion:
    """When people are reminded: `name` is kept with the reminder, `rows` finds the stories.

    `since` is the column that says since when a story waits, `limit` the status whose limits
    hold.
    """

    name: str
    rows: Q
    since: str
    limit: Status
    escalation: Escalation


def _rows_at(status: Status) -> Q:
    """The rows of a status that somebody is reminded of.

    Of drafts only what came back, of published stories only what owes a confirmation.
    """
    if status is Status.PUBLISHED:
        return Q(status=status) & rows_that_wait(CONFIRMING)
    rows = Q(status=status)
    return rows & Q(submitted_by__isnull=False) if status is Status.DRAFT else rows


#: A story waits at its step, and its correction beside it: its approval is one like any other.
OCCASIONS = (
    *(
        Occasion(status, _rows_at(status), "status_since", status, who)
        for status, who in ESCALATIONS.items()
    ),
    Occasion(
        "correction",
        rows_that_wait(APPROVING_CORRECTION),
        "correction_since",
        Status.PROPOSED,
        CORRECTION_ESCALATION,
    ),
)


def limits_of(agency_id: int) -> dict[Status, tuple[int, int]]:
    """Working hours until the first and the second reminder, by step."""
    limits = {
        Status(row.status): (row.first_hours, row.second_hours)
        for row in StepLimit.objects.filter(agency_id=agency_id)
        if row.status in FIRST_LIMITS
    }
    return FIRST_LIMITS | limits


def remind(now: dt.datetime) -> int:
    """Send the reminders that are due, each once; returns how many stories they were about."""
    count = 0
    for agency_id in Agency.objects.order_by("pk").values_list("pk", flat=True):
        calendar, limits = calendar_of(agency_id), limits_of(agency_id)
        for occasion in OCCASIONS:
            for level, hours in enumerate(limits[occasion.limit], start=1):
                border = before_working_time(now, dt.timedelta(hours=hours), calendar)
                overdue = _overdue(agency_id, occasion, level, border)
                for story_id in overdue.values_list("pk", flat=True)[:_MOST_PER_RUN]:
                    count += _remind_of(
                        story_id, occasion, level, border, calendar=calendar, now=now
                    )
    return count


def _overdue(
    agency_id: int, occasion: Occasion, level: int, border: dt.datetime
) -> QuerySet[Progress]:
    """Stories that have waited since before the border, without this reminder."""
    sent = Reminder.objects.filter(
        story_id=OuterRef("pk"), status=occasion.name, since=OuterRef(occasion.since), level=level
    )
    rows = Progress.objects.filter(occasion.rows, agency_id=agency_id)
    rows = rows.filter(~Exists(sent), **{f"{occasion.since}__lte": border})
    return rows.order_by(occasion.since, "pk")


@transaction.atomic
def _remind_of(  # one limit that has run out, by keyword
    story_id: int,
    occasion: Occasion,
    level: int,
    border: dt.datetime,
    *,
    calendar: WorkingCalendar,
    now: dt.datetime,
) -> int:
    """Remind of one story, unless it has moved on or another worker was quicker."""
    progress = (
        Progress.objects.select_for_update(of=("self",))
        .select_related("story", "story__latest_revision")
        .filter(occasion.rows, pk=story_id, **{f"{occasion.since}__lte": border})
        .first()
    )
    if progress is None:
        return 0
    since: dt.datetime = getattr(progress, occasion.since)
    _row, is_new = Reminder.objects.get_or_create(
        story_id=story_id, status=occasion.name, since=since, level=level, defaults={"sent_at": now}
    )
    if not is_new:
        return 0
    rule = occasion.escalation.first if level == 1 else occasion.escalation.second
    key = f"remind:{story_id}:{occasion.name}:{since.timestamp():.0f}"
    about = story_facts(
        progress.story,
        agency_id=progress.agency_id,
        key=f"{key}:{level}",
        extra=_("It has waited %(time)s.") % {"time": waiting_time(since, now, calendar)},
    )
    # The worker stood still and both limits have run out: nobody is told the same twice at once.
    already_reminded = _recipients_of(f"{key}:1", notified_at=now)
    for group in recipient_groups([rule], progress, actor=None, on=local_day(now)):
        people = [person for person in group.people if person.pk not in already_reminded]
        tell(people, group.kind, about=about, now=now)
    return 1


def _recipients_of(key: str, *, notified_at: dt.datetime) -> set[int]:
    """Ids of the people who were told of this event at exactly this moment."""
    found = Notification.objects.filter(key=key, notified_at=notified_at)
    return set(found.values_list("recipient_id", flat=True))
