"""Averages, shares, what is hidden, personal data: no database."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toasoan.opinions.models import Poll
from toasoan.opinions.personal_data import without_personal_data
from toasoan.opinions.rules import (
    PollDraft,
    fair_average,
    is_open,
    problems_of_poll,
    problems_of_stars,
    problems_of_ticks,
    shares,
    shown_numbers,
    shows_results,
)

DAY = dt.date(2026, 11, 30)
NEXT, BEFORE = DAY + dt.timedelta(days=1), DAY - dt.timedelta(days=1)
STARS = st.lists(st.integers(1, 5), max_size=30)
#: The machine may be busy with other tests.
calmly = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@calmly
@given(STARS, STARS)
def test_a_fair_average_lies_between_one_and_five_stars(given_stars, of_agency):
    average = fair_average(
        len(given_stars), sum(given_stars),
        agency_number=len(of_agency), agency_total=sum(of_agency),
    )  # fmt: skip

    assert (average is None) == (len(given_stars) < 5)
    assert average is None or 1 <= average <= 5


@pytest.mark.parametrize(
    ("number", "total", "agency", "expected"),
    [
        (5, 25, (0, 0), "4.0"),  # (5 · 3 + 25) / 10
        (5, 25, (100, 450), "4.8"),  # (5 · 4,5 + 25) / 10 = 4,75
        (95, 475, (0, 0), "4.9"),  # (15 + 475) / 100
        (4, 20, (100, 450), None),
    ],
)
def test_the_fair_average_by_hand(number, total, agency, expected):
    found = fair_average(number, total, agency_number=agency[0], agency_total=agency[1])

    assert found == (None if expected is None else Decimal(expected))


@calmly
@given(st.lists(st.integers(0, 1_000_000), min_size=2, max_size=10))
def test_shares_add_up_to_a_hundred_and_are_less_than_one_off(numbers):
    found = shares(numbers)

    assert sum(found) == (100 if sum(numbers) else 0)
    assert all(
        abs(share - 100 * number / (sum(numbers) or 1)) < 1
        for share, number in zip(found, numbers, strict=True)
    )


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([1, 1, 1], [34, 33, 33]),
        ([2, 1], [67, 33]),
        ([0, 0], [0, 0]),
        ([5, 3, 0], [63, 37, 0]),
    ],
)
def test_what_is_left_goes_to_the_largest_remainders(numbers, expected):
    assert shares(numbers) == expected


@calmly
@given(st.lists(st.integers(0, 30), min_size=3, max_size=3))
def test_no_number_from_one_to_four_is_shown_or_follows_from_the_sum(numbers):
    shown = shown_numbers(numbers)

    assert all(number is None or number == 0 or number >= 5 for number in shown)
    hidden = [number for number, seen in zip(numbers, shown, strict=True) if seen is None]
    assert len(hidden) != 1


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([2, 1, 1], [None, None, None]),
        ([12, 0, 0], [12, 0, 0]),
        ([12, 6, 3], [12, None, None]),
        ([12, 0, 3], [None, 0, None]),
        ([12, 2, 3], [12, None, None]),
    ],
)
def test_what_is_hidden_of_a_pages_numbers(numbers, expected):
    assert shown_numbers(numbers) == expected


@pytest.mark.parametrize(("stars", "fine"), [(0, False), (1, True), (5, True), (6, False)])
def test_one_to_five_stars(stars, fine):
    assert (problems_of_stars(stars) == []) is fine


def draft(**parts):
    whole = {"question": "Câu hỏi?", "options": ("Có", "Không"), "opens_on": DAY, "closes_on": NEXT}
    return PollDraft(**(whole | parts))


@pytest.mark.parametrize(
    ("parts", "fields"),
    [
        ({}, []),
        ({"question": " "}, ["question"]),
        ({"options": ("Có",)}, ["options"]),
        ({"options": tuple(map(str, range(11)))}, ["options"]),
        ({"options": ("Có", "có")}, ["options"]),
        ({"options": ("Có", "k" * 201)}, ["options"]),
        ({"closes_on": BEFORE}, ["closes_on"]),
        ({"closes_on": DAY + dt.timedelta(days=367)}, ["closes_on"]),
    ],
)
def test_what_is_wrong_with_a_poll_is_said_at_its_field(parts, fields):
    assert [problem.field for problem in problems_of_poll(draft(**parts))] == fields


@pytest.mark.parametrize(
    ("ticked", "several", "code"),
    [
        ([1], False, None),
        ([], False, "nothing-ticked"),
        ([3], False, "foreign-answer"),
        ([1, 2], False, "too-many-answers"),
        ([1, 2], True, None),
    ],
)
def test_what_may_be_ticked(ticked, several, code):
    problems = problems_of_ticks(ticked, offered=[1, 2], several=several)

    assert [problem.code for problem in problems] == ([code] if code else [])


@pytest.mark.parametrize(
    ("opens", "closes", "closed", "published", "expected"),
    [
        (DAY, DAY, None, True, True),
        (NEXT, NEXT, None, True, False),
        (BEFORE, BEFORE, None, True, False),
        (BEFORE, NEXT, dt.datetime(2026, 11, 30, tzinfo=dt.UTC), True, False),
        (BEFORE, NEXT, None, False, False),
    ],
)
def test_when_a_poll_is_open(opens, closes, closed, published, expected):
    poll = Poll(opens_on=opens, closes_on=closes, closed_at=closed, is_published=published)

    assert is_open(poll, DAY) is expected


@pytest.mark.parametrize(
    ("rule", "before", "open_", "voted", "over"),
    [
        ("always", False, True, True, True),
        ("after_voting", False, False, True, True),
        ("after_closing", False, False, False, True),
    ],
)
def test_who_sees_results_when(rule, before, open_, voted, over):
    poll = Poll(opens_on=DAY, closes_on=DAY, show_results=rule)

    assert shows_results(poll, BEFORE, has_voted=False) is before
    assert shows_results(poll, DAY, has_voted=False) is open_
    assert shows_results(poll, DAY, has_voted=True) is voted
    assert shows_results(poll, NEXT, has_voted=False) is over


@pytest.mark.parametrize(
    "told",
    [
        "0912345678", "0912 345 678", "0912.345.678", "+84 912 345 678", "(0293) 387 6543",
        "a.b+c@vidu.vn", "A@VIDU.VN", "a (at) vidu.vn", "001099012345", "CCCD 001 099 012 345",
        "B1234567", "https://vidu.vn/toi", "facebook.com/toi", "STK 1234567890123",
    ],
)  # fmt: skip
def test_what_tells_who_somebody_is_is_left_out(told):
    masked, was_masked = without_personal_data(f"Liên hệ {told} nhé")

    assert was_masked
    assert "[…]" in masked
    assert not any(part in masked for part in ("345", "567", "vidu", "VIDU", "facebook"))


@pytest.mark.parametrize(
    "kept",
    [
        "Ngày 30/11/2026 lúc 08:30", "Quyết định 173/QĐ-VKS", "Nghị định 224/2026/NĐ-CP",
        "mức 1.012.000 đồng", "khoản 2 Điều 10", "từ 2020 đến 2026",
    ],
)  # fmt: skip
def test_dates_sums_and_numbers_of_documents_stay(kept):
    assert without_personal_data(kept) == (kept, False)


def test_signs_that_nobody_sees_hide_no_number():
    assert without_personal_data("0912\u200b345\u200b678") == ("[…]", True)
