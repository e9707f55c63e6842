"""
What must be right before anything is prepared: the address, the folder, the database.

Nothing here imports Django or writes: a refusal leaves no trace.
"""

import errno
import os
import socket
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from toasoan.operations.refusal import refused

Database = dict[str, Any]  # Any: Django's own shape of a database's settings

OLDEST_POSTGRESQL = 140000  # what Django 5.2 supports
LONGEST_WAIT = 30.0  # seconds for a statement


def check_address(host: str, port: int) -> None:
    """Refuse when somebody else listens there, or when this machine does not have the address."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen(1)
    except OSError as error:
        raise refused("address", _why_no_address(error, host, port)) from error


def check_folder(folder: Path) -> None:
    """Refuse when the data folder cannot be written, or made."""
    place = folder
    while not place.exists() and place != place.parent:
        place = place.parent
    if not place.is_dir():
        raise refused("no-folder", f"{place} không phải là thư mục; hãy sửa TOASOAN_DATA.")
    if not os.access(place, os.W_OK | os.X_OK):
        raise refused(
            "folder-not-writable",
            f"Không có quyền ghi vào thư mục {place}; hãy cấp quyền hoặc sửa TOASOAN_DATA.",
        )


def check_database(database: Database) -> None:
    """Refuse when the database cannot be used; a SQLite file that does not exist yet can."""
    if database["ENGINE"].endswith("sqlite3"):
        _check_sqlite(Path(database["NAME"]))
    else:
        with closing(connect_postgresql(database)) as connection:
            _check_server(connection)


def connect_postgresql(database: Database) -> Any:  # Any: psycopg is imported only when it is used
    """Return a connection in autocommit, or say in one sentence why there is none."""
    import psycopg  # here, so that SQLite installations never load it

    from toasoan.databases.bounded import connect

    try:
        return connect(database, longest_wait=LONGEST_WAIT)
    except psycopg.Error as error:
        raise refused("no-connection", _why_no_connection(str(error), database)) from None


def migrations_applied(database: Database) -> tuple[int, int] | None:
    """
    Return how many migrations the database has had and the last one's number.

    Nothing when the database is empty or not there: two cheap numbers that change whenever
    somebody migrates, restores or empties it.
    """
    query = "SELECT COUNT(*), COALESCE(MAX(id), 0) FROM django_migrations"
    if not database["ENGINE"].endswith("sqlite3"):
        with closing(connect_postgresql(database)) as connection:
            if connection.execute("SELECT to_regclass('django_migrations')").fetchone()[0] is None:
                return None
            count, last = connection.execute(query).fetchone()
            return int(count), int(last)
    if not Path(database["NAME"]).exists():
        return None
    try:
        with closing(sqlite3.connect(database["NAME"])) as connection:
            count, last = connection.execute(query).fetchone()
            return int(count), int(last)
    except sqlite3.Error:
        return None


def agency_exists(database: Database) -> bool:
    """Return whether the database holds an agency; an empty or missing database holds none."""
    query = "SELECT 1 FROM units_agency LIMIT 1"
    if not database["ENGINE"].endswith("sqlite3"):
        with closing(connect_postgresql(database)) as connection:
            if connection.execute("SELECT to_regclass('units_agency')").fetchone()[0] is None:
                return False
            return connection.execute(query).fetchone() is not None
    if not Path(database["NAME"]).exists():
        return False
    try:
        with closing(sqlite3.connect(database["NAME"])) as connection:
            return connection.execute(query).fetchone() is not None
    except sqlite3.Error:
        return False


def _check_sqlite(path: Path) -> None:
    if not path.exists():
        return
    try:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
    except sqlite3.Error as error:
        raise refused(
            "broken-database",
            f"Không mở được cơ sở dữ liệu {path}: tệp hỏng hoặc không có quyền đọc, ghi.",
        ) from error


def _check_server(connection: Any) -> None:  # Any: see connect_postgresql
    if connection.info.server_version < OLDEST_POSTGRESQL:
        raise refused("old-postgresql", "Máy chủ PostgreSQL quá cũ; cần PostgreSQL 14 trở lên.")
    if connection.info.parameter_status("server_encoding") != "UTF8":
        raise refused("wrong-encoding", "Cơ sở dữ liệu PostgreSQL phải dùng bảng mã UTF8.")


def _why_no_address(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Cổng {port} trên {host} đang có chương trình khác dùng; "
            f"hãy tắt chương trình đó hoặc đặt TOASOAN_PORT là cổng khác."
        )
    if error.errno in {errno.EACCES, errno.EPERM}:
        return f"Không có quyền mở cổng {port}; hãy đặt TOASOAN_PORT từ 1024 trở lên."
    return f"Máy này không có địa chỉ {host}; hãy sửa TOASOAN_HOST."


def _why_no_connection(message: str, database: Database) -> str:
    """Choose the sentence; the server's own words may hold more than a screen should show."""
    where = f"{database['HOST'] or 'máy này'}:{database['PORT'] or 5432}"
    if "authentication" in message or "password" in message or ("role" in message):
        return (
            f"PostgreSQL tại {where} từ chối tài khoản “{database['USER']}”; "
            f"hãy sửa tên hoặc mật khẩu trong DATABASE_URL."
        )
    if f'database "{database["NAME"]}"' in message:
        return (
            f"PostgreSQL tại {where} không có cơ sở dữ liệu “{database['NAME']}”; "
            f"hãy tạo cơ sở dữ liệu đó hoặc sửa DATABASE_URL."
        )
    return f"Không kết nối được PostgreSQL tại {where}; hãy kiểm tra máy chủ và DATABASE_URL."
