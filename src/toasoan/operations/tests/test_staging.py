"""A new installation is made whole or not at all."""

import pytest

from toasoan.operations.staging import staging_folder


def test_what_was_made_is_moved_into_place(tmp_path):
    folder = tmp_path / "var"

    with staging_folder(folder) as staged:
        (staged / "media" / "photos").mkdir(parents=True)
        (staged / "media" / "photos" / "one.jpg").write_text("photo")
        (staged / "toasoan.sqlite3").write_text("database")

    assert sorted(path.name for path in folder.iterdir()) == ["media", "toasoan.sqlite3"]
    assert (folder / "media" / "photos" / "one.jpg").read_text() == "photo"


def test_a_failure_leaves_nothing_not_even_the_folder(tmp_path):
    with (
        pytest.raises(FileNotFoundError),
        staging_folder(tmp_path / "a" / "var") as staged,
        (staged / "toasoan.sqlite3").open("w"),
    ):
        (staged / "media" / "missing.jpg").read_bytes()

    assert list(tmp_path.iterdir()) == []


def test_a_failure_keeps_what_was_there_before(tmp_path):
    (tmp_path / "screenshots").mkdir()

    with pytest.raises(KeyboardInterrupt), staging_folder(tmp_path):
        raise KeyboardInterrupt

    assert [path.name for path in tmp_path.iterdir()] == ["screenshots"]


def test_what_a_killed_run_left_is_removed(tmp_path):
    (tmp_path / ".moi-abandoned").mkdir()

    with staging_folder(tmp_path) as staged:
        assert staged.parent == tmp_path

    assert list(tmp_path.iterdir()) == []


def test_a_secret_key_that_exists_is_used_and_kept(tmp_path):
    (tmp_path / "secret_key").write_text("old")
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "site.css").write_text("old")

    with staging_folder(tmp_path) as staged:
        seen = (staged / "secret_key").read_text()
        (staged / "static").mkdir()
        (staged / "static" / "site.css").write_text("new")

    assert seen == "old"
    assert (tmp_path / "secret_key").read_text() == "old"
    assert (tmp_path / "static" / "site.css").read_text() == "new"
