"""``script/server`` from the first start to the restored backup, as a person sees it."""

import json
import re
import signal
import socket
import stat

import psutil
import pytest

from tests.installation import ROOT, Installation

PASSWORD = r"[a-z2-9]{4}(?:-[a-z2-9]{4}){3}"


def one_sentence(done):
    """Return what a refused command said, after looking that it said one line and failed."""
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1
    return done.stderr.strip()


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


# The second start


def test_the_second_start_prepares_nothing_and_shows_no_password(agency):
    installation, first = agency

    with installation.running([str(ROOT / "script" / "server")]) as second:
        pass

    assert "Đang chuẩn bị thư mục dữ liệu" in first.output
    assert "Đang chuẩn bị thư mục dữ liệu" not in second.output
    assert re.findall(PASSWORD, second.output) == []
    assert "tai-khoan-demo.txt" in second.output


def test_two_servers_do_not_share_a_folder(agency):
    installation, _first = agency

    with installation.running():
        other = Installation(installation.folder, installation.database_url)
        said = one_sentence(other.run("up"))

    assert "đang được một lần chạy khác sử dụng" in said


def test_a_worker_that_is_killed_is_started_again(agency):
    installation, _first = agency

    with installation.running() as server:
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


def test_a_web_server_that_is_killed_answers_again(agency):
    installation, _first = agency

    with installation.running() as server:
        server.child("web").kill()
        server.wait_for("Máy chủ web đã dừng đột ngột")

        def answers():
            try:
                return server.get("/healthz")[0] == 200
            except OSError:
                return False

        server.wait_until(answers)


def test_the_doctor_finds_a_running_agency_well(agency):
    installation, _first = agency

    with installation.running() as server:
        server.wait_until(lambda: '"worker": "ok"' in server.get("/healthz")[1])
        done = installation.run("doctor", "--json")

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


def test_a_second_agency_is_refused(agency):
    installation, _first = agency

    done = installation.run("demo")

    assert done.returncode == 2
    assert "đã có cơ quan" in done.stderr


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
    assert (figures["received"], figures["published"]) == (96, 78)
    assert sum(unit["received"] for unit in figures["units"].values()) == 96


# Backup and restore


@pytest.fixture(scope="module")
def backup(agency, tmp_path_factory):
    """Return a backup made while the agency was running, and the pages it showed then."""
    installation, _first = agency
    path = tmp_path_factory.mktemp("backup") / "toasoan.tar.gz"
    with installation.running() as server:
        done = installation.run("backup", str(path))
        pages = look_around(server)
    assert done.returncode == 0, done.stderr
    return path, pages


def look_around(server):
    """Return the home page, every page it links to, and their photos."""
    status, home = server.get("/")
    assert status == 200
    paths = set(re.findall(r'(?:href|src)="(/[^"#]*)"', home))
    paths = sorted(path for path in paths if not path.startswith(("/toa-soan", "/static")))
    assert len(paths) > 20
    return {path: fixed(server.get(path)) for path in paths}


def fixed(answer):
    """Return a page without what is new at every look."""
    status, text = answer
    return status, re.sub(r'(csrf[^"]*" value|nonce)="[^"]+"', "", text)


def test_a_restored_agency_shows_the_same_pages(backup, tmp_path, new_database, agency):
    path, pages = backup
    source, _first = agency
    # The address of the server stands in feeds and links, so the copy takes the same port.
    copy = Installation(tmp_path / "place" / "var", new_database(), port=source.port)

    done = copy.run("restore", str(path))
    with copy.running() as server:
        again = look_around(server)

    assert done.returncode == 0, done.stderr
    assert again.keys() == pages.keys()
    assert [path for path in pages if pages[path] != again[path]] == []


def test_a_backup_moves_to_sqlite_and_back(backup, tmp_path, agency, new_database):
    """In the run on PostgreSQL: from one engine to the other and back."""
    path, _pages = backup
    source, _first = agency
    light = Installation(tmp_path / "light" / "var")
    back = Installation(tmp_path / "back" / "var", new_database())
    (tmp_path / "light").mkdir()
    (tmp_path / "back").mkdir()

    done = [
        light.run("restore", str(path)),
        light.run("backup", str(tmp_path / "light.tar.gz")),
        back.run("restore", str(tmp_path / "light.tar.gz")),
    ]

    assert [(one.returncode, one.stderr) for one in done] == [(0, "")] * 3
    half_year = ("--from", "2023-01-01", "--to", "2023-06-30", "--json")
    figures = {place.run("figures", *half_year).stdout for place in (source, light, back)}
    assert len(figures) == 1


def test_a_backup_is_restored_into_an_empty_place_only(backup, agency):
    path, _pages = backup
    installation, _first = agency

    done = installation.run("restore", str(path))

    assert done.returncode == 2
    assert "trống" in done.stderr


def test_a_broken_backup_restores_nothing(backup, tmp_path, new_database):
    path, _pages = backup
    broken = tmp_path / "broken.tar.gz"
    content = path.read_bytes()
    broken.write_bytes(content[: len(content) // 2])
    copy = Installation(tmp_path / "place" / "var", new_database())

    done = copy.run("restore", str(broken))

    assert done.returncode == 2
    assert "hỏng" in done.stderr
    assert not copy.folder.exists()


def test_a_backup_never_overwrites_another(backup, agency):
    path, _pages = backup
    installation, _first = agency

    assert "đã có" in one_sentence(installation.run("backup", str(path)))
