"""What an error means, and that an outage is told once."""

import errno
import logging
import sqlite3
from contextlib import closing

import psycopg
import pytest
from django.db import connection
from django.db.utils import InterfaceError, OperationalError, ProgrammingError

from toasoan.databases.outages import DatabaseAwayError, Outage, is_full, is_outage, outage


def caused(error, cause):
    error.__cause__ = cause
    return error


def sqlite_error(code):
    error = sqlite3.OperationalError("words that nobody reads")
    error.sqlite_errorcode = code
    return error


class OverATCPConnection(psycopg.OperationalError):
    sqlstate = None


AWAY = [
    caused(OperationalError("the server closed the connection"), OverATCPConnection()),
    caused(OperationalError("terminating connection"), psycopg.errors.AdminShutdown()),
    caused(OperationalError("starting up"), psycopg.errors.CannotConnectNow()),
    caused(OperationalError("too many clients"), psycopg.errors.TooManyConnections()),
    caused(OperationalError("lock timeout"), psycopg.errors.LockNotAvailable()),
    caused(OperationalError("statement timeout"), psycopg.errors.QueryCanceled()),
    caused(OperationalError("deadlock"), psycopg.errors.DeadlockDetected()),
    caused(InterfaceError("connection already closed"), psycopg.InterfaceError()),
    caused(OperationalError("locked"), sqlite_error(sqlite3.SQLITE_BUSY)),
    caused(OperationalError("locked"), sqlite_error(sqlite3.SQLITE_BUSY_SNAPSHOT)),
    caused(OperationalError("unable to open"), sqlite_error(sqlite3.SQLITE_CANTOPEN)),
    caused(OperationalError("the database is away"), DatabaseAwayError()),
    sqlite_error(sqlite3.SQLITE_LOCKED),
    psycopg.OperationalError("refused"),
]
FULL = [
    OSError(errno.ENOSPC, "No space left on device"),
    OSError(errno.EDQUOT, "Disk quota exceeded"),
    OSError(errno.EFBIG, "File too large"),
    caused(OperationalError("full"), sqlite_error(sqlite3.SQLITE_FULL)),
    caused(OperationalError("full"), psycopg.errors.DiskFull()),
]
OUR_FAULT = [
    None,
    ValueError(),
    OSError(errno.EACCES, "Permission denied"),
    caused(OperationalError("no such table: x"), sqlite_error(sqlite3.SQLITE_ERROR)),
    caused(ProgrammingError("no such column"), psycopg.errors.UndefinedColumn()),
    OperationalError("raised by hand"),
]


@pytest.mark.parametrize("error", AWAY, ids=str)
def test_a_database_that_is_away_locked_or_too_slow_is_an_outage(error):
    assert (is_outage(error), is_full(error)) == (True, False)


@pytest.mark.parametrize("error", FULL, ids=str)
def test_no_room_is_told_from_an_outage(error):
    assert (is_outage(error), is_full(error)) == (False, True)


@pytest.mark.parametrize("error", OUR_FAULT, ids=str)
def test_what_is_the_programs_fault_is_neither(error):
    assert (is_outage(error), is_full(error)) == (False, False)


def test_errors_that_point_at_each_other_come_to_an_end():
    first, second = ValueError(), ValueError()
    first.__cause__, second.__cause__ = second, first

    assert not is_outage(first)


def test_a_locked_file_is_an_outage(tmp_path):
    with (
        closing(sqlite3.connect(tmp_path / "x", isolation_level=None)) as one,
        closing(sqlite3.connect(tmp_path / "x", timeout=0)) as other,
    ):
        one.execute("CREATE TABLE x (y)")
        one.execute("BEGIN EXCLUSIVE")
        with pytest.raises(sqlite3.OperationalError) as locked:
            other.execute("SELECT * FROM x")

    assert is_outage(locked.value)


def test_an_outage_is_told_once_at_its_beginning_and_once_at_its_end(caplog):
    caplog.set_level(logging.WARNING)
    here = Outage("Away", "Back")

    for _ in range(1_000):
        here.noticed(caused(OperationalError("secret"), psycopg.errors.AdminShutdown()))
    here.over()
    here.over()

    assert len(caplog.messages) == 2
    assert caplog.messages[0] == "Away (AdminShutdown 57P01)"
    assert caplog.messages[1] == "Back after 0 s; it was missed 1000 times"


@pytest.mark.django_db
def test_while_it_is_known_to_be_away_nobody_waits_for_it(caplog):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    outage.shut(psycopg.OperationalError())
    try:
        with pytest.raises(OperationalError) as refused:
            connection.cursor()
    finally:
        outage.over()

    assert is_outage(refused.value)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
