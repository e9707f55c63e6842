"""200,000 views in bursts over four processes, one of them killed; what counting costs."""

import tempfile
import time
from pathlib import Path

from tests.installation import Installation, Server
from tests.operations.bursts import BEHIND_A_PROXY, Burst, recorded, story_paths

VIEWS, BURSTS, PAGES = 200_000, 4, 8
WORKERS = "4"
#: Between two bursts, in seconds.
PAUSE = 5.0
#: The process that is killed may not have put aside what it saw last.
MOST_LOST = 0.01
_WITHIN = 60.0
_NOTES = 100_000


def main() -> None:
    """Print how many views were sent, answered and recorded, and what noting one costs."""
    with tempfile.TemporaryDirectory(prefix="toasoan-bench-") as folder:
        installation = Installation(Path(folder, "var"))
        installation.settings = BEHIND_A_PROXY | {"TOASOAN_WEB_WORKERS": WORKERS}
        with installation.running() as server:
            _count(server, installation.folder / "toasoan.sqlite3")
    _cost()


def _count(server: Server, database: Path) -> None:
    paths = story_paths(server.get("/")[1], PAGES)
    before, answered, failed = recorded(database), 0, 0
    began = time.monotonic()
    for number in range(BURSTS):
        burst = Burst(server.installation.port, paths, VIEWS // BURSTS, first=number * VIEWS)
        if number == BURSTS // 2:
            burst.halfway = server.child("web").children()[0].kill
        burst.run()
        answered, failed = answered + burst.answered, failed + burst.failed
        time.sleep(PAUSE)
    end = time.monotonic() + _WITHIN
    while (found := recorded(database) - before) < answered and time.monotonic() < end:
        time.sleep(1)
    seconds = time.monotonic() - began
    print(f"sent and answered {answered} views in {seconds:.0f} s, {failed} of them sent again")
    print(f"recorded {found} ({found / answered:.4%}); at least {1 - MOST_LOST:.0%}, never more")
    assert answered * (1 - MOST_LOST) <= found <= answered


def _cost() -> None:
    """The time of noting a view beside a kept page, and of making numbers of it afterwards."""
    from toasoan.audience.readers import shared_readers
    from toasoan.audience.sifting import Sifter
    from toasoan.page_cache.views import Views

    views = Views()
    environs = [
        {
            "REQUEST_METHOD": "GET",
            "HTTP_HOST": "127.0.0.1",
            "REMOTE_ADDR": f"10.0.{number >> 8 & 255}.{number & 255}",
            "HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64) Chrome/130.0 Safari/537.36",
        }
        for number in range(1000)
    ]
    noting = sifting = 0.0
    with tempfile.TemporaryDirectory() as folder:
        sifter = Sifter(shared_readers(Path(folder), "secret", memory=Path(folder)), set())
        for round_number in range(_NOTES // len(environs)):
            began = time.process_time()
            for environ in environs:
                views.note(f"1/story:{round_number}", environ)
            noted = time.process_time()
            sifter.sift(views.take(), 1_000_000.0 + round_number)
            noting, sifting = noting + noted - began, sifting + time.process_time() - noted
    print(f"noting a view: {noting / _NOTES * 1e6:.2f} µs with the page")
    print(f"making numbers of it: {sifting / _NOTES * 1e6:.2f} µs, beside")
