"""Every refused request leaves a line: who, from which network, which address, why."""

import logging

import pytest
from django.test import Client

from toasoan.testing.factories import make_picture

pytestmark = pytest.mark.django_db
ELSEWHERE = {"REMOTE_ADDR": "2001:db8:1:2::77"}


def person(room, name):
    browser = Client()
    browser.force_login(getattr(room, name))
    return browser


@pytest.fixture
def lines(caplog):
    caplog.set_level(logging.WARNING)
    return lambda: [
        record.getMessage() for record in caplog.records if record.name == "toasoan.refused"
    ]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/toa-soan/nhat-ky-tai-khoan/", 404),
        ("/toa-soan/tin/999999/", 404),
        ("/toa-soan/khong-co/", 404),
        ("/tep-noi-bo/x.png", 404),
        ("/tep/999999/", 404),
    ],
)
def test_what_a_person_may_not_open_is_written_with_their_name(room, lines, path, status):
    answer = person(room, "contributor").get(path, **ELSEWHERE)

    user = room.contributor
    assert answer.status_code == status
    [line] = lines()
    assert f"person {user.pk} ({user.username})" in line
    assert "network 2001:db8:1:2::/64" in line
    assert line.startswith(f"{status} GET {'/tep-noi-bo/…' if 'noi-bo' in path else path}")
    assert user.last_name not in line


def test_a_photo_of_a_draft_is_written_without_its_key(room, lines):
    photo = make_picture(room.unit, room.contributor)
    person(room, "outsider").get(photo.address(320), **ELSEWHERE)

    [line] = lines()
    assert photo.token not in line
    assert f"/anh/{photo.pk}/…" in line


@pytest.mark.parametrize(
    ("path", "written"),
    [("/toa-soan/khong-co/", True), ("/khong-co/", False), ("/anh/1/abc-320.webp", False)],
)
def test_strangers_are_written_where_things_exist_for_some(room, lines, path, written):
    assert Client().get(path, **ELSEWHERE).status_code == 404

    assert bool(lines()) is written
    assert all("person -, network 2001:db8:1:2::/64" in line for line in lines())


def test_a_form_without_its_token_is_written_with_the_reason(room, lines):
    browser = Client(enforce_csrf_checks=True)

    assert browser.post("/toa-soan/login/", {"username": "an"}, **ELSEWHERE).status_code == 403
    [line] = lines()
    assert "CSRF" in line


def test_a_wrong_host_is_written(room, lines, settings):
    settings.ALLOWED_HOSTS = ["tin.vidu.vn"]

    assert Client().get("/", HTTP_HOST="xau.vn", **ELSEWHERE).status_code == 400
    [line] = lines()
    assert "wrong host 'xau.vn'" in line


def test_too_many_attempts_are_written_without_the_name(room, lines):
    for _attempt in range(6):
        Client().post("/toa-soan/login/", {"username": "nguyenvanan", "password": "sai"})

    assert len(lines()) == 2
    assert "429 POST /toa-soan/login/" in lines()[0]
    assert "nguyenvanan" not in " ".join(lines())


def test_django_writes_nothing_of_its_own_about_them(room, caplog, settings):
    settings.ALLOWED_HOSTS = ["tin.vidu.vn", "testserver"]
    Client().get("/khong-co/")
    Client().get("/toa-soan/khong-co/")
    Client().get("/", HTTP_HOST="xau.vn")
    Client(enforce_csrf_checks=True).post("/toa-soan/login/")

    assert {record.name for record in caplog.records} == {"toasoan.refused"}


def test_pages_that_open_leave_no_line(room, lines):
    person(room, "editor").get("/toa-soan/")
    Client().get("/")

    assert lines() == []
