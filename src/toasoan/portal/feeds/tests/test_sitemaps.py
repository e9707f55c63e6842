"""The site map for search engines."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from toasoan.page_cache.cache_tags import KEY, CachePolicy
from toasoan.portal.feeds import sitemaps
from toasoan.portal.feeds.tests.readers import NEWS, SITEMAP, look, valid
from toasoan.stories import cache_tags
from toasoan.stories.models import Story
from toasoan.testing.factories import make_agency, make_story

pytestmark = pytest.mark.django_db


def addresses(client, path):
    root = valid(look(client, path), "sitemap")
    return [
        element.text.removeprefix("http://testserver") for element in root.iter(f"{SITEMAP}loc")
    ]


def policy_of(client, path):
    policy = CachePolicy()
    look(client, path, **{KEY: policy})
    return policy


def test_every_file_of_the_index_is_valid_and_every_address_answers(room, client):
    make_story(room, "published")

    files = addresses(client, "/sitemap.xml")

    assert files[:2] == ["/sitemap-trang.xml", "/sitemap-tin-moi.xml"]
    for file in files:
        for address in addresses(client, file):
            look(client, address)


def test_the_pages_are_home_sections_events_and_units(room, client):
    found = addresses(client, "/sitemap-trang.xml")

    assert found[:2] == ["/", "/tin-tuc/"]
    assert {"/su-kien/", f"/don-vi/{room.unit.code}/"} <= set(found)


def test_the_index_names_only_ranges_with_live_stories_of_the_agency(room, client, monkeypatch):
    for place in (sitemaps, cache_tags):
        monkeypatch.setattr(place, "FILE_SIZE", 2)
    stories = [make_story(room, "published" if n % 4 == 0 else "draft") for n in range(9)]
    make_agency("khac", hostname="khac.localhost")

    numbers = [a for a in addresses(client, "/sitemap.xml") if a.count("-") == 1][1:]

    live = [story.pk for story in stories if story.live]
    assert numbers == [f"/sitemap-{number}.xml" for number in sorted({pk // 2 for pk in live})]
    elsewhere = look(client, "/sitemap.xml", headers={"host": "khac.localhost"})
    assert b"sitemap-trang" in elsewhere.content
    assert elsewhere.content.count(b"<loc>") == 1


def test_the_news_are_those_of_two_days_and_leave_when_their_time_is_over(room, client):
    now = timezone.now().replace(microsecond=0)
    for hours in (1, 47, 49):
        make_story(room, "published", headline=f"Tin {hours}", now=now - dt.timedelta(hours=hours))

    root = valid(look(client, "/sitemap-tin-moi.xml"), "sitemap")

    assert [title.text for title in root.iter(f"{NEWS}title")] == ["Tin 1", "Tin 47"]
    assert {name.text for name in root.iter(f"{NEWS}name")} == {room.agency.name}
    leaves = (now + dt.timedelta(hours=1)).timestamp()
    assert policy_of(client, "/sitemap-tin-moi.xml").until == leaves
    with time_machine.travel(now + dt.timedelta(hours=1, seconds=1)):
        root = valid(look(client, "/sitemap-tin-moi.xml"), "sitemap")
        assert [title.text for title in root.iter(f"{NEWS}title")] == ["Tin 1"]


def test_without_news_there_is_no_news_file_and_the_index_does_not_name_one(room, client):
    now = timezone.now()
    make_story(room, "published", now=now - dt.timedelta(days=3))

    look(client, "/sitemap-tin-moi.xml", 404)
    assert "/sitemap-tin-moi.xml" not in addresses(client, "/sitemap.xml")
    assert policy_of(client, "/sitemap.xml").until is None


def test_the_news_are_at_most_a_thousand(room, client, monkeypatch):
    monkeypatch.setattr(sitemaps, "MOST_NEWS", 2)
    for number in range(3):
        make_story(room, "published", headline=f"Tin {number}")

    assert len(addresses(client, "/sitemap-tin-moi.xml")) == 2


def test_a_file_asks_the_database_a_fixed_number_of_questions(
    room, client, django_assert_max_num_queries
):
    for _ in range(4):
        make_story(room, "published")
    number = Story.objects.first().pk // cache_tags.FILE_SIZE
    look(client, "/sitemap.xml")

    for path in ("/sitemap.xml", f"/sitemap-{number}.xml", "/sitemap-tin-moi.xml"):
        with django_assert_max_num_queries(6):
            look(client, path)
