"""Every screen of the newsroom that links lead to, as the people of the office find it."""

import re
from collections import deque
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Error, Page

from tests.browser.people import Office, barriers, too_wide
from tests.sweep.test_language import foreign_words

pytestmark = pytest.mark.browser

PEOPLE = ("congtacvien", "lanhdao", "bientap", "duyet", "banchidao", "quantri")
COMPUTER, SMALLEST_PHONE = 1280, 360
#: Links that end the walk or bring a file, and previews, which their form fills.
_NOT_WALKED = (
    "logout", "export", "submission", "picture", "download", "template", "feed", "preview",
)  # fmt: skip
#: Examples of names and addresses in the help of fields, and titles of the English pages.
_EXAMPLES = {"khue", "ntl", "vuc", "Welcome", "Visiting", "About", "us", "CTr", "TTr"} | {
    *("qd", "vks", "OpenDocument", "fax", "Fax"),
    *("well", "known", "security", "txt"),  # an address that a help text names
}
#: Everything a person sees or hears but what is marked as a name or an address.
_SPOKEN = """() => {
    const names = document.querySelectorAll('[translate=no]');
    for (const name of names) name.hidden = true;
    const texts = [document.body.innerText];
    for (const name of names) name.hidden = false;
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
        for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
            if (element.checkVisibility()) texts.push(element.getAttribute(name) || '');
        }
    }
    return texts.join(' \\n ');
}"""


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
    queue, seen = deque([office.newsroom + "?"]), {"newsroom:inbox", "wagtailadmin_home"}
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


def troubles_on(page: Page, names: set[str]) -> list[tuple[object, ...]]:
    """What keeps a person from using the open screen, and English words.

    The rules are asked on a computer, where the menu stands beside the page; a phone must not
    have to be pushed sideways.
    """
    page.set_viewport_size({"width": COMPUTER, "height": 800})
    found: list[tuple[object, ...]] = [*barriers(page)]
    page.set_viewport_size({"width": SMALLEST_PHONE, "height": 800})
    found += too_wide(page)
    # The shell cuts the words of its outline.
    spoken = re.sub(r"\w+…", "", page.evaluate(_SPOKEN))
    if words := foreign_words(spoken) - names:
        found.append(("English", sorted(words)[:12]))
    return found


#: The tree of the site's pages, and the editors to which it leads.
_PAGES = re.compile(r"/pages/(\d+/(edit/|add_subpage/)?|add/portal/\w+/\d+/)$")


def test_the_editor_of_every_page_of_the_site_has_no_barrier(office: Office) -> None:
    """The walk sees one editor of pages; the home page, a text and the English front differ."""
    page = office.sign_in("quantri")
    queue, seen = deque([f"{office.newsroom}pages/"]), set[str]()
    troubles: dict[str, list[tuple[str, str]]] = {}
    while queue:
        answer = page.goto(queue.popleft())
        assert answer is not None
        if re.search("/edit/|/add/", page.url) and answer.ok:
            page.set_viewport_size({"width": COMPUTER, "height": 800})
            found = barriers(page)
            page.set_viewport_size({"width": SMALLEST_PHONE, "height": 800})
            troubles[page.url] = found + too_wide(page)
        links = set(page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)"))
        fresh = {link for link in links if _PAGES.search(link)} - seen
        seen |= fresh
        queue += fresh
    page.context.close()

    assert len(troubles) >= 7
    assert not any(troubles.values()), troubles


def test_every_screen_is_accessible_fits_a_phone_and_speaks_vietnamese(office: Office) -> None:
    troubles: list[tuple[object, ...]] = []
    dead: list[tuple[str, str]] = []
    #: One screen is looked at once, by the first who gets there; the desk is everybody's own.
    judged: set[str] = set()
    for person in PEOPLE:
        page = office.sign_in(person)
        not_found: list[str] = []
        for name in walk(office, page, not_found):
            if name not in judged:
                found = troubles_on(page, {*PEOPLE, *_EXAMPLES})
                troubles += [(person, name, *one) for one in found]
            judged.add(name)
        judged -= {"newsroom:inbox", "wagtailadmin_home"}
        dead += [(person, address) for address in not_found]
        page.context.close()

    assert troubles == []
    assert dead == []
    assert len(judged) > 50
