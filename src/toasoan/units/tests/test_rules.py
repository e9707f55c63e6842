"""Seats, stand-ins and ends as tables: facts in, problems out."""

import datetime as dt

import pytest

from toasoan.units.rules import (
    DaySpan,
    DelegationFacts,
    SeatFacts,
    delegation_problems,
    ending_problems,
    seat_problems,
)


def day(number):
    return dt.date(2026, 7, number)


def span(first, last=None):
    return DaySpan(day(first), day(last) if last else None)


BOARD = span(1)
ANH, BINH = 1, 2


@pytest.mark.parametrize(
    ("a", "b", "touch"),
    [
        ((1, 5), (5, 9), True), ((1, 5), (6, 9), False), ((1, None), (9, 9), True),
        ((9, 9), (1, None), True), ((6, None), (1, 5), False), ((3, 4), (1, 9), True),
    ],
)  # fmt: skip
def test_both_border_days_belong_to_a_span(a, b, touch):
    assert span(*a).touches(span(*b)) is touch
    assert span(*b).touches(span(*a)) is touch


@pytest.mark.parametrize(
    ("outer", "inner", "covers"),
    [
        ((1, 9), (1, 9), True), ((1, 9), (2, 3), True), ((2, 9), (1, 3), False),
        ((1, 9), (8, 10), False), ((1, None), (5, None), True), ((1, 9), (5, None), False),
    ],
)  # fmt: skip
def test_a_span_covers_another_when_no_day_is_missing(outer, inner, covers):
    assert span(*outer).covers(span(*inner)) is covers


@pytest.mark.parametrize(
    ("person", "role", "days", "fields"),
    [
        (ANH, "member", (10, 20), ["from_on"]),
        (ANH, "member", (11, 20), []),
        (BINH, "member", (5, 20), []),
        (BINH, "head", (5, 20), ["role"]),
        (BINH, "head", (11, None), []),
        (ANH, "head", (5, 6), ["from_on"]),
        (BINH, "member", (9, 8), ["to_on"]),
    ],
)
def test_one_seat_for_a_person_and_one_head_for_a_board_on_any_day(person, role, days, fields):
    sitting = SeatFacts(ANH, "head", span(1, 10), "Anh")

    found = seat_problems(SeatFacts(person, role, span(*days)), BOARD, [sitting])

    assert [problem.field for problem in found] == fields


@pytest.mark.parametrize(("days", "fits"), [((4, 9), False), ((5, 9), True), ((10, None), True)])
def test_a_seat_begins_when_its_board_exists(days, fits):
    found = seat_problems(SeatFacts(ANH, "member", span(*days)), span(5, 10), [])

    assert (found == []) is fits


@pytest.mark.parametrize(
    ("days", "last", "fits"),
    [((5, None), 5, True), ((5, None), 4, False), ((5, 9), 8, True), ((5, 9), 9, False)],
)
def test_an_end_is_set_once_and_never_before_the_beginning(days, last, fits):
    assert (ending_problems(span(*days), day(last)) == []) is fits


WHOLE = (span(1),)


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({}, []),
        ({"delegate_id": ANH}, ["delegate"]),
        ({"span": span(9, 8)}, ["to_on"]),
        ({"span": span(2, 8)}, ["from_on"]),
        ({"principal_seats": ()}, ["board"]),
        ({"principal_seats": (span(1, 7),)}, ["board"]),
        ({"delegate_seats": ()}, ["delegate"]),
        ({"delegate_seats": (span(6),)}, ["delegate"]),
        ({"principal_absences": (span(8, 9),)}, ["from_on"]),
        ({"principal_absences": (span(9, 10),)}, []),
        ({"delegate_absences": (span(1, 5),)}, ["from_on"]),
        ({"principal_seats": (), "delegate_seats": ()}, ["board", "delegate"]),
    ],
)
def test_a_stand_in_sits_on_the_same_board_all_the_time_and_is_the_only_one(changed, fields):
    facts = {
        "principal_id": ANH, "delegate_id": BINH, "span": span(5, 8), "today": day(3),
        "principal_seats": WHOLE, "delegate_seats": WHOLE,
        "principal_absences": (), "delegate_absences": (),
    } | changed  # fmt: skip

    found = delegation_problems(DelegationFacts(**facts))

    assert [problem.field for problem in found] == fields
