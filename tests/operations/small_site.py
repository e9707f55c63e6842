"""A site of one table behind the real page store and the real server: small, and quick to start.

    python -m tests.operations.small_site PORT FOLDER DATABASE

Its pages show the words of a row; a page called /cham waits for a file before it answers.
"""

import os
import sqlite3
import sys
import time
from pathlib import Path

from toasoan.conf.env import database
from toasoan.page_cache.cache_tags import KEY
from toasoan.page_cache.gateway import PageStore, ReaderRules
from toasoan.page_cache.sources import source_for
from toasoan.page_cache.store import CacheLimits, Store
from toasoan.page_cache.watcher import Watcher

MB = 1024 * 1024


def words() -> str:
    """The text of the row. Raises the driver's errors."""
    settings = database()
    if "sqlite" in settings["ENGINE"]:
        file = f"file:{settings['NAME']}?mode=rw"
        connection = sqlite3.connect(file, uri=True, timeout=10)
    else:
        import psycopg

        connection = psycopg.connect(os.environ["DATABASE_URL"])
    try:
        return str(connection.execute("SELECT words FROM site").fetchone()[0])
    finally:
        connection.close()


def site(environ, start_response):
    """Answer with the row's text, with the cache policy of a page that shows story 1."""
    folder = Path(os.environ["SMALL_SITE"])
    said = words()
    if environ["PATH_INFO"] == "/cham":
        (folder / "rendering").touch()
        while not (folder / "go on").exists():
            time.sleep(0.01)
    if policy := environ.get(KEY):
        policy.kept = True
        policy.tags.add("story:1")
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
    return [f"{said} {environ['PATH_INFO']} ".encode() * 200]


def application(environ, start_response):
    """The page store around the site; made with the first request."""
    global _gateway  # noqa: PLW0603
    if _gateway is None:
        folder = Path(os.environ["SMALL_SITE"])
        store = Store(folder / "store", CacheLimits(8 * MB, 8 * MB, max_stale=3600))
        watcher = Watcher(source_for(database()), store)
        watcher.start()
        watcher.informed.wait(2)
        hosts = frozenset({"vidu.vn"})
        _gateway = PageStore(site, store, ReaderRules(hosts=hosts, passes=("/anh/",)))
    return _gateway(environ, start_response)


_gateway: PageStore | None = None

if __name__ == "__main__":
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    os.environ["SMALL_SITE"] = sys.argv[2]
    Server(
        "tests.operations.small_site:application",
        address="127.0.0.1",
        port=int(sys.argv[1]),
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=1,
        blocking_threads=4,
        log_level=LogLevels.error,
    ).serve()
