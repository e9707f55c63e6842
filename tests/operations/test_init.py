"""``toasoan init`` in an empty folder, up to the webmaster's first sign-in."""

import http.cookiejar
import os
import pty
import re
import subprocess
import time
import urllib.parse
import urllib.request

import psutil
import pytest

from tests.installation import TOASOAN, Installation

NAME = "Viện kiểm sát nhân dân tỉnh Sông Thử"
FLAGS = (
    "init", "--name", NAME, "--unit", "Phòng 1", "--unit", "VKSND khu vực 1 | KV1 | kv1",
    "--webmaster", "Lê Thị Quản", "--username", "quantri",
)  # fmt: skip
PASSWORD = "mot mat khau du dai de nho"  # for tests only


class Browser:
    """Keeps cookies, follows redirects, sends a page's form back with what was typed."""

    def __init__(self) -> None:
        jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        self.address, self.page = "", ""

    def open(self, address: str, data: dict[str, str] | None = None) -> str:
        encoded = urllib.parse.urlencode(data).encode() if data is not None else None
        with self.opener.open(address, encoded, timeout=60) as answer:
            self.address, self.page = answer.geturl(), answer.read().decode()
        return self.page

    def send(self, **typed: str) -> str:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.page)
        assert token, self.page
        return self.open(self.address, typed | {"csrfmiddlewaretoken": token[1]})


@pytest.fixture(scope="module")
def made(tmp_path_factory, new_database):
    """An agency made by flags in a folder that did not exist, and what was said."""
    installation = Installation(tmp_path_factory.mktemp("place") / "var", new_database())
    done = installation.run(*FLAGS)
    assert done.returncode == 0, done.stderr + done.stdout
    return installation, done.stdout


def test_the_link_opens_the_newsroom_for_the_first_webmaster(made):
    installation, said = made
    link = re.search(r"http://127\.0\.0\.1:\d+/toa-soan/loi-moi/\S+", said)
    assert link, said
    browser = Browser()

    with installation.running() as server:
        assert "Cơ quan mẫu" not in server.output
        assert "Nạp cơ quan mẫu" not in server.output
        assert NAME in browser.open(f"http://127.0.0.1:{installation.port}/")
        assert "quantri" in browser.open(link[0])
        browser.send(new_password=PASSWORD, again=PASSWORD)
        assert browser.address.endswith("/toa-soan/login/")
        browser.send(username="quantri", password=PASSWORD)
        # Who keeps the site adds a second factor before anything else.
        assert "/toa-soan/account/lop-hai/" in browser.address
        assert "không còn" in Browser().open(link[0])


def test_a_second_agency_is_refused_and_the_first_stays(made):
    installation, _said = made

    done = installation.run(*FLAGS)

    assert done.returncode == 2
    assert done.stderr.strip() == (
        "Cơ sở dữ liệu đã có cơ quan; lệnh init chỉ dùng cho nơi còn trống."
    )


def test_nothing_but_the_agency_lies_in_the_folder(made):
    installation, _said = made

    assert not (installation.folder / "tai-khoan-demo.txt").exists()
    assert list(installation.folder.glob(".moi-*")) == []


def test_a_program_older_than_its_tables_does_not_start(made):
    installation, _said = made
    later = (
        "from django.db import connection\n"
        "from django.db.migrations.recorder import MigrationRecorder\n"
        "MigrationRecorder(connection).{}('units', '0099_later')"
    )
    assert installation.run("manage", "shell", "-c", later.format("record_applied")).returncode == 0
    try:
        done = installation.run("up")
    finally:
        installation.run("manage", "shell", "-c", later.format("record_unapplied"))

    assert done.returncode == 2
    assert "phiên bản mới hơn" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Sẵn sàng" not in done.stdout


def test_missing_options_are_named_and_nothing_is_made(tmp_path, new_database):
    done = Installation(tmp_path / "var", new_database()).run("init")

    assert done.returncode == 2
    assert done.stderr.strip() == "Thiếu tùy chọn --name, --webmaster."
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_list_is_told_and_nothing_is_made(tmp_path, new_database):
    people = tmp_path / "danh-sach.csv"
    people.write_text("Tên;Nơi\n", encoding="utf-8")

    done = Installation(tmp_path / "var", new_database()).run(*FLAGS, "--people", str(people))

    assert done.returncode == 2
    assert "Họ và tên" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == [people]


def test_questions_at_a_terminal_can_be_broken_off(tmp_path):
    """Whoever gives up in the middle leaves nothing behind."""
    installation = Installation(tmp_path / "var")
    ours, theirs = pty.openpty()
    process = subprocess.Popen(  # noqa: S603
        [*TOASOAN, "init"], env=installation.environment, stdin=theirs, stdout=theirs,
        stderr=theirs, start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    said = b""
    while b"quan: " not in said:
        said += os.read(ours, 1024)
    # Python looks at a signal before it waits for a line or when one wakes it, not in between.
    while psutil.Process(process.pid).status() != psutil.STATUS_SLEEPING:
        time.sleep(0.01)
    process.terminate()

    assert process.wait(30) == 130
    assert "Tên đầy đủ của cơ quan" in said.decode()
    assert list(tmp_path.iterdir()) == []
    os.close(ours)
