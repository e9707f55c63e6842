"""How often stories were looked at, from the page store to the table."""

import datetime as dt

import pytest
from django.db import DatabaseError

from toasoan.audience import counting
from toasoan.audience.actions import add_views
from toasoan.audience.counting import ViewsWriter
from toasoan.audience.models import StoryViews
from toasoan.audience.queries import story_of, views_of_story
from toasoan.page_cache.views import Views
from toasoan.testing.factories import make_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(room):
    return make_story(room)


@pytest.mark.parametrize(
    ("name", "story_id"), [("story:12", 12), ("story:", None), ("page:3", None), ("story:x", None)]
)
def test_a_name_leads_to_its_story(name, story_id):
    assert story_of(name) == story_id


def test_numbers_of_a_day_add_up(story):
    name = views_of_story(story.pk)

    add_views({name: 3}, day=dt.date(2026, 6, 30))
    add_views({name: 2, "story:999999": 8, "page:1": 1}, day=dt.date(2026, 6, 30))

    assert list(StoryViews.objects.values_list("story_id", "number")) == [(story.pk, 5)]


def test_what_the_process_counted_is_written_once(story):
    views = Views()
    views.add({views_of_story(story.pk): 4})
    writer = ViewsWriter(views)

    writer.write()
    writer.write()

    assert StoryViews.objects.get().number == 4


def test_while_the_database_is_away_nothing_is_lost(story, monkeypatch):
    views = Views()
    views.add({views_of_story(story.pk): 4})

    def fails(*_given, **_named):
        raise DatabaseError

    monkeypatch.setattr(counting, "add_views", fails)
    ViewsWriter(views).write()

    assert views.take() == {views_of_story(story.pk): 4}
