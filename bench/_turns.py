"""The same visits at several sizes of a database, by turns.

Each size has a process and a database of its own; they are visited one after the other again and
again, so a machine that is busy, or slows down, is so for all of them, and only ratios are judged.
"""

import multiprocessing
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any, NamedTuple
from urllib.parse import urlsplit, urlunsplit


class Taken(NamedTuple):
    """What a page took: SQL queries, seconds, and seconds of the process's processor time."""

    queries: int
    wall: float
    cpu: float


#: A name for people → what makes one visit.
Visits = dict[str, Callable[[], Taken]]
Prepare = Callable[[int], Visits]


def visit(browser: Any, path: str) -> Callable[[], Taken]:
    """A visit of this address by Django's test browser."""

    def once() -> Taken:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as captured:
            began, worked = time.perf_counter(), time.process_time()
            answer = browser.get(path)
            wall, cpu = time.perf_counter() - began, time.process_time() - worked
        assert answer.status_code == 200, path
        return Taken(len(captured), wall, cpu)

    return once


def measure(
    prepare: Prepare, sizes: Sequence[int], rounds: int, *, most_queries: int, most_ratio: float
) -> None:
    """Print what each visit takes at each size, against the first of them.

    `prepare` makes a database of a size and says what is visited; it is a function of a module,
    because it runs in other processes.
    """
    processes = multiprocessing.get_context("spawn")
    with ExitStack() as running:
        asked = [running.enter_context(_process(processes, prepare, size)) for size in sizes]
        names, *_same = [pipe.recv() for pipe in asked]
        print(f"median of {rounds} visits by turns")
        for name in names:
            found = _take_turns(asked, name, rounds)
            print(_line(name, found, most_queries, most_ratio), flush=True)


def _take_turns(asked: list[Any], name: str, rounds: int) -> list[Taken]:
    """Visit the page at each size in turn: first to warm up, then for what it takes."""
    found: list[list[Taken]] = [[] for _ in asked]
    for _ in range(rounds + 1):
        for pipe, visits in zip(asked, found, strict=True):
            pipe.send(name)
            visits.append(pipe.recv())
    return [
        Taken(
            # Not the most: once in 30 seconds a visit writes that its session is in use.
            int(statistics.median(each.queries for each in visits[1:])),
            statistics.median(each.wall for each in visits[1:]),
            statistics.median(each.cpu for each in visits[1:]),
        )
        for visits in found
    ]


def _line(name: str, found: list[Taken], most_queries: int, most_ratio: float) -> str:
    first, *others = found
    queries = max(each.queries for each in found)
    ratios = [each.wall / first.wall for each in others]
    times = " ".join(f"{each.wall * 1000:7.1f}" for each in found)
    return (
        f"{name:<34} {queries:>3} queries {times} ms  ratio"
        f" {', '.join(f'{ratio:.2f}' for ratio in ratios)}, of our processor time"
        f" {', '.join(f'{each.cpu / first.cpu:.2f}' for each in others)}"
        f"{'' if queries <= most_queries else '  too many'}"
        f"{'' if max(ratios) <= most_ratio else '  too slow'}"
    )


@contextmanager
def _process(processes: Any, prepare: Prepare, size: int) -> Iterator[Any]:
    """A process with a database of this size; it answers names of visits until it is closed."""
    here, there = processes.Pipe()
    process = processes.Process(target=_serve, args=(there, prepare, size), daemon=True)
    process.start()
    there.close()  # Now only the process holds it: its end ends the waiting here (EOFError).
    try:
        yield here
    finally:
        if process.is_alive():
            here.send("")
        process.join(30)
        process.kill()


def _serve(asked: Any, prepare: Prepare, size: int) -> None:
    """Seed, say which visits there are, then make each that is asked for."""
    with tempfile.TemporaryDirectory(prefix="toasoan-bench-") as folder:
        os.environ["TOASOAN_DATA"] = folder
        if server := os.environ.get("DATABASE_URL"):
            os.environ["DATABASE_URL"] = _own_database(server, size)
        os.environ["TOASOAN_BASE_URL"] = "http://testserver"
        os.environ["DJANGO_SETTINGS_MODULE"] = "toasoan.conf.settings.bench"
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        began = time.perf_counter()
        visits = prepare(size)
        print(f"{size:>9} stories seeded in {time.perf_counter() - began:.0f} s", flush=True)
        asked.send(list(visits))
        while name := asked.recv():
            asked.send(visits[name]())


def _own_database(server: str, size: int) -> str:
    """Make a database for this size on PostgreSQL; gives its address."""
    import psycopg

    parts = urlsplit(server)
    name = f"toasoan_bench_{size}_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return urlunsplit(parts._replace(path=f"/{name}"))
