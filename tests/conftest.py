"""Databases and agencies for whole installations."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.demo_agency import DemoAgency, FirstStart, prepared_once
from tests.installation import Installation, drop_database, make_database, with_name


@pytest.fixture(scope="session")
def new_address() -> Iterator[Callable[[], str]]:
    """Yield what names a database that is not there yet; empty for SQLite.

    What was made under the names is dropped in the end.
    """
    url = os.environ.get("DATABASE_URL", "")
    named: list[str] = []

    def name() -> str:
        if not url:
            return ""
        named.append(with_name(url, f"toasoan_whole_{os.getpid()}_{len(named)}"))
        return named[-1]

    yield name
    for address in named:
        drop_database(address)


@pytest.fixture(scope="session")
def new_database(new_address: Callable[[], str]) -> Callable[[], str]:
    """Return what makes a database of its own: empty for SQLite, a new one on PostgreSQL."""

    def make() -> str:
        if url := new_address():
            make_database(url)
        return url

    return make


@pytest.fixture(scope="session")
def demo_agency(tmp_path_factory: pytest.TempPathFactory, testrun_uid: str) -> DemoAgency:
    """Return the run's demo agency: whoever asks first starts it, the others wait."""
    place = tmp_path_factory.getbasetemp()
    # The workers of a run lie side by side.
    home = place.parent if "PYTEST_XDIST_WORKER" in os.environ else place
    url = os.environ.get("DATABASE_URL", "")
    # It is left to the server of the run: another worker may copy it after this one has ended.
    return prepared_once(home, url and with_name(url, f"toasoan_agency_{testrun_uid}"))


@pytest.fixture(scope="module")
def agency(
    demo_agency: DemoAgency,
    tmp_path_factory: pytest.TempPathFactory,
    new_address: Callable[[], str],
) -> Iterator[tuple[Installation, FirstStart]]:
    """Yield an agency as its first start left it, and how that went.

    Every module has its own: none sees another one's actions, so their order does not matter.
    """
    folder: Path = tmp_path_factory.mktemp("agency") / "var"
    yield demo_agency.copy(folder, new_address()), demo_agency.first_start
    shutil.rmtree(folder)
