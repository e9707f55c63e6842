"""Which requests count as a view of a page."""

import pytest

from toasoan.page_cache.page import pack, unpack
from toasoan.page_cache.tests.site import FakeSite, get, make_gateway
from toasoan.page_cache.views import _MOST_NAMES, Views

BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36"


@pytest.fixture
def gateway(tmp_path):
    return make_gateway(tmp_path, FakeSite(counts_for="story:7"))


@pytest.mark.parametrize(
    ("headers", "method", "number"),
    [
        ({"user_agent": BROWSER}, "GET", 2),
        ({"user_agent": BROWSER}, "HEAD", 0),
        ({"user_agent": BROWSER, "sec_purpose": "prefetch;prerender"}, "GET", 0),
        ({"user_agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}, "GET", 0),
        ({"user_agent": "python-requests/2.32"}, "GET", 0),
        ({}, "GET", 0),
    ],
)
def test_a_person_counts_when_the_page_is_made_and_when_it_is_kept(
    gateway, headers, method, number
):
    get(gateway, method=method, **headers)
    get(gateway, method=method, **headers)

    assert gateway.store.views.take().get("story:7", 0) == number
    assert gateway.store.views.take() == {}


def test_who_asks_whether_the_page_has_changed_looks_at_it(gateway):
    _status, headers, _body = get(gateway, user_agent=BROWSER)

    assert get(gateway, user_agent=BROWSER, if_none_match=headers["etag"])[0] == 304
    assert gateway.store.views.take() == {"story:7": 2}


def test_the_last_good_copy_is_looked_at_too(gateway):
    get(gateway)
    page = next(iter(gateway.store.main.pages.values()))
    page.stale_at = page.made_at
    gateway.inner.broken = True

    get(gateway, user_agent=BROWSER)

    assert gateway.store.views.take() == {"story:7": 1}


def test_a_page_that_counts_for_nothing_is_not_counted(tmp_path):
    gateway = make_gateway(tmp_path, FakeSite())

    get(gateway, user_agent=BROWSER)

    assert gateway.store.views.take() == {}


def test_the_disk_keeps_for_what_a_page_counts(gateway):
    get(gateway)
    page = next(iter(gateway.store.main.pages.values()))

    assert unpack(pack(page)).counts_for == "story:7"


def test_names_are_bounded_and_known_ones_go_on():
    views = Views()
    views.add({f"story:{number}": 1 for number in range(_MOST_NAMES)})

    views.add({"story:0": 5, "story:new": 1})

    numbers = views.take()
    assert len(numbers) == _MOST_NAMES
    assert numbers["story:0"] == 6
