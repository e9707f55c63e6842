"""Telling a unit what the office did with its line."""

from django.urls import reverse
from django.utils.translation import gettext as _

from toasoan.notifications.actions import NotificationFacts, tell
from toasoan.notifications.kinds import NotificationKind
from toasoan.schedules.kinds import ChangeKind
from toasoan.schedules.models import ScheduleChange, ScheduleLine
from toasoan.units.duties import UNIT_WORK
from toasoan.units.queries import holders
from toasoan.vietnamese.dates import local_day, long_date


def tell_unit(change: ScheduleChange, line: ScheduleLine) -> None:
    """Tell the people of the line's unit of this change; nobody when it belongs to no unit."""
    if line.unit_id is None:
        return
    schedule = change.schedule
    today = local_day(change.happened_at)
    people = [
        person
        for duty in UNIT_WORK
        for person in holders(duty, agency_id=schedule.agency_id, unit_id=line.unit_id, on=today)
    ]
    refused = change.kind == ChangeKind.REFUSED
    about = NotificationFacts(
        key=f"schedule-change:{change.pk}",
        agency_id=schedule.agency_id,
        title=f"{long_date(line.day)}: {line.title}",
        path=reverse("newsroom:schedule_week", args=[schedule.monday.isoformat()]),
        extra=_("The office: %(what)s.") % {"what": change.get_kind_display()},
        note=change.note,
    )
    kind = NotificationKind.SCHEDULE_REFUSED if refused else NotificationKind.SCHEDULE_CHANGED
    tell(people, kind, about=about, now=change.happened_at, actor=change.actor)
