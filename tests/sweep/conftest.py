import pytest
from django.test import Client
from django.utils import timezone

from toasoan.testing.factories import (
    ROUTES,
    make_newsroom,
    make_picture,
    make_story,
)
from toasoan.testing.plans import make_event

#: Words that stand only in unpublished texts of the other unit.
SECRET = "Bimatcuadonvikhac"


@pytest.fixture
def room(db):
    return make_newsroom()


@pytest.fixture
def stories(room):
    """One story of the room's unit for each status, with a photo and a secret in its text."""
    found = {}
    for status in ROUTES:
        picture = make_picture(room.unit, room.contributor)
        body = (
            ("paragraph", f"<p>{SECRET} {status}</p>"),
            ("picture", {"picture": picture.pk, "caption": SECRET, "alternative_text": "x"}),
        )
        found[status] = make_story(room, status, headline=f"{SECRET} {status}", body=body)
        found[status].photo = picture
    # The plan's lists are swept as well: an event of the unit, this month.
    make_event(room.vetter, room.unit, title=SECRET, about=SECRET, starts_at=timezone.now())
    return found


@pytest.fixture
def as_person(room):
    """A signed-in browser for each person; nobody for None."""

    def sign_in(user):
        client = Client()
        if user is not None:
            client.force_login(user)
        return client

    return sign_in
