"""``script/server`` from the first start to what it refuses, as a person sees it."""

import json
import re
import signal
import socket
import stat
from collections.abc import Iterator

import docx
import psutil
import pytest

from tests.installation import ROOT, Installation, Server, one_sentence

PASSWORD = r"[a-z2-9]{4}(?:-[a-z2-9]{4}){3}"


# The first start


def test_the_first_start_shows_progress_both_addresses_and_the_accounts(agency):
    _installation, first = agency

    assert "Nạp cơ quan mẫu" in first.output
    assert f"http://127.0.0.1:{first.port}/\n" in first.output
    assert f"http://127.0.0.1:{first.port}/toa-soan/\n" in first.output
    assert len(re.findall(PASSWORD, first.output)) >= 6


def test_the_first_start_serves_portal_newsroom_and_health(agency):
    _installation, first = agency

    assert first.pages["/"][0] == 200
    assert first.pages["/toa-soan/"][0] in {200, 302}
    assert json.loads(first.pages["/healthz"][1])["status"] == "ok"


def test_only_the_owner_can_read_what_is_secret(agency):
    installation, _first = agency

    for name in ("tai-khoan-demo.txt", "secret_key"):
        assert stat.S_IMODE((installation.folder / name).stat().st_mode) == 0o600


def test_the_file_holds_the_accounts_that_were_shown(agency):
    installation, first = agency

    kept = (installation.folder / "tai-khoan-demo.txt").read_text(encoding="utf-8")

    assert re.findall(PASSWORD, kept) == re.findall(PASSWORD, first.output)


def test_ctrl_c_stops_everything_that_was_started(agency):
    _installation, first = agency

    assert first.exit_code == 0
    assert first.processes >= 3
    assert first.still_running == []
    assert first.port_is_free


def test_nothing_of_the_staging_is_left(agency):
    installation, _first = agency

    assert [path.name for path in installation.folder.glob(".moi-*")] == []


# Before the second start, which lasts to the end of the module: it holds the folder.


def test_a_second_agency_is_refused(agency):
    installation, _first = agency

    done = installation.run("demo")

    assert done.returncode == 2
    assert "đã có cơ quan" in done.stderr


# The second start


@pytest.fixture(scope="module")
def server(agency) -> Iterator[Server]:
    """Yield the agency started for the second time, by the script, as the README says."""
    installation, _first = agency
    with installation.running([str(ROOT / "script" / "server")]) as server:
        yield server


def test_the_second_start_prepares_nothing_and_shows_no_password(agency, server):
    _installation, first = agency

    assert "Đang chuẩn bị thư mục dữ liệu" in first.output
    assert "Đang chuẩn bị thư mục dữ liệu" not in server.output
    assert re.findall(PASSWORD, server.output) == []
    assert "tai-khoan-demo.txt" in server.output


def test_two_servers_do_not_share_a_folder(server):
    place = server.installation
    other = Installation(place.folder, place.database_url)

    said = one_sentence(other.run("up"))

    assert "đang được một lần chạy khác sử dụng" in said


def test_a_worker_that_is_killed_is_started_again(server):
    first = server.child("manage", "worker")

    first.kill()

    server.wait_for("Tiến trình nền đã dừng đột ngột")
    server.wait_until(
        lambda: any(
            child.cmdline()[-2:] == ["manage", "worker"]
            for child in psutil.Process(server.process.pid).children()
            if child.status() != psutil.STATUS_ZOMBIE
        )
    )
    assert server.child("manage", "worker").pid != first.pid


def test_a_web_server_that_is_killed_answers_again(server):
    server.child("web").kill()
    server.wait_for("Máy chủ web đã dừng đột ngột")

    def answers():
        try:
            return server.get("/healthz")[0] == 200
        except OSError:
            return False

    server.wait_until(answers)


def test_the_doctor_finds_a_running_agency_well(server):
    server.wait_until(lambda: '"worker": "ok"' in server.get("/healthz")[1])

    done = server.installation.run("doctor", "--json")

    assert done.returncode == 0, done.stdout
    assert {finding["level"] for finding in json.loads(done.stdout)} <= {"ok", "warn"}


# What is refused


def test_a_busy_port_is_refused_and_nothing_is_made(tmp_path, new_database):
    installation = Installation(tmp_path / "var", new_database())

    with socket.create_server(("127.0.0.1", installation.port)):
        said = one_sentence(installation.run("up"))

    assert str(installation.port) in said
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_refused(tmp_path):
    # A file stands where the folder should be: root, who runs CI, may write everywhere else.
    (tmp_path / "file").touch()

    said = one_sentence(Installation(tmp_path / "file" / "var").run("up"))

    assert "TOASOAN_DATA" in said
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("mysql://a:secret@b/c", "không đúng dạng"),
        ("postgresql://a:secret@127.0.0.1:1/c", "Không kết nối được PostgreSQL"),
        ("postgresql://a:secret@127.0.0.1:1/c?ssl=1", "tham số không dùng được"),
    ],
)
@pytest.mark.parametrize("command", ["up", "demo", "doctor"])
def test_a_wrong_database_url_is_refused_and_nothing_is_made(tmp_path, command, url, sentence):
    said = one_sentence(Installation(tmp_path / "var", url).run(command))

    assert sentence in said
    assert "secret" not in said
    assert list(tmp_path.iterdir()) == []


def test_a_missing_database_is_refused(tmp_path, new_database):
    url = new_database()
    if not url:
        url = "postgresql://127.0.0.1:1/toasoan_whole_"
    changed = url.replace("toasoan_whole_", "khong_co_")

    said = one_sentence(Installation(tmp_path / "var", changed).run("up"))

    assert "PostgreSQL" in said
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_first_start_leaves_nothing(tmp_path, new_database):
    installation = Installation(tmp_path / "place" / "var", new_database())
    (tmp_path / "place").mkdir()

    server = installation.start()
    server.wait_for("Tạo các bảng dữ liệu")
    code = server.press_ctrl_c()

    assert code == 130
    assert server.output.count("Đã dừng theo yêu cầu.") == 1
    assert not installation.folder.exists()
    assert "Traceback" not in server.output


def test_a_terminated_first_start_leaves_nothing(tmp_path, new_database):
    installation = Installation(tmp_path / "place" / "var", new_database())
    (tmp_path / "place").mkdir()

    server = installation.start()
    server.wait_for("Tạo các bảng dữ liệu")
    server.process.send_signal(signal.SIGTERM)
    server.process.wait(30)

    assert not installation.folder.exists()


@pytest.mark.parametrize("arguments", [["backup", "b.tar.gz"], ["figures", "--json"]])
def test_a_command_without_a_database_is_refused(tmp_path, new_database, arguments):
    said = one_sentence(Installation(tmp_path / "var", new_database()).run(*arguments))

    assert "toasoan up" in said
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_command_is_refused(tmp_path):
    assert "nop" in one_sentence(Installation(tmp_path / "var").run("nop"))


# Figures


def test_the_figures_of_the_half_year_are_those_of_the_seed(agency):
    installation, _first = agency

    done = installation.run("figures", "--from", "2023-01-01", "--to", "2023-06-30", "--json")

    figures = json.loads(done.stdout)
    assert (figures["received"], figures["published"], figures["approval_rate"]) == (96, 78, 81.25)
    assert {32, 29} <= set(figures["placements"].values())
    assert figures["clippings"] == 100
    assert sum(unit["received"] for unit in figures["units"].values()) == 96
    by_name = installation.run("figures", "--period", "2023H1", "--json")
    assert json.loads(by_name.stdout) == figures


def test_the_demos_half_year_is_written_as_a_word_file(agency, tmp_path):
    installation, _first = agency
    target = tmp_path / "bao-cao.docx"

    installation.run("report", "--period", "2023H1", "--docx", str(target))

    document = docx.Document(str(target))
    words = " ".join(paragraph.text for paragraph in document.paragraphs)
    for number in ("96 tin, bài", "78 tin, bài", "81,25%", "32 tin, bài", "29 tin, bài", "100 tin"):
        assert number in words
    total = next(one for one in document.tables if one.cell(0, 0).text == "Đơn vị").rows[-1]
    assert [cell.text for cell in total.cells][1:4] == ["96", "78", "81,25%"]
