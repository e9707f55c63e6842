"""What every test gets: a migrated database, a media folder of its own, no network."""

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


#: What starts a whole agency stays together on one process: the first start takes a minute.
TOGETHER = (
    "tests/browser/",
    "tests/operations/test_server.py",
    "tests/operations/test_page_store.py",
)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Hand out the groups of `TOGETHER` whole and first, every other test by itself.

    The mark for groups of pytest-xdist 3.8 does nothing under pytest 9.2.
    """
    from xdist.scheduler import LoadScopeScheduling

    class Groups(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return next((group for group in TOGETHER if nodeid.startswith(group)), nodeid)

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
