"""What is wrong with an address, a folder or a database is one sentence, and leaves no trace."""

import socket
import sqlite3

import pytest

from toasoan.operations import preflight
from toasoan.refusals import RefusedError


def sqlite_at(path):
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path)}


def postgresql_at(**changed):
    usual = {"NAME": "tin", "USER": "toa", "PASSWORD": "secret", "HOST": "127.0.0.1", "PORT": "1"}
    return {"ENGINE": "django.db.backends.postgresql", "OPTIONS": {}, **usual, **changed}


def test_a_port_somebody_listens_on_is_refused():
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]

        with pytest.raises(RefusedError, match=f"Cổng {port} .* chương trình khác"):
            preflight.check_address("127.0.0.1", port)


def test_a_port_that_was_closed_a_moment_ago_is_free():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)):
            server.accept()[0].close()

    preflight.check_address("127.0.0.1", port)


def test_an_address_of_another_machine_is_refused():
    with pytest.raises(RefusedError, match="không có địa chỉ"):
        preflight.check_address("192.0.2.1", 8000)


def test_a_file_in_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "data").touch()

    with pytest.raises(RefusedError, match="không phải là thư mục"):
        preflight.check_folder(tmp_path / "data" / "deeper")


def test_a_folder_without_rights_is_refused(tmp_path, monkeypatch):
    # Root may write everywhere, so the answer of the system stands in for the rights.
    monkeypatch.setattr(preflight.os, "access", lambda path, mode: False)

    with pytest.raises(RefusedError, match="Không có quyền ghi"):
        preflight.check_folder(tmp_path / "data")


def test_a_folder_that_can_be_made_is_not_made(tmp_path):
    preflight.check_folder(tmp_path / "a" / "b")

    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_refused(tmp_path):
    path = tmp_path / "toasoan.sqlite3"
    path.write_text("this is not a database, it is a text of some length " * 100)

    with pytest.raises(RefusedError, match="tệp hỏng"):
        preflight.check_database(sqlite_at(path))


def test_a_database_that_does_not_exist_yet_is_not_made(tmp_path):
    preflight.check_database(sqlite_at(tmp_path / "toasoan.sqlite3"))

    assert preflight.migrations_applied(sqlite_at(tmp_path / "toasoan.sqlite3")) is None
    assert list(tmp_path.iterdir()) == []


def test_the_state_of_a_database_is_its_migrations(tmp_path):
    path = tmp_path / "toasoan.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE django_migrations (id INTEGER)")
        connection.execute("INSERT INTO django_migrations VALUES (3), (8)")

    assert preflight.migrations_applied(sqlite_at(path)) == (2, 8)


def test_an_unreachable_server_is_named_and_the_password_is_not():
    with pytest.raises(RefusedError, match=r"Không kết nối được .* 127\.0\.0\.1:1") as refusal:
        preflight.check_database(postgresql_at())

    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize(
    ("message", "sentence"),
    [
        ('FATAL:  password authentication failed for user "toa"', "từ chối tài khoản “toa”"),
        ('FATAL:  role "toa" does not exist', "từ chối tài khoản “toa”"),
        ('FATAL:  database "tin" does not exist', "không có cơ sở dữ liệu “tin”"),
        ('could not translate host name "x" to address', "Không kết nối được"),
        ("connection timeout expired", "Không kết nối được"),
    ],
)
def test_every_reason_has_its_own_sentence(message, sentence):
    assert sentence in preflight._why_no_connection(message, postgresql_at())
