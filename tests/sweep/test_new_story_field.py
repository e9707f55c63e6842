"""A new field of plain text: put on the model and declared, it is everywhere that it has to be."""

import importlib.util

import pytest
from django.db import connection, models
from django.utils import timezone
from lxml import html
from wagtail.admin.panels import ObjectList

from toasoan.editorial.actions import take_step
from toasoan.editorial.rules import Answers
from toasoan.editorial.versions import same_words
from toasoan.newsroom.editing.plain_body import StoryForm
from toasoan.newsroom.editing.typed import lines_of_story
from toasoan.newsroom.editing.viewsets import story_panels
from toasoan.outlets.payload import SentWords, payload_of
from toasoan.portal.api import schemas, shapes
from toasoan.search.index_tags import SearchFilters
from toasoan.search.queries import by_rank
from toasoan.stories import story_fields, story_page_queries
from toasoan.stories.changes import changes_between
from toasoan.stories.models import NewsroomIndexEntry, Story
from toasoan.stories.story_fields import FieldKind, Published, Searched, StoryField, field_label
from toasoan.testing.factories import (
    ROUTES,
    make_newsroom,
    make_story,
    on_screen,
    rewrite,
    story_again,
)

WORDS = "Chuyện chưa kể"


@pytest.fixture
def subtitle(db, monkeypatch):
    """What a developer does: a field on the model with its column, and its declaration."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE stories_story ADD COLUMN subtitle varchar(200) DEFAULT ''")
    Story.add_to_class("subtitle", models.CharField("phụ đề", max_length=200, blank=True))
    declared = StoryField(
        name="subtitle",
        kind=FieldKind.LINE,
        searched=Searched.TEXT,
        in_newsroom_index=True,
        on_cards=True,
        published=Published.IN_LISTS,
        dispatched=True,
        in_footer=True,
    )
    known = story_fields.STORY_FIELDS
    monkeypatch.setattr(story_fields, "STORY_FIELDS", (*known[:1], declared, *known[1:]))
    _forget_statements()
    yield declared
    Story._meta.local_fields.remove(Story._meta.get_field("subtitle"))
    del Story.subtitle
    Story._meta._expire_cache()
    _forget_statements()


def _forget_statements():
    story_page_queries._page_rows.cache_clear()
    story_page_queries._card_rows.cache_clear()


@pytest.fixture
def room(subtitle):
    return make_newsroom()


def begun(room):
    """A story whose contributor has written the new field."""
    story = make_story(room, "draft")
    rewrite(story, room.contributor, subtitle=WORDS)
    return story


def published(room):
    """The same on the site, by the steps that people take."""
    story = begun(room)
    for step, person in ROUTES["published"]:
        actor = getattr(room, person)
        take_step(story.pk, step, actor=actor, answers=on_screen(story.pk), now=timezone.now())
    return story_again(story)


def test_the_editor_offers_it(room):
    form = ObjectList(story_panels(), base_form_class=StoryForm).bind_to_model(Story)

    assert list(form.get_form_class().base_fields)[:3] == ["headline", "subtitle", "standfirst"]


def test_a_story_can_begin_with_it(room):
    story = make_story(room, "draft", subtitle=WORDS)

    assert story.get_latest_revision_as_object().subtitle == WORDS


def test_a_comparison_and_the_page_of_a_conflict_show_it(room):
    story = make_story(room, "draft")
    before = story.get_latest_revision_as_object()
    saved = story.latest_revision.content

    revision = rewrite(story, room.contributor, subtitle=WORDS)
    after = revision.as_object()

    (change,) = changes_between(before, after)
    assert (field_label(change.part), change.new_words) == ("Phụ đề", WORDS)
    assert not same_words(saved, revision.content)
    lines = {each.label: each.lines for each in lines_of_story(after)}
    assert lines["Phụ đề"] == (WORDS,)


def test_the_lists_of_the_newsroom_find_it(room):
    story = begun(room)

    assert "chuyen chua ke" in NewsroomIndexEntry.objects.get(pk=story.pk).folded


def test_readers_find_it_and_outlets_are_sent_it(room):
    story = published(room)

    (hit,) = by_rank("chuyện chưa kể", SearchFilters(room.agency.pk)).hits
    assert hit.card.address == story.get_absolute_url()
    edition = story.editions.get()
    words = SentWords(content=edition.content, revision_id=edition.revision_id, edition=edition)
    assert payload_of(story, words)["subtitle"] == WORDS


def test_the_article_shows_it(room, client):
    story = published(room)

    page = html.fromstring(client.get(story.get_absolute_url()).content)

    assert page.xpath("//footer/p[starts-with(., 'Phụ đề')]/text()") == [f"Phụ đề: {WORDS}"]


def test_programs_read_it(room, rf, monkeypatch):
    story = published(room)
    # The shapes are made when the process starts; this is what they would be.
    spec = importlib.util.spec_from_file_location("schemas_again", schemas.__file__)
    again = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(again)
    monkeypatch.setattr(shapes, "schemas", again)

    whole = shapes.story_shape(rf.get("/"), story, [])
    line = shapes.story_line(rf.get("/"), story, [])

    assert (whole.subtitle, line.subtitle) == (WORDS, WORDS)
    assert "subtitle" in again.Story.model_json_schema()["required"]


def test_cards_and_the_page_load_it_in_the_one_query_they_make(room, django_assert_num_queries):
    story = published(room)

    with django_assert_num_queries(2):
        page = story_page_queries.live_story(room.agency.pk, story.pk)
        (card,) = story_page_queries.live_cards(room.agency.pk, [story.pk])
        assert (page.subtitle, card.subtitle) == (WORDS, WORDS)
