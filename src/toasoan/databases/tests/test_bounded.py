"""Waiting for a server that accepts connections and then says nothing more."""

import socket
import struct
import threading
import time

import psycopg
import pytest

from toasoan.conf import env
from toasoan.databases.bounded import connect
from toasoan.databases.outages import is_outage, outage

_FACTS = {"client_encoding": "UTF8", "server_version": "15.0", "standard_conforming_strings": "on"}


def _message(kind, content):
    return kind + struct.pack("!I", len(content) + 4) + content


class SilentServer:
    """Lets everybody in as PostgreSQL does, and answers nothing after that."""

    def __init__(self):
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.startup = b""
        self._held = []
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self):
        while True:
            try:
                connection, _address = self._socket.accept()
            except OSError:
                return
            self._held.append(connection)
            (length,) = struct.unpack("!I", connection.recv(4, socket.MSG_WAITALL))
            self.startup = connection.recv(length - 4, socket.MSG_WAITALL)
            facts = b"".join(
                _message(b"S", f"{name}\0{value}\0".encode()) for name, value in _FACTS.items()
            )
            welcome = _message(b"R", struct.pack("!I", 0)) + facts + _message(b"Z", b"I")
            connection.sendall(welcome)

    def close(self):
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        for connection in self._held:
            connection.close()


@pytest.fixture
def server(monkeypatch):
    made = SilentServer()
    monkeypatch.setenv(
        "DATABASE_URL", f"postgresql://a:b@127.0.0.1:{made.port}/c?sslmode=disable&options=-c x=y"
    )
    yield made
    made.close()


def test_an_answer_that_does_not_come_ends_the_connection(server):
    connection = connect(env.database(), longest_wait=0.3)
    began = time.monotonic()

    with pytest.raises(psycopg.OperationalError) as late:
        connection.execute("SELECT 1")

    assert 0.2 < time.monotonic() - began < 5
    assert connection.closed
    assert is_outage(late.value)


def test_what_is_under_way_ends_when_the_database_is_found_to_be_away(server):
    connection = connect(env.database(), longest_wait=30, heeds_outages=True)
    began = time.monotonic()
    outage.shut(psycopg.OperationalError())
    try:
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")
    finally:
        outage.over()

    assert time.monotonic() - began < 5


def test_who_looks_whether_it_is_back_waits_its_time(server):
    connection = connect(env.database(), longest_wait=0.5)
    began = time.monotonic()
    outage.shut(psycopg.OperationalError())
    try:
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")
    finally:
        outage.over()

    assert time.monotonic() - began > 0.4


def test_the_server_is_told_the_limits_and_the_address_has_the_last_word(server):
    connect(env.database_of_requests(), longest_wait=5).close()

    said = server.startup.decode()
    assert "-c statement_timeout=15000 -c lock_timeout=5000" in said
    assert "-c idle_in_transaction_session_timeout=60000 -c x=y" in said
