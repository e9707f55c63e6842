"""Announcing maintenance and calling it off."""

import datetime as dt

from django.db import transaction

from toasoan.accounts.models import User
from toasoan.page_cache.actions import invalidate_everything
from toasoan.refusals import refuse
from toasoan.site_settings.maintenance.rules import MaintenancePlan, problems_with
from toasoan.site_settings.models import Maintenance
from toasoan.units.models import Agency
from toasoan.vietnamese.working_time import WorkingCalendar


@transaction.atomic
def announce_maintenance(
    plan: MaintenancePlan,
    calendar: WorkingCalendar,
    *,
    agency: Agency,
    actor: User | None,
    now: dt.datetime,
) -> Maintenance:
    """Tell readers on every page from now on. Raises RefusedError."""
    refuse(problems_with(plan, now=now, calendar=calendar))
    row = Maintenance.objects.create(
        agency=agency,
        begins_at=plan.begins_at,
        ends_at=plan.ends_at,
        reason=plan.reason.strip(),
        urgent_reason=plan.urgent_reason.strip(),
        announced_at=now,
        announced_by=actor,
    )
    invalidate_everything()
    return row


@transaction.atomic
def call_off_maintenance(row: Maintenance, *, now: dt.datetime) -> None:
    """Call maintenance off, or end it when it has begun. The row is kept.

    Does nothing when it was called off before.
    """
    if row.called_off_at is None:
        row.called_off_at = now
        row.save(update_fields=["called_off_at"])
        invalidate_everything()
