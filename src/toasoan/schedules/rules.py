"""What may stand in a schedule, who may change it, what its number says. No database."""

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from toasoan.refusals import Problem
from toasoan.schedules.kinds import (
    CALLED_OFF,
    TAKEN,
    DayPart,
    LineKind,
    LineState,
    Mark,
    ScheduleState,
)
from toasoan.schedules.models import ScheduleLine, WeekSchedule
from toasoan.vietnamese.cleaning import cleaned, one_line

WEEK = dt.timedelta(days=7)
_NOON = dt.time(12)
#: "49/LLV", and what names of files make of it: "49-LLV", "49_LLV.pdf", "so 49 llv".
_NUMBER = re.compile(r"(?<!\d)(\d{1,4})[\s._/-]*(LLV)(?![a-z])", re.IGNORECASE)
_LEADING = re.compile(r"^\s*(\d{1,4})\s*/\s*(\S.*)$")
#: The fields of a line that people write, in the order of the table.
FIELDS = (
    "kind", "day", "part", "starts", "ends", "content", "chair", "attendants", "room_id", "place",
    "preparation", "follow_up", "notes", "unit_id", "is_public",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFacts:
    """What somebody wants a line to say."""

    day: dt.date
    part: str
    kind: str = LineKind.WORK
    starts: dt.time | None = None
    ends: dt.time | None = None
    content: str = ""
    chair: str = ""
    attendants: str = ""
    room_id: int | None = None
    place: str = ""
    preparation: str = ""
    follow_up: str = ""
    notes: str = ""
    unit_id: int | None = None
    is_public: bool = False

    def tidied(self) -> "LineFacts":
        """The same in clean words: one line where one line is meant."""
        return replace(
            self,
            content=cleaned(self.content).strip(),
            attendants=cleaned(self.attendants).strip(),
            chair=one_line(self.chair),
            place=one_line(self.place),
            preparation=one_line(self.preparation),
            follow_up=one_line(self.follow_up),
            notes=one_line(self.notes),
        )


def facts_of(line: ScheduleLine) -> LineFacts:
    """What a line says now."""
    return LineFacts(**{name: getattr(line, name) for name in FIELDS})


def monday_of(day: dt.date) -> dt.date:
    """The Monday of the week in which the day lies.

    >>> monday_of(dt.date(2025, 1, 1))
    datetime.date(2024, 12, 30)
    """
    return day - dt.timedelta(days=day.weekday())


def days_of_week(monday: dt.date) -> list[dt.date]:
    """Monday to Sunday."""
    return [monday + dt.timedelta(days=number) for number in range(WEEK.days)]


def number_in(text: str) -> str:
    """The number of a schedule as it stands in a text or the name of a file, or "".

    >>> number_in("49-LLV tuan 11.11.2024.pdf"), number_in("Lịch tuần 46.docx")
    ('49/LLV', '')
    """
    found = _NUMBER.search(text)
    return f"{int(found[1])}/{found[2].upper()}" if found else ""


def number_after(earlier: str, *, new_year: bool, symbol: str) -> str:
    """The number to propose after an earlier one; the first of a year begins anew.

    >>> number_after("49/LLV", new_year=False, symbol="LLV")
    '50/LLV'
    >>> number_after("52/LLV-VKS", new_year=True, symbol="LLV")
    '1/LLV-VKS'
    >>> number_after("", new_year=False, symbol="LLV")
    ''
    """
    found = _LEADING.match(earlier)
    if found is None:
        return f"1/{symbol}" if new_year else ""
    return f"{1 if new_year else int(found[1]) + 1}/{found[2]}"


def line_problems(facts: LineFacts, monday: dt.date) -> list[Problem]:
    """Everything that is wrong with a line of that week."""
    problems = []
    if not facts.content.strip() and facts.kind == LineKind.WORK:
        problems.append(Problem("no-content", _("Say what the work is."), "content"))
    if not facts.chair.strip() and facts.kind != LineKind.WORK:
        message = _("Say which leader it is.")
        problems.append(Problem("no-chair", message, "chair"))
    if monday_of(facts.day) != monday:
        problems.append(Problem("other-week", _("Choose a day of this week."), "day"))
    return problems + _hour_problems(facts)


def _hour_problems(facts: LineFacts) -> list[Problem]:
    if facts.starts is None:
        if facts.ends is None:
            return []
        return [Problem("no-start", _("Say when it begins, or leave both hours empty."), "starts")]
    found = []
    if facts.ends is not None and facts.ends <= facts.starts:
        found.append(Problem("ends-early", _("It cannot end before it begins."), "ends"))
    is_early = facts.starts < _NOON
    if facts.part == DayPart.MORNING and not is_early:
        message = _("This hour is in the afternoon: choose the afternoon, or correct the hour.")
        found.append(Problem("hour-of-afternoon", message, "starts"))
    if facts.part == DayPart.AFTERNOON and is_early:
        message = _("This hour is in the morning: choose the morning, or correct the hour.")
        found.append(Problem("hour-of-morning", message, "starts"))
    return found


def registration_problems(schedule: WeekSchedule | None) -> list[Problem]:
    """Whether a unit may still register for the week; afterwards it asks the office."""
    if schedule is None or schedule.state != ScheduleState.CLOSED:
        return []
    message = _("Registration for this week is closed. Please ask the office to take the line in.")
    return [Problem("registration-closed", message)]


def unit_change_problems(line: ScheduleLine) -> list[Problem]:
    """Whether a unit may still change its own line."""
    if line.state in (LineState.REGISTERED, LineState.REFUSED):
        return []
    message = _("The office has taken this line into the schedule. Please ask it for the change.")
    return [Problem("line-is-taken", message)]


def publication_problems(*, taken: int, has_file: bool) -> list[Problem]:
    """Whether there is something to publish."""
    if taken or has_file:
        return []
    message = _("Nothing is approved yet: approve a line, or add the schedule as a file.")
    return [Problem("nothing-to-publish", message)]


def snapshot(line: ScheduleLine) -> dict[str, Any]:
    """What the line says, in values that a JSON column holds."""
    facts = facts_of(line)
    found = {name: _plain(getattr(facts, name)) for name in FIELDS}
    return found | {"room": line.place_shown, "state": str(line.state)}


def _plain(value: object) -> Any:
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    return value.isoformat() if isinstance(value, dt.date) else value


def mark_for_office(line: ScheduleLine, *, published: bool) -> Mark:
    """How a line differs from the schedule as it was published, internal lines among them."""
    if not published or line.state not in TAKEN:
        return Mark.NONE
    return _mark_against(line) if line.as_published is not None else _new_or_off(line)


def mark_for_readers(line: ScheduleLine) -> Mark:
    """The mark on the public page: a line that readers did not see before is new to them."""
    if line.as_published is None or not line.as_published.get("is_public"):
        return _new_or_off(line)
    return _mark_against(line)


def _new_or_off(line: ScheduleLine) -> Mark:
    return Mark(line.state) if line.state in CALLED_OFF else Mark.NEW


def _mark_against(line: ScheduleLine) -> Mark:
    earlier = line.as_published or {}
    if line.state in CALLED_OFF:
        return Mark(line.state)
    now = snapshot(line)
    watched = [name for name in (*FIELDS, "room") if name not in ("is_public", "unit_id")]
    same = all(now[name] == earlier.get(name) for name in watched)
    return Mark.NONE if same and earlier.get("state") not in CALLED_OFF else Mark.CHANGED
