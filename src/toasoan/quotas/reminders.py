"""Reminding units and people of what is missing before a period ends, each once."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.notifications.actions import NotificationFacts, tell
from toasoan.notifications.kinds import NotificationKind
from toasoan.quotas.models import Quota, QuotaReminder
from toasoan.quotas.queries import Shortfall, reminder_days, shortfalls
from toasoan.quotas.rules import days_left, period_at, reminder_level
from toasoan.units.duties import Duty
from toasoan.units.models import Agency, BoardKind, Unit
from toasoan.units.queries import holders, stand_ins_of
from toasoan.vietnamese.dates import local_day
from toasoan.vietnamese.periods import Period


def remind(now: dt.datetime) -> int:
    """Send the reminders that are due today; returns how many units and people were reminded.

    A quota's period is that of its own cycle. Each unit or person gets one notification for a
    period and level, whatever the number of quotas; run again, or by a second worker, none.
    """
    today = local_day(now)
    count = 0
    for agency in Agency.objects.order_by("pk"):
        levels = reminder_days(agency)
        for period, quotas in _ending(agency, today).items():
            level = reminder_level(days_left(period, today), *levels)
            if level:
                missing = _missing(shortfalls(agency, period, today, quotas=quotas))
                for rows in missing:
                    count += _remind_of(rows, level, now)
    return count


def _ending(agency: Agency, today: dt.date) -> dict[Period, list[Quota]]:
    """The periods in which today lies → the quotas that are owed in them."""
    found: dict[Period, list[Quota]] = defaultdict(list)
    in_force = Quota.objects.in_force_on(today).filter(agency=agency)
    cycles = set(in_force.values_list("cycle", "is_sector_year"))
    for cycle, is_sector_year in cycles:
        period = period_at(cycle, today, is_sector_year=is_sector_year)
        # Also those that were changed within the period: their months still count.
        found[period] += (
            Quota.objects.touching(period.first, period.last)
            .filter(agency=agency, cycle=cycle, is_sector_year=is_sector_year)
            .select_related("unit", "person")
        )
    return found


def _missing(rows: Iterable[Shortfall]) -> list[list[Shortfall]]:
    """What is missing, by unit or person."""
    found: dict[tuple[str, int], list[Shortfall]] = defaultdict(list)
    for row in rows:
        subject = row.person or row.unit
        if not row.is_met and subject is not None:
            found[type(subject).__name__, subject.pk].append(row)
    return list(found.values())


@transaction.atomic
def _remind_of(rows: list[Shortfall], level: int, now: dt.datetime) -> int:
    """Tell one unit's team or one person what is missing, unless that was done before."""
    row = rows[0]
    unit = None if row.person else row.unit
    _reminder, is_new = QuotaReminder.objects.get_or_create(
        unit=unit,
        person=row.person,
        first_on=row.period.first,
        last_on=row.period.last,
        level=level,
        defaults={"sent_at": now},
    )
    if not is_new:
        return 0
    people = [row.person] if row.person else _team(unit, local_day(now)) if unit else []
    subject = f"p{row.person.pk}" if row.person else f"u{unit.pk if unit else 0}"
    days = f"{row.period.first:%Y%m%d}-{row.period.last:%Y%m%d}"
    about = NotificationFacts(
        key=f"quota:{subject}:{days}:{level}",
        agency_id=row.quota.agency_id,
        title=f"{row.period.label()}: {row.name}",
        path=f"{reverse('newsroom:quota_shortfalls')}?from={row.period.first}&to={row.period.last}",
        extra=_words(rows),
    )
    tell(people, NotificationKind.QUOTA, about=about, now=now)
    return 1


def _words(rows: list[Shortfall]) -> str:
    """What is missing, in one sentence for each thing."""
    lines = [
        _("%(thing)s: %(done)02d of %(required)02d, %(missing)02d missing.")
        % {
            "thing": row.thing.label(),
            "done": row.done,
            "required": row.required,
            "missing": row.missing,
        }
        for row in rows
    ]
    left = _("%(days)02d days left.") % {"days": rows[0].days_left}
    return " ".join([*lines, left])


def _team(unit: Unit, today: dt.date) -> list[User]:
    """The unit's leader and team, and who stands in for them today."""
    own = holders(Duty.CONTRIBUTE, agency_id=unit.agency_id, unit_id=unit.pk, on=today)
    rows = stand_ins_of(own, [BoardKind.UNIT_TEAM], unit_id=unit.pk, on=today)
    return [*own, *(row.delegate for row in rows)]
