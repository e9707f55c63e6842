"""The site map for search engines."""

import datetime as dt
from urllib import robotparser

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import Site

from toasoan.page_cache.cache_tags import KEY, CachePolicy
from toasoan.portal.feeds import sitemaps
from toasoan.portal.feeds.tests.readers import NEWS, SITEMAP, look, valid
from toasoan.portal.models import StandingPage
from toasoan.stories import cache_tags
from toasoan.stories.authors import author_address
from toasoan.stories.models import Story
from toasoan.stories.topics import Topic
from toasoan.testing.events import make_public_event
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


def dates(client, path):
    """Address → the day of its last change, or None."""
    root = valid(look(client, path), "sitemap")
    rows = {row.findtext(f"{SITEMAP}loc"): row.findtext(f"{SITEMAP}lastmod") for row in root}
    return {
        address.removeprefix("http://testserver"): moment and dt.datetime.fromisoformat(moment)
        for address, moment in rows.items()
    }


def test_lists_have_the_day_of_their_latest_story_and_standing_pages_their_own(room, client):
    topic = Topic.objects.create(agency=room.agency, slug="dot-1", name="Đợt một")
    Topic.objects.create(agency=room.agency, slug="dot-2", name="Chưa có tin")
    now = timezone.now().replace(microsecond=0)
    for days in (3, 5):
        make_story(room, "published", topic=topic, now=now - dt.timedelta(days=days))
    make_story(room, "proposed", topic=topic)
    root = Site.objects.get(agency=room.agency).root_page
    standing = root.add_child(instance=StandingPage(title="Giới thiệu", slug="gioi-thieu"))
    standing.save_revision().publish()
    standing.refresh_from_db()

    found = dates(client, "/sitemap-trang.xml")

    latest = now - dt.timedelta(days=3)
    for path in ("/", "/tin-tuc/", "/chuyen-de/dot-1/", f"/don-vi/{room.unit.code}/"):
        assert found[path] == latest, path
    assert found[f"/don-vi/{room.other_unit.code}/"] is None
    assert found["/gioi-thieu/"] == standing.last_published_at.replace(microsecond=0)
    assert "/chuyen-de/dot-2/" not in found


def test_events_and_authors_have_files_of_their_own_while_there_are_any(room, client):
    look(client, "/sitemap-su-kien.xml", 404)
    look(client, "/sitemap-tac-gia.xml", 404)
    assert addresses(client, "/sitemap.xml") == ["/sitemap-trang.xml"]
    now = timezone.now().replace(microsecond=0)
    event = make_public_event(room, now=now)
    make_public_event(room, is_published=False)
    make_story(room, "published", now=now)

    assert dates(client, "/sitemap-su-kien.xml") == {event.get_absolute_url(): event.changed_at}
    assert dates(client, "/sitemap-tac-gia.xml") == {
        f"/tac-gia/{author_address('Lê Thị Thử')}/": now
    }
    files = addresses(client, "/sitemap.xml")
    assert {"/sitemap-su-kien.xml", "/sitemap-tac-gia.xml"} <= set(files)


def test_robots_may_read_what_the_site_map_names(room, client):
    make_story(room, "published")
    make_public_event(room)
    rules = robotparser.RobotFileParser()
    rules.parse(look(client, "/robots.txt").content.decode().splitlines())

    for file in addresses(client, "/sitemap.xml"):
        for address in (file, *addresses(client, file)):
            assert rules.can_fetch("*", f"http://testserver{address}"), address
    for closed in ("/toa-soan/", "/tim-kiem/?q=x", "/api/so-lieu/v1/figures"):
        assert not rules.can_fetch("*", f"http://testserver{closed}"), closed
    assert rules.site_maps() == ["http://testserver/sitemap.xml"]


def test_the_index_names_only_ranges_with_live_stories_of_the_agency(room, client, monkeypatch):
    for place in (sitemaps, cache_tags):
        monkeypatch.setattr(place, "FILE_SIZE", 2)
    stories = [make_story(room, "published" if n % 4 == 0 else "draft") for n in range(9)]
    make_agency("khac", hostname="khac.localhost")

    named = addresses(client, "/sitemap.xml")
    numbers = [a for a in named if a.removeprefix("/sitemap-").removesuffix(".xml").isdigit()]

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

    for path, most in (
        ("/sitemap.xml", 6), (f"/sitemap-{number}.xml", 6), ("/sitemap-tin-moi.xml", 6),
        ("/sitemap-trang.xml", 12), ("/sitemap-tac-gia.xml", 6),
    ):  # fmt: skip
        with django_assert_max_num_queries(most):
            look(client, path)
