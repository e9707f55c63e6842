"""What the webmaster keeps: office hours, holidays, limits; and what an agency begins with."""

import datetime as dt
from typing import Any

from django.db import transaction

from toasoan.editorial.transitions import Status
from toasoan.notifications.holidays import PUBLIC_HOLIDAYS
from toasoan.notifications.models import DayKind, Holiday, OfficeHours, StepLimit
from toasoan.notifications.rules import FIRST_LIMITS
from toasoan.units.models import Agency

_SINCE = dt.date(2020, 1, 1)


@transaction.atomic
def give_first_calendar(agency: Agency) -> None:
    """Put in hours, limits and the holidays of each year that has none; safe to run again.

    A year with even one row is the webmaster's: nothing is put beside it.
    """
    if not OfficeHours.objects.filter(agency=agency).exists():
        OfficeHours.objects.create(agency=agency, from_on=_SINCE)
    limited = set(StepLimit.objects.filter(agency=agency).values_list("status", flat=True))
    StepLimit.objects.bulk_create(
        StepLimit(agency=agency, status=status, first_hours=first, second_hours=second)
        for status, (first, second) in FIRST_LIMITS.items()
        if status not in limited
    )
    kept = {day.year for day in Holiday.objects.filter(agency=agency).dates("first_on", "year")}
    Holiday.objects.bulk_create(
        Holiday(
            agency=agency,
            kind=DayKind.WORKING if holiday.worked else DayKind.OFF,
            name=holiday.name,
            first_on=holiday.first_on,
            last_on=holiday.last_on,
            decision=holiday.decision,
            is_expected=holiday.is_expected,
        )
        for holiday in PUBLIC_HOLIDAYS
        if holiday.first_on.year not in kept
    )


@transaction.atomic
def keep_limits(agency: Agency, hours: dict[Status, tuple[int, int]]) -> None:
    """Keep how long a story may wait at each step."""
    for status, (first, second) in hours.items():
        StepLimit.objects.update_or_create(
            agency=agency,
            status=status,
            defaults={"first_hours": first, "second_hours": second},
        )


def keep_hours(agency: Agency, *, from_on: dt.date, **times: dt.time) -> OfficeHours:
    """Keep the office hours from a day on; hours from the same day are replaced."""
    row, _is_new = OfficeHours.objects.update_or_create(
        agency=agency, from_on=from_on, defaults=times
    )
    return row


def keep_holiday(agency: Agency, holiday: Holiday | None, values: dict[str, Any]) -> Holiday | None:
    """Enter or change a holiday; None when the same one is already entered for that day.

    `values` holds the columns by name.
    """
    same = Holiday.objects.filter(agency=agency, first_on=values["first_on"], name=values["name"])
    if same.exclude(pk=holiday.pk if holiday else 0).exists():
        return None
    row = holiday or Holiday(agency=agency)
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    return row


def remove_holiday(holiday: Holiday) -> None:
    """Take a holiday off the list."""
    holiday.delete()
