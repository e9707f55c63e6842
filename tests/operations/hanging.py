"""Databases that a test can let hang: a proxy before PostgreSQL, a lock on a SQLite file."""

import json
import re
import socket
import sqlite3
import threading
from contextlib import suppress
from urllib.parse import parse_qs, urlsplit

from tests.installation import Installation, database_name
from toasoan.operations.prepared import STAMP


class HangingPostgreSQL:
    """A proxy that stops forwarding, as a stopped process: its kernel goes on accepting."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        query = parse_qs(parts.query)
        self._host = query.get("host", [parts.hostname or ""])[0]
        self._port = int(query.get("port", [parts.port or 5432])[0])
        self._goes_on = threading.Event()
        self._goes_on.set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        port = self._listener.getsockname()[1]
        self.url = (
            f"postgresql://{parts.username}:@127.0.0.1:{port}/{database_name(url)}?sslmode=disable"
        )
        self.named = f"127.0.0.1:{port}/{database_name(url)}"
        self._sockets: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def hang(self) -> None:
        self._goes_on.clear()

    def go_on(self) -> None:
        self._goes_on.set()

    def close(self) -> None:
        self.go_on()
        for one in [self._listener, *self._sockets]:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _address = self._listener.accept()
                self._goes_on.wait()
                server = self._connect()
                self._sockets += [client, server]
                for pair in ((client, server), (server, client)):
                    threading.Thread(target=self._forward, args=pair, daemon=True).start()

    def _connect(self) -> socket.socket:
        if not self._host.startswith("/"):
            return socket.create_connection((self._host, self._port))
        server = socket.socket(socket.AF_UNIX)
        server.connect(f"{self._host}/.s.PGSQL.{self._port}")
        return server

    def _forward(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while content := source.recv(65_536):
                self._goes_on.wait()
                target.sendall(content)
        for one in (source, target):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


class LockedSQLite:
    """Another program that holds the lock for writing and does not let go."""

    def __init__(self, installation: Installation) -> None:
        self._path = installation.folder / "toasoan.sqlite3"
        self._connection: sqlite3.Connection | None = None

    def hang(self) -> None:
        self._connection = sqlite3.connect(self._path, timeout=30, isolation_level=None)
        self._connection.execute("BEGIN IMMEDIATE")

    def go_on(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def close(self) -> None:
        self.go_on()


def let_hang(installation: Installation) -> HangingPostgreSQL | LockedSQLite:
    """What lets the installation's database hang; put in between where it needs to be."""
    if not installation.database_url:
        return LockedSQLite(installation)
    proxy = HangingPostgreSQL(installation.database_url)
    installation.database_url = proxy.url
    stamp = installation.folder / STAMP
    state = json.loads(stamp.read_text(encoding="utf-8"))
    stamp.write_text(json.dumps({**state, "database": proxy.named}), encoding="utf-8")
    return proxy


def lines_of_outages(output: str) -> list[str]:
    """What a log says with a level, requests that were refused aside."""
    return [line for line in output.splitlines() if re.search(r" (WARNING|ERROR|CRITICAL) ", line)]
