"""How photos stand on pages: in the copy that fits, never enlarged, the first one at once."""

import re

import pytest
from lxml import html

from toasoan.media.models import Picture
from toasoan.portal.frame.photos import image
from toasoan.portal.tests.test_story_page import page, photo
from toasoan.testing.factories import make_story

pytestmark = pytest.mark.django_db


def drawn(width, height, kind, focus=None):
    across, down = focus or (None, None)
    picture = Picture(pk=7, width=width, height=height, focal_point_x=across, focal_point_y=down)
    return html.fromstring(image(picture, kind, "Chữ", is_first=False))


@pytest.mark.parametrize(
    ("size", "kind", "sizes"),
    [
        # A large one takes its place; an upright one 80 % of the screen's height at most.
        ((2560, 1600), "article", "(min-width: 1000px) min(900px, 128vh), min(100vw, 128vh)"),
        ((1600, 2400), "article", "(min-width: 1000px) min(900px, 53vh), min(100vw, 53vh)"),
        # A small one is not enlarged.
        ((400, 400), "article", "(min-width: 1000px) min(900px, 400px, 80vh), min(100vw, 400px, 80vh)"),
        ((500, 400), "lead", "(min-width: 1000px) min(780px, 500px), min(100vw, 500px)"),
        # Of a broad one a crop shows a part: more is needed.
        ((2400, 800), "wall", "(min-width: 1000px) calc(1.88 * 584px), calc(1.88 * 100vw)"),
        ((2560, 1600), "card", "(min-width: 1000px) 280px, (min-width: 600px) 45vw, 120px"),
    ],
)  # fmt: skip
def test_a_browser_is_told_how_wide_the_photo_is_drawn(size, kind, sizes):
    shown = drawn(*size, kind)

    assert shown.get("sizes") == sizes
    assert (shown.get("width"), shown.get("height")) == tuple(map(str, size))
    small = "photo-small" in (shown.get("class") or "")
    assert small == (size[0] < {"article": 900, "lead": 780, "wall": 584, "card": 280}[kind])


def test_a_crop_keeps_the_focus_and_a_whole_photo_needs_none():
    assert drawn(1000, 2000, "lead", (900, 200)).get("class") == "focus-x9 focus-y1"
    assert drawn(1000, 2000, "article", (900, 200)).get("class") is None
    assert drawn(1000, 2000, "lead", (500, 1000)).get("class") is None
    assert drawn(1000, 2000, "card", (5000, 1000)).get("class") == "focus-x10"


def test_each_photo_of_a_story_opens_large_and_only_the_first_is_fetched_at_once(room, client):
    body = (
        ("picture", photo(room)),
        ("gallery", {"title": "Chùm ảnh", "pictures": [photo(room, "Hai"), photo(room, "Ba")]}),
    )
    story = make_story(room, "published", body=body)

    shown = page(client, story)

    links = shown.xpath("//article//a[@class='story-photo__link']")
    assert len(links) == 3
    images = [link.find("img") for link in links]
    assert [one.get("fetchpriority") for one in images] == ["high", None, None]
    assert [one.get("loading") for one in images] == [None, "lazy", "lazy"]


def test_the_first_photo_of_a_list_is_fetched_at_once_and_no_other(room, client):
    for number in range(4):
        make_story(room, "published", body=[("picture", photo(room, f"Ảnh {number}"))])

    for address in ("/", "/tin-tuc/"):
        images = html.fromstring(client.get(address).content).xpath("//main//img[@srcset]")
        assert len(images) > 1, address
        assert [one.get("loading") for one in images[1:]] == ["lazy"] * (len(images) - 1)
        assert images[0].get("fetchpriority") == "high"


def test_the_style_sheet_bounds_every_photo_by_the_height_of_the_screen():
    from toasoan.portal.tests.test_weight import _file

    style = _file("/static/portal/portal.css").read_text(encoding="utf-8")
    assert re.search(r"\bimg \{[^}]*max-height: 80vh; max-height: 80svh;", style)
