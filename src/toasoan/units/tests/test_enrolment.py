"""What a line of a list means, and every error that it can have."""

import datetime as dt

import pytest
import time_machine
from django.utils.translation import override

from toasoan.accounts.models import User
from toasoan.refusals import RefusedError
from toasoan.testing.factories import team_of
from toasoan.units.actions import seat
from toasoan.units.enrolment import EnrolmentColumn, EnrolmentLine, enrol, known_of, read
from toasoan.units.models import MembershipRole
from toasoan.units.usernames import username_for
from toasoan.vietnamese.dates import TZ

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 7, 10, 9, 0, tzinfo=TZ)
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _setting():
    with override("vi"), time_machine.travel(NOW, tick=False):
        yield


def line(room, number=2, **changed):
    cells = {"name": "Nguyễn Thị Lan Khuê", "place": room.unit.short_name} | changed
    return EnrolmentLine(number, {EnrolmentColumn(name): text for name, text in cells.items()})


def read_one(room, *lines):
    return read(list(lines), known_of(room.agency, TODAY))


def test_the_least_that_is_needed_is_a_name_and_a_unit(room):
    (entry,) = read_one(room, line(room))

    assert entry.errors == []
    assert entry.particulars.username == "khue.ntl"
    assert (entry.particulars.family_name, entry.particulars.given_name) == (
        "Nguyễn Thị Lan",
        "Khuê",
    )
    assert (entry.first.role, entry.first.from_on) == (MembershipRole.MEMBER, TODAY)
    assert entry.first.board == team_of(room.unit)


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        ({"name": ""}, "name"), ({"email": "khong-phai"}, "email"),
        ({"email": "DA.CO@vidu.vn"}, "email"), ({"username": "Có dấu"}, "username"),
        ({"username": "da.co"}, "username"), ({"name": "李"}, "username"),
        ({"place": ""}, "place"), ({"place": "Phòng lạ"}, "place"), ({"role": "Sếp"}, "role"),
        ({"from_on": "31/02/2026"}, "from_on"), ({"from_on": "hôm qua"}, "from_on"),
        ({"from_on": "01/01/1999"}, "from_on"), ({"decision_on": "x"}, "decision_on"),
        ({"decision_number": "9" * 61}, "decision_number"), ({"post": "x" * 121}, "post"),
        ({"role": "Trưởng"}, "role"),
    ],
)  # fmt: skip
def test_each_error_is_named_at_its_column(room, changed, column):
    room.contributor.username, room.contributor.email = "da.co", "da.co@vidu.vn"
    room.contributor.save()

    (entry,) = read_one(room, line(room, **changed))

    assert [name for name, _message in entry.errors] == [column]
    assert not entry.is_good


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("Phó", "deputy"), ("pho", "deputy"), ("Ủy viên", "member"), ("UY VIEN", "member"),
        ("thành viên", "member"), ("Cộng tác viên", "member"), ("", "member"),
    ],
)  # fmt: skip
def test_roles_are_understood_without_marks(room, words, role):
    assert read_one(room, line(room, role=words))[0].first.role == role


def test_a_unit_is_found_by_code_short_name_full_name_or_board(room):
    for name in (room.unit.code, room.unit.short_name, room.unit.name, team_of(room.unit).name):
        assert read_one(room, line(room, place=name.upper()))[0].first.board == team_of(room.unit)


def test_a_name_that_two_places_have_is_not_guessed(room):
    room.other_unit.short_name = room.unit.short_name
    room.other_unit.save()

    (entry,) = read_one(room, line(room))

    assert [name for name, _message in entry.errors] == ["place"]


def test_the_first_of_two_lines_that_clash_is_the_good_one(room):
    twice = {"username": "mot.ten", "email": "mot@vidu.vn"}

    first, second = read_one(room, line(room, 2, **twice), line(room, 3, **twice))

    assert first.is_good
    assert [name for name, _message in second.errors] == ["email", "username"]


def test_people_of_one_name_get_numbers(room):
    entries = read_one(room, line(room, 2), line(room, 3), line(room, 4))

    assert [entry.particulars.username for entry in entries] == [
        "khue.ntl",
        "khue.ntl2",
        "khue.ntl3",
    ]


def test_two_heads_for_one_team_in_a_list_are_seen(room):
    team = team_of(room.other_unit)
    team.memberships.filter(role="head").update(to_on=TODAY - dt.timedelta(days=1))
    there = {"place": room.other_unit.code, "role": "Trưởng"}

    first, second = read_one(room, line(room, 2, **there), line(room, 3, **there))

    assert (first.is_good, second.is_good) == (True, False)


def test_a_formula_is_an_error_of_its_line(room):
    (entry,) = read_one(room, EnrolmentLine(2, line(room).cells, (EnrolmentColumn.NAME,)))

    assert [name for name, _message in entry.errors] == ["name"]


def test_all_good_lines_become_accounts_or_none(room):
    entries = read_one(room, line(room, 2), line(room, 3, name="Vũ An"))

    people = enrol(room.agency, entries, actor=room.webmaster, now=NOW)

    assert [person.username for person in people] == ["khue.ntl", "an.v"]
    late = read_one(room, line(room, 2, name="Trần Bình"), line(room, 3, role="Phó", name="Đỗ Cúc"))
    User.objects.create(username="cuc.d")
    with pytest.raises(RefusedError, match="3"):
        enrol(room.agency, late, actor=room.webmaster, now=NOW)
    assert not User.objects.filter(username="binh.t").exists()


def test_seats_of_others_that_came_meanwhile_are_seen(room):
    team = team_of(room.other_unit)
    team.memberships.filter(role="head").update(to_on=TODAY - dt.timedelta(days=1))
    entries = read_one(room, line(room, 2, place=room.other_unit.code, role="Trưởng"))
    seat(room.outsider, team, MembershipRole.HEAD, from_on=TODAY)

    with pytest.raises(RefusedError):
        enrol(room.agency, entries, actor=room.webmaster, now=NOW)


@pytest.mark.parametrize(
    ("name", "username"),
    [
        ("Nguyễn Thị Lan Khuê", "khue.ntl"), ("Đỗ Ý", "y.d"), ("Vy", "vy1"), ("An", "an1"),
        ("Nguyễn Văn O'Hara", "ohara.nv"), ("李", ""), ("Đ", "d11"),
    ],
)  # fmt: skip
def test_a_user_name_is_made_of_the_given_name_and_initials(name, username):
    assert username_for(name, lambda _name: False) == username
