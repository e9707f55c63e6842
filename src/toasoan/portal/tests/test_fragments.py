"""Fragments remembered between pages are right on each page that shows them."""

from functools import partial
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from lxml import html

from toasoan.page_cache.cache_tags import KEY, CachePolicy
from toasoan.page_cache.invalidations import CommittedInvalidation
from toasoan.page_cache.memo import Memo
from toasoan.page_cache.store import CacheLimits, Store
from toasoan.portal.frame.cache_tags import unit_tag
from toasoan.stories.cache_tags import story_tag
from toasoan.testing.factories import make_section, make_story

pytestmark = pytest.mark.django_db


class Process:
    """A process that serves pages and remembers."""

    def __init__(self, client, folder):
        self.client = client
        self.store = Store(folder, CacheLimits(memory=1_000_000, disk=1_000_000, max_stale=60))
        self.store.apply([], 1)
        self.memo = Memo(self.store)

    def page(self, path):
        marks = CachePolicy(recall=partial(self.memo.recall, self.store.position))
        answer = self.client.get(path, **{KEY: marks})
        assert answer.status_code == 200
        return html.fromstring(answer.content)

    def changed(self, *words):
        number = self.store.position
        self.store.apply([CommittedInvalidation(number, words)], number + 1)


@pytest.fixture
def process(client, tmp_path):
    return Process(client, tmp_path)


def marked(shown):
    links = shown.xpath("//ul[contains(@class, 'menu__list--wide')]//a[@aria-current]")
    return [(link.text_content(), link.get("aria-current")) for link in links]


def test_the_menu_marks_each_page_s_own_place(room, process):
    other = make_section(room.agency, "khac", "Mục khác")
    here = make_story(room, "published", headline="Tin này")
    there = make_story(room, "published", headline="Tin kia", section=other)

    for _twice in range(2):
        assert marked(process.page("/")) == [("Trang chủ", "page")]
        assert marked(process.page("/khac/")) == [("Mục khác", "page")]
        assert marked(process.page(here.get_absolute_url())) == [(room.section.name, "true")]
        assert marked(process.page(there.get_absolute_url())) == [("Mục khác", "true")]
        assert marked(process.page("/tim-kiem/")) == []


@pytest.mark.parametrize(
    ("utc", "day"),
    [("2026-11-28 16:59", "Thứ Bảy, 28/11/2026"), ("2026-11-28 17:01", "Chủ Nhật, 29/11/2026")],
)
def test_the_head_shows_the_day_that_it_is_in_vietnam(room, process, utc, day):
    with time_machine.travel(f"{utc}+00:00", tick=False):
        shown = process.page("/").xpath("//*[contains(@class, 'top-line__inner')]/time")[0]

    assert (shown.text, shown.get("datetime")[-2:]) == (day, day.split()[-1][:2])


def test_what_one_reader_looks_for_stands_in_nobody_else_s_head(room, process):
    make_story(room, "published")
    process.page("/tim-kiem/?q=riêng+tư")

    assert process.page("/tim-kiem/?q=khác").xpath("//input[@id='tim-kiem']/@value") == ["khác"]
    assert process.page("/tim-kiem/").xpath("//input[@id='tim-kiem']/@value") == [""]


def test_a_second_story_costs_four_queries_and_the_same_one_three(
    room, process, django_assert_num_queries
):
    stories = [make_story(room, "published", headline=f"Tin {n}", tags=("thẻ",)) for n in range(6)]
    process.page(stories[0].get_absolute_url())
    with django_assert_num_queries(4):
        process.page(stories[5].get_absolute_url())
    with django_assert_num_queries(3):
        process.page(stories[5].get_absolute_url())


def test_cards_follow_their_stories_and_units(room, process):
    first = make_story(room, "published", headline="Tin trước")
    second = make_story(room, "published", headline="Tin sau")

    def older():
        return process.page(second.get_absolute_url()).xpath(
            "//*[@class='wrap neighbours']//h3//text()"
        )

    assert older() == ["Tin trước"]
    type(first).objects.filter(pk=first.pk).update(headline="Đã sửa")
    assert older() == ["Tin trước"]
    process.changed(story_tag(first.pk))
    assert older() == ["Đã sửa"]
    room.unit.short_name = "Tên khác"
    room.unit.save()
    process.changed(unit_tag(room.unit.pk))
    assert "Tên khác" in process.page(second.get_absolute_url()).xpath(
        "string(//*[@class='wrap neighbours'])"
    )


def test_the_tools_of_each_story_pass_on_its_own_address_and_headline(room, process):
    headlines = ('Hội nghị "tập huấn" [[address]] & <b>', "Tin khác")
    stories = [make_story(room, "published", headline=headline) for headline in headlines]

    for story in stories:
        tools = process.page(story.get_absolute_url()).xpath("//*[@class='story-tools']")[0]
        address = f"http://testserver{story.get_absolute_url()}"
        shared = tools.xpath(".//*[@data-share]")[0]
        assert (shared.get("data-share"), shared.get("data-title")) == (address, story.headline)
        links = tools.xpath(".//a/@href")
        assert [parse_qs(urlsplit(link).query) for link in links[1:]] == [
            {"u": [address]},
            {"subject": [story.headline], "body": [address]},
        ]
        assert tools.xpath(".//img/@src") == [f"/qr/{story.pk}.svg"]
        assert tools.xpath("string(.)").count("[[") == 0
