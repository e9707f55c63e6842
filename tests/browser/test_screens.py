"""Every screen of the newsroom that links lead to, as each person finds it."""

from collections import deque
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve
from playwright.sync_api import Error, Page

from tests.browser.people import Office
from tests.sweep.test_language import LOANS, foreign_words

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("whole server")]

PEOPLE = ("congtacvien", "lanhdao", "bientap", "duyet", "banchidao", "quantri")
#: Links that end the walk or bring a file.
_NOT_WALKED = ("logout", "export", "submission", "picture", "download", "template", "feed")
#: Wagtail's own screens (8.0.1): what axe finds there, and why we leave it.
_OF_WAGTAIL: dict[str, set[str]] = {}
_SPOKEN = """() => {
    const texts = [document.body.innerText];
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
        for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
            if (element.checkVisibility()) texts.push(element.getAttribute(name) || '');
        }
    }
    return texts.join(' \\n ');
}"""
_TOO_WIDE = """() => document.documentElement.scrollWidth > document.documentElement.clientWidth"""


def name_at(address: str) -> str:
    """The name of a newsroom address; empty for anything else."""
    path = urlsplit(address).path
    if not path.startswith("/toa-soan/"):
        return ""
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""


def walk(office: Office, page: Page, dead: list[str]) -> Iterator[str]:
    """Follow links from the desk; yield each kind of screen once, with the page open on it.

    Addresses that links lead to but that do not answer are put into `dead`.
    """
    queue, seen = deque([office.newsroom + "?"]), {"desk:home", "wagtailadmin_home"}
    while queue:
        address = queue.popleft()
        try:
            answer = page.goto(address)
        except Error as error:
            assert "Download is starting" in str(error), address  # noqa: PT017
            continue
        assert answer is not None
        if answer.status >= 400:
            dead.append(address)
            continue
        yield name_at(page.url)
        for link in page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)"):
            link, name = link.partition("#")[0], name_at(link)  # noqa: PLW2901
            if name and name not in seen and not any(word in name for word in _NOT_WALKED):
                seen.add(name)
                queue.append(link)


@pytest.mark.parametrize("person", PEOPLE)
def test_every_screen_is_accessible_fits_a_phone_and_speaks_vietnamese(
    office: Office, person: str
) -> None:
    page = office.sign_in(person)
    names = {person, *LOANS}
    troubles: list[tuple[str, object]] = []
    dead: list[str] = []
    for name in walk(office, page, dead):
        office.settle(page)
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 800})
            results = Axe().run(page).response["violations"]
            troubles += [
                (name, width, found["id"], [node["target"] for node in found["nodes"]][:2])
                for found in results
                if found["id"] not in _OF_WAGTAIL.get(name, set())
            ]
        if page.evaluate(_TOO_WIDE):
            troubles.append((name, 360, "wider than the phone", page.url))
        if words := foreign_words(page.evaluate(_SPOKEN)) - names:
            troubles.append((name, sorted(words)[:12]))
    page.context.close()

    assert troubles == []
    assert dead == []
