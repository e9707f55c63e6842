"""A live story and its neighbours, as their hand-written statements find them."""

import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone

from toasoan.stories import story_page_queries
from toasoan.stories.models import Story
from toasoan.stories.topics import Topic
from toasoan.testing.factories import make_picture, make_section, make_story

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def add(room, hours, **parts):
    """Live stories without a past, that many hours old."""
    parts = {"agency": room.agency, "section": room.section, "live": True} | parts
    return Story.objects.bulk_create(
        Story(
            unit=room.unit, author=room.contributor, headline=f"Tin {hour}",
            first_published_at=NOW - dt.timedelta(hours=hour), **parts,
        )
        for hour in hours
    )  # fmt: skip


def adjacent(story, topic=None):
    return story_page_queries.adjacent(
        story.pk, section_id=story.section_id, topic_id=topic and topic.pk,
        moment=story.first_published_at,
    )  # fmt: skip


def test_neighbours_are_the_nearest_of_the_section_also_among_equal_moments(room):
    stories = add(room, [1, 1, 2, 2, 2, 3, 3, 4, 4, 4, 5])
    add(room, [2, 3], section=make_section(room.agency, "khac"))
    add(room, [2, 3], live=False)
    latest_first = sorted(stories, key=lambda s: (s.first_published_at, s.pk), reverse=True)
    ids = [story.pk for story in latest_first]

    for place, story in enumerate(latest_first):
        found = adjacent(story)
        assert list(found.newer) == ids[max(place - 4, 0) : place], place
        assert list(found.older) == ids[place + 1 : place + 5], place


def test_a_topic_shows_its_latest_others(room):
    topic = Topic.objects.create(agency=room.agency, slug="dot-1", name="Đợt một")
    stories = add(room, range(7), topic=topic)

    assert adjacent(stories[2], topic).of_topic == tuple(stories[n].pk for n in (0, 1, 3, 4))


def test_what_stands_nowhere_costs_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        nothing = story_page_queries.adjacent(1, section_id=None, topic_id=None, moment=NOW)
    assert nothing == story_page_queries.Adjacent()


def test_lists_beside_a_story_follow_their_indexes(room):
    topic = Topic.objects.create(agency=room.agency, slug="dot-1", name="Đợt một")
    for number in range(10):
        add(room, range(200), section=make_section(room.agency, f"muc-{number}"))
    stories = add(room, range(200))
    add(room, range(20), topic=topic)
    at = connection.ops.adapt_datetimefield_value(stories[100].first_published_at)
    values = [room.section.pk, at, at, stories[100].pk, 4]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        for statement, given in (
            (story_page_queries._NEWER, values),
            (story_page_queries._OLDER, values),
            (story_page_queries._OF_TOPIC, [topic.pk, stories[100].pk, 4]),
        ):
            query_plan = "QUERY PLAN " if connection.vendor == "sqlite" else ""
            cursor.execute(f"EXPLAIN {query_plan}{statement}", given)
            plan = " ".join(str(part) for row in cursor.fetchall() for part in row)
            assert "story_section" in plan or "story_topic" in plan, plan
            assert "Sort" not in plan, plan
            assert "TEMP B-TREE" not in plan, plan


def test_a_live_story_comes_with_its_text_and_photo_in_one_query(room, django_assert_num_queries):
    picture = {
        "picture": make_picture(room.unit).pk, "caption": "Ảnh", "credit": "",
        "alternative_text": "Ảnh",
    }  # fmt: skip
    made = make_story(room, "published", body=(("picture", picture),), tags=("án treo",))

    with django_assert_num_queries(1):
        found = story_page_queries.live_story(room.agency.pk, made.pk)
        facts = found.rendered_body.tags[0]["name"], found.lead_picture.address_set

    assert facts == ("án treo", Story.objects.get(pk=made.pk).lead_picture.address_set)
    assert [one.pk for one in story_page_queries.live_cards(room.agency.pk, [made.pk, 0])] == [
        made.pk
    ]


def test_what_is_not_on_this_site_is_not_found(room):
    draft = make_story(room, "draft")
    live = make_story(room, "published")

    assert story_page_queries.live_story(room.agency.pk, draft.pk) is None
    assert story_page_queries.live_story(room.agency.pk + 1, live.pk) is None
    assert story_page_queries.live_cards(room.agency.pk + 1, [live.pk, draft.pk]) == []
