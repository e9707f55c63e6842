"""Which requests are noted as views of a page."""

import pytest

from toasoan.page_cache import views as views_module
from toasoan.page_cache.cache_tags import KEY
from toasoan.page_cache.page import pack, unpack
from toasoan.page_cache.tests.site import FakeSite, get, make_gateway
from toasoan.page_cache.views import CountedSite, Views, is_person

BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36"


@pytest.fixture
def gateway(tmp_path):
    return make_gateway(tmp_path, FakeSite(counts_for="story:7"))


def names(views):
    return [sight.name for sight in views.take()]


@pytest.mark.parametrize(("method", "number"), [("GET", 2), ("HEAD", 0)])
def test_a_view_is_noted_when_the_page_is_made_and_when_it_is_kept(gateway, method, number):
    get(gateway, method=method, user_agent=BROWSER)
    get(gateway, method=method, user_agent=BROWSER)

    assert names(gateway.store.views) == ["story:7"] * number
    assert names(gateway.store.views) == []


@pytest.mark.parametrize(
    ("agent", "purpose", "person"),
    [
        (BROWSER, "", True),
        (BROWSER, "prefetch;prerender", False),
        ("Mozilla/5.0 (compatible; Googlebot/2.1)", "", False),
        ("python-requests/2.32", "", False),
        ("", "", False),
    ],
)
def test_programs_that_say_so_are_no_people(agent, purpose, person):
    assert is_person(agent, purpose) is person


def test_what_tells_readers_apart_is_noted(gateway):
    get(gateway, user_agent=BROWSER, referer="https://khac.vidu.vn/")

    sight = gateway.store.views.take()[0]

    assert (sight.agent, sight.referer) == (BROWSER, "https://khac.vidu.vn/")


def test_who_asks_whether_the_page_has_changed_looks_at_it(gateway):
    _status, headers, _body = get(gateway, user_agent=BROWSER)

    assert get(gateway, user_agent=BROWSER, if_none_match=headers["etag"])[0] == 304
    assert names(gateway.store.views) == ["story:7"] * 2


def test_the_last_good_copy_is_looked_at_too(gateway):
    get(gateway)
    gateway.store.views.take()
    page = next(iter(gateway.store.main.pages.values()))
    page.stale_at = page.made_at
    gateway.inner.broken = True

    get(gateway, user_agent=BROWSER)

    assert names(gateway.store.views) == ["story:7"]


def test_a_page_that_counts_for_nothing_is_not_noted(tmp_path):
    gateway = make_gateway(tmp_path, FakeSite())

    get(gateway, user_agent=BROWSER)

    assert names(gateway.store.views) == []


def test_the_disk_keeps_for_what_a_page_counts(gateway):
    get(gateway)
    page = next(iter(gateway.store.main.pages.values()))

    assert unpack(pack(page)).counts_for == "story:7"


def test_what_is_noted_is_bounded(monkeypatch):
    monkeypatch.setattr(views_module, "_MOST_SIGHTS", 3)
    views = Views()

    for _ in range(5):
        views.note("story:7", {"REQUEST_METHOD": "GET"})

    assert len(views.take()) == 3


@pytest.mark.parametrize(
    ("status", "cookie", "noted"),
    [
        ("200 OK", "", ["3/page.other:0"]),
        ("200 OK", "sessionid=1", []),
        ("404 Not Found", "", []),
    ],
)
def test_without_a_page_store_pages_for_readers_are_noted(status, cookie, noted):
    def site(environ, start_response):
        policy = environ[KEY]
        policy.counts_at, policy.counts_else = "3", "page.other:0"
        start_response(status, [])
        return [b""]

    views = Views()
    environ = {"REQUEST_METHOD": "GET", "HTTP_COOKIE": cookie}
    CountedSite(site, views)(environ, lambda *_given: None)

    assert names(views) == noted
