"""Days and moments as people type them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toasoan.vietnamese.dates import TZ, short_date, short_datetime
from toasoan.vietnamese.typed_dates import is_sensible, read_day, read_moment

WRONG = [
    "",
    "hôm qua",
    "31/02/2026",
    "5/8/26",
    "2026-13-01",
    "20260805",
    "\u0665/\u0668/\u0662\u0660\u0662\u0666",
]


@given(st.dates())
def test_a_day_is_read_as_it_is_shown_and_as_browsers_send_it(day):
    assert read_day(short_date(day)) == read_day(day.isoformat()) == day
    assert read_day(short_date(day).replace("/", ".")) == day


@given(st.datetimes(dt.datetime(1945, 1, 1), dt.datetime(2101, 1, 1)))  # noqa: DTZ001
def test_a_moment_is_read_as_it_is_shown_and_as_browsers_send_it(moment):
    moment = moment.replace(second=0, microsecond=0, tzinfo=TZ)

    assert read_moment(f"{moment:%Y-%m-%dT%H:%M}") == moment
    assert read_moment(short_datetime(moment)) == moment
    assert read_moment(short_datetime(moment).replace(",", "")) == moment


@given(st.datetimes(dt.datetime(1945, 1, 1), dt.datetime(2101, 1, 1), timezones=st.timezones()))  # noqa: DTZ001
def test_a_moment_with_an_offset_is_that_moment(moment):
    moment = moment.replace(second=0, microsecond=0, fold=0).astimezone(dt.UTC)

    assert read_moment(moment.isoformat()) == moment
    assert read_moment(f"{moment:%Y-%m-%dT%H:%M:%S.000}Z") == moment


@pytest.mark.parametrize("text", WRONG)
def test_what_is_no_day_is_none(text):
    assert read_day(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *WRONG, "2026-08-05", "2026-08-05T24:00", "2026-08-05T8", "31/02/2026 08:00",
        "0001-01-01T00:00+14:00", "2026-08-05T08:00+25:00",
    ],
)  # fmt: skip
def test_what_is_no_moment_is_none(text):
    assert read_moment(text) is None


@given(st.text(max_size=30))
def test_any_text_is_a_day_or_nothing(text):
    assert read_day(text) is None or isinstance(read_day(text), dt.date)
    assert read_moment(text) is None or read_moment(text).tzinfo is not None


def test_the_range_of_days_has_its_edges():
    first, last = dt.date(1945, 9, 2), dt.date(2100, 12, 31)
    day = dt.timedelta(days=1)

    assert [is_sensible(d) for d in (first - day, first, last, last + day)] == [
        False, True, True, False,
    ]  # fmt: skip
    assert is_sensible(dt.datetime(2100, 12, 31, 16, 59, tzinfo=dt.UTC))
    assert not is_sensible(dt.datetime(2100, 12, 31, 17, 0, tzinfo=dt.UTC))
