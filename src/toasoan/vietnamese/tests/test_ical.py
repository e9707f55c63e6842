"""What a phone gets, read by another program than the one that wrote it."""

import datetime as dt

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from toasoan.vietnamese.ical import CalendarEntry, calendar_text, folded

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
    return icalendar.Calendar.from_ical(calendar_text("Kế hoạch", entries).encode())


def test_a_calendar_has_what_the_standard_demands():
    calendar = read(entry())
    (event,) = calendar.walk("VEVENT")

    assert (calendar["VERSION"], calendar["METHOD"]) == ("2.0", "PUBLISH")
    assert calendar["PRODID"]
    assert event["UID"] == "uid-1"
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == MOMENT
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (MOMENT, MOMENT + dt.timedelta(hours=1))
    assert (event["SEQUENCE"], event["STATUS"]) == (0, "CONFIRMED")
    assert "VTIMEZONE" not in calendar_text("x", [entry()])


def test_whole_days_are_dates_with_the_end_excluded():
    (event,) = read(entry(starts=dt.date(2026, 11, 30), ends=dt.date(2026, 12, 2))).walk("VEVENT")

    assert event["DTSTART"].dt == dt.date(2026, 11, 30)
    assert event["DTEND"].dt == dt.date(2026, 12, 2)


def test_what_has_no_length_has_no_end():
    (event,) = read(entry(ends=MOMENT)).walk("VEVENT")

    assert "DTEND" not in event


def test_a_cancelled_event_says_so_with_a_higher_number():
    (event,) = read(entry(is_cancelled=True, sequence=3)).walk("VEVENT")

    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 3)


@given(texts, texts)
def test_any_text_comes_back_as_it_went(summary, description):
    (event,) = read(entry(summary=summary, description=description)).walk("VEVENT")

    assert str(event["SUMMARY"]) == summary
    assert str(event.get("DESCRIPTION", "")) == description


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=400))
def test_no_line_is_longer_than_75_bytes_and_no_letter_is_cut(text):
    lines = folded(text).split("\r\n")

    assert all(len(line.encode()) <= 75 for line in lines)
    assert "".join([lines[0], *(line[1:] for line in lines[1:])]) == text
    assert all(line.startswith(" ") for line in lines[1:])


def test_every_line_ends_as_the_standard_wants_it():
    text = calendar_text("Kế hoạch", [entry(description="một\nhai")])

    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert "DESCRIPTION:một\\nhai" in text


def test_control_characters_do_not_get_through():
    assert "\x07" not in calendar_text("x", [entry(summary="a\x07b\rc")])
