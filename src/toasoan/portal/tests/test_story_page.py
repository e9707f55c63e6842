"""A story's page: what belongs to it, what machines read, what it costs."""

import datetime as dt
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import etree, html

from toasoan.editorial.actions import take_step
from toasoan.editorial.transitions import Step
from toasoan.stories.models import RenderedBody, Story
from toasoan.stories.rendered_body import render_outdated
from toasoan.stories.story_page_queries import related_ids
from toasoan.stories.topics import Topic
from toasoan.stories.videos import host_of, youtube_id
from toasoan.testing.factories import (
    make_correction,
    make_picture,
    make_section,
    make_story,
    on_screen,
)

pytestmark = pytest.mark.django_db
VIDEO = ("video", {"address": "https://www.youtube.com/watch?v=abcdefghijk", "title": "Phóng sự"})
ELSEWHERE = ("video", {"address": "https://truyenhinh.vidu.vn/1", "title": "Thời sự"})


def photo(room, caption="Quang cảnh"):
    return {
        "picture": make_picture(room.unit).pk, "caption": caption, "credit": "",
        "alternative_text": caption,
    }  # fmt: skip


def page(client, story):
    answer = client.get(story.get_absolute_url())
    assert answer.status_code == 200
    return html.fromstring(answer.content)


def headlines(shown, block):
    return shown.xpath(f"//*[@aria-labelledby='{block}']//h3/a/text()")


def structured(shown):
    graph = json.loads(shown.xpath("//script[@type='application/ld+json']/text()")[0])["@graph"]
    return {one["@type"]: one for one in graph}


def test_related_stories_are_those_that_share_the_most_tags(room, client):
    elsewhere = make_section(room.agency, "khac", "Mục khác")

    def tagged(headline, *tags, status="published"):
        return make_story(room, status, headline=headline, tags=tags, section=elsewhere)

    tagged("Không liên quan", "thể thao")
    tagged("Một thẻ", "án treo")
    tagged("Hai thẻ", "án treo", "xét xử")
    tagged("Bản nháp", "án treo", "xét xử", status="draft")
    story = make_story(room, "published", headline="Tin này", tags=("án treo", "xét xử"))

    assert headlines(page(client, story), "tin-lien-quan") == ["Hai thẻ", "Một thẻ"]


def test_what_is_related_costs_one_query_however_many_tags(room, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert related_ids(range(1, 30), agency_id=1, but=1, limit=4) == []
    with django_assert_num_queries(0):
        assert related_ids([], agency_id=1, but=1, limit=4) == []


def test_a_story_shows_its_topic_and_the_latest_of_it(room, client):
    topic = Topic.objects.create(agency=room.agency, slug="dot-1", name="Đợt một")
    now = timezone.now()
    for number in range(6):
        make_story(
            room, "published", headline=f"Tin {number}", topic=topic,
            section=make_section(room.agency, f"muc-{number}"),
            now=now - dt.timedelta(hours=number),
        )  # fmt: skip
    story = Story.objects.get(headline="Tin 1")

    shown = page(client, story)

    assert headlines(shown, "chuyen-de") == ["Tin 0", "Tin 2", "Tin 3", "Tin 4"]
    assert shown.xpath("//h2[@id='chuyen-de']/a/@href") == ["/chuyen-de/dot-1/"]


def test_the_name_beneath_a_story_leads_to_the_author(room, client):
    story = make_story(room, "published")

    link = page(client, story).xpath("//a[@rel='author']/@href")[0]

    assert link == "/tac-gia/le-thi-thu-" + link.rpartition("-")[2]
    assert client.get(link).status_code == 200


def test_machines_read_who_published_what_when(room, client):
    body = (("picture", photo(room)),)
    story = make_story(room, "published", body=body, tags=("án treo",), headline="Tin </script> lạ")

    shown = page(client, story)
    things = structured(shown)

    article = things["NewsArticle"]
    assert article["headline"] == "Tin </script> lạ"
    assert article["image"][0]["url"] == f"http://testserver{story.lead_picture.share_address}"
    assert article["author"][0]["name"] == "Lê Thị Thử"
    assert article["keywords"] == ["án treo"]
    assert article["datePublished"].endswith("+00:00")
    assert article["publisher"]["@id"] == things["GovernmentOrganization"]["@id"]
    assert [one["name"] for one in things["BreadcrumbList"]["itemListElement"]] == [
        "Trang chủ", "Tin tức", "Tin </script> lạ",
    ]  # fmt: skip
    assert shown.xpath("//link[@rel='canonical']/@href") == [article["mainEntityOfPage"]]


def test_machines_read_the_correction_too(room, client):
    story = make_correction(room, standfirst="Đã sửa.")
    answers = on_screen(story.pk, wrong="huyện", right="xã", note="Sửa tên")
    take_step(story.pk, Step.CORRECT, actor=room.approver, now=timezone.now(), answers=answers)

    corrections = structured(page(client, story))["NewsArticle"]["correction"]

    assert [one["text"] for one in corrections] == ["huyện → xã → Sửa tên"]


def test_a_video_of_a_known_host_waits_for_a_press_and_only_its_page_may_frame(room, client):
    with_video = make_story(room, "published", body=(VIDEO, ELSEWHERE))
    without = make_story(room, "published")

    answer = client.get(with_video.get_absolute_url())
    shown = html.fromstring(answer.content)

    assert shown.xpath("//*[@data-video]/@data-video") == ["abcdefghijk"]
    assert not shown.xpath("//iframe | //video")
    assert "truyenhinh.vidu.vn" in shown.text_content()
    policy = answer["Content-Security-Policy"]
    assert policy.endswith("; frame-src https://www.youtube-nocookie.com")
    assert "frame-src" not in client.get(without.get_absolute_url())["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://youtu.be/abcdefghijk?t=3", "abcdefghijk"),
        ("https://m.youtube.com/watch?t=1&v=abcdefghijk", "abcdefghijk"),
        ("https://www.youtube.com/shorts/abcdefghijk", "abcdefghijk"),
        ("https://www.youtube.com/watch?v=abc%22onload", ""),
        ("https://www.youtube.com.vidu.vn/watch?v=abcdefghijk", ""),
        ("https://[", ""), ("", ""),
    ],
)  # fmt: skip
def test_only_a_whole_id_of_the_host_is_taken_from_an_address(address, found):
    assert youtube_id(address) == found
    assert host_of("https://[") == ""


def test_photos_of_a_gallery_are_plain_links_to_large_copies(room, client):
    gallery = ("gallery", {"title": "Chùm ảnh", "pictures": [photo(room), photo(room, "Hai")]})
    story = make_story(room, "published", body=(gallery,))

    shown = page(client, story)

    links = shown.xpath("//section[@class='gallery']//a/@href")
    assert len(links) == 2
    assert all(client.get(link)["Content-Type"].startswith("image/") for link in links)
    images = shown.xpath("//article//section//img")
    assert [image.get("loading") for image in images] == [None, "lazy"]
    assert [image.get("fetchpriority") for image in images] == ["high", None]
    assert all(
        image.get("width") and image.get("height") for image in shown.xpath("//article//img")
    )


def test_the_qr_code_is_a_drawing_of_our_own(room, client):
    story = make_story(room, "published")
    address = page(client, story).xpath("//img[@class='story-code__image']/@src")[0]

    answer = client.get(address)

    assert answer["Content-Type"] == "image/svg+xml"
    assert etree.fromstring(answer.content).tag.endswith("svg")
    assert client.get(f"/qr/{make_story(room, 'draft').pk}.svg").status_code == 404


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Theo Báo Thử", "Nguồn tin: Báo Thử"), ("Nguồn tin: theo báo Thử", "Nguồn tin: Báo Thử"),
        ("Báo Theo dõi", "Nguồn tin: Báo Theo dõi"), ("Nguồn: Phương Kiều", "Nguồn tin: Phương Kiều"),
    ],
)  # fmt: skip
def test_a_source_is_named_once(room, client, typed, said):
    story = make_story(room, "published")
    Story.objects.filter(pk=story.pk).update(source_line=typed)

    assert page(client, story).xpath("//p[@class='source-line']/text()") == [said]


def test_tables_have_numbers_at_the_right_and_symbols_in_one_piece(room, client):
    table = {
        "columns": [{"type": "text", "heading": "Đơn vị"}, {"type": "text", "heading": "Số tin"}],
        "rows": [
            {"values": ["Phòng 1", "1.234"]}, {"values": ["49/LLV", "81,25%"]},
            {"values": ["Phòng 8", "–"]},
        ],
        "caption": "",
    }  # fmt: skip
    story = make_story(
        room, "published", body=(("table", {"caption": "", "table": table}),),
        headline="Triển khai Chỉ thị 05/CT-VKSTC-TCKS",
    )  # fmt: skip

    shown = page(client, story)

    assert shown.xpath("//td[@class='is-number']/text()") == ["1.234", "81,25%", "–"]
    assert shown.xpath("//th[@class='is-number']/text()") == ["Số tin"]
    assert shown.xpath("//td/span[@class='symbol']/text()") == ["49/LLV"]
    assert shown.xpath("//h1/span[@class='symbol']/text()") == ["05/CT-VKSTC-TCKS"]


def test_a_page_that_is_printed_says_where_it_came_from(room, client):
    story = make_story(room, "published")

    printed = page(client, story).xpath("//p[@class='article__address']/text()")[0]

    assert printed.endswith(f"http://testserver{story.get_absolute_url()}")


def test_the_text_stands_ready_and_an_older_one_is_not_shown(room, client):
    story = make_story(room, "published", body=(("picture", photo(room)),), tags=("án treo",))
    RenderedBody.objects.filter(story=story).update(body="<p>Dựng sẵn</p>")

    assert "Dựng sẵn" in page(client, story).text_content()
    RenderedBody.objects.filter(story=story).update(rendered_with="bản cũ")
    assert "Quang cảnh" in page(client, story).text_content()
    assert render_outdated(limit=9) == 1
    assert render_outdated(limit=9) == 0
    assert RenderedBody.objects.get(story=story).tags[0]["name"] == "án treo"


def test_the_ready_text_goes_when_the_story_is_taken_down(room):
    story = make_story(room, "taken_down")

    assert not RenderedBody.objects.filter(story=story).exists()


def test_an_uncached_story_costs_at_most_fifteen_queries(room, client):
    topic = Topic.objects.create(agency=room.agency, slug="dot-1", name="Đợt một")
    gallery = ("gallery", {"title": "", "pictures": [photo(room), photo(room)]})
    for number in range(9):
        make_story(
            room, "published", headline=f"Tin {number}", topic=topic if number % 2 else None,
            tags=("án treo", f"thẻ {number % 3}"),
            body=(("text", "<p>Chữ.</p>"), ("picture", photo(room)), gallery, VIDEO),
        )  # fmt: skip
    corrected = Story.objects.get(headline="Tin 5")
    Story.objects.filter(pk=corrected.pk).update(last_published_at=timezone.now())
    client.get(corrected.get_absolute_url())

    with CaptureQueriesContext(connection) as queries:
        page(client, corrected)

    assert len(queries) <= 15, [one["sql"][:90] for one in queries]
