"""Reminding the office that next week's schedule is not published yet, once a week."""

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from toasoan.notifications.actions import NotificationFacts, tell
from toasoan.notifications.kinds import NotificationKind
from toasoan.schedules.actions.history import locked_week
from toasoan.schedules.models import ScheduleSettings
from toasoan.schedules.queries.public import published_week
from toasoan.schedules.rules import WEEK, monday_of
from toasoan.units.duties import Duty
from toasoan.units.models import Agency
from toasoan.units.queries import holders
from toasoan.vietnamese.dates import local_day, short_date


def remind(now: dt.datetime) -> int:
    """Remind the offices whose day has come; returns how many. Safe to run twice."""
    today = local_day(now)
    monday = monday_of(today) + WEEK
    count = 0
    rows = ScheduleSettings.objects.filter(reminder_weekday__lte=today.weekday())
    for row in rows.select_related("agency").order_by("pk"):
        if published_week(row.agency_id, monday) is None:
            count += _remind_office(row.agency, monday, now)
    return count


@transaction.atomic
def _remind_office(agency: Agency, monday: dt.date, now: dt.datetime) -> int:
    schedule = locked_week(agency, monday, now)
    if schedule.is_published or schedule.reminded_at is not None:
        return 0
    schedule.reminded_at = now
    schedule.save(update_fields=["reminded_at"])
    people = holders(Duty.KEEP_RECORDS, agency_id=agency.pk, unit_id=None, on=local_day(now))
    days = {"first": short_date(monday), "last": short_date(monday + dt.timedelta(days=4))}
    about = NotificationFacts(
        key=f"schedule-missing:{agency.pk}:{monday.isoformat()}",
        agency_id=agency.pk,
        title=_("Work schedule from %(first)s to %(last)s") % days,
        path=reverse("newsroom:schedule_week", args=[monday.isoformat()]),
    )
    tell(people, NotificationKind.SCHEDULE_MISSING, about=about, now=now)
    return 1
