"""Which stays at steps with a limit ended within it, in the agency's office hours."""

import datetime as dt
from collections.abc import Hashable, Iterator, Sequence

from toasoan.editorial.transitions import Status
from toasoan.figures.dimensions import Scope
from toasoan.figures.entries import Entries
from toasoan.notifications.calendars import calendar_of
from toasoan.notifications.reminders import limits_of
from toasoan.vietnamese.dates import local_day
from toasoan.vietnamese.working_time import WorkingClock

_HOUR = 3600


def late_or_not(
    scope: Scope, rows: Entries, columns: Sequence[str], *, late: bool | None
) -> Iterator[tuple[tuple[Hashable, ...], int]]:
    """The columns and the number of each stay that was late, was not, or (None) of all of them.

    `rows` are `entries.timed`; their order stays. The limits are those that reminders go by today.
    """
    found = list(rows.values_list(*columns, "pk", "from_status", "arrived", "left").iterator())
    if not found:
        return
    limits = {status: hours[0] * _HOUR for status, hours in limits_of(scope.agency.pk).items()}
    clock = WorkingClock(
        calendar_of(scope.agency.pk), _day(min(row[-2] for row in found)), scope.period.last
    )
    for *raw, pk, status, arrived, left in found:
        limit = limits[Status(status)]
        # No stay has more office hours than hours.
        is_late = left - arrived > limit and clock.seconds(arrived, left) > limit
        if late is None or late == is_late:
            yield tuple(raw), pk


def _day(seconds: int) -> dt.date:
    return local_day(dt.datetime.fromtimestamp(seconds, dt.UTC))
