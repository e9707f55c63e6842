"""Whatever happens in the newsroom, no kept page differs from a fresh one."""

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

from tests.sweep.readers import ACTIONS, Newsroom
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


@pytest.fixture(scope="module")
def prepared(one_transaction, one_connection, django_db_blocker, tmp_path_factory):
    """A newsroom with something of everything, all of whose pages are kept and are right.

    It is made once; a test gets a twin, and what the test does to the database is rolled back.
    """
    now = timezone.now()
    with django_db_blocker.unblock(), time_machine.travel(now, tick=False):
        newsroom = Newsroom(tmp_path_factory.mktemp("prepared") / "store")
        for before in ("publish", "publish", "write_a_standing_page", "announce_an_event"):
            newsroom.happen(before, newsroom.count)
            assert newsroom.wrong_pages() == [], before
    return newsroom


@settings(
    max_examples=3,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    happens=st.lists(
        st.tuples(st.sampled_from(ACTIONS), st.integers(0, 11)), min_size=4, max_size=10
    )
)
def test_no_kept_page_differs_from_a_fresh_one(prepared, tmp_path_factory, happens):
    with time_machine.travel(prepared.now, tick=False), transaction.atomic():
        newsroom = prepared.twin(tmp_path_factory.mktemp("twin") / "store")
        for action, number in happens:
            newsroom.happen(action, number)
            assert newsroom.wrong_pages() == [], (action, number)
        assert newsroom.store.counters.hits > 0
        transaction.set_rollback(True)


@pytest.mark.parametrize("action", sorted(set(ACTIONS)))
def test_each_action_leaves_no_wrong_page(prepared, tmp_path, action):
    with time_machine.travel(prepared.now, tick=False):
        newsroom = prepared.twin(tmp_path / "store")
        if action == "reinstate":
            newsroom.happen("take_down", 0)
            assert newsroom.wrong_pages() == []

        newsroom.happen(action, 1)

        assert newsroom.wrong_pages() == []
