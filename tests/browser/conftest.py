"""A real Chromium against a real server with the demo agency."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.people import Office

#: The one that never opens a window asks a third less of the processor.
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
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


@pytest.fixture(scope="module")
def office(browser: Browser, agency) -> Iterator[Office]:  # type: ignore[no-untyped-def]
    installation, _first_start = agency
    with installation.running():
        office = Office.of(browser, installation)
        yield office
    assert office.troubles == []
