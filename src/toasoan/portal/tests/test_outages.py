"""While the database is away or the disk is full, every door says so: 503 and 507, never 500."""

import errno
import json
import os
from pathlib import Path

import psycopg
import pytest
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.db import OperationalError
from django.test import Client

from toasoan.databases.outages import no_room, outage
from toasoan.testing.factories import make_newsroom

pytestmark = pytest.mark.django_db

ADDRESSES = ["/", "/tin-tuc/", "/tim-kiem/?q=a", "/toa-soan/", "/anh/1/x/800/"]


@pytest.fixture
def browser():
    """A browser that is shown what a reader would be."""
    room = make_newsroom()
    made = Client(raise_request_exception=False)
    made.force_login(room.contributor)
    yield made
    outage.over()
    no_room.over()


@pytest.fixture
def away(browser):
    outage.shut(psycopg.OperationalError("secret"))


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_door_says_when_to_come_back(browser, away, address):
    answer = browser.get(address)

    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    said = answer.content.decode()
    assert "Xin quay lại sau một phút" in said
    assert "secret" not in said
    assert "chưa được lưu" not in said


def test_who_has_sent_something_is_told_that_it_is_not_saved(browser, away):
    answer = browser.post("/toa-soan/login/", {"username": "a", "password": "b"})

    assert answer.status_code == 503
    assert "Chưa lưu được: máy chủ tạm thời không ghi được" in answer.content.decode()


def test_programs_get_a_problem(browser, away):
    answer = browser.get("/api/v1/stories")

    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert answer["Content-Type"].startswith("application/problem+json")
    assert json.loads(answer.content)["title"] == "Tạm thời không phục vụ được"


def test_an_outage_is_one_line_however_many_ask(browser, away, caplog):
    caplog.clear()
    for _ in range(20):
        browser.get("/tim-kiem/?q=a")

    assert caplog.messages == []


def test_a_lock_that_does_not_come_is_told_once(browser, monkeypatch, caplog):
    def locked(self, now):
        raise OperationalError("locked") from psycopg.errors.LockNotAvailable()

    monkeypatch.setattr("toasoan.portal.maintenance.Timetable.going_on", locked)

    answers = {browser.get("/tim-kiem/?q=a").status_code for _ in range(5)}

    assert answers == {503}
    assert [line for line in caplog.messages if "away or locked" in line] == caplog.messages
    assert len(caplog.messages) == 1


def test_an_upload_that_finds_no_room_is_507_and_leaves_nothing(
    browser, monkeypatch, settings, tmp_path, caplog
):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)

    def full(self, raw, start):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(TemporaryFileUploadHandler, "receive_data_chunk", full)
    sent = tmp_path / "sent"
    sent.write_bytes(b"\0" * 2_000_000)

    with sent.open("rb") as file:
        answer = browser.post("/toa-soan/login/", {"username": "a", "file": file})

    assert answer.status_code == 507
    assert "Chưa lưu được: máy chủ đã hết chỗ trên đĩa" in answer.content.decode()
    assert list(Path(tmp_path).glob("*.upload*")) == []
    assert len(caplog.messages) == 1
