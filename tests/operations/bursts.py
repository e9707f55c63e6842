"""Many readers at once, each of whom looks at each page once; what they sent and what was answered."""

import asyncio
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36"
#: So that the server believes the addresses below.
BEHIND_A_PROXY = {"TOASOAN_TRUSTED_PROXIES": "127.0.0.1", "TOASOAN_WEB_WORKERS": "2"}
_AGAIN_AFTER = 0.05  # seconds


@dataclass
class Burst:
    """`number` views of the paths, over so many connections. A view that fails is sent again."""

    port: int
    paths: list[str]
    number: int
    connections: int = 32
    #: The number of the first view: each burst has readers of its own.
    first: int = 0
    answered: int = 0
    failed: int = 0
    _next: int = 0
    #: Called once when half is answered.
    halfway: Callable[[], None] | None = None
    statuses: set[str] = field(default_factory=set)

    def run(self) -> None:
        asyncio.run(self._run())

    async def _run(self) -> None:
        await asyncio.gather(*(self._connection() for _ in range(self.connections)))

    async def _connection(self) -> None:
        stream = None
        while self._next < self.number:
            number, self._next = self._next, self._next + 1
            while True:
                try:
                    stream = stream or await asyncio.open_connection("127.0.0.1", self.port)
                    self.statuses.add(await self._ask(number, *stream))
                    break
                except (OSError, asyncio.IncompleteReadError):
                    self.failed += 1
                    stream = None
                    await asyncio.sleep(_AGAIN_AFTER)
            self.answered += 1
            if self.answered * 2 >= self.number and self.halfway:
                halfway, self.halfway = self.halfway, None
                halfway()
        if stream is not None:
            stream[1].close()
            with suppress(OSError):
                await stream[1].wait_closed()

    async def _ask(self, number, reader, writer) -> str:
        who, page = divmod(self.first + number, len(self.paths))
        address = f"10.{who >> 16 & 255}.{who >> 8 & 255}.{who & 255}"
        writer.write(
            f"GET {self.paths[page]} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
            f"User-Agent: {AGENT}\r\nX-Forwarded-For: {address}\r\nAccept-Encoding: gzip\r\n\r\n".encode()
        )
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = head.partition("content-length:")[2].partition("\r\n")[0]
        await reader.readexactly(int(length or 0))
        return head[9:12]


def recorded(database: Path | str, kind: str = "story") -> int:
    """The numbers of a kind in the tables: of SQLite's file, or of PostgreSQL at an address."""
    sums = "SELECT COALESCE(SUM(number), 0) FROM audience_daycount WHERE kind = "
    if isinstance(database, str):
        with psycopg.connect(database) as connection:
            row = connection.execute(f"{sums}%s", [kind]).fetchone()
            return int(row[0]) if row else 0
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return int(connection.execute(f"{sums}?", [kind]).fetchone()[0])


def story_paths(home: str, number: int) -> list[str]:
    """Addresses of stories on the home page."""
    found = dict.fromkeys(re.findall(r'href="(/[a-z0-9-]+/[a-z0-9-]+-\d+)"', home))
    return list(found)[:number]
