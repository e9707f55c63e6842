"""The bytes of a story's page without its photos stay within a budget."""

import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.core.cache import cache
from lxml import html

from toasoan.testing.factories import make_newsroom, make_picture, make_story

pytestmark = pytest.mark.django_db
KB = 1024
#: Fonts are compressed already; the rest is counted as a browser gets it.
_COMPRESSED = (".woff2",)
_FONT = re.compile(r'url\("(fonts/[^"]+)"\)')


@pytest.fixture
def answer(client):
    cache.clear()
    room = make_newsroom()
    caption = "Đoàn kiểm sát công bố quyết định kiểm sát trực tiếp tại nhà tạm giữ"
    photos = [
        {"picture": make_picture(room.unit).pk, "caption": caption, "credit": "Ảnh: Văn phòng",
         "alternative_text": caption}
        for _ in range(3)
    ]  # fmt: skip
    text = "Đoàn kiểm sát làm việc với lãnh đạo nhà tạm giữ, kiểm tra hồ sơ và buồng tạm giữ. "
    body = tuple(("text", f"<p>{text * 4}</p>") for _ in range(12))
    for number in range(9):
        story = make_story(
            room, "published", headline=f"Kiểm sát trực tiếp tại nhà tạm giữ, lần {number}",
            body=(*body, *(("picture", photo) for photo in photos)), tags=("tạm giữ", "kiểm sát"),
        )  # fmt: skip
    return client.get(story.get_absolute_url())


def loaded(answer):
    """The addresses that the page fetches by itself, without photos of stories."""
    shown = html.fromstring(answer.content)
    # A browser fetches one icon: the drawing, when it can.
    icon = "(@rel='icon' and @type='image/svg+xml')"
    found = shown.xpath(f"//script/@src | //link[@rel='stylesheet' or {icon}]/@href")
    found += [
        address for address in shown.xpath("//img[not(@loading='lazy')]/@src")
        if not address.startswith("/anh/")
    ]  # fmt: skip
    style = _file("/static/portal/portal.css").read_text(encoding="utf-8")
    return {*found, *(f"/static/portal/{font}" for font in _FONT.findall(style))}


def _file(address):
    return Path(finders.find(address.removeprefix("/static/")))


def size(content, address=""):
    return len(content) if address.endswith(_COMPRESSED) else len(brotli.compress(content))


def test_a_story_page_weighs_at_most_60_kb_and_asks_at_most_nine_times(answer):
    addresses = loaded(answer)
    weights = {address: size(_file(address).read_bytes(), address) for address in addresses}
    weights["page"] = size(answer.content)

    # Four of them are the weights of the type (decision 0055).
    assert len(weights) <= 9, weights
    assert sum(weights.values()) <= 60 * KB, weights


def test_its_javascript_weighs_at_most_10_kb(answer):
    scripts = [address for address in loaded(answer) if address.endswith(".js")]

    assert scripts
    assert sum(len(_file(address).read_bytes()) for address in scripts) <= 10 * KB


def test_nothing_comes_from_another_host(answer):
    shown = html.fromstring(answer.content)

    fetched = shown.xpath(
        "//@src | //@poster | //link[@rel!='canonical' and @rel!='alternate']/@href"
    )
    assert fetched
    assert all(address.startswith("/") for address in fetched)
    assert all("//" not in part for part in re.findall(r"url\(([^)]*)\)", _styles(answer)))


def _styles(answer):
    sheets = [address for address in loaded(answer) if address.endswith(".css")]
    return "".join(_file(address).read_text(encoding="utf-8") for address in sheets)
