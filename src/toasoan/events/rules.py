"""What can be announced: facts in, all problems out. No database."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from toasoan.refusals import Problem

#: An announcement for longer than this is a mistyped year.
LONGEST = dt.timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What somebody wants readers to know of an event."""

    title: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    all_day: bool = False
    place: str = ""
    about: str = ""
    unit_id: int | None = None
    is_published: bool = False


def problems_of(announcement: Announcement) -> list[Problem]:
    """Everything that is wrong with an announcement."""
    problems = []
    if not announcement.title.strip():
        problems.append(Problem("no-title", _("Say what takes place."), "title"))
    if announcement.ends_at < announcement.starts_at or (
        announcement.all_day and announcement.ends_at == announcement.starts_at
    ):
        message = _("The event cannot end before it begins.")
        problems.append(Problem("ends-before-it-begins", message, "ends_at"))
    elif announcement.ends_at - announcement.starts_at > LONGEST:
        message = _("An event lasts at most a year; look at the days.")
        problems.append(Problem("too-long", message, "ends_at"))
    return problems
