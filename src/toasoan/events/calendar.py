"""Calendar files (RFC 5545) for phones and calendar programs, written with `icalendar`.

Both the announced events and the newsroom's plan are sent as such files. Moments are written in
UTC, so no time zones need to be described.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from icalendar import Calendar, Event, vText

from toasoan.vietnamese.moments import calendar_times

#: How often a calendar program should ask again.
_REFRESH, _REFRESH_TEXT = dt.timedelta(hours=1), "PT1H"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """One entry. Dates instead of moments make it take whole days; the end is excluded."""

    uid: str
    sequence: int
    changed_at: dt.datetime
    summary: str
    starts: dt.date | dt.datetime
    ends: dt.date | dt.datetime
    location: str = ""
    description: str = ""
    address: str = ""
    is_cancelled: bool = False


class TimedEvent(Protocol):
    """What announced and expected events have in common."""

    @property
    def uid(self) -> UUID: ...
    @property
    def version(self) -> int: ...
    @property
    def changed_at(self) -> dt.datetime: ...
    @property
    def title(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def starts_at(self) -> dt.datetime: ...
    @property
    def ends_at(self) -> dt.datetime: ...
    @property
    def all_day(self) -> bool: ...


def entry_of(
    event: TimedEvent, *, description: str, address: str, is_cancelled: bool
) -> CalendarEntry:
    """An event as an entry: its number of changes tells programs that they hold an older one."""
    starts, ends = calendar_times(event.starts_at, event.ends_at, all_day=event.all_day)
    return CalendarEntry(
        uid=str(event.uid),
        sequence=event.version,
        changed_at=event.changed_at,
        summary=event.title,
        starts=starts,
        ends=ends,
        location=event.place,
        description=description,
        address=address,
        is_cancelled=is_cancelled,
    )


def calendar_file(name: str, entries: Iterable[CalendarEntry]) -> bytes:
    """A whole calendar in UTF-8: lines of at most 75 bytes, each ended by CR LF."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Toasoan//Lich//VI")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    # Named a text, since the library does not escape properties that it does not know.
    calendar.add("x-wr-calname", vText(_clean(name)))
    # Programs read one or the other (RFC 7986 §5.7; Microsoft's older name).
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", _REFRESH_TEXT)
    for entry in entries:
        calendar.add_component(_event(entry))
    return calendar.to_ical(sorted=False)


def _event(entry: CalendarEntry) -> Event:
    event = Event()
    changed = entry.changed_at.astimezone(dt.UTC)
    event.add("uid", entry.uid)
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", entry.sequence)
    event.add("dtstart", _in_utc(entry.starts))
    event.add("summary", _clean(entry.summary))
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    if entry.ends != entry.starts:
        # RFC 5545 §3.8.2.2: an end must be later than the start; without one there is no length.
        event.add("dtend", _in_utc(entry.ends))
    for name, text in (("location", entry.location), ("description", entry.description)):
        if text:
            event.add(name, _clean(text))
    if entry.address:
        event.add("url", entry.address)
    return event


def _in_utc(when: dt.date | dt.datetime) -> dt.date | dt.datetime:
    return when.astimezone(dt.UTC) if isinstance(when, dt.datetime) else when


def _clean(text: str) -> str:
    """The text without control characters, which the format forbids (RFC 5545 §3.1)."""
    return "".join(char for char in text if char == "\n" or ord(char) >= ord(" "))
