"""The counter of visits and what is read most, on the home page and as numbers."""

import datetime as dt

import pytest
from django.core.cache import cache
from lxml import html

from toasoan.audience.actions import NewRules, set_rules
from toasoan.audience.cache_tags import counter_tag
from toasoan.audience.models import DayCount
from toasoan.page_cache.cache_tags import KEY
from toasoan.portal.home.blocks import HomeBlocks
from toasoan.portal.models import HomePage
from toasoan.testing.factories import make_agency, make_newsroom, make_story

pytestmark = pytest.mark.django_db
#: 09:05 in Việt Nam.
NOW = dt.datetime(2026, 6, 15, 2, 5, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def now(time_machine):
    cache.clear()
    time_machine.move_to(NOW, tick=False)


@pytest.fixture(scope="module")
def room(one_transaction, django_db_blocker):
    with django_db_blocker.unblock():
        return make_newsroom()


def count(agency, kind, object_id, day, number):
    DayCount.objects.create(
        agency=agency, kind=kind, object_id=object_id, day=dt.date.fromisoformat(day), number=number
    )


def home_with(client, name, value):
    page = HomePage.objects.earliest("pk")
    page.blocks = HomeBlocks().to_python([{"type": name, "value": value}])
    page.save_revision().publish()
    answer = client.get("/")
    return answer.wsgi_request.META[KEY], html.fromstring(answer.content)


@pytest.fixture
def visits(room):
    count(room.agency, "visit", 0, "2026-06-15", 7)
    count(room.agency, "visit", 0, "2026-06-01", 1000)
    count(room.agency, "visit", 0, "2026-05-31", 100)
    other = make_agency("khac", hostname="khac.vidu.vn")
    count(other, "visit", 0, "2026-06-15", 50)


def test_the_counter_stands_with_its_hour_and_its_definition(visits, client):
    policy, page = home_with(client, "counter", {"title": "Thống kê truy cập"})

    numbers = {one.get("data-number"): one.text for one in page.xpath("//dd[@data-number]")}
    assert numbers == {"online": "0", "today": "7", "month": "1.007", "total": "1.107"}
    assert page.xpath("//time[@data-number]/text()") == ["09:05 ngày 15/06/2026"]
    assert "30 phút" in page.xpath("string(//details[contains(@class, 'visit-counter')])")
    assert policy.until == dt.datetime(2026, 6, 15, 3, 0, tzinfo=dt.UTC).timestamp()


def test_the_numbers_are_kept_for_half_a_minute_for_everybody(visits, room, client):
    set_rules(
        room.agency,
        NewRules(visits_before=1_000_000, moved_on=dt.date(2026, 5, 1)),
        actor=room.webmaster,
    )

    answer = client.get("/so-truy-cap.json")

    assert answer.json() == {
        "online": 0, "today": 7, "month": 1007, "total": 1_001_107, "read_at": "2026-06-15T02:05:00Z",
    }  # fmt: skip
    policy = answer.wsgi_request.META[KEY]
    assert policy.kept
    assert policy.until == NOW.timestamp() + 30
    assert counter_tag(room.agency.pk) in policy.tags
    assert policy.counted_name() == ""


@pytest.fixture
def read(room):
    """Three stories, the second the most read of the week, the third of the month."""
    first, second, third = (
        make_story(room, "published", headline=f"Tin {number}") for number in (1, 2, 3)
    )
    gone = make_story(room, "taken_down", headline="Tin đã gỡ")
    for story, day, number in (
        (first, "2026-06-14", 5),
        (second, "2026-06-15", 4),
        (second, "2026-06-09", 4),
        (third, "2026-05-20", 100),
        (third, "2026-06-08", 90),
        (gone, "2026-06-15", 900),
    ):
        count(room.agency, "story", story.pk, day, number)


@pytest.mark.parametrize(
    ("period", "headlines"), [("week", ["Tin 2", "Tin 1"]), ("month", ["Tin 3", "Tin 2", "Tin 1"])]
)
def test_only_stories_on_the_site_are_most_read(read, client, period, headlines):
    _policy, page = home_with(client, "most_read", {"period": period, "number": 5})

    assert page.xpath("//ol[@class='most-read']/li/a/text()") == headlines


def test_how_often_is_said_when_the_webmaster_wants_it(read, client):
    _policy, page = home_with(client, "most_read", {"number": 1, "shows_numbers": True})

    assert page.xpath("string(//ol[@class='most-read']/li/span)") == "8 lượt xem"


def test_without_views_there_is_no_list(room, client):
    _policy, page = home_with(client, "most_read", {})

    assert not page.find_class("most-read")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/", "page.home:0"),
        ("/su-kien/", "page.events:0"),
        ("/tim-kiem/?q=tam", "page.search:0"),
        ("/so-do-trang/", "page.site_map:0"),
    ],
)
def test_every_page_for_people_counts_for_its_agency(room, client, path, name):
    answer = client.get(path)

    assert answer.status_code == 200
    assert answer.wsgi_request.META[KEY].counted_name() == f"{room.agency.pk}/{name}"


def test_a_story_counts_for_itself(room, client):
    story = make_story(room, "published")
    answer = client.get(story.get_absolute_url())

    assert answer.wsgi_request.META[KEY].counted_name() == f"{room.agency.pk}/story:{story.pk}"


def test_the_blocks_cost_five_queries(read, visits, client, django_assert_max_num_queries):
    page = HomePage.objects.earliest("pk")
    page.blocks = HomeBlocks().to_python(
        [{"type": "counter", "value": {}}, {"type": "most_read", "value": {}}]
    )
    page.save_revision().publish()
    client.get("/")

    with django_assert_max_num_queries(16):
        client.get("/")
