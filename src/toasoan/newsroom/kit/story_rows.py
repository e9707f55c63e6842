"""Rows of the lists of stories: the inbox and the lists show the same."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.editorial.models import Progress, Reason, ReasonUse
from toasoan.editorial.transitions import Correction, Status
from toasoan.editorial.turn import OPEN_STATUSES
from toasoan.editorial.turn_people import waited_for
from toasoan.newsroom.kit.step_wording import TONE
from toasoan.newsroom.kit.waited_words import waited_words
from toasoan.notifications.calendars import calendar_of
from toasoan.units.duties import Duty
from toasoan.units.queries import duties_of
from toasoan.vietnamese.dates import local_day
from toasoan.vietnamese.working_time import WorkingCalendar, working_time, working_words

PER_PAGE = 30


_ONE_DAY, _MANY_DAYS = dt.timedelta(days=1), dt.timedelta(days=60)


_LABELS = "labels-of-reasons"


Labels = dict[tuple[int, str], str]


@dataclass(frozen=True, slots=True)
class CameBack:
    """Why a story came back, and who sent it back."""

    who: str
    reasons: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A line of a list of stories."""

    story_id: int
    headline: str
    unit: str
    author: str
    status: str
    tone: str
    since: dt.datetime
    waits_for: str
    owes_confirmation: bool
    correction: str
    failure: str
    came_back: CameBack | None
    publish_at: dt.datetime | None
    working: str


def story_rows(rows: Sequence[Progress], now: dt.datetime) -> list[StoryRow]:
    """The lines of one or several lists: two queries, however many rows."""
    waits = waited_for(rows, local_day(now))
    labels = _labels(rows)
    return [
        _story_row(row, waited_words(waits[row.pk]), _came_back(row, labels), now) for row in rows
    ]


def _labels(rows: Sequence[Progress]) -> Labels:
    """The reasons' words, when a row came back at all.

    Kept between requests: a reason is never reworded, only joined by new ones (decision 0014).
    """
    returned = [row for row in rows if row.return_entry_id]
    needed = {(row.agency_id, code) for row in returned for code in _codes(row)}
    known: Labels = cache.get(_LABELS, {})
    if needed - known.keys():
        agencies = {row.agency_id for row in returned}
        reasons = Reason.objects.filter(agency_id__in=agencies, use=ReasonUse.RETURN)
        known |= {(reason.agency_id, reason.code): reason.label for reason in reasons}
        cache.set(_LABELS, known)
    return known


def _codes(row: Any) -> Sequence[str]:
    return row.back_codes or ()


def _came_back(row: Any, labels: Labels) -> CameBack | None:
    """What was said with the return; the columns are those of `inbox.listed`."""
    if row.return_entry_id is None or row.back_codes is None:
        return None
    return CameBack(
        f"{row.back_last_name} {row.back_first_name}".strip(),
        tuple(labels.get((row.agency_id, code), code) for code in row.back_codes),
        row.back_note,
    )


def _working_words(row: Progress, now: dt.datetime) -> str:
    """How many working days a story has waited, when it is more than one and less than many."""
    waited = now - row.status_since
    if row.status not in OPEN_STATUSES or not _ONE_DAY <= waited <= _MANY_DAYS:
        return ""
    calendar = _calendar(row.agency_id)
    worked = working_time(row.status_since, now, calendar)
    length = calendar.day_length(local_day(now))
    return working_words(worked, length) if worked >= length else ""


def _calendar(agency_id: int) -> WorkingCalendar:
    """The agency's working days; a minute old at most, so that a list need not ask each time."""
    found = cache.get_or_set(
        f"working-days:{agency_id}", partial(calendar_of, agency_id), timeout=60
    )
    return cast("WorkingCalendar", found)


def _story_row(
    row: Progress, waits_for: str, came_back: CameBack | None, now: dt.datetime
) -> StoryRow:
    status = Status(row.status)
    return StoryRow(
        story_id=row.pk,
        headline=row.headline or _("(no headline yet)"),  # type: ignore[attr-defined]  # annotated
        unit=row.unit.short_name,
        author=str(row.author),
        status=str(status.label),
        tone=TONE[status],
        since=row.waits_since,  # type: ignore[attr-defined]  # annotated
        waits_for=waits_for,
        owes_confirmation=row.forced_by_id is not None,
        correction=str(Correction(row.correction).label) if row.correction else "",
        failure=row.failure if row.failed_step else "",
        came_back=came_back,
        publish_at=row.publish_at if status is Status.APPROVED else None,
        working=_working_words(row, now),
    )


def may_select(user: User) -> bool:
    """Whether the person moves other people's stories, so that several at once help."""
    duties = duties_of(user, local_day(timezone.now()))
    return not duties.isdisjoint({Duty.VET, Duty.EDIT, Duty.APPROVE})
