"""The search page: stories, files and standing pages together, filters, and what it refuses."""

import datetime as dt
import json
import re

import pytest
from django.utils import timezone
from lxml import etree, html
from wagtail.models import PageViewRestriction

from toasoan.editorial.actions import take_step
from toasoan.editorial.transitions import Step
from toasoan.media.models import Attachment
from toasoan.page_cache.cache_tags import KEY
from toasoan.portal.models import EnglishHome, HomePage, StandingPage
from toasoan.portal.search.request import day_of
from toasoan.search.models import Document
from toasoan.search.rebuilding import rebuild
from toasoan.testing.factories import (
    make_attachment,
    make_picture,
    make_section,
    make_story,
    on_screen,
)

pytestmark = pytest.mark.django_db

XSS = "<script>alert(1)</script> & “tin”"


def search(client, query="", **parts):
    answer = client.get("/tim-kiem/", {"q": query, **parts})
    assert answer.status_code == 200
    return html.fromstring(answer.content)


def links(shown):
    return shown.xpath("//main//h3/a/@href")


def photo_story(room, **parts):
    value = {
        "picture": make_picture(room.unit).pk,
        "caption": "Quang cảnh buổi làm việc",
        "credit": "Ảnh: Văn phòng",
        "alternative_text": "Hội trường",
    }
    body = (("text", "<p>Đội ngũ cán bộ đi đường bộ.</p>"), ("picture", value))
    return make_story(room, "published", body=body, **parts)


def standing_page(title="Giới thiệu", text="<p>Chức năng và nhiệm vụ</p>", parent=None, **parts):
    parent = parent or HomePage.objects.get()
    page = parent.add_child(instance=StandingPage(title=title, text=text, live=False, **parts))
    page.save_revision().publish()
    return StandingPage.objects.get(pk=page.pk)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kiem sat truc tiep", True), ("doi ngu", True),
        ("đội ngũ", True), ("duong bo", True), ("DUONG BO", True), ("ngu doi", True),
        ("đôi ngu", True), ("figcaption", False), ("div", False), ("hội trường xa", False),
        ('"', False), ("' OR 1=1 --", False), ("a AND (", False), ("", False), ("%", False),
        ('"duong bo"', True), ('"bo duong"', False), ("duong -bo", False), ("quang canh", True),
    ],
)  # fmt: skip
def test_the_search_needs_no_marks_and_finds_no_markup(room, client, query, found):
    story = photo_story(room)

    assert (links(search(client, query)) == [story.get_absolute_url()]) is found


def test_stories_files_and_standing_pages_are_found_together(room, client):
    attachment = make_attachment(room.unit, title="Mẫu đơn tố giác")
    body = (
        ("text", "<p>Đơn tố giác gửi về đâu.</p>"),
        ("file", {"file": attachment.pk, "title": "Mẫu đơn"}),
    )
    story = make_story(room, "published", headline="Hướng dẫn gửi đơn", body=body)
    page = standing_page(text="<p>Nơi nhận đơn tố giác</p>")

    shown = search(client, "tố giác")

    assert set(links(shown)) == {story.get_absolute_url(), attachment.url, page.url}
    facts = " ".join(shown.find(".//main").text_content().split())
    for words in ("Tệp đính kèm", "Trang giới thiệu", room.unit.short_name, "Tin tức"):
        assert words in facts


def test_a_file_is_found_as_long_as_a_live_story_offers_it(room, client):
    attachment = make_attachment(room.unit, title="Phụ lục hai")
    body = (
        ("text", "<p>Chữ.</p>"),
        ("file", {"file": attachment.pk, "title": "Phụ lục"}),
    )
    first, second = (make_story(room, "published", body=body) for _ in range(2))

    def take_down(story):
        take_step(
            story.pk, Step.TAKE_DOWN, actor=room.approver, now=timezone.now(),
            answers=on_screen(story.pk, take_down_kind="error"),
        )  # fmt: skip
        return links(search(client, "phu luc hai"))

    assert take_down(second) == [attachment.url]
    assert take_down(first) == []
    assert Attachment.objects.filter(pk=attachment.pk).exists()


def test_a_page_in_english_is_found_neither_at_once_nor_after_a_rebuild(room):
    home = HomePage.objects.get()
    front = home.add_child(instance=EnglishHome(title="Welcome"))
    standing_page("Visiting us", "<p>reception</p>", parent=front)
    page = standing_page("Nội quy")

    found = [Document.objects.get(kind="page").object_id]
    rebuild()

    assert [*found, Document.objects.get(kind="page").object_id] == [page.pk, page.pk]


def test_a_standing_page_is_found_as_it_is_on_the_site(room, client):
    page = standing_page()
    assert links(search(client, "nhiem vu")) == ["/gioi-thieu/"]

    page.text = "<p>Địa chỉ tiếp dân</p>"
    draft = page.save_revision()
    assert links(search(client, "tiep dan")) == []
    draft.publish()
    assert links(search(client, "tiep dan")) == ["/gioi-thieu/"]
    assert links(search(client, "nhiem vu")) == []
    StandingPage.objects.get(pk=page.pk).unpublish()
    assert links(search(client, "tiep dan")) == []
    StandingPage.objects.get(pk=page.pk).save_revision().publish()
    assert links(search(client, "tiep dan")) == ["/gioi-thieu/"]
    StandingPage.objects.get(pk=page.pk).delete()
    assert Document.objects.filter(kind="page").count() == 0


def test_a_page_that_a_program_has_put_there_is_found(room, client):
    HomePage.objects.get().add_child(
        instance=StandingPage(title="Liên hệ", text="<p>Điện thoại</p>")
    )

    assert links(search(client, "lien he")) == ["/lien-he/"]


def test_pages_behind_a_password_are_not_found(room, client):
    above = standing_page("Mục trong", "<p>một</p>")
    standing_page("Nội bộ", "<p>hai ba bốn</p>", parent=above)
    assert links(search(client, "hai ba bon"))

    closed = PageViewRestriction.objects.create(
        page=above, restriction_type=PageViewRestriction.PASSWORD, password="x"
    )
    assert links(search(client, "hai ba bon")) == []
    rebuild()
    assert links(search(client, "hai ba bon")) == []
    closed.delete()
    assert links(search(client, "hai ba bon"))


def test_a_moved_page_is_found_at_its_new_address(room, client):
    above, page = standing_page("Mục trên"), standing_page("Nội quy", "<p>tiếp công dân</p>")

    page.move(above, pos="last-child")

    assert links(search(client, "tiep cong dan")) == ["/muc-tren/noi-quy/"]


def test_filters_stay_and_narrow(room, client):
    other = make_section(room.agency, "khac", "Mục khác")
    here = make_story(room, "published", headline="Tin ở đây", genre="brief")
    there = make_story(room, "published", headline="Bài ở kia", section=other, genre="feature")

    assert links(search(client, "o", muc="khac")) == [there.get_absolute_url()]
    assert links(search(client, "o", loai="story.brief")) == [here.get_absolute_url()]
    assert links(search(client, "", loai="page")) == []
    assert len(links(search(client, "", **{"don-vi": room.unit.code}))) == 2
    shown = search(client, "o", muc="khac", tu="1/1/2020", den="2030-01-01")
    assert links(shown) == [there.get_absolute_url()]
    assert shown.xpath("//select[@name='muc']/option[@selected]/@value") == ["khac"]
    assert shown.xpath("//input[@name='tu']/@value") == ["1/1/2020"]
    in_use = " ".join(shown.xpath("//*[@class='search-page__in-use']")[0].text_content().split())
    assert in_use == "Chỉ tìm trong: Mục khác · từ 01/01/2020 · đến 01/01/2030. Bỏ lọc"
    assert not search(client, "o").xpath("//*[@class='search-page__in-use']")


def test_a_day_that_is_none_is_answered_with_a_sentence(room, client):
    story = make_story(room, "published")

    shown = search(client, "kiem sat", tu="31/2/2026", den="hôm qua")

    assert len(shown.xpath("//details[@open]//*[@aria-invalid]")) == 2
    assert "“31/2/2026” không phải là ngày" in shown.text_content()
    assert links(shown) == [story.get_absolute_url()]
    shown = search(client, "kiem sat", tu="2/1/2026", den="1/1/2026")
    assert "“Đến ngày” đang sớm hơn “Từ ngày”" in shown.text_content()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2/9/2026", dt.date(2026, 9, 2)), ("02/09/2026", dt.date(2026, 9, 2)),
        ("2026-09-02", dt.date(2026, 9, 2)), ("2.9.2026", dt.date(2026, 9, 2)),
        ("31/2/2026", None), ("9/2026", None), ("1/1/0001", None), ("31/12/9999", None),
        ("", None), ("²/9/2026", None), ("2/9/2026 ", None),
    ],
)  # fmt: skip
def test_days_are_read_as_people_write_them(text, day):
    assert day_of(text) == day


@pytest.mark.parametrize(
    "parts",
    [
        {"muc": "khong-co"}, {"don-vi": "khong-co"}, {"loai": "khong"}, {"loai": "story.khong"},
        {"trang": "0"}, {"trang": "28"}, {"trang": "x"}, {"trang": "²"}, {"truoc": "-1"},
        {"truoc": "9" * 30},
    ],
)  # fmt: skip
def test_what_the_address_names_must_exist(room, client, parts):
    assert client.get("/tim-kiem/", {"q": "x", **parts}).status_code == 404


def test_all_results_are_reached_by_the_links(room, client, monkeypatch):
    monkeypatch.setattr("toasoan.search.queries.MOST_RANKED", 6)
    monkeypatch.setattr("toasoan.search.queries.PER_PAGE", 4)
    stories = [make_story(room, "published", headline=f"Tin số {n}") for n in range(14)]
    seen, path = set(), "/tim-kiem/?q=tin"

    while path:
        shown = html.fromstring(client.get(path).content)
        seen |= set(links(shown))
        path = next(("/tim-kiem/" + one for one in shown.xpath("//a[@rel='next']/@href")), "")

    assert seen == {story.get_absolute_url() for story in stories}
    back = shown.xpath("//a[@rel='prev']/@href")
    assert links(html.fromstring(client.get("/tim-kiem/" + back[0]).content))


def test_the_order_can_be_changed(room, client):
    shown = search(client, "kiem", muc="tin-tuc")

    assert shown.xpath("//main") != []
    make_story(room, "published")
    shown = search(client, "kiem", muc="tin-tuc")
    current, other = shown.xpath("//*[@class='search-order__choice']")
    assert current.get("aria-current") == "true"
    assert other.get("href") == "?q=kiem&muc=tin-tuc&thu-tu=moi-nhat"


def test_a_mistyped_syllable_is_put_right(room, client):
    story = make_story(room, "published", headline="Kiểm sát viên làm việc")

    shown = search(client, "kiển sát viên")

    (meant,) = shown.xpath("//*[@class='search-page__suggestion']/a")
    assert meant.text == "kiểm sát viên"
    found = html.fromstring(client.get("/tim-kiem/" + meant.get("href")).content)
    assert links(found) == [story.get_absolute_url()]


def test_what_a_person_typed_is_never_markup(room, client):
    make_story(room, "published", headline=XSS, standfirst=XSS)
    standing_page("Alert", "<p>&lt;img src=x onerror=alert(1)&gt;</p>")

    for query in ("alert", XSS, '"><img src=x>', "'\"<b>"):
        answer = client.get("/tim-kiem/", {"q": query}).content.decode()
        assert "<script>alert" not in answer
        assert "<img src=x" not in answer
    shown = search(client, "alert")
    assert len(shown.xpath("//main//mark[text()='alert']")) >= 2


def test_the_page_is_for_people_and_not_for_other_search_engines(room, client):
    shown = search(client, "x")

    assert shown.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert search(client, loai="page").xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert not search(client).xpath("//meta[@name='robots']")
    assert search(client).xpath("//meta[@name='description']")
    assert "Disallow: /tim-kiem/?" in client.get("/robots.txt").content.decode()
    labels = set(shown.xpath("//main//label/@for"))
    fields = shown.xpath("//main//input[not(@type='hidden')]/@id | //main//select/@id")
    assert labels == set(fields)
    assert "Không tìm thấy" in shown.text_content()
    assert "Không tìm thấy" not in search(client).text_content()


def test_a_page_stays_within_its_queries(room, client, django_assert_max_num_queries):
    for number in range(25):
        make_story(room, "published", headline=f"Tội {number}")
    standing_page("Tội")
    client.get("/tim-kiem/?q=t%E1%BB%99i")

    with django_assert_max_num_queries(15):
        client.get("/tim-kiem/?q=t%E1%BB%99i")


def test_a_kept_page_knows_what_it_shows(room, client):
    story = make_story(room, "published")

    marks = client.get("/tim-kiem/?q=kiem").wsgi_request.META[KEY]

    assert {f"search:{room.agency.pk}", f"story:{story.pk}"} <= marks.tags
    assert marks.kept
    assert {"q", "muc", "truoc"} <= marks.knows


def test_browsers_can_add_the_site(room, client):
    answer = client.get("/tim-kiem/opensearch.xml")
    tree = etree.fromstring(answer.content)
    names = {"o": "http://a9.com/-/spec/opensearch/1.1/"}

    (address,) = tree.xpath("//o:Url/@template", namespaces=names)

    assert address.endswith("/tim-kiem/?q={searchTerms}")
    assert answer["Content-Type"].startswith("application/opensearchdescription+xml")
    assert 0 < len(tree.findtext("o:ShortName", namespaces=names)) <= 16
    front = html.fromstring(client.get("/").content)
    assert front.xpath("//link[@rel='search']/@href") == ["/tim-kiem/opensearch.xml"]


def test_a_rebuilt_table_holds_the_same_words(room):
    attachment = make_attachment(room.unit, title="Phụ lục")
    photo_story(room, tags=("thẻ riêng",))
    body = (
        ("text", "<p>Chữ.</p>"),
        ("file", {"file": attachment.pk, "title": "Phụ lục"}),
    )
    make_story(room, "published", body=body)
    make_story(room, "proposed")
    standing_page()
    kinds = ("story", "file", "page")
    before = list(Document.objects.filter(kind__in=kinds).order_by("pk").values())
    assert len(before) == 4

    rebuild()

    assert list(Document.objects.filter(kind__in=kinds).order_by("pk").values()) == before
    assert not re.search(r"<|figure", json.dumps([row["text"] for row in before]))
