"""Whether and when mail about a notice goes out: facts in, answer out."""

import datetime as dt
from dataclasses import dataclass

from toasoan.notices.kinds import CHOICES, Group, How
from toasoan.notices.models import MailState
from toasoan.vietnamese.working_time import WorkingCalendar, next_working_morning

#: When the one mail of the morning goes, in Vietnamese time.
DIGEST_AT = dt.time(7, 30)


@dataclass(frozen=True, slots=True)
class MailPlan:
    """What becomes of the mail about a notice: its state, its hour, alone or in the digest."""

    state: MailState
    due_at: dt.datetime | None = None
    in_digest: bool = False


def way_of(group: Group, chosen: str | None) -> How:
    """How mail of the group goes; a choice that is not theirs to make counts as none made."""
    ways = CHOICES.get(group, (How.AT_ONCE,))
    return How(chosen) if chosen in ways else How.AT_ONCE


def mail_plan(
    how: How, *, has_address: bool, now: dt.datetime, calendar: WorkingCalendar
) -> MailPlan:
    """What becomes of the mail about something told now."""
    if how is How.NONE:
        return MailPlan(MailState.NOT_WANTED)
    if not has_address:
        return MailPlan(MailState.NO_ADDRESS)
    if how is How.DIGEST:
        morning = next_working_morning(now, DIGEST_AT, calendar)
        return MailPlan(MailState.WAITING, morning, in_digest=True)
    return MailPlan(MailState.WAITING, now)
