"""Reminding people of stories that wait too long, in the office's own working time."""

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from toasoan.editorial.models import Progress
from toasoan.editorial.transitions import Status
from toasoan.notices.actions import tell
from toasoan.notices.calendars import calendar_of, waiting_time
from toasoan.notices.models import Notice, Reminder, StepLimit
from toasoan.notices.recipients import addressed
from toasoan.notices.rules import ESCALATIONS, FIRST_LIMITS
from toasoan.notices.stories import about_story
from toasoan.units.models import Agency
from toasoan.vietnamese.dates import local_day
from toasoan.vietnamese.working_time import WorkingCalendar, before_working_time

_MOST_PER_RUN = 200
#: Only some stories of these statuses wait for somebody.
_ONLY = {
    Status.DRAFT: Q(submitted_by__isnull=False),
    Status.PUBLISHED: Q(forced_by__isnull=False),
}


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
        calendar = calendar_of(agency_id)
        for status, limits in limits_of(agency_id).items():
            for level, hours in enumerate(limits, start=1):
                border = before_working_time(now, dt.timedelta(hours=hours), calendar)
                overdue = _overdue(agency_id, status, level, border)
                for story_id in overdue.values_list("pk", flat=True)[:_MOST_PER_RUN]:
                    count += _remind_of(story_id, status, level, border, calendar=calendar, now=now)
    return count


def _overdue(agency_id: int, status: Status, level: int, border: dt.datetime) -> QuerySet[Progress]:
    """Stories that have stood at the step since before the border, without this reminder."""
    sent = Reminder.objects.filter(
        story_id=OuterRef("pk"), status=status, since=OuterRef("status_since"), level=level
    )
    rows = Progress.objects.filter(agency_id=agency_id, status=status, status_since__lte=border)
    return rows.filter(_ONLY.get(status, Q()), ~Exists(sent)).order_by("status_since", "pk")


@transaction.atomic
def _remind_of(  # one limit that has run out, by keyword
    story_id: int,
    status: Status,
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
        .filter(_ONLY.get(status, Q()), pk=story_id, status=status, status_since__lte=border)
        .first()
    )
    if progress is None:
        return 0
    since = progress.status_since
    _row, is_new = Reminder.objects.get_or_create(
        story_id=story_id, status=status, since=since, level=level, defaults={"sent_at": now}
    )
    if not is_new:
        return 0
    escalation = ESCALATIONS[status]
    line = escalation.first if level == 1 else escalation.second
    key = f"remind:{story_id}:{status}:{since.timestamp():.0f}"
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
