"""What can be announced: facts in, all problems out. No database."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

#: An announcement for longer than this is a mistyped year.
LONGEST = dt.timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Problem:
    """What stands in the way: a sentence for the person and the field to look at."""

    message: str
    field: str = ""


class EventRefusedError(Exception):
    """A rule about public events was broken; `problems` says all of it."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(" ".join(problem.message for problem in problems))
        self.problems = problems


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


def problems_of(told: Announcement) -> list[Problem]:
    """Everything that is wrong with an announcement."""
    problems = []
    if not told.title.strip():
        problems.append(Problem(_("Say what takes place."), "title"))
    if told.ends_at < told.starts_at or (told.all_day and told.ends_at == told.starts_at):
        problems.append(Problem(_("The event cannot end before it begins."), "ends_at"))
    elif told.ends_at - told.starts_at > LONGEST:
        problems.append(Problem(_("An event lasts at most a year; look at the days."), "ends_at"))
    return problems
