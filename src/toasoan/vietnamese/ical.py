"""Calendars as text (RFC 5545): the few parts that a phone needs, in UTC, so without time zones.

Own lines instead of a library: what we write is seven properties; the tests read them back with
the `icalendar` package (decision 0020).
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

_LINE_BYTES = 75
_CRLF = "\r\n"
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


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


def calendar_text(name: str, entries: Iterable[CalendarEntry]) -> str:
    """A whole calendar: lines of at most 75 bytes, ended as the standard wants them."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Toasoan//Lich//VI",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(name)}",
        # How often a programme should ask again; both spellings are in use.
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    ]
    for entry in entries:
        lines += _lines_of(entry)
    lines.append("END:VCALENDAR")
    return "".join(folded(line) + _CRLF for line in lines)


def _lines_of(entry: CalendarEntry) -> list[str]:
    changed = _moment(entry.changed_at)
    lines = [
        "BEGIN:VEVENT",
        f"UID:{entry.uid}",
        f"DTSTAMP:{changed}",
        f"LAST-MODIFIED:{changed}",
        f"SEQUENCE:{entry.sequence}",
        f"DTSTART{_value(entry.starts)}",
        f"SUMMARY:{_escaped(entry.summary)}",
        f"STATUS:{'CANCELLED' if entry.is_cancelled else 'CONFIRMED'}",
        "TRANSP:TRANSPARENT",
    ]
    if entry.ends != entry.starts:
        # Without an end an entry is as long as nothing; an end at the start is forbidden.
        lines.append(f"DTEND{_value(entry.ends)}")
    for name, text in (("LOCATION", entry.location), ("DESCRIPTION", entry.description)):
        if text:
            lines.append(f"{name}:{_escaped(text)}")
    if entry.address:
        lines.append(f"URL:{entry.address}")
    return [*lines, "END:VEVENT"]


def _value(when: dt.date | dt.datetime) -> str:
    if isinstance(when, dt.datetime):
        return f":{_moment(when)}"
    return f";VALUE=DATE:{when:%Y%m%d}"


def _moment(moment: dt.datetime) -> str:
    return f"{moment.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    # Control characters have no place in the format and break readers.
    clean = "".join(char for char in text if char in "\n\r" or ord(char) >= ord(" "))
    return clean.translate(_ESCAPES)


def folded(line: str) -> str:
    r"""The line in pieces of at most 75 bytes, never cut inside a letter.

    >>> folded("a" * 80) == "a" * 75 + "\r\n " + "a" * 5
    True
    """
    pieces, piece, size = [], "", 0
    for char in line:
        width = len(char.encode())
        if size + width > _LINE_BYTES:
            pieces.append(piece)
            # Every further piece begins with a space, which counts.
            piece, size = " ", 1
        piece += char
        size += width
    return _CRLF.join([*pieces, piece])
