"""What feed readers get, read by other programs than the one that wrote it."""

import datetime as dt
import html
import json
import re
from email.utils import parsedate_to_datetime
from pathlib import Path

import feedparser
import jsonschema
import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from toasoan.editorial.actions import take_step
from toasoan.editorial.transitions import Step
from toasoan.portal.feeds.names import clean, one_line
from toasoan.portal.feeds.tests.readers import ATOM, FEEDS, look, valid
from toasoan.stories.models import Byline, BylineRole, Story
from toasoan.testing.factories import (
    make_correction,
    make_picture,
    make_section,
    make_story,
    on_screen,
)

pytestmark = pytest.mark.django_db
JSON_FEED = json.loads(
    Path(__file__).with_name("schemas").joinpath("jsonfeed.json").read_text(encoding="utf-8")
)
PLACES = ("/", "/tin-tuc/", "/tu-khoa/tam-giu/", "/don-vi/{unit}/")


def published(room, **parts):
    return make_story(room, "published", **({"tags": ("Tạm giữ",)} | parts))


def with_photo(room, **parts):
    value = {
        "picture": make_picture(room.unit).pk, "caption": "Chú thích", "credit": "Ảnh: Văn phòng",
        "alternative_text": "x",
    }  # fmt: skip
    text = "<p>Lời <b>đậm</b> &amp; dấu.</p>"
    return published(room, body=(("text", text), ("picture", value)), **parts)


def json_feed(client, path):
    feed = json.loads(look(client, path).content)
    jsonschema.validate(feed, JSON_FEED, format_checker=jsonschema.FormatChecker())
    return feed


@pytest.mark.parametrize("place", PLACES)
def test_every_feed_of_every_channel_is_valid_and_tells_of_the_story(room, client, place):
    story = with_photo(room)
    path = place.format(unit=room.unit.code)
    address = f"http://testserver{story.get_absolute_url()}"

    rss = valid(look(client, f"{path}rss.xml"), "rss").find("channel")
    atom = valid(look(client, f"{path}atom.xml"), "atom")
    feed = json_feed(client, f"{path}feed.json")

    assert rss.findtext("item/link") == address
    assert atom.find(f"{ATOM}entry/{ATOM}link").get("href") == address
    assert [item["url"] for item in feed["items"]] == [address]
    home = f"http://testserver{path}"
    assert (rss.findtext("link"), feed["home_page_url"]) == (home, home)
    assert rss.findtext("title") == atom.findtext(f"{ATOM}title") == feed["title"]
    assert feed["title"].endswith(room.agency.name)


@pytest.mark.parametrize("place", ["/", "/tin-tuc/"])
def test_a_feed_without_stories_is_valid_too_and_always_the_same(room, client, place):
    first = {file: look(client, place + file).content for file in FEEDS}

    assert {file: look(client, place + file).content for file in FEEDS} == first
    valid(look(client, f"{place}rss.xml"), "rss")
    valid(look(client, f"{place}atom.xml"), "atom")
    json_feed(client, f"{place}feed.json")


def test_the_three_feeds_say_the_same_of_a_story(room, client):
    now = timezone.now().replace(microsecond=0) - dt.timedelta(days=3)
    story = make_story(room, "published", now=now, tags=("Tạm giữ", "Kiểm sát"))

    item = valid(look(client, "/rss.xml"), "rss").find(".//item")
    entry = valid(look(client, "/atom.xml"), "atom").find(f"{ATOM}entry")
    (json_item,) = json_feed(client, "/feed.json")["items"]

    assert item.findtext("title") == entry.findtext(f"{ATOM}title") == json_item["title"]
    assert item.findtext("guid") == entry.findtext(f"{ATOM}id") == json_item["id"]
    assert [c.text for c in item.iter("category")] == ["Tin tức", "Tạm giữ", "Kiểm sát"]
    assert json_item["tags"] == ["Tin tức", "Tạm giữ", "Kiểm sát"]
    assert parsedate_to_datetime(item.findtext("pubDate")) == now
    assert dt.datetime.fromisoformat(json_item["date_published"]) == now
    assert dt.datetime.fromisoformat(entry.findtext(f"{ATOM}published")) == now
    assert html.unescape(item.findtext("description")) == story.standfirst == json_item["summary"]


def test_everybody_who_signed_is_named_with_their_page(room, client):
    story = published(room)
    Byline.objects.create(story=story, name="Trần Văn Ảnh", role=BylineRole.PHOTOS, sort_order=1)

    item = valid(look(client, "/rss.xml"), "rss").find(".//item")
    entry = valid(look(client, "/atom.xml"), "atom").find(f"{ATOM}entry")
    (json_item,) = json_feed(client, "/feed.json")["items"]

    names = ["Lê Thị Thử", "Trần Văn Ảnh"]
    assert [e.text for e in item.iter("{http://purl.org/dc/elements/1.1/}creator")] == names
    assert [e.findtext(f"{ATOM}name") for e in entry.iter(f"{ATOM}author")] == names
    assert [author["name"] for author in json_item["authors"]] == names
    for address in (entry.findtext(f"{ATOM}author/{ATOM}uri"), json_item["authors"][0]["url"]):
        assert look(client, address)


def test_a_story_that_nobody_signed_is_its_units(room, client):
    story = published(room)
    Byline.objects.filter(story=story).delete()

    (json_item,) = json_feed(client, "/feed.json")["items"]

    assert [author["name"] for author in json_item["authors"]] == [room.unit.name]


def test_the_whole_text_goes_out_beside_the_summary(room, client):
    story = with_photo(room, standfirst="Một & hai <ba>.")

    item = valid(look(client, "/rss.xml"), "rss").find(".//item")
    entry = valid(look(client, "/atom.xml"), "atom").find(f"{ATOM}entry")
    content = json_feed(client, "/feed.json")["items"][0]["content_html"]

    assert content.startswith("<p>Một &amp; hai &lt;ba&gt;.</p><p>Lời <b>đậm</b> &amp; dấu.</p>")
    assert f'<img src="http://testserver{story.lead_picture.address(1280)}"' in content
    encoded = item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded")
    assert encoded == entry.findtext(f"{ATOM}content") == content
    # As a reader of feeds reads it.
    read = feedparser.parse(look(client, "/atom.xml").content)
    assert not read.bozo
    assert "Lời <b>đậm</b>" in read.entries[0].content[0].value


MEDIA = "{http://search.yahoo.com/mrss/}"


def test_photos_have_caption_credit_and_size(room, client):
    story = with_photo(room)
    picture = Story.objects.get(pk=story.pk).lead_picture
    jpeg = f"http://testserver{picture.share_address}"
    whole = f"http://testserver{picture.address(1280)}"

    item = valid(look(client, "/rss.xml"), "rss").find(".//item")
    entry = valid(look(client, "/atom.xml"), "atom").find(f"{ATOM}entry")

    for of in (item, entry):
        (group,) = of.iter(f"{MEDIA}group")
        first, second = group.iter(f"{MEDIA}content")
        assert (first.get("url"), first.get("type"), first.get("isDefault")) == (
            jpeg, "image/jpeg", "true",
        )  # fmt: skip
        assert (first.get("width"), first.get("height")) == ("1200", "630")
        assert (second.get("url"), second.get("width"), second.get("height")) == (
            whole, "640", "400",
        )  # fmt: skip
        assert int(second.get("fileSize")) == content_length(client, whole)
        assert group.findtext(f"{MEDIA}description") == "Chú thích"
        assert group.findtext(f"{MEDIA}credit") == "Ảnh: Văn phòng"
    # Nobody has asked for the JPEG yet, so its size is not known.
    assert item.find("enclosure").get("url") == whole
    size = content_length(client, jpeg)
    enclosure = valid(look(client, "/rss.xml"), "rss").find(".//item/enclosure")
    assert (enclosure.get("url"), int(enclosure.get("length"))) == (jpeg, size)
    (attachment,) = json_feed(client, "/feed.json")["items"][0]["attachments"]
    assert attachment == {
        "url": jpeg, "mime_type": "image/jpeg", "size_in_bytes": size,
        "title": "Chú thích – Ảnh: Văn phòng",
    }  # fmt: skip
    read = feedparser.parse(look(client, "/rss.xml").content).entries[0]
    assert read.media_credit[0]["content"] == "Ảnh: Văn phòng"


def content_length(client, address):
    answer = look(client, address)
    return len(b"".join(answer.streaming_content) if answer.streaming else answer.content)


def test_a_channel_has_pictures_that_are_there(room, client):
    channel = valid(look(client, "/rss.xml"), "rss").find("channel")
    atom = valid(look(client, "/atom.xml"), "atom")
    feed = json_feed(client, "/feed.json")

    assert channel.findtext("image/title") == channel.findtext("title")
    assert channel.findtext("image/link") == channel.findtext("link")
    pictures = (
        channel.findtext("image/url"), atom.findtext(f"{ATOM}icon"), atom.findtext(f"{ATOM}logo"),
        feed["icon"], feed["favicon"],
    )  # fmt: skip
    for address in pictures:
        assert look(client, address)["Content-Type"].startswith("image/")


def test_a_correction_moves_the_update_and_not_the_day_of_publication(room, client):
    story = make_correction(room, standfirst="Đã sửa.")
    later = timezone.now().replace(microsecond=0) + dt.timedelta(hours=1)
    notice = on_screen(story.pk, wrong="huyện", right="xã", note="Sửa tên đơn vị")
    take_step(story.pk, Step.CORRECT, actor=room.approver, now=later, answers=notice)

    entry = valid(look(client, "/atom.xml"), "atom").find(f"{ATOM}entry")
    (json_item,) = json_feed(client, "/feed.json")["items"]

    assert dt.datetime.fromisoformat(entry.findtext(f"{ATOM}updated")) == later
    assert dt.datetime.fromisoformat(json_item["date_modified"]) == later
    assert dt.datetime.fromisoformat(json_item["date_published"]) < later
    assert json_item["summary"] == "Đã sửa."


def test_a_story_keeps_its_name_when_headline_and_section_change(room, client):
    story = published(room)
    before = json_feed(client, "/feed.json")["items"][0]
    other = make_section(room.agency, "khac", "Mục khác")
    Story.objects.filter(pk=story.pk).update(headline="Tiêu đề khác", section=other)

    after = json_feed(client, "/feed.json")["items"][0]

    assert after["url"] != before["url"]
    assert after["id"] == before["id"]


def test_feeds_hold_thirty_stories_the_latest_first(room, client):
    now = timezone.now()
    stories = [
        make_story(room, "published", headline=f"Tin {n}", now=now - dt.timedelta(hours=n))
        for n in range(32)
    ]

    titles = [item["title"] for item in json_feed(client, "/feed.json")["items"]]

    assert titles == [story.headline for story in stories[:30]]


def test_a_feed_asks_the_database_a_fixed_number_of_questions(
    room, client, django_assert_max_num_queries
):
    for _ in range(4):
        published(room)
    look(client, "/rss.xml")

    for path in ("/rss.xml", "/tin-tuc/atom.xml", "/tu-khoa/tam-giu/feed.json"):
        with django_assert_max_num_queries(11):
            look(client, path)


@pytest.mark.parametrize("file", FEEDS)
def test_what_does_not_exist_has_no_feed(room, client, file):
    make_story(room, "draft", tags=("Việc kín",))

    for path in ("/khong-co/", "/tu-khoa/viec-kin/", "/don-vi/khong-co/"):
        look(client, path + file, 404)


@pytest.mark.parametrize("status", ["draft", "proposed", "approved", "taken_down"])
def test_a_story_that_is_not_live_stands_in_no_feed(room, client, status):
    published(room)
    make_story(room, status, headline="Chuyện riêng", tags=("Tạm giữ",))

    for place in PLACES:
        for file in FEEDS:
            content = look(client, place.format(unit=room.unit.code) + file).content.decode()
            assert "Chuyện riêng" not in content


def test_pages_name_their_feeds(room, client):
    published(room)

    for place in PLACES:
        path = place.format(unit=room.unit.code)
        page = etree.HTML(look(client, path).content)
        named = page.xpath("//head/link[@rel='alternate']/@href")
        assert {f"{path}{file}" for file in FEEDS} <= set(named)
        for address in named:
            look(client, address)


headlines = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=180)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(headline=headlines, standfirst=headlines)
def test_any_headline_survives_a_parse(room, client, headline, standfirst):
    # What no database holds and no title shows is left out of the question.
    headline, standfirst = (f"Tin {text}".replace("\x00", "") for text in (headline, standfirst))
    story = Story.objects.filter(agency=room.agency, live=True).first() or published(room)
    Story.objects.filter(pk=story.pk).update(headline=headline, standfirst=standfirst)

    item = valid(look(client, "/rss.xml"), "rss").find(".//item")
    entry = valid(look(client, "/atom.xml"), "atom").find(f"{ATOM}entry")
    (json_item,) = json_feed(client, "/feed.json")["items"]
    news = etree.fromstring(look(client, "/sitemap-tin-moi.xml").content)

    assert item.findtext("title") == entry.findtext(f"{ATOM}title") == one_line(headline)
    assert html.unescape(item.findtext("description")) == clean(standfirst)
    assert html.unescape(entry.findtext(f"{ATOM}summary")) == clean(standfirst)
    assert (json_item["title"], json_item["summary"]) == (headline, standfirst)
    assert news.findtext(".//{*}news/{*}title") == one_line(headline)


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_a_clean_text_is_xml_and_keeps_every_letter(text):
    root = etree.Element("x")
    root.text = clean(text)

    assert etree.fromstring(etree.tostring(root)).text in {clean(text), None}
    assert re.sub(r"[\x00-\x1f\ufffe\uffff]", "", clean(text)) == re.sub(
        r"[\x00-\x1f\ufffe\uffff]", "", text
    )
