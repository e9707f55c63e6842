"""Stories gathered by topic, author, photos or video."""

import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone
from lxml import html

from toasoan.portal.listings.stories import live_stories
from toasoan.stories.authors import author_address
from toasoan.stories.topics import Topic
from toasoan.testing.factories import make_agency, make_newsroom, make_picture, make_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic(room):
    return Topic.objects.create(
        agency=room.agency, slug="dot-1", name="Đợt một", summary="Về đợt một."
    )


def page(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status, path
    return html.fromstring(answer.content)


def gallery(room):
    value = {
        "picture": make_picture(room.unit).pk, "caption": "Ảnh", "credit": "",
        "alternative_text": "Ảnh",
    }  # fmt: skip
    return ("gallery", {"title": "", "pictures": [value]})


VIDEO = ("video", {"address": "https://youtu.be/abcdefghijk", "title": "Phóng sự"})


def test_a_topic_leads_through_all_its_stories_without_gaps(room, client, topic):
    now = timezone.now()
    for number in range(23):
        moment = now - dt.timedelta(hours=number)
        make_story(room, "published", headline=f"Tin {number}", topic=topic, now=moment)
    make_story(room, "published", headline="Ngoài chuyên đề")
    seen, path = [], topic.get_absolute_url()
    while path:
        shown = page(client, path)
        seen += shown.xpath("//main//h3/a/text()")
        older = shown.xpath("//a[@rel='next']/@href")
        path = topic.get_absolute_url() + older[0] if older else ""

    assert seen == [f"Tin {number}" for number in range(23)]
    assert "Về đợt một." in page(client, topic.get_absolute_url()).text_content()


def test_the_list_of_topics_shows_those_with_stories_the_latest_first(room, client, topic):
    other = Topic.objects.create(agency=room.agency, slug="dot-2", name="Đợt hai", is_open=False)
    Topic.objects.create(agency=room.agency, slug="dot-3", name="Chưa có tin")
    now = timezone.now()
    make_story(room, "published", topic=other, headline="Cũ", now=now - dt.timedelta(days=9))
    make_story(room, "published", topic=topic, headline="Mới", now=now)

    shown = page(client, "/chuyen-de/")

    assert shown.xpath("//main//h2/a/text()") == ["Đợt một", "Đợt hai"]
    assert client.get("/chuyen-de/khong-co/").status_code == 404


def test_an_author_is_a_name_as_it_is_signed(room, client):
    both = (("Lê Hà", "words"), ("Lê Hà", "photos"))
    make_story(room, "published", headline="Hai việc", bylines=both)
    make_story(room, "published", headline="Người khác", bylines=(("Lê Hạ", "words"),))
    make_story(room, "draft", headline="Nháp", bylines=(("Lê Hà", "words"),))

    shown = page(client, f"/tac-gia/{author_address('LÊ  hà')}/")

    assert shown.xpath("//main//h3/a/text()") == ["Hai việc"]
    assert shown.find(".//h1").text_content() == "Tác giả: Lê Hà"
    assert room.unit.short_name in shown.text_content()


def test_a_name_without_live_stories_does_not_exist(room, client):
    make_story(room, "draft", bylines=(("Lê Hà", "words"),))
    elsewhere = make_newsroom("khac", hostname="khac.localhost")
    make_story(elsewhere, "published", bylines=(("Lê Hà", "words"),))

    assert client.get(f"/tac-gia/{author_address('Lê Hà')}/").status_code == 404


def test_addresses_of_names_differ_by_their_marks_only_in_the_last_digits():
    addresses = {author_address(name) for name in ("Lê Hà", "Lê Hạ", "Lê Ha")}

    assert len(addresses) == 3
    assert {address.rpartition("-")[0] for address in addresses} == {"le-ha"}
    assert author_address("  ") == ""


def test_galleries_and_videos_have_pages_of_their_own(room, client):
    make_story(room, "published", headline="Chữ")
    make_story(room, "published", headline="Chùm", body=(gallery(room),))
    make_story(room, "published", headline="Phóng sự ảnh", genre="photo_story")
    make_story(room, "published", headline="Có video", body=(VIDEO,))
    make_story(room, "draft", headline="Nháp", body=(gallery(room), VIDEO))

    def shown(path):
        return set(page(client, path).xpath("//main//*[@class='picture-wall__headline']/text()"))

    assert shown("/thu-vien-anh/") == {"Chùm", "Phóng sự ảnh"}
    assert shown("/video/") == {"Có video"}


def test_empty_pages_say_so(room, client):
    for path in ("/thu-vien-anh/", "/video/", "/chuyen-de/"):
        assert page(client, path).xpath("//p[@class='empty-note']"), path


@pytest.mark.parametrize("kind", ["has_gallery", "has_video", "topic"])
def test_the_lists_follow_their_indexes(room, topic, kind):
    wanted = {kind: topic if kind == "topic" else True}
    plan = live_stories(room.agency).filter(**wanted)[:20].explain()

    assert f"story_{kind.removeprefix('has_')}" in plan or connection.vendor != "sqlite"


def test_another_agencys_topics_are_elsewhere(room, client, topic):
    other = make_agency("khac", hostname="khac.localhost")
    Topic.objects.create(agency=other, slug="cua-ho", name="Của họ")

    assert client.get("/chuyen-de/cua-ho/").status_code == 404
