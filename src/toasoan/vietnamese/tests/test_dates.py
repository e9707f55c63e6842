from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toasoan.vietnamese import dates
from toasoan.vietnamese.dates import TZ

NOW = datetime(2023, 7, 28, 10, 46, tzinfo=TZ)
MOMENTS = st.datetimes(
    datetime.fromisoformat("1976-01-01"),
    datetime.fromisoformat("2100-01-01"),
    timezones=st.just(UTC),
)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2023, 7, 24), "Thứ Hai"),
        (date(2023, 7, 25), "Thứ Ba"),
        (date(2023, 7, 26), "Thứ Tư"),
        (date(2023, 7, 27), "Thứ Năm"),
        (date(2023, 7, 28), "Thứ Sáu"),
        (date(2023, 7, 29), "Thứ Bảy"),
        (date(2023, 7, 30), "Chủ Nhật"),
    ],
)
def test_a_long_date_begins_with_the_weekday(day: date, name: str) -> None:
    assert dates.long_date(day) == f"{name}, {day.day}/07/2023"


@pytest.mark.parametrize(
    "moment",
    [
        NOW,
        datetime(2023, 7, 28, 3, 46, tzinfo=UTC),
        datetime(2023, 7, 27, 20, 46, 59, tzinfo=timezone(timedelta(hours=-7))),
    ],
)
def test_a_moment_of_any_zone_is_shown_in_vietnamese_time(moment: datetime) -> None:
    assert dates.long_datetime(moment) == "Thứ Sáu, 28/07/2023, 10:46"
    assert dates.short_datetime(moment) == "28/07/2023, 10:46"
    assert dates.local_day(moment) == date(2023, 7, 28)


def test_a_day_begins_at_seventeen_hours_utc() -> None:
    midnight = datetime(2023, 6, 30, 17, tzinfo=UTC)

    assert dates.local_day(midnight) == date(2023, 7, 1)
    assert dates.local_day(midnight - timedelta(microseconds=1)) == date(2023, 6, 30)


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2021, 6, 8), "08/6/2021"),
        (date(2023, 7, 27), "27/7/2023"),
        (date(2015, 2, 9), "09/02/2015"),
        (date(2023, 1, 31), "31/01/2023"),
        (date(2023, 11, 30), "30/11/2023"),
    ],
)
def test_official_dates_pad_days_and_the_first_two_months(day: date, written: str) -> None:
    assert dates.official_date(day) == written


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        dates.local_day(datetime.fromisoformat("2023-07-28"))


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (NOW, "vừa xong"),
        (NOW - timedelta(seconds=59), "vừa xong"),
        (NOW - timedelta(seconds=60), "1 phút trước"),
        (NOW - timedelta(minutes=59, seconds=59), "59 phút trước"),
        (NOW - timedelta(hours=3, minutes=40), "3 giờ trước"),
        (datetime(2023, 7, 28, 0, 0, tzinfo=TZ), "10 giờ trước"),
        (datetime(2023, 7, 27, 23, 59, tzinfo=TZ), "hôm qua, 23:59"),
        (datetime(2023, 7, 27, 10, 46, tzinfo=TZ), "hôm qua, 10:46"),
        (datetime(2023, 7, 26, 23, 59, tzinfo=TZ), "2 ngày trước"),
        (datetime(2023, 7, 22, 8, 0, tzinfo=TZ), "6 ngày trước"),
        (datetime(2023, 7, 21, 23, 59, tzinfo=TZ), "21/07/2023"),
        (NOW + timedelta(seconds=30), "còn dưới 1 phút"),
        (NOW + timedelta(minutes=20), "còn 20 phút"),
        (NOW + timedelta(hours=3), "còn 3 giờ"),
        (datetime(2023, 7, 29, 7, 30, tzinfo=TZ), "ngày mai, 07:30"),
        (datetime(2023, 7, 30, 7, 30, tzinfo=TZ), "còn 2 ngày"),
        (datetime(2023, 8, 4, 7, 30, tzinfo=TZ), "04/08/2023"),
    ],
)
def test_a_moment_is_told_from_now(moment: datetime, words: str) -> None:
    assert dates.relative(moment, NOW) == words
    assert dates.relative(moment.astimezone(UTC), NOW.astimezone(UTC)) == words


def test_minutes_run_on_across_midnight() -> None:
    now = datetime(2023, 7, 28, 0, 10, tzinfo=TZ)

    assert dates.relative(now - timedelta(minutes=20), now) == "20 phút trước"


@pytest.mark.parametrize(
    ("elapsed", "words"),
    [
        (timedelta(days=3), "3 ngày"),
        (timedelta(hours=47, minutes=59), "1 ngày"),
        (timedelta(hours=23, minutes=59), "23 giờ"),
        (timedelta(hours=5), "5 giờ"),
        (timedelta(minutes=20), "20 phút"),
        (timedelta(seconds=59), "dưới 1 phút"),
        (timedelta(seconds=-5), "dưới 1 phút"),
    ],
)
def test_waiting_is_told_in_full_units(elapsed: timedelta, words: str) -> None:
    assert dates.waited(NOW - elapsed, NOW) == words


@given(MOMENTS, MOMENTS)
def test_past_and_future_are_never_confused(moment: datetime, now: datetime) -> None:
    words = dates.relative(moment, now)

    if words.endswith("trước") or words.startswith(("hôm qua", "vừa")):
        assert moment <= now
    if words.startswith(("còn", "ngày mai")):
        assert moment > now


@given(MOMENTS)
def test_a_written_moment_reads_back_to_the_minute(moment: datetime) -> None:
    written = dates.short_datetime(moment)

    read = datetime.strptime(written, "%d/%m/%Y, %H:%M").replace(tzinfo=TZ)
    assert read <= moment < read + timedelta(minutes=1)
