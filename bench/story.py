"""What one uncached story page costs: processor time in one process, with what it remembers."""

import io
import os
import random
import statistics
import tempfile
import time
from typing import Any

STORIES, VISITS, UNSEEN = 2_000, 400, 300
#: The most milliseconds of a page whose surroundings are remembered (docs/decisions/0026).
MOST = 3.0


def main() -> None:
    """Ask the site for one page again and again, then for stories that it has never shown."""
    with tempfile.TemporaryDirectory(prefix="toasoan-bench-") as folder:
        os.environ["TOASOAN_DATA"] = folder
        os.environ["TOASOAN_BASE_URL"] = "http://testserver"
        os.environ["DJANGO_SETTINGS_MODULE"] = "toasoan.conf.settings.bench"
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        from bench.pages import _newsroom, _with_texts

        room, address = _newsroom(STORIES)
        others = [path for path in _with_texts(room) if path != address]
        measure(address, random.Random(9).sample(others, UNSEEN))  # noqa: S311  # no secret


def measure(address: str, unseen: list[str]) -> None:
    """Print the least and the median processor time of each kind of visit, in milliseconds."""
    from bench._uncached import application

    _visit(application, address)
    rows = {
        "the same story": [_visit(application, address) for _ in range(VISITS)],
        "stories never shown": [_visit(application, path) for path in unseen],
        "an empty view": [_visit(application, "/empty") for _ in range(VISITS)],
    }
    for name, taken in rows.items():
        print(f"{name:<20} least {min(taken):6.2f} ms, median {statistics.median(taken):6.2f} ms")
    least = min(rows["the same story"])
    print(f"target ≤ {MOST} ms: {'met' if least <= MOST else 'missed'}", flush=True)


def _visit(application: Any, path: str) -> float:
    """Ask for a page as the page store does; gives milliseconds of processor time."""
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": path.encode().decode("latin-1"), "QUERY_STRING": "",
        "SERVER_NAME": "testserver", "SERVER_PORT": "80", "HTTP_HOST": "testserver",
        "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(), "wsgi.multithread": True, "wsgi.multiprocess": False,
    }  # fmt: skip
    statuses: list[str] = []
    began = time.process_time()
    answer = application(environ, lambda status, *_more: statuses.append(status))
    b"".join(answer)
    taken = time.process_time() - began
    assert statuses == ["200 OK"], (path, statuses)
    return taken * 1000
