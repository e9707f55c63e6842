"""The home page is made of blocks: each story once, pins first, nothing for what is not there."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from lxml import html
from wagtail import hooks

from toasoan.events.actions import cancel_event
from toasoan.events.cache_tags import events_tag
from toasoan.page_cache.cache_tags import KEY
from toasoan.portal.home.arrangement import ANNOUNCEMENT_DAYS, FilledBlock, rows_of
from toasoan.portal.home.blocks import HOOK, HomeBlocks, StoryPinBlock
from toasoan.portal.listings.stories import live_stories
from toasoan.portal.models import HomePage, HomePageForm
from toasoan.site_settings.models import Look
from toasoan.stories.cache_tags import front_tag, story_tag
from toasoan.stories.models import Genre, Story
from toasoan.testing.events import make_public_event
from toasoan.testing.factories import make_newsroom, make_picture, make_section, make_story
from toasoan.units.models import Agency

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_remembered():
    cache.clear()


@pytest.fixture(scope="module")
def room(one_transaction, django_db_blocker):
    with django_db_blocker.unblock():
        return make_newsroom()


@pytest.fixture(scope="module")
def stories(room, django_db_blocker):
    """Twelve stories, the first the latest."""
    now = timezone.now()
    with django_db_blocker.unblock():
        return [
            make_story(room, "published", headline=f"Tin {n:02}", now=now - dt.timedelta(hours=n))
            for n in range(12)
        ]


def arrange(*blocks):
    page = HomePage.objects.get()
    page.blocks = HomeBlocks().to_python([{"type": name, "value": value} for name, value in blocks])
    page.save_revision().publish()


def shown(client):
    answer = client.get("/")
    assert answer.status_code == 200
    return html.fromstring(answer.content)


def headlines(page):
    texts = page.xpath("//main//h2/a/text() | //main//h3/a/text() | //main//li/a/text()")
    return [text for text in texts if text.startswith("Tin ") and text[4:].isdecimal()]


def test_a_page_that_nobody_arranged_is_the_arrangement_that_the_editor_opens(stories, client):
    before = headlines(shown(client))

    page = HomePage.objects.get()
    page.blocks = page.arrangement()
    page.save_revision().publish()

    assert [block.block_type for block in page.blocks] == ["leads", "units", "sections"]
    assert headlines(shown(client)) == before
    assert issubclass(HomePage.base_form_class, HomePageForm)


def test_pinned_stories_stand_first_and_are_not_repeated(stories, client):
    pins = [stories[9].get_absolute_url(), str(stories[5].pk)]

    arrange(("leads", {"stories": pins, "number": 4}), ("sections", {}))

    found = headlines(shown(client))
    assert found[:4] == ["Tin 09", "Tin 05", "Tin 00", "Tin 01"]
    assert len(found) == len(set(found)) == 8


def test_a_story_chosen_for_a_place_below_is_kept_for_it(stories, client):
    arrange(("leads", {"stories": [], "number": 3}), ("video", {"story": str(stories[1].pk)}))

    page = shown(client)

    assert headlines(page) == ["Tin 00", "Tin 02", "Tin 03", "Tin 01"]
    assert page.xpath("//*[contains(@class,'home-feature--video')]//h3/a/text()") == ["Tin 01"]


def test_a_pinned_story_that_left_the_site_leaves_its_place_to_others(room, stories, client):
    arrange(("leads", {"stories": [str(stories[6].pk)], "number": 3}))
    Story.objects.filter(pk=stories[6].pk).update(live=False)

    answer = client.get("/")

    assert headlines(html.fromstring(answer.content)) == ["Tin 00", "Tin 01", "Tin 02"]
    # It may come back: the page is made anew then.
    marks = answer.wsgi_request.META[KEY]
    assert {story_tag(stories[6].pk), front_tag(room.agency.pk)} <= marks.tags
    assert marks.kept


def test_a_story_of_another_agency_cannot_be_pinned(stories, client):
    elsewhere = make_newsroom("noi-khac", hostname="noi-khac.vidu.vn")
    foreign = make_story(elsewhere, "published", headline="Tin 99")
    page = HomePage.objects.get(pk=Agency.objects.get(code="song-thu").site.root_page_id)
    page.blocks = HomeBlocks().to_python(
        [{"type": "leads", "value": {"stories": [str(foreign.pk)], "number": 3}}]
    )
    page.save_revision().publish()

    assert "Tin 99" not in headlines(shown(client))


def test_only_a_story_on_the_site_is_taken_as_a_pin(room, stories):
    block = StoryPinBlock()

    assert block.clean(str(stories[0].pk)) == str(stories[0].pk)
    for typed in ("999999", "khong-co", str(make_story(room, "draft").pk)):
        with pytest.raises(ValidationError):
            block.clean(typed)


def test_a_lead_without_a_photo_has_the_width_of_the_page_and_full_rows_beneath(stories, client):
    arrange(("leads", {"number": 6}))

    page = shown(client)

    front = page.xpath("//section[contains(@class, 'front--words')]")[0]
    assert not front.xpath(".//*[@class='lead-story__photo']")
    # Five would leave a row of the four columns half empty.
    assert len(front.xpath(".//*[@class='card-grid']/article")) == 4
    assert len(headlines(page)) == 5


def test_a_lead_with_a_photo_has_the_others_beside_it(room, stories, client):
    Story.objects.filter(pk=stories[0].pk).update(lead_picture=make_picture(room.unit))
    arrange(("leads", {"number": 6}))

    front = shown(client).xpath("//section[contains(@class, 'front--photo')]")[0]

    assert front.xpath(".//*[@class='lead-story__photo']//img[not(@loading)]")
    assert len(front.xpath(".//*[@class='front__side']/article")) == 5


@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_slots_are_as_many_as_there_are_stories(stories, client, number):
    Story.objects.filter(pk__in=[story.pk for story in stories[number:]]).update(live=False)
    arrange(("leads", {}), ("units", {}), ("sections", {}))

    page = shown(client)

    assert len(headlines(page)) == number
    alone = page.xpath("//section[contains(@class, 'front--alone')]")
    assert bool(alone) is (number == 1)
    sentence = page.xpath("//*[@class='empty-note']/text()")
    assert sentence == ([] if number else ["Chưa có tin, bài nào được đăng."])


def test_an_announcement_that_leads_is_shown_as_one_and_leaves_after_its_days(stories, client):
    now = timezone.now()
    days = dt.timedelta(days=ANNOUNCEMENT_DAYS)
    soon_over, over = now - days + dt.timedelta(hours=2), now - days - dt.timedelta(hours=2)
    Story.objects.filter(pk=stories[0].pk).update(genre=Genre.ANNOUNCEMENT)
    Story.objects.filter(pk=stories[10].pk).update(
        genre=Genre.ANNOUNCEMENT, first_published_at=soon_over
    )
    Story.objects.filter(pk=stories[11].pk).update(
        genre=Genre.ANNOUNCEMENT, first_published_at=over
    )
    arrange(("leads", {"number": 3}), ("announcements", {}), ("sections", {}))

    answer = client.get("/")
    page = html.fromstring(answer.content)

    lead = page.xpath("//section[contains(@class, 'front--notice')]/article")[0]
    assert lead.xpath(".//*[@class='kicker kicker--notice']/text()") == ["Thông báo"]
    assert page.xpath("//*[@class='home-board']//a/text()") == ["Tin 10"]
    assert "Tin 11" not in headlines(page)
    # The page is made anew at the latest when the announcement leaves it.
    assert answer.wsgi_request.META[KEY].until <= (soon_over + days).timestamp()


def test_announcements_and_photo_stories_are_found_by_their_genre(stories, client):
    Story.objects.filter(pk=stories[10].pk).update(genre=Genre.ANNOUNCEMENT)
    Story.objects.filter(pk=stories[11].pk).update(genre=Genre.PHOTO_STORY)

    arrange(("leads", {"number": 3}), ("announcements", {}), ("photo_story", {}))

    page = shown(client)
    assert page.xpath("//*[@class='home-board']//a/text()") == ["Tin 10"]
    assert page.xpath("//*[@class='home-feature__headline']/a/text()") == ["Tin 11"]
    assert "Thông báo mới" in page.xpath("//*[@class='home-board__title']/text()")


def test_coming_events_stand_on_the_home_page_until_they_are_over(room, client):
    now = timezone.now()
    hour = dt.timedelta(hours=1)
    for title, starts in (("Xong", -3 * hour), ("Mai", 24 * hour), ("Kia", 48 * hour)):
        make_public_event(room, title=title, starts_at=now + starts, ends_at=now + starts + hour)
    called_off = make_public_event(room, title="Thôi", starts_at=now + hour, ends_at=now + 2 * hour)
    cancel_event(called_off.pk, "", actor=room.webmaster, now=now)
    arrange(("events", {"title": "Sắp tới", "number": 4}))

    answer = client.get("/")

    listed = html.fromstring(answer.content).xpath("//main//li//a/text()")
    assert listed == ["Mai", "Kia"]
    marks = answer.wsgi_request.META[KEY]
    assert events_tag(room.agency.pk) in marks.tags
    assert marks.until <= (now + 25 * hour).timestamp()


def test_a_block_without_anything_to_show_is_not_there(stories, client):
    arrange(
        ("announcements", {}), ("photo_story", {}), ("video", {"story": "999999"}), ("units", {})
    )

    main = shown(client).find(".//main")

    assert [child.tag for child in main] == ["h1"]


def test_chosen_sections_stand_in_the_chosen_order(room, stories, client):
    make_section(room.agency, "khac", "Mục khác")
    make_story(room, "published", headline="Tin 50", section=make_section(room.agency, "khac"))

    arrange(("sections", {"sections": ["khac", "khong-co", "tin-tuc"]}))

    titles = shown(client).xpath("//*[contains(@class,'section-row__head')]/h2/a/text()")
    assert titles == ["Mục khác", "Tin tức"]


def test_links_words_and_a_banner_are_shown_as_they_were_written(room, stories, client):
    picture = make_picture(room.unit)
    value = {"picture": picture.pk, "alternative_text": "Cổng dịch vụ công", "address": "/x/"}
    blocks = (
        ("links", {"title": "Liên kết", "links": [{"label": "Văn bản", "address": "/van-ban/"}]}),
        ("words", {"title": "Lời ngỏ", "text": "<p>Kính chào bạn đọc.</p>"}),
        ("banner", value),
    )

    arrange(*blocks)
    hidden = shown(client)
    type(picture).objects.filter(pk=picture.pk).update(reach="public")
    page = shown(client)

    assert page.xpath("//a[@href='/van-ban/']/text()") == ["Văn bản"]
    assert "Kính chào bạn đọc." in page.find(".//main").text_content()
    assert page.xpath("//a[@href='/x/']/img/@alt") == ["Cổng dịch vụ công"]
    # A picture that is not for everybody is not shown, not even as a broken one.
    assert hidden.xpath("//a[@href='/x/']") == []


def test_another_room_adds_a_block_without_the_portal_knowing(room, rf):
    from wagtail.blocks import CharBlock, StructBlock

    class PollBlock(StructBlock):
        title = CharBlock()

        class Meta:
            template = "portal/home/words.html"

        def gather(self, value, home):
            return None if value["title"] == "leer" else {"value": {**value, "text": home.agency}}

    with hooks.register_temporarily(HOOK, lambda: ("poll", PollBlock())):
        blocks = HomeBlocks()
        value = blocks.to_python(
            [
                {"type": "poll", "value": {"title": "leer"}},
                {"type": "poll", "value": {"title": "Thăm dò"}},
            ]
        )

    from toasoan.portal.home.arrangement import Home, parts_of

    home = Home(rf.get("/"), Agency.objects.get(), [], timezone.now())
    parts = parts_of(value, home)
    assert [part.context["value"]["title"] for part in parts] == ["Thăm dò"]


def test_a_full_home_page_costs_at_most_25_queries(
    room, stories, client, django_assert_max_num_queries
):
    for number in range(10):
        section = make_section(room.agency, f"muc-{number}", f"Mục {number}")
        make_story(room, "published", section=section)
    arrange(
        ("leads", {"stories": [str(stories[3].pk)], "number": 7}), ("units", {}),
        ("announcements", {}), ("photo_story", {}), ("sections", {}),
    )  # fmt: skip
    Look.objects.create(agency=room.agency, english_on=True)
    client.get("/")

    # A block of another room comes on top of these.
    with django_assert_max_num_queries(24):
        client.get("/")


def test_the_latest_of_a_genre_are_read_from_an_index_in_their_order(room):
    # The planner chooses by what the table holds: many stories, few of them announcements.
    now = timezone.now()
    Story.objects.bulk_create(
        Story(
            agency=room.agency, unit=room.unit, author=room.contributor, section=room.section,
            live=True, headline=f"Tin {n}", genre=Genre.ANNOUNCEMENT if n % 100 == 0 else Genre.BRIEF,
            first_published_at=now - dt.timedelta(hours=n),
        )
        for n in range(1000)
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

    plan = live_stories(room.agency).filter(genre=Genre.ANNOUNCEMENT)[:5].explain()

    assert "story_genre" in plan
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan


@pytest.mark.parametrize(
    ("narrow", "columns"),
    [("n", [1]), ("nn", [2]), ("nnn", [3]), ("nnnn", [2]), ("nnnnn", [3]), ("bnnbn", [0, 2, 0, 1])],
)
def test_narrow_blocks_that_follow_one_another_share_a_row(narrow, columns):
    parts = [FilledBlock(n, "x.html", {}, kind == "n") for n, kind in enumerate(narrow, start=1)]

    rows = rows_of(parts)

    assert [row.columns for row in rows] == columns
    assert [part.number for row in rows for part in row.parts] == list(range(1, len(parts) + 1))
