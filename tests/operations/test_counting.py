"""Views under load over several web processes, one of which is killed."""

from tests.installation import READY
from tests.operations.bursts import BEHIND_A_PROXY, Burst, recorded, story_paths

VIEWS, PAGES = 4_000, 4
#: What one process may have seen and not put aside yet: a quarter of a second, or 64 views and
#: what arrives while they are put aside.
MOST_LOST = 200


def test_what_was_sent_is_counted_and_never_more_though_a_process_is_killed(agency):
    installation, _first = agency
    installation.settings |= BEHIND_A_PROXY
    database = installation.database_url or installation.folder / "toasoan.sqlite3"
    server = installation.start()
    try:
        server.wait_for(READY)
        paths = story_paths(server.get("/")[1], PAGES)
        before = recorded(database)
        burst = Burst(installation.port, paths, VIEWS)
        burst.halfway = server.child("web").children()[0].kill
        burst.run()
        end = before + VIEWS - MOST_LOST
        server.wait_until(lambda: recorded(database) >= end, 30)
    finally:
        # What is left is written by the next start, or lies in a file.
        server.stop()

    assert len(paths) == PAGES
    assert (burst.answered, burst.statuses) == (VIEWS, {"200"})
    assert end <= recorded(database) <= before + VIEWS
