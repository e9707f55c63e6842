"""Which kept pages an action leaves alone, and which it takes with it."""

import datetime as dt
import json
from urllib.parse import parse_qsl, urlencode

import pytest
import time_machine
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.blocks.stream_block import StreamValue
from wagtail.models import Page

from tests.sweep.readers import HOST, Newsroom, ask
from toasoan.editorial.actions import note_change, take_step
from toasoan.editorial.rules import Answers
from toasoan.editorial.transitions import Step
from toasoan.events.actions import cancel_event, change_event, remove_event
from toasoan.events.models import PublicEvent
from toasoan.media.actions import NewPicture
from toasoan.page_cache.gateway import PageStore, ReaderRules
from toasoan.page_cache.invalidations import CommittedInvalidation
from toasoan.page_cache.models import Invalidation
from toasoan.page_cache.store import CacheLimits, Store
from toasoan.page_cache.tests.site import MB, get
from toasoan.portal.models import HomePage, StandingPage
from toasoan.stories.actions import keep_topic
from toasoan.stories.authors import author_address
from toasoan.stories.models import Byline, Section, Story
from toasoan.stories.topics import Topic
from toasoan.testing.events import an_announcement, make_public_event
from toasoan.testing.factories import make_newsroom, make_section, make_story, photo_bytes
from toasoan.units.actions import open_unit, record_succession
from toasoan.units.models import SuccessionKind, Unit, UnitKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_connection")]


def test_a_correction_leaves_the_pages_alone_that_do_not_show_the_story(tmp_path):
    newsroom = Newsroom(tmp_path / "store")
    old = make_story(
        newsroom.room, "published", headline="Cũ", now=newsroom.now - dt.timedelta(days=400)
    )
    for number in range(24):
        make_story(
            newsroom.room, "published", headline=f"Tin {number}",
            section=make_section(newsroom.room.agency, "khac", "Mục khác"),
            now=newsroom.now - dt.timedelta(hours=number),
        )  # fmt: skip
    newsroom.learn()
    paths = ["/", "/khac/", "/tin-tuc/", old.get_absolute_url()]
    for path in paths:
        get(newsroom.gateway, path, host=HOST)

    newsroom.happen("correct", 0)

    stale = [p for p in paths if newsroom.store.in_memory(f"http://{HOST}{p}").stale_at]
    # The home page shows it in the row of its section.
    assert stale == ["/", "/tin-tuc/", old.get_absolute_url()]


def test_a_correction_of_an_old_story_leaves_feeds_alone(tmp_path):
    newsroom = Newsroom(tmp_path / "store")
    make_story(newsroom.room, "published", now=newsroom.now - dt.timedelta(days=400))
    for number in range(30):
        make_story(
            newsroom.room, "published", headline=f"Tin {number}",
            now=newsroom.now - dt.timedelta(hours=number),
        )  # fmt: skip
    newsroom.learn()
    paths = ["/rss.xml", "/tin-tuc/feed.json", "/api/v1/stories", "/sitemap-0.xml"]
    for path in paths:
        get(newsroom.gateway, path, host=HOST)

    newsroom.happen("correct", 0)

    stale = [p for p in paths if newsroom.store.in_memory(f"http://{HOST}{p}").stale_at]
    assert stale == ["/sitemap-0.xml"]


def test_a_story_that_was_taken_down_takes_every_copy_with_it(tmp_path):
    """Also long lists that do not name their stories: no old copy may stand in for them."""
    newsroom = Newsroom(tmp_path / "store")
    newsroom.happen("publish", 0)
    story = Story.objects.get(live=True)
    paths = ["/rss.xml", "/sitemap-0.xml", "/sitemap-tin-moi.xml", f"/api/v1/stories/{story.pk}"]
    for path in paths:
        assert ask(newsroom.gateway, path)[0] == 200, path

    newsroom.happen("take_down", 0)

    assert [p for p in paths if newsroom.store.in_memory(f"http://{HOST}{p}")] == []


def test_programs_ask_with_a_name_and_are_told_that_nothing_has_changed(tmp_path):
    newsroom = Newsroom(tmp_path / "store")
    newsroom.happen("publish", 0)
    path = "/api/v1/stories?size=5&section=tin-tuc"
    _status, headers, _body = ask(newsroom.gateway, path)

    def again():
        return ask(newsroom.gateway, path, if_none_match=headers["etag"])

    status, answer_headers, body = again()
    assert (status, body) == (304, b"")
    assert answer_headers["access-control-allow-origin"] == "*"
    newsroom.happen("correct", 0)
    assert again()[0] == 200


def test_every_public_answer_can_be_kept(tmp_path):
    """Nothing on the way asks for the session: that would make an answer somebody's own."""
    newsroom = Newsroom(tmp_path / "store")
    newsroom.happen("publish", 0)
    newsroom.happen("write_a_standing_page", 0)
    addresses = list(newsroom.addresses())

    for address in addresses:
        ask(newsroom.gateway, address)

    kept = {*newsroom.store.main.pages, *newsroom.store.passing.pages}
    wanted = {a: f"http://{HOST}{in_order(a)}" for a in addresses}
    assert [address for address, key in wanted.items() if key not in kept] == []


def in_order(address):
    """The address as the store knows it: the parameters by their names."""
    path, mark, query = address.partition("?")
    return f"{path}{mark}{urlencode(sorted(parse_qsl(query)))}"
