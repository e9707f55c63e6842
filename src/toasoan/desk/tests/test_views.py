import pytest
from django.test import Client

from toasoan.testing.factories import make_newsroom, make_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return make_newsroom()


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def test_screens(room):
    story = make_story(room, "submitted")
    c = client_of(room.vetter)
    for path in ["/toa-soan/", "/toa-soan/huong-dan/", "/toa-soan/gui-word/", "/toa-soan/tin-cua-toi/", f"/toa-soan/tin/{story.pk}/", f"/toa-soan/soan-tin/edit/{story.pk}/",f"/toa-soan/tin/{story.pk}/buoc/return_to_contributor/",]:
        r = c.get(path)
        assert r.status_code == 200, (path, r.status_code, r.get("Location"))
    r = c.get("/toa-soan/viet-tin/", follow=True)
    assert r.status_code == 200, r
