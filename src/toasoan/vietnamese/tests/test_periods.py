from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toasoan.vietnamese import periods
from toasoan.vietnamese.dates import TZ
from toasoan.vietnamese.periods import Period

YEARS = st.integers(1977, 2099)
# The offset has been seven hours since 13/6/1975, so every day here has 24 hours.
DAYS = st.dates(date(1976, 1, 1), date(2100, 1, 1))
PERIODS = st.builds(
    lambda first, days: Period(first, first + timedelta(days)), DAYS, st.integers(0, 800)
)
MOMENTS = st.datetimes(
    datetime.fromisoformat("1976-01-01"),
    datetime.fromisoformat("2103-01-01"),
    timezones=st.just(UTC),
)
NAMED = st.one_of(
    st.builds(periods.month, YEARS, st.integers(1, 12)),
    st.builds(periods.quarter, YEARS, st.integers(1, 4)),
    st.builds(periods.half_year, YEARS, st.integers(1, 2)),
    st.builds(periods.year, YEARS),
    st.builds(periods.sector_quarter, YEARS, st.integers(1, 4)),
    st.builds(periods.sector_half_year, YEARS, st.integers(1, 2)),
    st.builds(periods.sector_year, YEARS),
)


def days_of(period: Period) -> int:
    return (period.last - period.first).days + 1


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (periods.month(2024, 2), date(2024, 2, 1), date(2024, 2, 29)),
        (periods.month(2023, 12), date(2023, 12, 1), date(2023, 12, 31)),
        (periods.quarter(2023, 1), date(2023, 1, 1), date(2023, 3, 31)),
        (periods.quarter(2023, 4), date(2023, 10, 1), date(2023, 12, 31)),
        (periods.half_year(2023, 1), date(2023, 1, 1), date(2023, 6, 30)),
        (periods.half_year(2023, 2), date(2023, 7, 1), date(2023, 12, 31)),
        (periods.year(2023), date(2023, 1, 1), date(2023, 12, 31)),
        (periods.sector_quarter(2024, 1), date(2023, 12, 1), date(2024, 2, 29)),
        (periods.sector_quarter(2024, 4), date(2024, 9, 1), date(2024, 11, 30)),
        (periods.sector_half_year(2024, 1), date(2023, 12, 1), date(2024, 5, 31)),
        (periods.sector_half_year(2024, 2), date(2024, 6, 1), date(2024, 11, 30)),
        (periods.sector_year(2023), date(2022, 12, 1), date(2023, 11, 30)),
    ],
)
def test_a_period_has_its_days(period: Period, first: date, last: date) -> None:
    assert period == Period(first, last)


@pytest.mark.parametrize(
    ("period", "label"),
    [
        (periods.month(2023, 2), "Tháng 02 năm 2023"),
        (periods.month(2023, 6), "Tháng 6 năm 2023"),
        (periods.month(2023, 12), "Tháng 12 năm 2023"),
        (periods.quarter(2023, 1), "Quý I năm 2023"),
        (periods.quarter(2023, 4), "Quý IV năm 2023"),
        (periods.half_year(2023, 1), "6 tháng đầu năm 2023"),
        (periods.half_year(2023, 2), "6 tháng cuối năm 2023"),
        (periods.year(2023), "Năm 2023"),
        (periods.sector_year(2023), "Năm công tác 2023 (từ 01/12/2022 đến 30/11/2023)"),
        (
            periods.sector_half_year(2024, 1),
            "6 tháng đầu năm công tác 2024 (từ 01/12/2023 đến 31/5/2024)",
        ),
        (
            periods.sector_half_year(2024, 2),
            "6 tháng cuối năm công tác 2024 (từ 01/6/2024 đến 30/11/2024)",
        ),
        (
            periods.sector_quarter(2024, 1),
            "Quý I năm công tác 2024 (từ 01/12/2023 đến 29/02/2024)",
        ),
        (
            periods.sector_quarter(2024, 4),
            "Quý IV năm công tác 2024 (từ 01/9/2024 đến 30/11/2024)",
        ),
        (Period(date(2023, 12, 5), date(2024, 5, 31)), "từ 05/12/2023 đến 31/5/2024"),
        (Period(date(2023, 1, 1), date(2023, 9, 30)), "từ 01/01/2023 đến 30/9/2023"),
        (Period(date(2022, 1, 1), date(2023, 12, 31)), "từ 01/01/2022 đến 31/12/2023"),
        (Period(date(2023, 2, 1), date(2023, 4, 30)), "từ 01/02/2023 đến 30/4/2023"),
        (Period(date(2023, 7, 28), date(2023, 7, 28)), "ngày 28/7/2023"),
    ],
)
def test_a_period_is_called_what_reports_call_it(period: Period, label: str) -> None:
    assert period.label() == label


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        Period(date(2023, 7, 1), date(2023, 6, 30))


@pytest.mark.parametrize("number", [0, 5, -1])
def test_a_quarter_that_no_year_has_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="quarters"):
        periods.quarter(2023, number)
    with pytest.raises(ValueError, match="quarters"):
        periods.sector_quarter(2023, number)


@pytest.mark.parametrize("number", [0, 3])
def test_a_half_that_no_year_has_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="halves"):
        periods.half_year(2023, number)
    with pytest.raises(ValueError, match="halves"):
        periods.sector_half_year(2023, number)


@pytest.mark.parametrize(
    ("before", "after", "midnight"),
    [
        (periods.half_year(2023, 1), periods.half_year(2023, 2), datetime(2023, 7, 1, tzinfo=TZ)),
        (periods.quarter(2023, 2), periods.quarter(2023, 3), datetime(2023, 7, 1, tzinfo=TZ)),
        (periods.sector_year(2023), periods.sector_year(2024), datetime(2023, 12, 1, tzinfo=TZ)),
        (
            periods.sector_half_year(2023, 2),
            periods.sector_half_year(2024, 1),
            datetime(2023, 12, 1, tzinfo=TZ),
        ),
        (periods.year(2023), periods.year(2024), datetime(2024, 1, 1, tzinfo=TZ)),
    ],
)
def test_neighbours_meet_at_vietnamese_midnight(
    before: Period, after: Period, midnight: datetime
) -> None:
    last_instant = midnight.astimezone(UTC) - timedelta(microseconds=1)

    assert before.bounds()[1] == after.bounds()[0] == midnight
    assert before.contains(last_instant)
    assert not after.contains(last_instant)
    assert after.contains(midnight)
    assert not before.contains(midnight)


def test_the_evening_of_30_june_in_utc_already_belongs_to_july() -> None:
    evening = datetime(2023, 6, 30, 18, 0, tzinfo=UTC)

    assert periods.half_year(2023, 2).contains(evening)


def test_a_moment_without_zone_belongs_to_no_period() -> None:
    with pytest.raises(ValueError, match="time zone"):
        periods.year(2023).contains(datetime.fromisoformat("2023-07-28"))


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (periods.month(2024, 3), periods.month(2024, 2)),
        (periods.month(2024, 1), periods.month(2023, 12)),
        (periods.quarter(2024, 1), periods.quarter(2023, 4)),
        (periods.half_year(2024, 1), periods.half_year(2023, 2)),
        (periods.half_year(2024, 2), periods.half_year(2024, 1)),
        (periods.year(2024), periods.year(2023)),
        (periods.sector_quarter(2024, 2), periods.sector_quarter(2024, 1)),
        (periods.sector_half_year(2024, 1), periods.sector_half_year(2023, 2)),
        (periods.sector_year(2025), periods.sector_year(2024)),
        (
            Period(date(2023, 10, 1), date(2023, 11, 30)),
            Period(date(2023, 8, 1), date(2023, 9, 30)),
        ),
        (Period(date(2024, 3, 4), date(2024, 3, 10)), Period(date(2024, 2, 26), date(2024, 3, 3))),
    ],
)
def test_the_period_before_is_of_the_same_kind(period: Period, before: Period) -> None:
    assert periods.previous(period) == before


@given(PERIODS)
def test_the_period_before_ends_where_this_one_begins(period: Period) -> None:
    assert periods.previous(period).bounds()[1] == period.bounds()[0]


@given(NAMED)
def test_the_period_before_a_named_one_has_the_same_kind_of_name(period: Period) -> None:
    kinds = ("Tháng", "Quý", "6 tháng", "Năm công tác", "Năm")
    label, before = period.label(), periods.previous(period).label()

    kind = next(kind for kind in kinds if label.startswith(kind))
    assert before.startswith(kind)
    assert ("công tác" in before) == ("công tác" in label)


@given(PERIODS, MOMENTS)
def test_bounds_and_contains_agree(period: Period, moment: datetime) -> None:
    start, end = period.bounds()

    assert period.contains(moment) == (start <= moment < end)
    assert end - start == timedelta(days=days_of(period))


@given(YEARS)
def test_parts_of_a_year_tile_the_year(year: int) -> None:
    months = [periods.month(year, number) for number in range(1, 13)]
    quarters = [periods.quarter(year, number) for number in range(1, 5)]
    halves = [periods.half_year(year, number) for number in (1, 2)]

    for parts in (months, quarters, halves):
        assert_tiled(periods.year(year), parts)


@given(YEARS)
def test_parts_of_a_sector_year_tile_the_sector_year(year: int) -> None:
    months = [periods.month(year - 1, 12)] + [periods.month(year, n) for n in range(1, 12)]
    quarters = [periods.sector_quarter(year, number) for number in range(1, 5)]
    halves = [periods.sector_half_year(year, number) for number in (1, 2)]

    for parts in (months, quarters, halves):
        assert_tiled(periods.sector_year(year), parts)


def assert_tiled(whole: Period, parts: list[Period]) -> None:
    bounds = [part.bounds() for part in parts]
    assert (bounds[0][0], bounds[-1][1]) == whole.bounds()
    assert all(before[1] == after[0] for before, after in pairwise(bounds))
    assert sum(map(days_of, parts)) == days_of(whole)


@given(MOMENTS)
def test_every_moment_lies_in_exactly_one_half_year(moment: datetime) -> None:
    years = (moment.year - 1, moment.year, moment.year + 1)
    halves = [periods.half_year(year, half) for year in years for half in (1, 2)]

    assert sum(half.contains(moment) for half in halves) == 1


@given(DAYS)
def test_a_day_lies_in_its_half_year(day: date) -> None:
    half = periods.half_year_of(day)

    assert half.first <= day <= half.last
    assert half.label().startswith("6 tháng")


@given(NAMED, NAMED)
def test_different_periods_have_different_names(one: Period, other: Period) -> None:
    assert (one.label() == other.label()) == (one == other)


@given(st.one_of(NAMED, PERIODS))
def test_a_code_is_read_back_as_the_same_period(period: Period) -> None:
    assert Period.named(period.code()) == period


@pytest.mark.parametrize(
    ("code", "period"),
    [
        ("2023", periods.year(2023)),
        ("2023-nganh", periods.sector_year(2023)),
        ("2023H1", periods.half_year(2023, 1)),
        ("2023h2-NGANH", periods.sector_half_year(2023, 2)),
        ("2023Q2", periods.quarter(2023, 2)),
        ("2024Q1-nganh", periods.sector_quarter(2024, 1)),
        (" 2024-02 ", periods.month(2024, 2)),
        ("2024-02-29..2024-03-01", Period(date(2024, 2, 29), date(2024, 3, 1))),
    ],
)
def test_a_period_is_known_by_its_code(code: str, period: Period) -> None:
    assert Period.named(code) == period


@pytest.mark.parametrize(
    "text",
    [
        "",
        "23H1",
        "2023H3",
        "2023Q0",
        "2023Q5-nganh",
        "2023-13",
        "2023-00",
        "2023-06-nganh",
        "2023H",
        "2023-06-01",
        "2023-07-01..2023-06-30",
        "2023-02-29..2023-03-01",
        "0000",
        "0001",
        "0001-nganh",
        "9999",
        "9999-12-01..9999-12-31",
        "\uff12\uff10\uff12\uff13",
        "2023H1\n2024",
    ],
)
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not the code|outside the calendar"):
        Period.named(text)


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (periods.half_year(2024, 1), periods.half_year(2023, 1)),
        (periods.sector_half_year(2024, 1), periods.sector_half_year(2023, 1)),
        (periods.sector_year(2024), periods.sector_year(2023)),
        (periods.month(2024, 2), periods.month(2023, 2)),
        (periods.month(2025, 2), periods.month(2024, 2)),
        (Period(date(2024, 2, 29), date(2024, 3, 5)), Period(date(2023, 2, 28), date(2023, 3, 5))),
    ],
)
def test_the_same_period_of_the_year_before(period: Period, before: Period) -> None:
    assert periods.same_period_last_year(period) == before
