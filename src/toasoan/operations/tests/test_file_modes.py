"""Nobody but its owner reads the data folder, however it was before."""

import os
import stat

import pytest

from toasoan.operations import doctor
from toasoan.operations.doctor import Level
from toasoan.operations.file_modes import close_to_others, make_private_files, open_to_others
from toasoan.operations.up import InstallationSettings, only_one

FILES = [
    "toasoan.sqlite3",
    "toasoan.sqlite3-wal",
    "toasoan.sqlite3-shm",
    "secret_key",
    "prepared.json",
    "media/original/anh.jpg",
    "pages/1/2.page",
]


def mode_of(path):
    return stat.S_IMODE(path.lstat().st_mode)


@pytest.fixture(autouse=True)
def command():
    """As in a process of ours."""
    before = os.umask(0o022)
    make_private_files()
    yield
    os.umask(before)


@pytest.fixture
def folder(tmp_path):
    """A data folder as an older umask left it."""
    made = tmp_path / "data"
    for name in FILES:
        path = made / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
        path.chmod(0o644)
    for path in [made, *made.rglob("*")]:
        if path.is_dir():
            path.chmod(0o755)
    return made


def place_in(folder):
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "none.sqlite3")}
    return InstallationSettings(folder, database, "127.0.0.1", 8000, "http://x", ())


def test_a_start_closes_what_was_open(folder, capsys):
    (folder / "link").symlink_to("/etc/hostname")

    with only_one(place_in(folder)):
        assert list(open_to_others(folder)) == []

    assert {mode_of(path) for path in folder.rglob("*") if path.is_dir()} == {0o700}
    assert {mode_of(folder / name) for name in FILES} == {0o600}
    assert mode_of(folder) == 0o700
    assert "chỉ chủ sở hữu" in capsys.readouterr().out


def test_what_is_closed_is_left_alone_and_not_spoken_of(folder, capsys):
    close_to_others(folder)
    (folder / "script").write_text("x")
    (folder / "script").chmod(0o700)

    with only_one(place_in(folder)):
        pass

    assert mode_of(folder / "script") == 0o700
    assert capsys.readouterr().out == ""


def test_a_database_that_became_readable_is_closed_in_a_closed_folder(folder):
    close_to_others(folder)
    (folder / "toasoan.sqlite3").chmod(0o640)

    assert close_to_others(folder) == (1, None)
    assert mode_of(folder / "toasoan.sqlite3") == 0o600


def test_a_folder_that_is_shared_on_purpose_is_named_and_not_changed(folder, capsys):
    folder.chmod(0o1777)

    with only_one(place_in(folder)):
        pass

    assert mode_of(folder) == 0o1777
    assert f"chmod -R go-rwx {folder}" in capsys.readouterr().out


def test_what_cannot_be_changed_is_named(folder, capsys, monkeypatch):
    def refuse(path, mode):
        raise PermissionError

    monkeypatch.setattr("pathlib.Path.chmod", refuse)

    with only_one(place_in(folder)):
        pass

    assert f"chmod -R go-rwx {folder}" in capsys.readouterr().out


def test_the_doctor_says_what_is_open_and_how_to_close_it(folder, settings):
    settings.DATA = folder
    finding = doctor.check_file_modes()
    assert finding.level is Level.FAIL
    assert f"chmod -R go-rwx {folder}" in finding.sentence

    close_to_others(folder)
    assert doctor.check_file_modes().level is Level.OK

    (folder / "media" / "original" / "anh.jpg").chmod(0o604)
    assert "anh.jpg" in doctor.check_file_modes().sentence


@pytest.mark.parametrize("before", [0o000, 0o002, 0o022])
def test_what_a_process_makes_is_its_owners(tmp_path, before):
    os.umask(before)
    make_private_files()
    (tmp_path / "made").mkdir()
    (tmp_path / "made" / "file").write_text("x")

    assert mode_of(tmp_path / "made") == 0o700
    assert mode_of(tmp_path / "made" / "file") == 0o600
