"""Clients that send and read as slowly as they can, for tests and measurements of a server.

Everything on this machine: an address 127.x.y.z for each network they are to come from.
"""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

_BODY = (
    b"POST %s HTTP/1.1\r\nHost: %s\r\nContent-Length: 60000\r\nContent-Type: text/plain\r\n\r\na"
)
_HEAD = b"GET / HTTP/1.1\r\nHost: %s\r\nX-A: a"
_READ = b"GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"


@dataclass
class _Client:
    """A connection: what it sends first, then byte by byte; it comes back when it is closed."""

    source: str
    begin: bytes
    drip: bytes
    connection: socket.socket | None = None


@dataclass
class SlowClients:
    """Slow clients of one server; all of them are under way until the end of `running`."""

    port: int
    host: str = "127.0.0.1"
    clients: list[_Client] = field(default_factory=list)
    #: How often a client was sent away and came back.
    returned: int = 0

    def send_bodies(self, count: int, source: str = "127.0.0.1", path: str = "/") -> None:
        """So many clients of one address that send a body a byte a second."""
        begin = _BODY % (path.encode(), self._name)
        self.clients += [_Client(source, begin, b"a") for _ in range(count)]

    def send_headers(self, count: int, source: str = "127.0.0.1") -> None:
        """So many clients that never come to the end of their headers."""
        self.clients += [_Client(source, _HEAD % self._name, b"a") for _ in range(count)]

    def read(self, count: int, path: str, source: str = "127.0.0.1") -> None:
        """So many clients that ask for a file and do not read it."""
        begin = _READ % (path.encode(), self._name)
        self.clients += [_Client(source, begin, b"") for _ in range(count)]

    @property
    def connected(self) -> int:
        """How many connections are open, as far as the clients know."""
        return sum(client.connection is not None for client in self.clients)

    @contextmanager
    def running(self) -> Iterator["SlowClients"]:
        """Everybody begins, then a byte a second from each, until the end."""
        end = threading.Event()
        for client in self.clients:
            self._connect(client)
        dripping = threading.Thread(target=self._drip, args=(end,), daemon=True)
        dripping.start()
        try:
            yield self
        finally:
            end.set()
            dripping.join(10)
            for client in self.clients:
                if client.connection is not None:
                    client.connection.close()

    @property
    def _name(self) -> bytes:
        return f"{self.host}:{self.port}".encode()

    def _connect(self, client: _Client) -> None:
        connection = socket.socket()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.bind((client.source, 0))
        connection.settimeout(10)
        client.connection = None
        with suppress(OSError):
            connection.connect((self.host, self.port))
            connection.sendall(client.begin)
            connection.settimeout(0)
            client.connection = connection

    def _drip(self, end: threading.Event) -> None:
        while not end.wait(1.0):
            for client in self.clients:
                if not self._sends(client):
                    self.returned += 1
                    self._connect(client)

    @staticmethod
    def _sends(client: _Client) -> bool:
        if client.connection is None:
            return False
        try:
            client.connection.send(client.drip)
            if client.drip and not client.connection.recv(65_536):
                return False
        except BlockingIOError:
            return True
        except OSError:
            client.connection.close()
            return False
        return True


def seconds_of(visits: int, pause: float, visit: "object") -> list[float]:
    """How long each visit took."""
    taken = []
    for _ in range(visits):
        began = time.perf_counter()
        visit()  # type: ignore[operator]
        taken.append(time.perf_counter() - began)
        time.sleep(pause)
    return taken
