from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toasoan.vietnamese import numbers

Number = Decimal | float | int
COUNTS = st.integers(0, 10**40)
DECIMALS = st.decimals(
    allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=6
)


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (Decimal("81.25"), None, "81,25"),
        (Decimal("81.20"), None, "81,2"),
        (81.25, None, "81,25"),
        (0.1, None, "0,1"),
        (1e-7, None, "0,0000001"),
        (100, None, "100"),
        (Decimal("1E+3"), None, "1.000"),
        (Decimal("1234567.5"), None, "1.234.567,5"),
        (Decimal("2.5"), 0, "3"),
        (Decimal("-2.5"), 0, "-3"),
        (Decimal("0.125"), 2, "0,13"),
        (1.005, 2, "1,01"),
        (3, 2, "3,00"),
        (Decimal("-0.001"), 2, "0,00"),
        (Decimal("-0"), None, "0"),
        (10**40, 2, "10" + ".000" * 13 + ",00"),
    ],
)
def test_a_decimal_is_written_with_a_comma(value: Number, places: int | None, written: str) -> None:
    assert numbers.decimal_comma(value, places) == written


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), Decimal("NaN"), Decimal("-Infinity")]
)
def test_what_is_no_number_is_not_written(value: Number) -> None:
    with pytest.raises(ValueError, match="number"):
        numbers.decimal_comma(value)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("81.25"), "81,25%"),
        (Decimal("50.00"), "50%"),
        (Decimal("33.30"), "33,3%"),
        (Decimal("66.666"), "66,67%"),
        (99.995, "100%"),
        (0, "0%"),
        (100, "100%"),
        (1250, "1.250%"),
        (Decimal("-7.5"), "-7,5%"),
    ],
)
def test_a_percentage_has_at_most_two_places(value: Number, written: str) -> None:
    assert numbers.percent(value) == written


@pytest.mark.parametrize(
    ("number", "written"),
    [(0, "0"), (999, "999"), (1000, "1.000"), (1234567, "1.234.567"), (-1000, "-1.000")],
)
def test_thousands_are_separated_by_points(number: int, written: str) -> None:
    assert numbers.grouped(number) == written


def test_money_is_written_in_dong() -> None:
    assert numbers.money(253000) == "253.000 đồng"
    assert numbers.money(11_000_000) == "11.000.000 đồng"


@pytest.mark.parametrize(
    ("part", "whole", "rate"),
    [
        (78, 96, "81.25"),
        (0, 7, "0.00"),
        (7, 7, "100.00"),
        (1, 3, "33.33"),
        (2, 3, "66.67"),
        (1, 800, "0.13"),
        (9, 6, "150.00"),
        (-7, 43, "-16.28"),
        (-1, 10**6, "0.00"),
    ],
)
def test_a_rate_has_two_places(part: int, whole: int, rate: str) -> None:
    result = numbers.rate(part, whole)

    assert str(result) == rate


def test_there_is_no_rate_of_nothing() -> None:
    assert numbers.rate(0, 0) is None
    assert numbers.rate(5, 0) is None


def test_a_rate_of_a_negative_whole_is_refused() -> None:
    with pytest.raises(ValueError, match="share"):
        numbers.rate(1, -1)


@given(COUNTS, st.integers(1, 10**40))
def test_a_rate_is_never_further_than_half_a_step_from_the_truth(part: int, whole: int) -> None:
    result = numbers.rate(part, whole)

    assert result is not None
    distance = Fraction(result) - Fraction(100 * part, whole)
    assert Fraction(-1, 200) < distance <= Fraction(1, 200)


@given(st.integers(1, 10_000).flatmap(lambda w: st.tuples(st.integers(0, w), st.just(w))))
def test_a_rate_is_full_only_when_nothing_is_missing(counts: tuple[int, int]) -> None:
    part, whole = counts

    assert (numbers.rate(part, whole) == Decimal(100)) == (part == whole)
    assert (numbers.rate(part, whole) == Decimal(0)) == (part == 0)


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_a_shown_rate_is_not_rounded_twice(part: int, whole: int) -> None:
    result = numbers.rate(part, whole)

    assert result is not None
    assert read(numbers.percent(result).removesuffix("%")) == result


@given(DECIMALS)
def test_a_written_decimal_reads_back(value: Decimal) -> None:
    assert read(numbers.decimal_comma(value)) == value


@given(st.integers())
def test_a_grouped_number_reads_back(number: int) -> None:
    assert read(numbers.grouped(number)) == number


def read(written: str) -> Decimal:
    return Decimal(written.replace(".", "").replace(",", "."))
