"""Who may do what with an event, what it must say, how far it is. No database, no clock."""

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from toasoan.editorial.transitions import Status
from toasoan.planning.kinds import Coverage, EventStatus, Timeliness
from toasoan.refusals import Problem
from toasoan.stories.models import Genre
from toasoan.vietnamese.dates import TZ, short_date
from toasoan.vietnamese.moments import EVENING, NOON


class EventAction(StrEnum):
    """What a person may do with an event."""

    CHANGE = "change"
    CANCEL = "cancel"
    REOPEN = "reopen"
    SETTLE = "settle"
    ASSIGN = "assign"
    WRITE = "write"
    COPY = "copy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a person is to an event today.

    `leads` and `writes` are about the units that it concerns; `all_own` says that it concerns
    no unit but theirs.
    """

    at_desk: bool = False
    edits: bool = False
    leads: bool = False
    writes: bool = False
    all_own: bool = False
    made_it: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EventState:
    """What of an event decides about actions."""

    from_desk: bool
    is_cancelled: bool
    is_settled: bool

    @property
    def is_open(self) -> bool:
        """Neither cancelled nor marked as done."""
        return not self.is_cancelled and not self.is_settled


def answers_for_it(standing: Standing, state: EventState) -> bool:
    """Whether the event's facts are the person's to change.

    The desk answers for every event; a unit for those it entered itself and that concern nobody
    else: its leader for all of them, a writer for their own.
    """
    if standing.at_desk:
        return True
    if state.from_desk or not standing.all_own:
        return False
    return standing.leads or (standing.writes and standing.made_it)


_OPEN_TO: dict[EventAction, Callable[[Standing, EventState], bool]] = {
    EventAction.CHANGE: answers_for_it,
    EventAction.CANCEL: answers_for_it,
    EventAction.SETTLE: answers_for_it,
    EventAction.REOPEN: answers_for_it,
    EventAction.ASSIGN: lambda standing, state: standing.at_desk or standing.leads,
    EventAction.WRITE: lambda standing, state: standing.edits or standing.writes,
    EventAction.COPY: lambda standing, state: standing.leads or answers_for_it(standing, state),
}


def may(action: EventAction, standing: Standing, state: EventState) -> bool:
    """Whether the action is open to the person on this event."""
    in_time = action is EventAction.COPY or state.is_open != (action is EventAction.REOPEN)
    return in_time and _OPEN_TO[action](standing, state)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPlan:
    """What an event is to say."""

    title: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    all_day: bool = False
    place: str = ""
    about: str = ""
    unit_ids: frozenset[int] = frozenset()
    coverage: frozenset[Coverage] = frozenset()
    due_at: dt.datetime | None = None
    directive: str = ""
    notes: str = ""


#: Longer than any conference or campaign week; a typing error in the year is caught by it.
LONGEST = dt.timedelta(days=92)


def plan_problems(plan: EventPlan, allowed_unit_ids: Collection[int]) -> list[Problem]:
    """Everything that is wrong with a plan; units that are not the planner's are refused."""
    found: list[Problem] = []
    if not plan.title.strip():
        found.append(Problem("no-title", _("Say what the event is called."), "title"))
    if plan.ends_at < plan.starts_at or (plan.all_day and plan.ends_at == plan.starts_at):
        found.append(Problem("ends-first", _("The event ends before it begins."), "last_day"))
    elif plan.ends_at - plan.starts_at > LONGEST:
        found.append(
            Problem("too-long", _("An event cannot last longer than three months."), "last_day")
        )
    if not plan.unit_ids:
        found.append(Problem("no-unit", _("Choose at least one unit."), "units"))
    elif not plan.unit_ids <= set(allowed_unit_ids):
        found.append(Problem("foreign-unit", _("One of the units is not yours."), "units"))
    return found


#: A story is with others, or with its writer, but not at its end yet.
ON_ITS_WAY = frozenset(
    {
        Status.DRAFT,
        Status.SUBMITTED,
        Status.RECEIVED,
        Status.EDITING,
        Status.PROPOSED,
        Status.APPROVED,
    }
)
#: The story went out; a later take-down does not undo the coverage.
WENT_OUT = frozenset({Status.PUBLISHED, Status.TAKEN_DOWN})


def status_of(
    state: EventState, *, assigned: bool, stories: Collection[Status], passed_unwanted: bool = False
) -> EventStatus:
    """How far an event is: what people said of it first, then its stories, then its people.

    `passed_unwanted` says that it is over and that nothing was wanted of it.
    """
    if state.is_cancelled:
        return EventStatus.CANCELLED
    if state.is_settled:
        return EventStatus.DONE
    if ON_ITS_WAY.intersection(stories):
        return EventStatus.IN_WORK
    if passed_unwanted or WENT_OUT.intersection(stories):
        return EventStatus.DONE
    return EventStatus.ASSIGNED if assigned else EventStatus.PLANNED


def timeliness(
    due_at: dt.datetime | None, *, sent_at: dt.datetime | None, now: dt.datetime
) -> Timeliness:
    """Whether a story or an assignment is in time; what is sent at the very minute still is."""
    if due_at is None:
        return Timeliness.NO_LIMIT
    if sent_at is not None:
        return Timeliness.ON_TIME if sent_at <= due_at else Timeliness.LATE
    return Timeliness.AHEAD if now <= due_at else Timeliness.OVERDUE


#: What a story is begun as; a video goes out with a short text.
GENRE_OF: dict[Coverage, Genre] = {
    Coverage.BRIEF: Genre.BRIEF,
    Coverage.FEATURE: Genre.FEATURE,
    Coverage.PHOTO: Genre.PHOTO_STORY,
    Coverage.VIDEO: Genre.BRIEF,
}

#: Readings of one address in a quarter of an hour; a phone and a computer ask a few times a day.
FEED_WINDOW = dt.timedelta(minutes=15)
FEED_READS = 30


def reads_in_window(
    window_from: dt.datetime | None, reads: int, now: dt.datetime
) -> tuple[dt.datetime, int] | None:
    """The window and count after one more reading, or None when the limit is reached."""
    if window_from is None or now - window_from >= FEED_WINDOW:
        return now, 1
    return None if reads >= FEED_READS else (window_from, reads + 1)


def first_words(starts_at: dt.datetime, place: str, unit_name: str, *, all_day: bool) -> str:
    """How the standfirst of a story from an event begins: when, where, who.

    These are words of the story, so they are Vietnamese whatever the language of the screens.
    """
    local = starts_at.astimezone(TZ)
    part = "Ngày" if all_day else _part_of_day(local.hour)
    where = f", tại {place}" if place else ""
    return f"{part} {short_date(local.date())}{where}, {unit_name} …"


def _part_of_day(hour: int) -> str:
    if hour < NOON:
        return "Sáng"
    return "Chiều" if hour < EVENING else "Tối"
