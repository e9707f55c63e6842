"""What the door for forms of readers lets through."""

import datetime as dt

import pytest
import time_machine
from django.http import HttpResponse
from django.test import RequestFactory

from toasoan.reader_forms import counting
from toasoan.reader_forms.actions import forget, use_once
from toasoan.reader_forms.door import FormRefusedError, Limit, door_of, reader_form
from toasoan.reader_forms.models import DayKey, SentCount, UsedForm
from toasoan.reader_forms.readers import reader_key
from toasoan.reader_forms.same_site import is_from_here

NOW = dt.datetime(2026, 11, 30, 2, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 30)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
LIMITS = (Limit(2, 60), Limit(3, 3600))


@reader_form("thử", limits=LIMITS, largest_body=1000)
def view(request):
    return HttpResponse("taken")


def sent(remote="203.0.113.9", **headers):
    headers = headers or {"HTTP_SEC_FETCH_SITE": "same-origin"}
    return RequestFactory().post("/x/", REMOTE_ADDR=remote, **headers)


def refusal(request):
    with pytest.raises(FormRefusedError) as refused:
        view(request)
    return refused.value


@pytest.mark.parametrize(
    ("headers", "ours"),
    [
        ({"HTTP_SEC_FETCH_SITE": "same-origin"}, True),
        ({"HTTP_SEC_FETCH_SITE": "none"}, True),
        ({"HTTP_SEC_FETCH_SITE": "same-site"}, False),
        ({"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_ORIGIN": "http://testserver"}, False),
        ({"HTTP_ORIGIN": "http://testserver"}, True),
        ({"HTTP_ORIGIN": "http://testserver.evil.test"}, False),
        ({"HTTP_ORIGIN": "null", "HTTP_REFERER": "http://testserver/x/"}, False),
        ({"HTTP_ORIGIN": "http://[", "HTTP_REFERER": "http://testserver/x/"}, False),
        ({"HTTP_REFERER": "http://testserver/x/"}, True),
        ({"HTTP_REFERER": "http://evil.test/?http://testserver/"}, False),
        ({"HTTP_REFERER": "http://testserver@evil.test/"}, False),
        ({"HTTP_ACCEPT": "*/*"}, False),
    ],
)
def test_a_form_comes_from_a_page_of_this_site(headers, ours):
    assert is_from_here(sent(**headers)) is ours


def test_a_form_from_elsewhere_is_refused_and_not_counted(db):
    refused = refusal(sent(HTTP_SEC_FETCH_SITE="cross-site"))

    assert (refused.status, refused.wait) == (403, dt.timedelta(0))
    assert not SentCount.objects.exists()


def test_what_the_site_has_to_know_stands_at_the_view():
    assert door_of(view).largest_body == 1000
    assert view.csrf_exempt
    assert door_of(print) is None


def test_reading_the_page_counts_nothing(db):
    assert view(RequestFactory().get("/x/")).content == b"taken"
    assert not SentCount.objects.exists()


def test_one_too_many_waits_and_another_network_does_not(db):
    with time_machine.travel(NOW, tick=False) as clock:
        assert [view(sent()).status_code for _n in range(2)] == [200, 200]
        refused = refusal(sent())
        assert (refused.status, refused.wait.total_seconds()) == (429, 60)
        assert view(sent("203.0.113.10")).status_code == 200
        clock.shift(61)
        assert view(sent()).status_code == 200
        # Three within the hour now.
        assert refusal(sent()).wait.total_seconds() == 3600 - 61
        clock.shift(3600)
        assert view(sent()).status_code == 200


def test_an_ipv6_subscriber_is_one_network(db):
    for end in range(2):
        view(sent(f"2001:db8:1:2::{end}"))

    assert refusal(sent("2001:db8:1:2:ffff::1")).status == 429


def test_rows_are_bounded_and_those_that_end_soonest_go(db, monkeypatch):
    monkeypatch.setattr(counting, "MOST_COUNTS", 20)
    monkeypatch.setattr(counting, "_MORE_ROOM", 5)
    with time_machine.travel(NOW, tick=False) as clock:
        for number in range(30):
            clock.shift(1)
            view(sent(f"10.0.0.{number}"))
        assert SentCount.objects.count() <= 20
        # The last sender's count is still there.
        view(sent("10.0.0.29"))
        assert refusal(sent("10.0.0.29")).status == 429


def test_nothing_that_is_kept_names_a_network(db):
    view(sent("198.51.100.77"))

    rows = [*DayKey.objects.values(), *SentCount.objects.values()]
    assert "198.51.100" not in str(rows)


def test_a_reader_is_the_same_for_one_purpose_and_day(db):
    def key(remote="203.0.113.9", browser="A", purpose="p", day=TODAY):
        return reader_key(sent(remote, HTTP_USER_AGENT=browser), purpose, day)

    keys = [key(), key("203.0.113.10"), key(browser="B"), key(purpose="q"), key(day=TODAY + DAY)]
    assert len(set(keys)) == 5
    assert key() == keys[0]
    assert len(keys[0]) == 64


def test_once_the_key_is_destroyed_the_same_reader_is_another(db):
    before = reader_key(sent(), "p", TODAY)
    forget(NOW + DAY)
    assert reader_key(sent(), "p", TODAY) == before

    forget(NOW + 2 * DAY)

    assert reader_key(sent(), "p", TODAY) != before


def test_a_copy_of_the_database_alone_tells_nobody(db, settings):
    before = reader_key(sent(), "p", TODAY)
    settings.SECRET_KEY = "another installation"

    assert reader_key(sent(), "p", TODAY) != before


def test_a_form_is_taken_once_and_forgotten_after_its_time(db):
    assert use_once("number", TODAY, NOW)
    assert not use_once("number", TODAY, NOW)

    forget(NOW + 24 * HOUR)
    assert UsedForm.objects.count() == 1
    forget(NOW + 26 * HOUR)
    assert not UsedForm.objects.exists()
