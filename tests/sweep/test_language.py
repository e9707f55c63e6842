"""No screen of the newsroom speaks English to the people who work there."""

import json
import re

import pytest
from lxml import html

from tests.sweep.conftest import PUBLIC, SECRET
from tests.sweep.test_addresses import filled, newsroom_addresses
from toasoan.newsroom.kit.screens import address_of
from toasoan.testing.factories import ROUTES
from toasoan.units.models import Board
from toasoan.vietnamese.syllables import is_syllable

#: Proper names and loans that people in the office read every day.
LOANS = frozenset(
    re.findall(
        r"\w+",
        """
        duong word file excel powerpoint pdf docx xlsx csv email mail e url http https www vn gov html icalendar google
        chrome safari firefox edge facebook zalo qr web internet website online video sms pin totp
        android windows outlook iphone authenticator microsoft usb kb mb gb ctrl esc shift javascript
        png jpg jpeg webp gif menu linux macos youtube rss atom ninjs
        """,
    )
)
#: Addresses are no language.
_ADDRESS = re.compile(r"https?://\S+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SPOKEN_ATTRIBUTES = ("aria-label", "title", "placeholder", "alt", "data-w-tooltip-content-value")
_SILENT = ("script", "style", "template", "svg", "code", "iframe", "noscript")
PEOPLE = ("contributor", "vetter", "editor", "approver", "board_member")


def spoken(page):
    """Every text of a page that a person sees or hears."""
    for element in page.iter():
        if not isinstance(element.tag, str) or element.tag == "link":
            continue  # the titles of a head's links are read by programs
        for name in _SPOKEN_ATTRIBUTES:
            # A `link` is for programs: feeds of a public page, its style sheet.
            if element.tag != "link" and (text := element.get(name)):
                yield text
        if element.tag == "input" and element.get("type") in {"submit", "button"}:
            yield element.get("value") or ""
        if element.text and element.tag not in _SILENT:
            yield element.text
        if element.tail:
            yield element.tail


def foreign_words(text):
    """Words that are no Vietnamese syllable, no abbreviation and no everyday loan."""
    return {
        word
        for word in _WORD.findall(_ADDRESS.sub(" ", text))
        if len(word) > 1
        and not word.isupper()
        and not is_syllable(word)
        and word.casefold() not in LOANS
    }


def page_of(answer):
    """The page inside an answer, also when it comes wrapped in JSON; None for anything else."""
    kind = answer.headers.get("Content-Type", "")
    if answer.streaming or answer.status_code != 200:
        return None
    if kind.startswith("application/json"):
        found = json.loads(answer.content)
        text = found.get("html", "") if isinstance(found, dict) else ""
        return html.fromstring(text) if text.strip() else None
    words = answer.content.decode().strip() if kind.startswith("text/html") else ""
    return html.fromstring(words) if words else None


def test_an_english_word_is_noticed_and_vietnamese_is_not():
    assert foreign_words("Save draft") == {"Save", "draft"}
    assert foreign_words("Gửi tệp Word của VKSND khu vực 3, chờ 2 ngày") == set()


@pytest.mark.django_db
@pytest.mark.parametrize("person", PEOPLE)
def test_no_screen_says_an_english_word(person, room, stories, as_person):
    browser = as_person(getattr(room, person))
    browser.raise_request_exception = False
    names = {SECRET, PUBLIC, *_names_of(room)}
    found = {}
    for path, name in sorted(set(_paths(stories))):
        answer = browser.get(path, follow=False)
        assert answer.status_code < 500, path
        page = page_of(answer)
        if page is None:
            continue
        words = set().union(*(foreign_words(text) for text in spoken(page))) - names
        if words:
            found[name] = sorted(words)

    assert found == {}


def _paths(stories):
    for route, name in newsroom_addresses():
        if address_of(name) is not None:
            for status in ("draft", "editing", "published"):
                yield filled(route, stories[status].pk), name


def _names_of(room):
    """Sign-in names and made-up names of the cast and of boards, which are nobody's language."""
    for board in Board.objects.filter(agency=room.agency):
        yield from _WORD.findall(board.name)
    yield from (word for status in ROUTES for word in _WORD.findall(status))
    for user in room.people().values():
        yield from _WORD.findall(f"{user.username} {user.email}")
