"""A real Chromium against a real server with the demo agency."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.people import Office
from tests.installation import Installation

#: The one that never opens a window asks a third less of the processor.
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
#: Modules whose tests leave the agency as it is; the conftest above keeps them on one process.
READERS = frozenset(
    {
        *("test_hostile_content.py", "test_markup.py", "test_portal.py", "test_searching.py"),
        "test_story_page.py",
    }
)
_QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


# Not for the whole session: while Playwright runs, Django refuses the database in its process.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed: script/bootstrap --ci installs it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def readers_office(  # type: ignore[no-untyped-def]
    browser: Browser, demo_agency, tmp_path_factory: pytest.TempPathFactory, new_address
) -> Iterator[Office]:
    """A running agency in which every module only reads: starting one takes five seconds."""
    folder = tmp_path_factory.mktemp("readers") / "var"
    yield from _running(browser, demo_agency.copy(folder, new_address()))
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def office(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Office]:
    """The running agency of the module, with a browser."""
    if request.path.name in READERS:
        yield request.getfixturevalue("readers_office")
    else:
        installation, _first_start = request.getfixturevalue("agency")
        yield from _running(browser, installation)


def _running(browser: Browser, installation: Installation) -> Iterator[Office]:
    with installation.running():
        office = Office.of(browser, installation)
        yield office
    assert office.troubles == []
