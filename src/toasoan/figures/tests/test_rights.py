"""Who reads figures, asked over HTTP."""

import pytest
from django.test import Client

from toasoan.testing.factories import make_newsroom, make_story

pytestmark = pytest.mark.django_db
ADDRESSES = ("/toa-soan/so-lieu/", "/toa-soan/so-lieu/tai-ve/", "/toa-soan/so-lieu/received/")
READERS = {"editor", "second_editor", "approver", "second_approver", "board_member"}


def answer(person, address):
    client = Client()
    client.force_login(person)
    return client.get(address)


def test_figures_exist_only_for_those_who_read_them():
    room = make_newsroom()
    people = room.people()
    del people["outsider"]  # without a seat; has a test of their own in `desk`

    for name, person in people.items():
        statuses = [answer(person, address).status_code for address in ADDRESSES]
        # A unit's leader reads lists of their own unit alone, from their dashboard.
        leads = name in {"vetter", "other_vetter"}
        expected = [200] * 3 if name in READERS else [404, 404, 200 if leads else 404]
        assert statuses == expected, name


def test_a_board_member_opens_the_units_of_their_own_agency_only():
    room = make_newsroom()
    other = make_newsroom("song-khac", "khac.vidu.vn")
    make_story(room, "published", headline="Tin của tỉnh kia")
    stories = ADDRESSES[2]

    assert answer(other.board_member, f"{stories}?don-vi={room.unit.code}").status_code == 404
    assert "Tin của tỉnh kia" in answer(room.board_member, stories).content.decode()
    assert "Tin của tỉnh kia" not in answer(other.board_member, stories).content.decode()
