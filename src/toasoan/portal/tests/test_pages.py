"""What the public sees: addresses, order, search, feeds, and never more than that."""

import datetime as dt

import pytest
from django.utils import timezone
from lxml import etree, html

from toasoan.editorial.actions import take_step
from toasoan.editorial.transitions import Step
from toasoan.stories.models import Story, TakeDown
from toasoan.testing.factories import (
    make_correction,
    make_picture,
    make_section,
    make_story,
    on_screen,
)

pytestmark = pytest.mark.django_db


def page(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status
    return html.fromstring(answer.content)


def photo_story(room, **parts):
    picture = make_picture(room.unit)
    value = {
        "picture": picture.pk,
        "caption": "Quang cảnh buổi làm việc",
        "credit": "Ảnh: Văn phòng",
        "alternative_text": "Hội trường",
    }
    body = (("text", "<p>Đội ngũ cán bộ đi đường bộ.</p>"), ("picture", value))
    return make_story(room, "published", body=body, **parts)


def test_a_story_shows_its_parts_in_the_order_of_a_printed_page(room, client):
    story = photo_story(room, tags=("thẻ riêng",), source_line="Báo Thử")

    shown = page(client, story.get_absolute_url())

    text = " ".join(shown.find(".//main").text_content().split())
    parts = [
        "Tin tức",
        story.headline,
        room.unit.name,
        story.standfirst,
        "Đội ngũ cán bộ",
        "Quang cảnh buổi làm việc",
        "Ảnh: Văn phòng",
        "Lê Thị Thử",
        "Báo Thử",
        "thẻ riêng",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert [h.text_content() for h in shown.iter("h1")] == [story.headline]
    assert shown.xpath("//main//figure[@class='story-photo']/a/img/@alt") == ["Hội trường"]


def test_the_id_decides_and_other_words_lead_to_the_right_address(room, client):
    story = make_story(room, "published")

    answer = client.get(f"/tin-tuc/tieu-de-cu-{story.pk}")

    assert (answer.status_code, answer["Location"]) == (301, story.get_absolute_url())
    assert client.get(f"/tin-tuc/khong-co-{story.pk + 99}").status_code == 404
    assert client.get("/tin-tuc/khong-co-so").status_code == 404


def test_a_story_that_was_taken_down_says_so_or_leads_on(room, client):
    story, other = make_story(room, "taken_down"), make_story(room, "published")
    address = f"/tin-tuc/x-{story.pk}"

    gone = page(client, address, 410)
    assert "có sai sót" in gone.text_content()
    TakeDown.objects.filter(story=story).update(redirect_to=other)

    assert client.get(address)["Location"] == other.get_absolute_url()


def test_a_correction_stands_beneath_the_headline_with_its_day(room, client):
    story = make_correction(room, standfirst="Đã sửa.")
    take_step(
        story.pk,
        Step.CORRECT,
        actor=room.approver,
        now=timezone.now(),
        answers=on_screen(story.pk, wrong="huyện", right="xã", note="Sửa tên đơn vị"),
    )

    notice = page(client, story.get_absolute_url()).xpath("//*[@class='correction']")

    assert "Đính chính" in notice[0].text_content()
    assert "Sửa tên đơn vị" in notice[0].text_content()


def test_a_section_leads_through_all_its_stories_without_gaps(room, client):
    now = timezone.now()
    stories = [
        make_story(room, "published", headline=f"Tin số {n}", now=now - dt.timedelta(hours=n))
        for n in range(45)
    ]
    seen, path = [], "/tin-tuc/"
    while path:
        shown = page(client, path)
        seen += shown.xpath("//main//h3/a/text()")
        older = shown.xpath("//a[@rel='next']/@href")
        path = f"/tin-tuc/{older[0]}" if older else ""

    assert seen == [story.headline for story in stories]
    back = shown.xpath("//a[@rel='prev']/@href")[0]
    assert "Tin số 20" in page(client, f"/tin-tuc/{back}").text_content()


@pytest.mark.parametrize("cursor", ["x", "????", "MTIz", "99999999999999999999"])
def test_a_broken_cursor_is_a_page_that_does_not_exist(room, client, cursor):
    assert client.get("/tin-tuc/", {"truoc": cursor}).status_code == 404


def test_home_shows_the_latest_first_and_each_story_once(room, client):
    make_section(room.agency, "khac", "Mục khác")
    now = timezone.now()
    stories = [
        make_story(room, "published", headline=f"Tin {n:02}", now=now - dt.timedelta(hours=n))
        for n in range(14)
    ]

    shown = page(client, "/").xpath(
        "//main//h2/a[contains(@href,'-')]/text() | //main//h3/a/text()"
    )

    headlines = [text for text in shown if text.startswith("Tin ") and text[4:].isdecimal()]
    assert headlines == [story.headline for story in stories[:11]]


def test_home_has_a_row_with_the_latest_of_different_units(room, client):
    now = timezone.now()
    for n in range(12):
        story = make_story(room, "published", headline=f"Tin {n}", now=now - dt.timedelta(hours=n))
        if n in (8, 10):
            Story.objects.filter(pk=story.pk).update(unit=room.other_unit)

    row = page(client, "/").xpath("//section[@class='band']//h3/a/text()")

    assert row == ["Tin 7", "Tin 8"]


def test_the_first_page_of_a_new_agency_says_that_there_is_nothing_yet(room, client):
    assert "Chưa có tin, bài nào" in page(client, "/").text_content()
    assert "Mục này chưa có" in page(client, "/tin-tuc/").text_content()


def test_pages_stay_within_their_queries(room, client, django_assert_max_num_queries):
    for _ in range(8):
        story = photo_story(room, tags=("một", "hai"))
    client.get("/")

    with django_assert_max_num_queries(15):
        client.get(story.get_absolute_url())
    with django_assert_max_num_queries(25):
        client.get("/")


def test_what_a_person_typed_is_never_markup(room, client):
    make_story(room, "published", headline="<script>alert(1)</script> & tin")

    for path in ("/", "/tin-tuc/", "/tim-kiem/?q=%3Cscript%3Ealert"):
        answer = client.get(path).content.decode()
        assert "<script>alert" not in answer
        assert "unsafe-inline" not in client.get(path)["Content-Security-Policy"]


def test_the_feed_and_the_site_map_are_well_formed_and_know_live_stories(room, client):
    live, hidden = make_story(room, "published"), make_story(room, "proposed")

    for path in ("/rss.xml", "/tin-tuc/rss.xml", "/sitemap-0.xml", "/sitemap.xml"):
        etree.fromstring(client.get(path).content)
    feed = client.get("/rss.xml").content.decode()
    sitemap = client.get("/sitemap-0.xml").content.decode()
    assert live.get_absolute_url() in feed
    assert live.get_absolute_url() in sitemap
    assert f"-{hidden.pk}<" not in feed + sitemap
    assert client.get("/sitemap-7.xml").status_code == 404
    assert "Sitemap: http" in client.get("/robots.txt").content.decode()


def test_unit_and_tag_pages_list_their_stories(room, client):
    make_story(room, "published", tags=("Tạm giữ",))

    assert page(client, f"/don-vi/{room.unit.code}/").xpath("//main//h3/a")
    assert page(client, "/tu-khoa/tam-giu/").xpath("//main//h3/a")
    assert client.get("/tu-khoa/khong-co/").status_code == 404
    assert client.get("/don-vi/khong-co/").status_code == 404


def test_every_page_has_its_landmarks_and_labels(room, client):
    story = photo_story(room)

    for path in ("/", "/tin-tuc/", story.get_absolute_url(), "/tim-kiem/?q=x", "/khong-co-trang/"):
        shown = html.fromstring(client.get(path).content)
        assert shown.get("lang") == "vi"
        assert len(shown.findall(".//main")) == 1, path
        assert len(list(shown.iter("h1"))) == 1, path
        assert shown.xpath("//a[@href='#noi-dung']")
        for field in shown.xpath("//input[not(@type='hidden')]"):
            labels = shown.xpath(f"//label[@for='{field.get('id')}']")
            assert labels or list(field.iterancestors("label")), path
        assert all(image.get("alt") is not None for image in shown.iter("img"))
        assert not shown.xpath(
            "//*[@style] | //script[not(@src) and not(@type='application/ld+json')] | //style"
        )


def test_error_pages_say_what_to_do_and_need_no_database(room, client, settings):
    from django.test import RequestFactory

    from toasoan.portal.errors import server_error

    assert "Không tìm thấy trang" in page(client, "/khong-co/", 404).text_content()
    broken = server_error(RequestFactory().get("/"))
    assert (broken.status_code, "Có lỗi xảy ra" in broken.content.decode()) == (500, True)


@pytest.mark.parametrize("body", [(), (("picture", {"picture": None, "caption": ""}),)])
def test_an_unfinished_story_can_be_previewed(room, client, body):
    story = make_story(room, "draft", headline="", standfirst="", body=body, section=None)
    client.force_login(room.contributor)

    shown = page(client, f"/toa-soan/tin/{story.pk}/doc/")

    assert "(chưa có tiêu đề)" in shown.text_content()
