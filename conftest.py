"""What every test gets: a migrated database, a media folder of its own, no network."""

import copy
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[None]:
    from toasoan.testing.databases import use_copy_of_template

    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    with django_db_blocker.unblock():
        copies = use_copy_of_template(worker)
        next(copies)
    _empty_the_ledger_after_tests_that_commit()
    yield
    with django_db_blocker.unblock():
        next(copies, None)


def _empty_the_ledger_after_tests_that_commit() -> None:
    from django.test import TransactionTestCase

    from toasoan.testing.databases import ledger_can_be_emptied

    teardown = TransactionTestCase._fixture_teardown

    def lifted(self: TransactionTestCase) -> None:
        with ledger_can_be_emptied():
            teardown(self)

    TransactionTestCase._fixture_teardown = lifted  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def media_folder(tmp_path: Path, settings: Any) -> Path:
    """Every test writes its photos and files into a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture(scope="module")
def one_transaction(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """A transaction around the whole module; each test's own lies inside and is rolled back first.

    For what takes seconds to make and all tests of a module begin with: their fixtures of the
    module ask for this one and make it unblocked. Yields the folder of its photos.
    """
    from django.db import transaction
    from django.test import override_settings

    folder = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=folder), transaction.atomic():
        yield folder
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def room_of_module(one_transaction: Path, django_db_blocker: Any) -> Any:
    """The newsroom that the tests of a module begin with; made once for all of them."""
    from toasoan.testing.factories import make_newsroom

    with django_db_blocker.unblock():
        return make_newsroom()


@pytest.fixture
def room(room_of_module: Any, db: None) -> Any:
    """A newsroom as the factory makes it, nothing cached. What a test changes no other one sees.

    A module whose tests commit has a fixture of its own.
    """
    from django.core.cache import cache

    cache.clear()
    return copy.deepcopy(room_of_module)


@pytest.fixture(autouse=True)
def signed_in_with_a_second_factor() -> Iterator[None]:
    """`client.force_login` stands for a whole sign-in, second factor included.

    A test of the factor itself signs in by the form, or takes `session["factor"]` away.
    """
    from django.contrib.auth.signals import user_logged_in

    def verified(request: Any, **kwargs: Any) -> None:
        # The test client's own request knows no method: no browser came by the door.
        if request.method is None:
            request.session["factor"] = "app"
            request.session["proved_at"] = time.time()

    user_logged_in.connect(verified)
    yield
    user_logged_in.disconnect(verified)


#: What runs whole servers, or shares costly things within a module.
MODULES_OF_SERVERS = (
    "tests/operations/test_server.py",
    "tests/operations/test_backup.py",
    "tests/operations/test_page_store.py",
    "tests/operations/test_outages.py",
)
BROWSER = "tests/browser/"
#: Journeys of readers: one running agency serves them all (tests/browser/conftest.py).
READERS = tuple(
    f"{BROWSER}test_{name}.py" for name in ("portal", "story_page", "searching", "markup")
)
#: The long ones first, so that no process is busy long after the others. While one prepares the
#: demo agency for `test_server.py`, the other is busy with the sweep and need not wait for it.
ORDER = (*MODULES_OF_SERVERS, "tests/sweep/", BROWSER)


#: What a test asks for that works with a database.
DATABASES = {"db", "transactional_db", "new_database", "new_address"}
#: Which words a screen says, and who may take which step in which status, is decided by Python from
#: rows. That steps do their work on both is proved by the tests of `editorial` and of
#: `newsroom.lists`; that the rows are found, by the property test of the turn in SQL. Which pages
#: an action makes wrong is decided by Python from saved rows as well: every single action is swept
#: on both databases, actions in any order and what an action leaves alone on one.
SWEPT_ONCE = (
    "tests/sweep/test_kept_pages.py",
    "tests/sweep/test_page_store.py::test_no_kept_page_differs_from_a_fresh_one",
    "tests/sweep/test_language.py",
    "tests/sweep/test_steps_over_http.py",
    "tests/sweep/test_steps_in_bulk.py",
)
#: Screens: what they show is decided by templates and by queries of the rooms beneath. On the
#: second database every kind of person asks for every address that is open to them
#: (tests/sweep/test_addresses.py), and readers for public pages (tests/sweep/test_page_store.py).
SCREENS = ("src/toasoan/newsroom/", "src/toasoan/portal/")
#: Those that lean on what each database does its own way: order and paging, locks, searching.
SCREENS_ON_BOTH = (
    "src/toasoan/newsroom/editing/",
    "src/toasoan/newsroom/lists/",
    "src/toasoan/newsroom/people/",
    "src/toasoan/portal/listings/",
    "src/toasoan/portal/search/",
)
#: One journey through a whole installation: the main job. Searching and saving by turns are
#: proved on both databases by the tests of `search` and of `newsroom.editing`.
JOURNEYS_ON_BOTH = (f"{BROWSER}test_journey.py",)


for _path in (
    *READERS,
    *SCREENS,
    *SCREENS_ON_BOTH,
    *SWEPT_ONCE,
    *JOURNEYS_ON_BOTH,
    *MODULES_OF_SERVERS,
):
    if not (Path(__file__).parent / _path.partition("::")[0]).exists():
        raise FileNotFoundError(f"conftest.py names {_path}, which is not there")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option of a second run."""
    parser.addoption(
        "--once",
        action="store_true",
        help="leave out what a run on the other database has proved for this one as well",
    )
    parser.addoption(
        "--rounds",
        type=int,
        default=1,
        help="how often the sweep of hostile values is done, each time with other values",
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Repeat what takes values by chance; the first round is the same in every run."""
    if "round_number" in metafunc.fixturenames:
        metafunc.parametrize("round_number", range(metafunc.config.option.rounds))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put what takes long before the rest; leave out what need not run a second time."""
    if config.option.once:
        left_out = [item for item in items if not _depends_on_the_database(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if _depends_on_the_database(item)]
    for item in items:
        if item.nodeid.startswith("tests/"):
            # Counting costs a quarter of the time; the floor is what the rooms' own tests reach.
            item.add_marker("no_cover")
    _put_in_order(items)


def _depends_on_the_database(item: pytest.Item) -> bool:
    """Whether a test may end otherwise on another database.

    Without the mark or a fixture pytest-django refuses the database. Most journeys prove screens,
    which the tests of every room ask for on both databases.
    """
    if item.nodeid.startswith(BROWSER):
        return item.nodeid.startswith(JOURNEYS_ON_BOTH)
    if item.nodeid.startswith(SWEPT_ONCE):
        return False
    if item.nodeid.startswith(SCREENS) and not item.nodeid.startswith(SCREENS_ON_BOTH):
        return False
    asked = set(getattr(item, "fixturenames", ()))
    return bool(asked & DATABASES) or item.get_closest_marker("django_db") is not None


def _put_in_order(items: list[pytest.Item]) -> None:
    def place(item: pytest.Item) -> int:
        places = (at for at, start in enumerate(ORDER) if item.nodeid.startswith(start))
        return next(places, len(ORDER))

    items.sort(key=place)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Hand out modules that run servers whole, every other test by itself, in the order above.

    The mark for groups of pytest-xdist 3.8 does nothing under pytest 9.2.
    """
    from xdist.scheduler import LoadScopeScheduling

    class Groups(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            if nodeid.startswith(READERS):
                return READERS[0]
            together = nodeid.startswith((*MODULES_OF_SERVERS, BROWSER))
            return nodeid.partition("::")[0] if together else nodeid

    config.option.loadscopereorder = False
    return Groups(config, log)


_connect = socket.socket.connect


def _loopback_only(self: socket.socket, address: Any) -> None:
    if isinstance(address, tuple) and address[0] not in {"127.0.0.1", "::1", "localhost"}:
        raise RuntimeError(f"a test tried to reach {address[0]}")
    _connect(self, address)


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Tests talk to this machine only."""
    socket.socket.connect = _loopback_only  # type: ignore[method-assign]
    yield
    socket.socket.connect = _connect  # type: ignore[method-assign]
