"""Keys are made, shown once and revoked by the webmaster only."""

import datetime as dt

import pytest
from django.utils import timezone
from lxml import html

from toasoan.figures.keys import use_key
from toasoan.figures.models import FiguresKey
from toasoan.newsroom.kit.agency import today_here
from toasoan.testing.browsers import browser_of
from toasoan.testing.factories import make_newsroom

pytestmark = pytest.mark.django_db
KEYS = "/toa-soan/khoa-so-lieu/"


def test_a_key_is_shown_once_works_and_is_revoked(room):
    browser = browser_of(room.webmaster)
    until = today_here() + dt.timedelta(days=90)

    answer = browser.post(KEYS, {"name": "Cục 2", "expires_on": until.isoformat()})
    key = html.fromstring(answer.content).xpath("string(//input[@id='made-key']/@value)")

    assert use_key(key, room.agency, now=timezone.now())
    assert "no-store" in answer.headers["Cache-Control"]
    assert key not in browser.get(KEYS).content.decode()
    row = FiguresKey.objects.get()
    assert browser.get(f"{KEYS}{row.pk}/thu-hoi/").status_code == 200
    assert browser.post(f"{KEYS}{row.pk}/thu-hoi/").status_code == 302
    assert not use_key(key, room.agency, now=timezone.now())
    assert browser.get(f"{KEYS}{row.pk}/thu-hoi/").status_code == 404
    wrong = browser.post(KEYS, {"name": "Cục 2", "expires_on": "2020-01-01"})
    assert wrong.status_code == 422


def test_only_the_agencys_own_webmaster_sees_its_keys(room):
    until = (today_here() + dt.timedelta(days=90)).isoformat()
    browser_of(room.webmaster).post(KEYS, {"name": "Cục 2", "expires_on": until})
    other = make_newsroom("song-la", "la.vidu.vn")

    assert browser_of(room.editor).get(KEYS).status_code == 404
    foreign = browser_of(other.webmaster)
    assert "Cục 2" not in foreign.get(KEYS).content.decode()
    assert foreign.post(f"{KEYS}{FiguresKey.objects.get().pk}/thu-hoi/").status_code == 404
