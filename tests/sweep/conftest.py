import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from toasoan.conf import urls
from toasoan.page_cache.cache_tags import KEY, CachePolicy
from toasoan.testing.factories import (
    ROUTES,
    make_newsroom,
    make_picture,
    make_story,
)
from toasoan.testing.plans import make_event

#: Words that stand only in unpublished texts of the other unit.
SECRET = "Bimatcuadonvikhac"
#: Words of texts that are on the site, and the steps at which they are.
PUBLIC = "Congkhai"
LIVE = {"published", "correcting", "correction_proposed"}


@pytest.fixture(autouse=True)
def media_folder(one_transaction, settings):
    """The module's photos, not a folder for each test: the stories are the module's as well."""
    settings.MEDIA_ROOT = one_transaction
    return one_transaction


@pytest.fixture(scope="module")
def one_connection():
    """As Django's own test client does: the end of a request does not end the test's connection."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@pytest.fixture(scope="module")
def room(one_transaction, django_db_blocker):
    with django_db_blocker.unblock():
        return make_newsroom()


@pytest.fixture(scope="module")
def stories(room, django_db_blocker):
    """One story of the room's unit for each status, with a photo and a secret in its text."""
    with django_db_blocker.unblock():
        # The lists of the plan are swept as well: an event of the unit, this month.
        make_event(room.vetter, room.unit, title=SECRET, about=SECRET, starts_at=timezone.now())
        return {status: _story_with_secret(room, status) for status in ROUTES}


def _story_with_secret(room, status):
    picture = make_picture(room.unit, room.contributor)
    # What is live may stand anywhere, also beneath "there is nothing here".
    word = PUBLIC if status in LIVE else SECRET
    body = (
        ("text", f"<p>{word} {status}</p>"),
        ("picture", {"picture": picture.pk, "caption": word, "alternative_text": "x"}),
    )
    story = make_story(room, status, headline=f"{word} {status}", body=body)
    story.photo = picture
    return story


@pytest.fixture
def statuses_only(monkeypatch):
    """For thousands of requests of which a test looks at the status and the ledger alone.

    The page that says "not found" is a third of their time; `portal/tests/test_pages.py` reads it.
    Nobody asks which templates were rendered, so the test client need not copy their contexts.
    """
    monkeypatch.setattr(urls, "handler404", lambda request, exception: HttpResponse(status=404))
    monkeypatch.setattr("django.test.client.store_rendered_templates", lambda *_args, **_more: None)


class Browser(Client):
    """A browser that asks a process which remembers what stands around every page.

    Two thirds of a sweep's answers say "not found": without that memory half of the time goes into
    making the same head and foot of the site. That a page made from it is the page made without is
    proved by `test_page_store.py`.
    """

    def __init__(self):
        super().__init__()
        self.memory = {}

    def _base_environ(self, **request):
        return super()._base_environ(**request) | {KEY: CachePolicy(recall=self._recall)}

    def _recall(self, keys, make):
        keys = list(keys)
        if missing := [key for key in keys if key not in self.memory]:
            made = make(missing)
            self.memory.update((key, value) for key, (value, _tags) in made.items())
        return {key: self.memory[key] for key in keys}


@pytest.fixture
def as_person(room, monkeypatch):
    """A signed-in browser for each person; nobody for None."""
    # Nobody asks which templates were rendered: the client need not copy their contexts.
    monkeypatch.setattr("django.test.client.store_rendered_templates", lambda *_args, **_more: None)

    def sign_in(user):
        client = Browser()
        if user is not None:
            client.force_login(user)
        return client

    return sign_in
