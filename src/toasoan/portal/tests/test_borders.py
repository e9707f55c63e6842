"""What is not public, odd addresses, incomplete stories, parts that fail."""

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from lxml import etree, html

from toasoan.portal.errors import server_error
from toasoan.portal.models import StandingPage
from toasoan.stories.models import Story
from toasoan.testing.factories import (
    ROUTES,
    make_agency,
    make_picture,
    make_section,
    make_story,
)

pytestmark = pytest.mark.django_db

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.mark.parametrize("status", sorted(set(ROUTES) - {"published"}))
def test_a_story_that_is_not_live_is_shown_nowhere(room, client, status):
    make_story(room, "published", headline="Tin công khai", tags=("Công khai",))
    hidden = make_story(room, status, headline="Chuyện riêng", tags=("Việc kín",))

    for path in (
        "/", "/tin-tuc/", f"/don-vi/{room.unit.code}/", "/tu-khoa/cong-khai/", "/rss.xml",
        "/tin-tuc/rss.xml", "/sitemap.xml", "/sitemap-0.xml", "/tim-kiem/?q=rieng",
    ):  # fmt: skip
        shown = client.get(path)
        assert shown.status_code == 200, path
        assert "Chuyện riêng" not in shown.content.decode(), path
        assert hidden.get_absolute_url() not in shown.content.decode(), path
    answer = client.get(hidden.get_absolute_url())
    assert answer.status_code == (410 if status == "taken_down" else 404)
    assert "Chuyện riêng" not in answer.content.decode()


def test_a_tag_that_only_drafts_carry_is_no_page(room, client):
    make_story(room, "draft", tags=("Việc kín",))

    assert client.get("/tu-khoa/viec-kin/").status_code == 404


def test_a_story_of_another_agency_is_not_on_this_site(room, client):
    story = make_story(room, "published")
    make_agency("khac", hostname="khac.localhost")

    assert client.get(story.get_absolute_url()).status_code == 200
    elsewhere = {"headers": {"host": "khac.localhost"}}
    assert client.get(story.get_absolute_url(), **elsewhere).status_code == 404
    assert client.get("/tin-tuc/", **elsewhere).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/tin-tuc/x-" + "9" * 25, "/tin-tuc/x-" + "9" * 5000, "/tin-tuc/x-",
        "/tin-tuc/-", "/sitemap-" + "9" * 19 + ".xml", "/sitemap-" + "9" * 5000 + ".xml",
        "/khong-co/", "/khong-co/rss.xml", "/tin-tuc/?truoc=0.1%20",
    ],
)  # fmt: skip
def test_an_odd_address_is_a_page_that_does_not_exist(room, client, path):
    assert client.get(path).status_code == 404


def test_a_mark_beyond_every_story_is_an_empty_page(room, client):
    make_story(room, "published")

    # "0.1": before the first second of 1970.
    assert client.get("/tin-tuc/", {"truoc": "0.1"}).status_code == 200


def test_what_an_address_carries_besides_makes_no_second_page(room, client):
    make_story(room, "published")

    shown = html.fromstring(client.get("/tin-tuc/?fbclid=x&trang=2").content)

    assert shown.xpath("//link[@rel='canonical']/@href") == ["http://testserver/tin-tuc/"]


def test_the_site_map_names_only_files_that_have_stories(room, client):
    def files():
        return [loc.text for loc in etree.fromstring(client.get("/sitemap.xml").content).iter(
            SITEMAP + "loc")]  # fmt: skip

    assert files() == ["http://testserver/sitemap-trang.xml"]
    story = make_story(room, "published")
    number = story.pk // 10_000

    assert files()[-1:] == [f"http://testserver/sitemap-{number}.xml"]
    assert client.get(f"/sitemap-{number}.xml").status_code == 200


def test_a_standing_page_keeps_its_address_beside_the_sections(room, client):
    home = room.agency.site.root_page
    home.add_child(instance=StandingPage(title="Giới thiệu", slug="gioi-thieu", show_in_menus=True))
    other = make_agency("khac", hostname="khac.localhost")
    make_section(other, "gioi-thieu", "Mục của cơ quan khác")

    answer = client.get("/gioi-thieu/")

    assert (answer.status_code, answer.wsgi_request.path) == (200, "/gioi-thieu/")
    assert html.fromstring(answer.content).find(".//h1").text == "Giới thiệu"


def test_the_feed_says_who_signed_and_the_section(room, client):
    make_story(room, "published")

    item = etree.fromstring(client.get("/rss.xml").content).find(".//item")

    assert item.findtext("category") == "Tin tức"
    assert item.findtext("{http://purl.org/dc/elements/1.1/}creator") == "Lê Thị Thử"


def test_a_byline_names_the_unit_and_what_the_person_did(room, client):
    story = make_story(
        room, "published", bylines=(("Lê Thị Thử", "words"), ("Trần Văn Mẫu", "photos"))
    )

    shown = html.fromstring(client.get(story.get_absolute_url()).content)

    lines = [
        " ".join(line.text_content().split()) for line in shown.xpath("//*[@class='byline']/li")
    ]
    assert lines[0] == f"Lê Thị Thử – {room.unit.short_name}"
    assert lines[1].startswith(f"Trần Văn Mẫu – {room.unit.short_name} (")


def test_a_story_page_loads_nothing_from_elsewhere(room, client):
    story = make_story(room, "published")

    shown = html.fromstring(client.get(story.get_absolute_url()).content)

    loaded = shown.xpath(
        "//script/@src | //img/@src | //link[not(@rel='canonical') and not(@rel='alternate')]/@href"
    )
    assert loaded
    assert all(address.startswith("/") for address in loaded)
    hosts = [a for a in shown.xpath("//main//a/@href") if a.startswith("http")]
    assert [a.split("/")[2] for a in hosts] == ["button-share.zalo.me", "www.facebook.com"]


def preview(story):
    """The page that the editor's preview shows for the story as it stands in memory."""
    request = RequestFactory().get("/", headers={"host": "localhost"})
    context = story.get_preview_context(request, "")
    template = story.get_preview_template(request, "")
    return html.fromstring(render_to_string(template, context))


def test_a_story_that_was_never_saved_can_be_previewed(room):
    shown = preview(Story())

    assert "Bản xem trước" in shown.text_content()
    assert len(list(shown.iter("h1"))) == 1


def test_every_incomplete_block_can_be_previewed(room):
    picture = make_picture(room.unit)
    nothing = {"picture": None, "caption": "", "credit": "", "alternative_text": ""}
    story = make_story(room, "draft", section=None)
    story.body = [
        {"type": "text", "value": ""},
        {"type": "text", "value": "<h2></h2><ul><li></li></ul><blockquote></blockquote>"},
        {"type": "picture", "value": nothing},
        {"type": "picture", "value": nothing | {"picture": picture.pk}},
        {"type": "gallery", "value": {"title": "", "pictures": []}},
        {"type": "gallery", "value": {"title": "", "pictures": [
            nothing,
            nothing | {"picture": picture.pk, "credit": "Ảnh: Thử"},
        ]}},
        {"type": "table", "value": {"caption": "", "table": None}},
        {"type": "table", "value": {"caption": "", "table": {
            "columns": [{"type": "text", "heading": "Đơn vị"}],
            "rows": [{"values": ["Khu vực 1"]}], "caption": "",
        }}},
        {"type": "video", "value": {"address": "", "title": ""}},
        {"type": "file", "value": {"file": None, "title": ""}},
    ]  # fmt: skip

    shown = preview(story)

    assert len(shown.xpath("//main//figure/img | //main//figure/a/img")) == 2
    assert "Ảnh: Thử" in shown.text_content()
    assert shown.xpath("//th[@scope='col']/text()") == ["Đơn vị"]
    assert shown.xpath("//*[@role='region']/@aria-label") == ["Bảng"]


def test_the_error_page_works_when_even_the_static_files_are_broken(settings, rf):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }

    answer = server_error(rf.get("/"))

    assert answer.status_code == 500
    assert "Có lỗi xảy ra" in answer.content.decode()


def test_a_host_without_an_agency_answers_with_a_plain_sentence(client):
    shown = client.get("/khong-co/")

    assert shown.status_code == 404
    assert "Không tìm thấy trang" in shown.content.decode()
