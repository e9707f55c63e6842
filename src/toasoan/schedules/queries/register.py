"""Lists of weeks and what happened in one."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from toasoan.schedules.kinds import TAKEN, DayPart, LineKind, LineState, ScheduleState
from toasoan.schedules.models import (
    CitizensRule,
    ScheduleChange,
    ScheduleLine,
    ScheduleSettings,
    WeekSchedule,
)
from toasoan.schedules.queries.public import citizens_rule
from toasoan.schedules.rules import number_after
from toasoan.schedules.writers import Writer
from toasoan.vietnamese.moments import month_after

_MOST_CHANGES = 100
_TO_THURSDAY = dt.timedelta(days=3)
_NAMES = {
    "kind": _("Kind of line"),
    "day": _("Day"),
    "part": _("Part of the day"),
    "starts": _("Begins at"),
    "ends": _("Ends at"),
    "content": _("Content"),
    "chair": _("Chair"),
    "attendants": _("Attendants"),
    "room": _("Place"),
    "preparation": _("Prepared by"),
    "follow_up": _("Followed by"),
    "notes": _("Notes"),
    "is_public": _("Public"),
    "number": _("Number of the schedule"),
    "note": _("Note for readers"),
}
_LABELS: dict[str, dict[Any, Any]] = {
    "part": dict(DayPart.choices),
    "kind": dict(LineKind.choices),
    "is_public": {True: _("yes"), False: _("no")},
}


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One line of the history; `parts` are names of fields with old and new words."""

    change: ScheduleChange
    parts: tuple[tuple[Any, Any, Any], ...]


def weeks_of(agency_id: int, writer: Writer) -> QuerySet[WeekSchedule]:
    """Every week that holds something, with the numbers of its lines."""
    seen = Q(lines__removed_at__isnull=True)
    if not writer.is_office:
        own = Q(lines__unit_id__in=writer.unit_ids)
        seen &= own | Q(state=ScheduleState.PUBLISHED, lines__state__in=TAKEN)
    rows: QuerySet[WeekSchedule] = WeekSchedule.objects.filter(agency_id=agency_id)
    return rows.annotate(
        line_count=Count("lines", filter=seen & ~Q(lines=None)),
        waiting_count=Count("lines", filter=seen & Q(lines__state=LineState.REGISTERED)),
    )


def history_of(schedule: WeekSchedule, writer: Writer) -> list[ChangeLine]:
    """What happened to a week, the latest first; units read of their own lines and of the week."""
    rows = schedule.changes.select_related("actor", "line")
    if not writer.is_office:
        rows = rows.filter(Q(line=None) | Q(line__unit_id__in=writer.unit_ids))
    return [
        ChangeLine(row, tuple(_parts(row.detail)))
        for row in rows.order_by("-happened_at", "-pk")[:_MOST_CHANGES]
    ]


def _parts(detail: dict[str, Any]) -> Iterable[tuple[Any, Any, Any]]:
    for name, label in _NAMES.items():
        if name in detail and detail[name][0] != detail[name][1]:
            before, after = (_LABELS.get(name, {}).get(value, value) for value in detail[name])
            yield label, before or "–", after or "–"


def proposed_number(schedule_monday: dt.date, settings: ScheduleSettings) -> str:
    """The number after that of the last week that has one."""
    rows = WeekSchedule.objects.filter(agency_id=settings.agency_id).exclude(number="")
    earlier = rows.filter(monday__lt=schedule_monday).order_by("-monday").first()
    if earlier is None:
        return ""
    new_year = earlier.monday.year != schedule_monday.year
    return number_after(earlier.number, new_year=new_year, symbol=settings.symbol)


def citizens_missing(agency_id: int, monday: dt.date) -> int:
    """How many days for citizens the month lacks in which most of the week lies, by its rule."""
    rule: CitizensRule | None = citizens_rule(agency_id, monday)
    if rule is None:
        return 0
    first = (monday + _TO_THURSDAY).replace(day=1)
    days = ScheduleLine.objects.filter(
        schedule__agency_id=agency_id,
        kind=LineKind.CITIZENS,
        state=LineState.APPROVED,
        removed_at__isnull=True,
        day__gte=first,
        day__lt=month_after(first),
    )
    return max(0, rule.days_a_month - days.values("day").distinct().count())
