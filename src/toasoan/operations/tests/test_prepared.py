"""A start prepares again when the program, the packages or the database have changed."""

import sqlite3

import pytest

from toasoan.operations import prepared


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "static").mkdir()
    with sqlite3.connect(tmp_path / "toasoan.sqlite3") as connection:
        connection.execute("CREATE TABLE django_migrations (id INTEGER)")
        connection.execute("INSERT INTO django_migrations VALUES (1)")
    prepared.note_prepared(tmp_path, at(tmp_path))
    return tmp_path


def at(folder):
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "toasoan.sqlite3")}


def test_a_prepared_folder_is_ready(folder):
    assert prepared.is_prepared(folder, at(folder))


def test_a_new_folder_is_not_ready(tmp_path):
    assert not prepared.is_prepared(tmp_path, at(tmp_path))


def test_a_database_that_was_migrated_or_exchanged_is_not_ready(folder):
    with sqlite3.connect(folder / "toasoan.sqlite3") as connection:
        connection.execute("INSERT INTO django_migrations VALUES (2)")

    assert not prepared.is_prepared(folder, at(folder))


def test_a_database_that_was_deleted_is_not_ready(folder):
    (folder / "toasoan.sqlite3").unlink()

    assert not prepared.is_prepared(folder, at(folder))


def test_another_database_is_not_ready(folder, tmp_path):
    (tmp_path / "other.sqlite3").write_bytes((folder / "toasoan.sqlite3").read_bytes())

    assert not prepared.is_prepared(folder, {**at(folder), "NAME": str(tmp_path / "other.sqlite3")})


def test_deleted_interface_files_are_made_again(folder):
    (folder / "static").rmdir()

    assert not prepared.is_prepared(folder, at(folder))


def test_other_packages_are_not_ready(folder, monkeypatch):
    monkeypatch.setattr(prepared, "_installed", lambda: iter(["wagtail-9.0.dist-info"]))

    assert not prepared.is_prepared(folder, at(folder))


def test_a_changed_source_is_not_ready(folder, monkeypatch):
    before = list(prepared._files())
    monkeypatch.setattr(prepared, "_files", lambda: iter([*before, "newsroom/static/new.css 1 2"]))

    assert before
    assert not prepared.is_prepared(folder, at(folder))
