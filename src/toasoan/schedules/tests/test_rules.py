"""Weeks, numbers, names, clashes: no database."""

import datetime as dt

import pytest

from toasoan.schedules.clashes import Shared, Slot, all_clashes, clashes_of
from toasoan.schedules.kinds import DayPart, LineKind
from toasoan.schedules.names import chair_keys, place_key
from toasoan.schedules.rules import (
    LineFacts,
    days_of_week,
    line_problems,
    monday_of,
    number_after,
    number_in,
)

MONDAY = dt.date(2024, 11, 11)
AM, PM, WHOLE = DayPart.MORNING, DayPart.AFTERNOON, DayPart.WHOLE


def slot(line_id=1, part=AM, hours=None, day=MONDAY, who="ho anh tuyet", where=""):
    starts, ends = hours or (None, None)
    return Slot(
        line_id=line_id,
        day=day,
        part=part,
        starts=None if starts is None else clock(starts),
        ends=None if ends is None else clock(ends),
        chairs=frozenset({who} if who else ()),
        place=where,
    )


def clock(hour):
    return dt.time(int(hour), round(hour % 1 * 60))


@pytest.mark.parametrize(
    ("day", "monday"),
    [
        ((2024, 12, 29), (2024, 12, 23)),
        ((2024, 12, 31), (2024, 12, 30)),
        ((2025, 1, 1), (2024, 12, 30)),
        ((2025, 1, 5), (2024, 12, 30)),
        ((2021, 1, 3), (2020, 12, 28)),
        ((2024, 2, 29), (2024, 2, 26)),
    ],
)
def test_a_week_goes_on_across_the_end_of_a_year(day, monday):
    assert monday_of(dt.date(*day)) == dt.date(*monday)
    week = days_of_week(dt.date(*monday))
    assert (len(week), week[0].weekday()) == (7, 0)
    assert dt.date(*day) in week


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("49-LLV.pdf", "49/LLV"),
        ("49/LLV", "49/LLV"),
        ("So 048.LLV ngay 04.11.2024.docx", "48/LLV"),
        ("47llv tuan 44.pdf", "47/LLV"),
        ("LICH LAM VIEC tu 21.10.2024.pdf", ""),
        ("12345LLV.pdf", ""),
        ("49 LLVX.pdf", ""),
    ],
)
def test_the_number_is_read_from_the_name_of_a_file_and_is_not_the_week(name, number):
    assert number_in(name) == number


@pytest.mark.parametrize(
    ("earlier", "new_year", "number"),
    [
        ("49/LLV", False, "50/LLV"),
        ("53/LLV", True, "1/LLV"),
        ("9/LLV-VP", False, "10/LLV-VP"),
        ("", True, "1/LLV"),
        ("không số", False, ""),
    ],
)
def test_the_next_number_is_proposed(earlier, new_year, number):
    assert number_after(earlier, new_year=new_year, symbol="LLV") == number


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Đ/c Hồ Ánh Tuyết, Phó Viện trưởng", "Phó Viện trưởng HỒ ÁNH TUYẾT", True),
        ("Hồ Ánh Tuyết (PVT)", "đồng chí Ho Anh Tuyet", True),
        ("Hồ Ánh Tuyết, Phó Viện trưởng", "Lê Văn Meo, Phó Viện trưởng", False),
        ("Lê Văn Meo; Hồ Ánh Tuyết", "Hồ Ánh Tuyết", True),
        ("Lê Văn Meo và Hồ Ánh Tuyết", "Lê Văn Meo", True),
        ("Trương Văn An", "Trưởng phòng Văn An", False),
        ("Trương Văn An", "Truong Van An", True),
        ("Viện trưởng", "VIỆN TRƯỞNG", True),
        ("Viện trưởng", "Phó Viện trưởng", False),
        ("Viện trưởng VKSND tỉnh", "Lê Văn Meo, Viện trưởng VKSND tỉnh", False),
        ("Lãnh đạo Phòng 1", "Lãnh đạo Phòng 2", False),
        ("", "", False),
    ],
)
def test_people_are_told_apart_by_name(one, other, same):
    assert bool(chair_keys(one) & chair_keys(other)) is same


def test_places_are_compared_without_marks_and_signs():
    assert place_key("Phòng họp A (tầng 3)") == place_key("PHONG HOP A, tầng 3")
    assert place_key("Phòng họp A") != place_key("Phòng họp B")


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        (slot(hours=(8, 10)), slot(hours=(9, 11)), True),
        (slot(hours=(8, 10)), slot(hours=(10, 11)), False),
        (slot(hours=(8, 8.5)), slot(hours=(8.25, 8.5)), True),
        (slot(), slot(), True),
        (slot(part=AM), slot(part=PM), False),
        (slot(part=WHOLE), slot(part=PM), True),
        (slot(part=WHOLE), slot(part=AM, hours=(8, 9)), True),
        (slot(hours=(8, None)), slot(hours=(10, None)), True),
        (slot(part=PM, hours=(14, None)), slot(hours=(8, 9)), False),
        (slot(part=AM, hours=(11, 14)), slot(part=PM), True),
        (slot(part=AM, hours=(8, 12)), slot(part=PM), False),
        (slot(), slot(day=MONDAY + dt.timedelta(days=1)), False),
    ],
)
def test_lines_meet_by_hours_or_by_half_days(one, other, meet):
    assert one.meets(other) is meet
    assert other.meets(one) is meet


def test_a_clash_names_what_both_want():
    one = slot(1, where="phong hop a")
    other = slot(2, who="le van meo", where="phong hop a")

    assert [clash.shared for clash in clashes_of(one, [one, other])] == [Shared.PLACE]
    assert set(all_clashes([one, other, slot(3, part=PM)])) == {1, 2}


def test_nothing_clashes_about_a_chair_or_place_that_nobody_named():
    assert all_clashes([slot(1, who=""), slot(2, who="")]) == {}


@pytest.mark.parametrize(
    ("parts", "codes"),
    [
        ({}, set()),
        ({"content": " "}, {"no-content"}),
        ({"kind": LineKind.DUTY, "content": "", "chair": ""}, {"no-chair"}),
        ({"kind": LineKind.CITIZENS, "content": "", "chair": "Viện trưởng"}, set()),
        ({"day": dt.date(2024, 11, 18)}, {"other-week"}),
        ({"ends": dt.time(9)}, {"no-start"}),
        ({"starts": dt.time(9), "ends": dt.time(9)}, {"ends-early"}),
        ({"starts": dt.time(14)}, {"hour-of-afternoon"}),
        ({"part": PM, "starts": dt.time(8)}, {"hour-of-morning"}),
        ({"part": WHOLE, "starts": dt.time(8), "ends": dt.time(17)}, set()),
    ],
)
def test_a_line_is_refused_with_everything_that_is_wrong(parts, codes):
    facts = LineFacts(**({"day": MONDAY, "part": AM, "content": "Họp"} | parts))

    assert {problem.code for problem in line_problems(facts, MONDAY)} == codes
