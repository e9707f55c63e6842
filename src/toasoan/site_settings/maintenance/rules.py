"""When maintenance may be announced."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from toasoan.refusals import Problem
from toasoan.vietnamese.dates import local_day, short_date
from toasoan.vietnamese.typed_dates import is_far_ahead
from toasoan.vietnamese.working_time import WorkingCalendar

#: NĐ 224/2026/NĐ-CP, Điều 13: planned interruptions are announced seven working days ahead.
WORKING_DAYS_AHEAD = 7
_LOOK_AHEAD = 366
#: The longest that can be announced; more is most likely a mistyped date.
LONGEST = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class MaintenancePlan:
    """What is to be announced."""

    begins_at: dt.datetime
    ends_at: dt.datetime
    reason: str
    urgent_reason: str = ""


def earliest_day(today: dt.date, calendar: WorkingCalendar) -> dt.date:
    """The first day on which maintenance announced today may take place.

    Seven working days lie between: the day of the announcement does not count.
    """
    day, left = today, WORKING_DAYS_AHEAD
    for _number in range(_LOOK_AHEAD):
        day += dt.timedelta(days=1)
        if left == 0:
            return day
        left -= calendar.works_on(day)
    return day


def problems_with(
    plan: MaintenancePlan, *, now: dt.datetime, calendar: WorkingCalendar
) -> list[Problem]:
    """Everything that stands against announcing this now."""
    found = []
    if not plan.reason.strip():
        found.append(Problem("no-reason", _("Say what is done during the maintenance.")))
    if plan.ends_at <= plan.begins_at:
        found.append(Problem("ends-before-it-begins", _("The end must come after the beginning.")))
    elif plan.ends_at - plan.begins_at > LONGEST:
        found.append(Problem("too-long", _("Maintenance takes seven days at most.")))
    if plan.ends_at <= now:
        found.append(Problem("over", _("This time is over already.")))
    if is_far_ahead(plan.begins_at, now):
        words = _("This hour is more than a year ahead; announce it later, or look at the year.")
        found.append(Problem("hour-far-ahead", words, "begins_at"))
    earliest = earliest_day(local_day(now), calendar)
    if local_day(plan.begins_at) < earliest and not plan.urgent_reason.strip():
        words = _(
            "Readers are told seven working days ahead (NĐ 224/2026/NĐ-CP, Điều 13): the first "
            "possible day is %(day)s. If it cannot wait, say why."
        )
        found.append(Problem("too-soon", words % {"day": short_date(earliest)}))
    return found
