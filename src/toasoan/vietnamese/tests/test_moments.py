"""Days and months of the calendar."""

import calendar
import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toasoan.vietnamese.dates import local_day
from toasoan.vietnamese.moments import at_local, days_of, month_after, month_grid, moved, whole_days

years = st.integers(2000, 2099)
months = st.integers(1, 12)
days = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))


@given(years, months)
def test_a_month_has_whole_weeks_from_monday_and_each_of_its_days_once(year, month):
    grid = month_grid(year, month)
    flat = [day for week in grid for day in week]

    assert all(len(week) == 7 and week[0].weekday() == 0 for week in grid)
    assert [b - a for a, b in itertools.pairwise(flat)] == [dt.timedelta(1)] * (len(flat) - 1)
    inside = [day for day in flat if (day.year, day.month) == (year, month)]
    assert len(inside) == calendar.monthrange(year, month)[1]
    assert all(any(day.month == month for day in week) for week in grid)


@given(days, st.integers(0, 40))
def test_whole_days_touch_exactly_their_days(first, length):
    last = first + dt.timedelta(days=length)

    assert days_of(*whole_days(first, last)) == (first, last)


@given(days, st.integers(1, 24))
def test_the_same_day_of_a_later_month_lies_in_that_month(day, count):
    later = month_after(day, count)

    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == count
    assert later.day == day.day or later.day == calendar.monthrange(later.year, later.month)[1]


@given(days, st.times(), st.integers(-400, 400))
def test_a_moved_event_keeps_its_hour_in_viet_nam(day, clock, count):
    moment = at_local(day, clock)

    assert moved(moment, count) == at_local(day + dt.timedelta(days=count), clock)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        # 23:30 on the last day of a month is still that day, though it is not yet in UTC terms.
        ("2026-11-30T23:30", "2026-11-30T23:45", ("2026-11-30", "2026-11-30")),
        ("2026-11-30T23:30", "2026-12-01T00:00", ("2026-11-30", "2026-11-30")),
        ("2026-11-30T23:30", "2026-12-01T00:30", ("2026-11-30", "2026-12-01")),
        ("2026-12-01T00:00", "2026-12-01T00:00", ("2026-12-01", "2026-12-01")),
        ("2026-12-01T06:59", "2026-12-01T07:01", ("2026-12-01", "2026-12-01")),
    ],
)
def test_the_days_of_an_event_are_days_in_viet_nam(start, end, expected):
    start, end = (dt.datetime.fromisoformat(f"{text}+07:00") for text in (start, end))

    assert tuple(day.isoformat() for day in days_of(start, end)) == expected


def test_an_hour_in_viet_nam_is_seven_hours_earlier_in_utc():
    assert at_local(dt.date(2026, 12, 1)) == dt.datetime(2026, 11, 30, 17, tzinfo=dt.UTC)
    assert local_day(at_local(dt.date(2026, 12, 1), dt.time(6, 59))) == dt.date(2026, 12, 1)
