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
from toasoan.operations.web import serve
from toasoan.page_cache.cache_tags import KEY
from toasoan.page_cache.gateway import PageStore, ReaderRules
from toasoan.page_cache.sources import source_for
from toasoan.page_cache.store import CacheLimits, Store
from toasoan.page_cache.watcher import Watcher
from toasoan.web_server.served_site import ServedSite

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


def served():
    """The page store around the site, as the web server serves it."""
    folder = Path(os.environ["SMALL_SITE"])
    store = Store(folder / "store", CacheLimits(8 * MB, 8 * MB, max_stale=3600))
    watcher = Watcher(source_for(database()), store)
    watcher.start()
    watcher.informed.wait(2)
    hosts = frozenset({"vidu.vn"})
    gateway = PageStore(site, store, ReaderRules(hosts=hosts, passes=("/anh/",)))
    return ServedSite(application=gateway, ready=gateway)


# The web process imports this module and finds the folder; whoever starts it names the folder.
small_site = served() if __name__ != "__main__" and "SMALL_SITE" in os.environ else None

if __name__ == "__main__":
    os.environ["SMALL_SITE"] = sys.argv[2]
    serve(
        host="127.0.0.1",
        port=int(sys.argv[1]),
        workers=1,
        application="tests.operations.small_site:small_site",
    )
