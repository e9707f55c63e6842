"""What a phone gets: the lines themselves, and what a calendar program understands of them."""

import datetime as dt
import re

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from toasoan.events.calendar import CalendarEntry, calendar_file

MOMENT = dt.datetime(2026, 11, 30, 16, 30, tzinfo=dt.UTC)
#: Letters, marks and everything that the format treats specially; no control characters.
texts = st.text(
    st.one_of(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), st.just("\n")),
    max_size=300,
)


def entry(**parts):
    defaults = {
        "uid": "uid-1",
        "sequence": 0,
        "changed_at": MOMENT,
        "summary": "Giao ban",
        "starts": MOMENT,
        "ends": MOMENT + dt.timedelta(hours=1),
    }
    return CalendarEntry(**(defaults | parts))


def read(*entries):
    return icalendar.Calendar.from_ical(calendar_file("Kế hoạch", entries))


def lines(*entries, name="Kế hoạch"):
    """The content lines as RFC 5545 §3.1 joins them, without help from the library."""
    text = calendar_file(name, entries).decode()
    assert text.endswith("END:VCALENDAR\r\n")
    return text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def unescaped(value):
    """A text as RFC 5545 §3.3.11 writes it, read back."""
    return re.sub(r"\\(.)", lambda found: {"n": "\n", "N": "\n"}.get(found[1], found[1]), value)


def test_a_calendar_has_what_the_standard_demands():
    calendar = read(entry())
    (event,) = calendar.walk("VEVENT")

    assert (calendar["VERSION"], calendar["METHOD"]) == ("2.0", "PUBLISH")
    assert calendar["PRODID"]
    assert event["UID"] == "uid-1"
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == MOMENT
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (MOMENT, MOMENT + dt.timedelta(hours=1))
    assert (event["SEQUENCE"], event["STATUS"]) == (0, "CONFIRMED")
    assert not any("VTIMEZONE" in line for line in lines(entry()))


def test_the_lines_are_those_of_the_standard():
    in_hanoi = MOMENT.astimezone(dt.timezone(dt.timedelta(hours=7)))

    assert lines(
        entry(
            starts=in_hanoi, ends=in_hanoi + dt.timedelta(hours=1), location="Phòng 1; tầng 2",
            description="một\nhai", address="https://vidu.vn/a?b=1,2",
        ),
        name="Lịch, sự kiện",
    ) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Toasoan//Lich//VI",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Lịch\\, sự kiện",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "BEGIN:VEVENT",
        "UID:uid-1",
        "DTSTAMP:20261130T163000Z",
        "LAST-MODIFIED:20261130T163000Z",
        "SEQUENCE:0",
        "DTSTART:20261130T163000Z",
        "SUMMARY:Giao ban",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "DTEND:20261130T173000Z",
        "LOCATION:Phòng 1\\; tầng 2",
        "DESCRIPTION:một\\nhai",
        "URL:https://vidu.vn/a?b=1,2",
        "END:VEVENT",
        "END:VCALENDAR",
    ]  # fmt: skip


def test_whole_days_are_dates_with_the_end_excluded():
    (event,) = read(entry(starts=dt.date(2026, 11, 30), ends=dt.date(2026, 12, 2))).walk("VEVENT")

    assert event["DTSTART"].dt == dt.date(2026, 11, 30)
    assert event["DTEND"].dt == dt.date(2026, 12, 2)


def test_whole_days_are_written_as_dates():
    written = lines(entry(starts=dt.date(2026, 11, 30), ends=dt.date(2026, 12, 2)))

    assert "DTSTART;VALUE=DATE:20261130" in written
    assert "DTEND;VALUE=DATE:20261202" in written


def test_what_has_no_length_has_no_end():
    (event,) = read(entry(ends=MOMENT)).walk("VEVENT")

    assert "DTEND" not in event


def test_a_cancelled_event_says_so_with_a_higher_number():
    (event,) = read(entry(is_cancelled=True, sequence=3)).walk("VEVENT")

    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 3)
    assert {"STATUS:CANCELLED", "SEQUENCE:3"} <= {*lines(entry(is_cancelled=True, sequence=3))}


@given(texts, texts)
def test_any_text_comes_back_as_it_went(summary, description):
    (event,) = read(entry(summary=summary, description=description)).walk("VEVENT")

    assert str(event["SUMMARY"]) == summary
    assert str(event.get("DESCRIPTION", "")) == description


@given(texts, texts)
def test_any_text_is_written_as_the_standard_escapes_it(summary, description):
    values = dict(
        line.split(":", 1) for line in lines(entry(summary=summary, description=description))
    )

    assert unescaped(values["SUMMARY"]) == summary
    assert unescaped(values.get("DESCRIPTION", "")) == description


@given(texts)
def test_no_line_is_longer_than_75_bytes_and_no_letter_is_cut(text):
    written = calendar_file("Kế hoạch", [entry(summary=text)])

    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    # Each line is text by itself: no letter's bytes stand on two lines.
    assert all(line.decode() is not None for line in written.split(b"\r\n"))


def test_every_line_ends_as_the_standard_wants_it():
    written = calendar_file("Kế hoạch", [entry(description="một\nhai")])

    assert written.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in written.replace(b"\r\n", b"")


def test_control_characters_do_not_get_through():
    assert "SUMMARY:abc" in lines(entry(summary="a\x07b\rc"))
