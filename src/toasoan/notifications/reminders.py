"""Reminding people of stories that wait too long, in the office's own working time."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from toasoan.editorial.models import Progress
from toasoan.editorial.transitions import Correction, Status
from toasoan.notifications.actions import tell
from toasoan.notifications.calendars import calendar_of, waiting_time
from toasoan.notifications.models import Notice, Reminder, StepLimit
from toasoan.notifications.recipients import addressed
from toasoan.notifications.rules import (
    CORRECTION_ESCALATION,
    ESCALATIONS,
    FIRST_LIMITS,
    Escalation,
)
from toasoan.notifications.stories import about_story
from toasoan.units.models import Agency
from toasoan.vietnamese.dates import local_day
from toasoan.vietnamese.working_time import WorkingCalendar, before_working_time

_MOST_PER_RUN = 200
#: Only some stories of these statuses wait for somebody.
_ONLY = {
    Status.DRAFT: Q(submitted_by__isnull=False),
    Status.PUBLISHED: Q(forced_by__isnull=False),
}


@dataclass(frozen=True, slots=True)
class Wait:
    """Something a story waits for: `name` is kept with the reminder, `rows` finds the stories.

    `since` is the column that says since when, `limit` the step whose limits hold.
    """

    name: str
    rows: Q
    since: str
    limit: Status
    escalation: Escalation


#: A story waits at its step, and its correction beside it: its approval is one like any other.
WAITS = (
    *(
        Wait(status, Q(status=status) & _ONLY.get(status, Q()), "status_since", status, who)
        for status, who in ESCALATIONS.items()
    ),
    Wait(
        "correction",
        Q(correction=Correction.PROPOSED, correction_since__isnull=False),
        "correction_since",
        Status.PROPOSED,
        CORRECTION_ESCALATION,
    ),
)


def limits_of(agency_id: int) -> dict[Status, tuple[int, int]]:
    """Working hours until the first and the second reminder, by step."""
    kept = {
        Status(row.status): (row.first_hours, row.second_hours)
        for row in StepLimit.objects.filter(agency_id=agency_id)
        if row.status in FIRST_LIMITS
    }
    return FIRST_LIMITS | kept


def remind(now: dt.datetime) -> int:
    """Send the reminders that are due, each once; returns how many stories they were about."""
    count = 0
    for agency_id in Agency.objects.order_by("pk").values_list("pk", flat=True):
        calendar, limits = calendar_of(agency_id), limits_of(agency_id)
        for wait in WAITS:
            for level, hours in enumerate(limits[wait.limit], start=1):
                border = before_working_time(now, dt.timedelta(hours=hours), calendar)
                overdue = _overdue(agency_id, wait, level, border)
                for story_id in overdue.values_list("pk", flat=True)[:_MOST_PER_RUN]:
                    count += _remind_of(story_id, wait, level, border, calendar=calendar, now=now)
    return count


def _overdue(agency_id: int, wait: Wait, level: int, border: dt.datetime) -> QuerySet[Progress]:
    """Stories that have waited since before the border, without this reminder."""
    sent = Reminder.objects.filter(
        story_id=OuterRef("pk"), status=wait.name, since=OuterRef(wait.since), level=level
    )
    rows = Progress.objects.filter(wait.rows, agency_id=agency_id)
    rows = rows.filter(~Exists(sent), **{f"{wait.since}__lte": border})
    return rows.order_by(wait.since, "pk")


@transaction.atomic
def _remind_of(  # one limit that has run out, by keyword
    story_id: int,
    wait: Wait,
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
        .filter(wait.rows, pk=story_id, **{f"{wait.since}__lte": border})
        .first()
    )
    if progress is None:
        return 0
    since: dt.datetime = getattr(progress, wait.since)
    _row, is_new = Reminder.objects.get_or_create(
        story_id=story_id, status=wait.name, since=since, level=level, defaults={"sent_at": now}
    )
    if not is_new:
        return 0
    line = wait.escalation.first if level == 1 else wait.escalation.second
    key = f"remind:{story_id}:{wait.name}:{since.timestamp():.0f}"
    about = about_story(
        progress.story,
        agency_id=progress.agency_id,
        key=f"{key}:{level}",
        extra=_("It has waited %(time)s.") % {"time": waiting_time(since, now, calendar)},
    )
    # The worker stood still and both limits have run out: nobody is told the same twice at once.
    just_told = set(
        Notice.objects.filter(key=f"{key}:1", told_at=now).values_list("recipient_id", flat=True)
    )
    for group in addressed([line], progress, actor=None, on=local_day(now)):
        people = [person for person in group.people if person.pk not in just_told]
        tell(people, group.kind, about=about, now=now)
    return 1
