"""Public addresses take nothing: whoever sends is answered without session and database."""

import pytest
from django.test import Client

from toasoan.testing.factories import make_story

METHODS = "GET, HEAD, OPTIONS"
ADDRESSES = (
    "/", "/tin-tuc/", "/tin-tuc/tin-1", "/tim-kiem/", "/su-kien/", "/rss.xml", "/sitemap.xml",
    "/robots.txt", "/api/v1/", "/khong-co/", "/anh/1/abc-320.webp", "/favicon.ico",
)  # fmt: skip


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_sending_is_answered_405_with_what_is_possible_and_no_query(client, address, method):
    # Without the mark for the database, any query fails the test.
    answer = getattr(client, method)(address)

    assert (answer.status_code, answer["Allow"]) == (405, METHODS)
    assert not answer.cookies


@pytest.mark.parametrize("address", [*ADDRESSES, "/api/v1/stories"])
def test_options_says_what_is_possible(client, address):
    answer = client.options(address)

    assert (answer.status_code, answer["Allow"], answer.content) == (204, METHODS, b"")


def test_a_csrf_token_is_asked_for_nowhere():
    assert Client(enforce_csrf_checks=True).post("/tin-tuc/").status_code == 405


@pytest.mark.django_db
def test_head_is_answered_as_get(room, client):
    story = make_story(room, "published")
    for address in ("/", story.get_absolute_url(), "/rss.xml", "/api/v1/stories"):
        whole, head = client.get(address), client.head(address)

        assert head.status_code == 200
        assert head["Content-Type"] == whole["Content-Type"]


def test_the_newsroom_and_partners_take_what_is_sent(client, db):
    assert client.post("/toa-soan/login/").status_code != 405
    assert client.post("/api/trao-doi/v1/tin").status_code != 405
