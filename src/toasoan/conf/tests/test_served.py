"""What the web server knows of the site: sizes of bodies, files of the interface, sessions."""

from types import SimpleNamespace

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from toasoan.conf.served import is_signed_in, is_static, largest_body, strangers_body
from toasoan.newsroom.kit.screens import LARGEST_FORM
from toasoan.reader_forms.door import reader_form
from toasoan.web_server.limits import SMALL_BODY, STRANGERS_BODY

MB = 1024 * 1024


@pytest.mark.parametrize("path", ["/", "/tim-kiem/", "/api/v1/tin/", "/khong-co/", "/toa-soan/x?y"])
def test_the_portal_takes_small_bodies(path):
    assert largest_body(path) == SMALL_BODY == 64 * 1024


def test_signing_in_takes_a_small_form():
    assert largest_body(reverse(settings.LOGIN_URL)) <= SMALL_BODY


@pytest.mark.parametrize(
    ("name", "arguments", "most"),
    [
        ("newsroom:send_word", [], 30 * MB),
        ("newsroom:topic_add", [], 30 * MB),
        ("newsroom:topic", [1], 30 * MB),
        ("wagtailimages_chooser:create", [], 30 * MB),
        ("wagtaildocs_chooser:create", [], 30 * MB),
    ],
)
def test_an_address_that_takes_files_takes_the_largest_and_its_form(name, arguments, most):
    assert most < largest_body(reverse(name, args=arguments)) < most + MB


def test_the_editor_takes_what_django_takes():
    address = reverse("wagtailsnippets_stories_story:edit", args=[1])

    assert largest_body(address) == LARGEST_FORM == settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def test_only_files_that_lie_there_are_files_of_the_interface(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    (settings.STATIC_ROOT / "a.css").touch()
    (tmp_path / "secret_key").touch()

    assert is_static("/static/a.css")
    assert not is_static("/static/b.css")
    assert not is_static("/static/../secret_key")
    assert not is_static("/static/")
    assert not is_static("/static/a\x00.css")
    assert not is_static("/tin/a.css")


@pytest.mark.django_db
def test_a_session_is_signed_in_when_somebody_is(monkeypatch):
    # It would close the connection that holds the test's transaction.
    monkeypatch.setattr("toasoan.conf.served.close_old_connections", lambda: None)
    client = Client()
    client.force_login(get_user_model().objects.create_user(username="a"))

    assert is_signed_in(client.cookies["sessionid"].value)
    assert not is_signed_in("made-up")
    assert not is_signed_in("\x00")


def test_a_form_of_readers_takes_from_strangers_what_it_says(monkeypatch):
    @reader_form("letter", limits=(), largest_body=20 * MB)
    def view(request):
        raise NotImplementedError

    match = SimpleNamespace(func=view, view_name="portal:letter")
    monkeypatch.setattr("toasoan.conf.served.resolve", lambda path: match)

    assert largest_body("/x/") == strangers_body("/x/") == 20 * MB


def test_strangers_send_less_than_people_everywhere_else():
    address = reverse("wagtailsnippets_stories_story:edit", args=[1])

    assert strangers_body(address) == STRANGERS_BODY
    assert strangers_body("/tin-tuc/") == strangers_body("/khong/co/gi/o/day/") == SMALL_BODY
