"""Working time adds up, never runs backwards, and knows weekends, Tết and exchanged days."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toasoan.vietnamese.dates import TZ
from toasoan.vietnamese.working_time import (
    NoWorkingDayError,
    WorkingCalendar,
    before_working_time,
    next_working_morning,
    working_time,
)

PLAIN = WorkingCalendar()
#: Tết 2026 and the end of April 2026, with the Saturday worked in January.
BUSY = WorkingCalendar(
    hours=(
        (dt.date(2025, 1, 1), ((dt.time(7, 30), dt.time(11, 30)), (dt.time(13, 30), dt.time(17)))),
        (dt.date(2026, 4, 16), ((dt.time(7), dt.time(11)), (dt.time(13, 30), dt.time(17, 30)))),
    ),
    days_off=frozenset(
        [dt.date(2026, 1, 1), dt.date(2026, 1, 2)]
        + [dt.date(2026, 2, 16) + dt.timedelta(days=n) for n in range(5)]
        + [dt.date(2026, 4, 27), dt.date(2026, 4, 30), dt.date(2026, 5, 1)]
    ),
    days_worked=frozenset([dt.date(2026, 1, 10)]),
)
moments = st.datetimes(
    dt.datetime(2025, 12, 1),  # noqa: DTZ001  # hypothesis puts the zone in
    dt.datetime(2026, 6, 1),  # noqa: DTZ001  # likewise
    timezones=st.just(TZ),
)
amounts = st.timedeltas(dt.timedelta(0), dt.timedelta(hours=200))


def at(day, month, hour, minute=0):
    return dt.datetime(2026, month, day, hour, minute, tzinfo=TZ)


def hours(number):
    return dt.timedelta(hours=number)


@given(st.lists(moments, min_size=3, max_size=3).map(sorted))
def test_two_stretches_of_work_add_up_to_the_whole(three):
    first, second, third = three

    parts = working_time(first, second, BUSY) + working_time(second, third, BUSY)

    assert parts == working_time(first, third, BUSY)


@given(st.lists(moments, min_size=3, max_size=3).map(sorted))
def test_waiting_longer_is_never_less_work_and_never_more_than_the_clock_shows(three):
    first, second, third = three

    shorter, longer = working_time(first, second, BUSY), working_time(first, third, BUSY)

    assert dt.timedelta(0) <= shorter <= longer <= third - first
    assert working_time(third, first, BUSY) <= dt.timedelta(0) or first == third


@given(moments, amounts)
def test_the_border_separates_what_has_waited_long_enough_from_what_has_not(end, amount):
    border = before_working_time(end, amount, BUSY)

    assert working_time(border, end, BUSY) == amount
    if amount:
        later = border + dt.timedelta(seconds=1)
        assert working_time(later, end, BUSY) < amount


@pytest.mark.parametrize(
    ("since", "until", "worked"),
    [
        (at(25, 11, 7, 30), at(25, 11, 17), 7.5),
        (at(25, 11, 11, 30), at(25, 11, 13, 30), 0),  # lunch
        (at(27, 11, 16), at(30, 11, 8, 30), 2),  # over a weekend
        (at(13, 2, 16), at(23, 2, 8), 1.5),  # over Tết: Friday to the Monday after next
        (at(29, 4, 16, 30), at(4, 5, 8), 2),  # 30/4–1/5, in the summer's hours
        (at(24, 4, 16, 30), at(28, 4, 7, 30), 1.5),  # Giỗ Tổ on a Sunday, Monday off instead
        (at(10, 1, 0), at(11, 1, 0), 7.5),  # a Saturday worked in exchange
        (at(1, 1, 0), at(5, 1, 0), 0),  # the days for which it was exchanged
        (at(25, 11, 9), at(25, 11, 8), 0),
    ],
)
def test_the_office_works_by_its_own_calendar(since, until, worked):
    assert working_time(since, until, BUSY if since.month < 6 else PLAIN) == hours(worked)


def test_a_day_that_is_off_and_exchanged_is_worked():
    day = dt.date(2026, 5, 2)
    calendar = WorkingCalendar(days_off=frozenset([day]), days_worked=frozenset([day]))

    assert calendar.works_on(day)


def test_the_hours_of_the_day_hold_not_those_of_today():
    assert BUSY.day_length(dt.date(2026, 4, 15)) == hours(7.5)
    assert BUSY.day_length(dt.date(2026, 4, 16)) == hours(8)
    assert BUSY.day_length(dt.date(2024, 1, 1)) == hours(7.5)


def test_the_mail_of_the_morning_skips_weekends_and_holidays():
    morning = dt.time(7, 30)

    assert next_working_morning(at(13, 2, 7, 29), morning, BUSY) == at(13, 2, 7, 30)
    assert next_working_morning(at(13, 2, 7, 30), morning, BUSY) == at(23, 2, 7, 30)


def test_a_calendar_without_working_days_says_so():
    never = WorkingCalendar(hours=((dt.date.min, ()),), days_off=frozenset(
        dt.date(2026, 1, 1) + dt.timedelta(days=n) for n in range(800)
    ))  # fmt: skip

    with pytest.raises(NoWorkingDayError):
        before_working_time(at(25, 11, 9), hours(1), never)
    with pytest.raises(NoWorkingDayError):
        next_working_morning(at(1, 1, 0), dt.time(7, 30), never)
