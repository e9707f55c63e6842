"""The page store without a framework: what is kept, for whom, and what readers get."""

import gzip
import io
import time
from concurrent.futures import ThreadPoolExecutor

import brotli
import pytest

from toasoan.page_cache.answers import Caching
from toasoan.page_cache.gateway import ReaderRules
from toasoan.page_cache.store import CacheLimits
from toasoan.page_cache.tests.site import MB, FakeSite, change, get, make_gateway


@pytest.fixture
def site():
    return FakeSite()


@pytest.fixture
def gateway(tmp_path, site):
    return make_gateway(tmp_path, site)


# What is kept


def test_a_page_is_rendered_once(gateway, site):
    first = get(gateway)
    again = get(gateway)

    assert first == again
    assert (first[0], len(site.requests)) == (200, 1)


def test_an_answer_that_says_nothing_is_never_kept(gateway, site):
    site.kept = False

    get(gateway)
    get(gateway)

    assert not gateway.store.main.pages
    # The first time is a try for everybody; then everybody gets their own.
    assert len(site.requests) == 3


@pytest.mark.parametrize(
    "header",
    [
        ("Set-Cookie", "sessionid=1"),
        ("Vary", "Cookie"),
        ("Vary", "Accept, *"),
        ("Cache-Control", "private"),
        ("Cache-Control", "max-age=0, no-store"),
    ],
)
def test_an_answer_for_one_person_is_never_kept(gateway, site, header):
    site.headers = (header,)

    get(gateway)

    assert not gateway.store.main.pages
    assert get(gateway)[1][header[0].lower()] == header[1]


@pytest.mark.parametrize("status", ["201 Created", "403 Forbidden", "503 Service Unavailable"])
def test_other_statuses_are_not_kept(gateway, site, status):
    site.status = status

    assert get(gateway)[0] == int(status[:3])
    assert not gateway.store.in_memory("http://vidu.vn/")


@pytest.mark.parametrize("status", ["404 Not Found", "301 Moved Permanently", "302 Found"])
def test_refusals_and_redirects_are_kept_for_a_minute_and_not_on_the_disk(gateway, site, status):
    site.status = status
    site.headers = (("Location", "/khac"),)

    first, again = get(gateway, "/x"), get(gateway, "/x")

    assert first == again
    assert (len(site.requests), gateway.store.disk.count) == (1, 0)
    page = gateway.store.in_memory("http://vidu.vn/x")
    assert page.until <= time.time() + 60


@pytest.mark.parametrize(
    "parts",
    [
        {"cookie": "a=b; sessionid=xyz"},
        {"authorization": "Basic x"},
        {"method": "POST"},
        {"path": "/toa-soan/"},
        {"path": "/anh/1/a-320.webp"},
        {"host": "khac.vn"},
        {"host": "vidu.vn:99"},
        {"path": "/" + "a" * 700},
        {"query": "q=" + "a" * 500},
    ],
)
def test_what_is_not_a_readers_request_passes_untouched(gateway, site, parts):
    get(gateway, **parts)
    get(gateway, **parts)

    assert len(site.requests) == 2
    assert not gateway.store.main.pages | gateway.store.passing.pages
    assert site.requests[0].get("HTTP_COOKIE") == parts.get("cookie")


@pytest.mark.parametrize("query", ["x=1", "x=", "size=5&x=1", "size=5&size=6"])
def test_where_parameters_are_exact_the_site_refuses_what_it_does_not_know(gateway, site, query):
    site.knows = ("size",)
    get(gateway, "/api/v1/stories", query="size=5")
    asked_before = len(site.requests)

    for _ in range(2):
        get(gateway, "/api/v1/stories", query=query)
    get(gateway, "/api/v1/stories", query="size=5")

    seen = [request["QUERY_STRING"] for request in site.requests[asked_before:]]
    assert seen == [query, query]


def test_a_person_of_the_newsroom_gets_no_kept_page(gateway, site):
    get(gateway)
    site.text = "Trang mới"

    assert get(gateway, cookie="sessionid=1")[2] == b"Trang m\xe1\xbb\x9bi"


# Nobody can poison it


def test_the_site_sees_nothing_of_the_reader_whose_request_renders_a_page(gateway, site):
    get(
        gateway, cookie="csrftoken=1", x_forwarded_host="xau.vn", accept_language="en",
        user_agent="x", range="bytes=0-1", if_none_match="*", method="HEAD",
    )  # fmt: skip

    seen = {name for name in site.requests[0] if name.startswith("HTTP_")}
    assert seen == {"HTTP_HOST"}
    assert site.requests[0]["REQUEST_METHOD"] == "GET"


def test_unknown_parameters_never_make_a_second_copy(gateway, site):
    get(gateway, "/tin/")
    for query in ("utm_source=x", "a=1&b=2", "%00=%ff", "fbclid=" + "x" * 300):
        assert get(gateway, "/tin/", query=query) == get(gateway, "/tin/")

    assert len(site.requests) == 1
    assert len(gateway.store.main.pages) == 1


def test_a_first_request_with_unknown_parameters_poisons_nothing(gateway, site):
    body = get(gateway, "/tin/", query="xau=%3Cscript%3E")[2]

    assert b"script" not in body
    assert [seen["QUERY_STRING"] for seen in site.requests] == [""]


def test_known_parameters_make_a_page_of_their_own_and_in_one_spelling(gateway, site):
    get(gateway, "/tin/")
    one = get(gateway, "/tin/", query="truoc=abc")
    other = get(gateway, "/tin/", query="x=1&truoc=zzz&truoc=abc")

    assert one == other
    assert one[2].endswith(b"truoc=abc")
    assert len(site.requests) == 2


def test_a_search_gets_its_query_because_it_is_not_kept(gateway, site):
    site.kept = False

    assert get(gateway, "/tim-kiem/", query="q=abc")[2].endswith(b"q=abc")
    assert get(gateway, "/tim-kiem/", query="q=xyz")[2].endswith(b"q=xyz")


def test_hosts_and_schemes_have_pages_of_their_own(tmp_path, site):
    place = ReaderRules(
        hosts=frozenset({"vidu.vn", "localhost:8000"}),
        passes=(),
        proxies=frozenset({"127.0.0.1"}),
    )
    gateway = make_gateway(tmp_path, site, place=place)

    get(gateway, host="vidu.vn")
    get(gateway, host="VIDU.vn")
    get(gateway, host="localhost:8000")
    get(gateway, x_forwarded_proto="https", remote="127.0.0.1")
    get(gateway, x_forwarded_proto="https", remote="127.0.0.1")
    get(gateway, x_forwarded_proto="https", remote="203.0.113.9")

    assert len(site.requests) == 3


def test_a_proxys_header_means_nothing_where_it_is_not_believed(gateway, site):
    get(gateway)
    get(gateway, x_forwarded_proto="https")

    assert len(site.requests) == 1


# What readers get


def test_every_coding_holds_the_same_words(gateway):
    plain = get(gateway)
    packed = get(gateway, accept_encoding="gzip, deflate")
    small = get(gateway, accept_encoding="gzip, deflate, br")

    assert gzip.decompress(packed[2]) == brotli.decompress(small[2]) == plain[2]
    assert [a[1].get("content-encoding") for a in (plain, packed, small)] == [None, "gzip", "br"]
    assert len({answer[1]["etag"] for answer in (plain, packed, small)}) == 3
    for _status, headers, body in (plain, packed, small):
        assert headers["vary"] == "Accept-Encoding"
        assert int(headers["content-length"]) == len(body)


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("br;q=0, gzip", "gzip"), ("*", "br"), ("identity", None), ("gzip;q=0", None),
        ("br;q=0.2, gzip;q=0.9", "gzip"), ("*;q=0", None), ("gzip;q=x", None), ("GZIP", "gzip"),
    ],
)  # fmt: skip
def test_the_coding_follows_what_the_browser_accepts(gateway, accepted, coding):
    assert get(gateway, accept_encoding=accepted)[1].get("content-encoding") == coding


def test_a_short_answer_is_not_compressed(gateway, site):
    site.text = "ngắn"

    headers = get(gateway, accept_encoding="br")[1]

    assert "content-encoding" not in headers
    assert "vary" not in headers


def test_what_the_reader_has_is_not_sent_again(gateway):
    _status, headers, _body = get(gateway, accept_encoding="br")

    by_name = get(gateway, accept_encoding="br", if_none_match=f'"x", W/{headers["etag"]}')
    by_time = get(gateway, if_modified_since=headers["last-modified"])
    other = get(gateway, accept_encoding="gzip", if_none_match=headers["etag"])
    both = get(gateway, if_none_match='"x"', if_modified_since=headers["last-modified"])
    broken = get(gateway, if_modified_since="gestern")

    assert (by_name[0], by_name[2]) == (304, b"")
    assert by_name[1]["etag"] == headers["etag"]
    assert "content-type" not in by_name[1]
    assert by_time[0] == 304
    assert [other[0], both[0], broken[0]] == [200, 200, 200]


def test_head_has_the_headers_of_get_and_no_body(gateway, site):
    head = get(gateway, method="HEAD")
    whole = get(gateway)

    assert head[:2] == whole[:2]
    assert (head[2], len(site.requests)) == (b"", 1)


def test_the_headers_of_the_site_stay(gateway, site):
    site.headers = (("Content-Security-Policy", "default-src 'none'"), ("X-Frame-Options", "DENY"))

    for _ in range(2):
        headers = get(gateway)[1]
        assert headers["content-security-policy"] == "default-src 'none'"
        assert headers["x-frame-options"] == "DENY"


def test_browsers_ask_every_time_and_shared_caches_only_when_allowed(tmp_path, site):
    alone = get(make_gateway(tmp_path / "a", site))[1]
    behind = get(make_gateway(tmp_path / "b", site, caching=Caching(30, tags=True)))[1]
    untagged = get(make_gateway(tmp_path / "c", site, caching=Caching(30)))[1]

    assert alone["cache-control"] == "public, max-age=0, must-revalidate"
    assert "cache-tag" not in alone
    assert "s-maxage=30" in behind["cache-control"]
    assert "max-age=0" in behind["cache-control"]
    assert behind["cdn-cache-control"].startswith("public, max-age=30")
    assert behind["cache-tag"] == "story:1"
    assert "s-maxage=30" in untagged["cache-control"]
    assert "cache-tag" not in untagged


# What the server asks before it takes a thread


def asked(path="/", **changed):
    """A reader's request, as the server describes it."""
    return {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": "", "HTTP_HOST": "vidu.vn",
        "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(),
    } | changed  # fmt: skip


def answer(*_said):
    """WSGI's `start_response` of somebody who looks at the body only."""


def test_only_what_is_kept_is_answered_at_once(gateway, site):
    assert gateway.at_once(asked(), answer) is None
    get(gateway)

    assert b"".join(gateway.at_once(asked(), answer)) == site.text.encode()
    assert gateway.at_once(asked("/toa-soan/"), answer) is None
    assert len(site.requests) == 1


def test_the_last_good_copy_is_there_when_the_page_is_stale(gateway, site):
    assert gateway.last_good(asked(), answer) is None
    get(gateway)
    gateway.store.apply([change(11, "story:1")], 11)

    assert gateway.at_once(asked(), answer) is None
    assert b"".join(gateway.last_good(asked(), answer)) == site.text.encode()
    assert gateway.last_good(asked("/toa-soan/"), answer) is None


def test_requests_for_one_page_have_one_name(gateway, site):
    unknown = gateway.page_of(asked(QUERY_STRING="utm=1"))
    get(gateway)

    assert unknown != gateway.page_of(asked(QUERY_STRING="utm=2")) == gateway.page_of(asked())
    assert gateway.page_of(asked("/toa-soan/")) is None
    site.headers = (("Cache-Control", "private"),)
    get(gateway, "/rieng")
    assert gateway.page_of(asked("/rieng")) is None


# Changes


def test_a_change_drops_exactly_the_pages_that_show_it(gateway, site):
    get(gateway, "/a")
    site.tags = ("story:2",)
    get(gateway, "/b")

    gateway.store.apply([change(10, "story:2")], 11)
    get(gateway, "/a")
    get(gateway, "/b")

    assert [seen["PATH_INFO"] for seen in site.requests] == ["/a", "/b", "/b"]


def test_everything_can_be_dropped(gateway, site):
    get(gateway, "/a")

    gateway.store.apply([change(10, "*")], 11)
    get(gateway, "/a")

    assert len(site.requests) == 2


def test_a_page_made_from_older_words_than_a_change_is_not_kept(gateway, site):
    site.on_render = lambda: gateway.store.apply([change(10, "story:1")], 11)

    get(gateway)
    site.on_render = None
    get(gateway)

    assert len(site.requests) == 2
    assert gateway.store.in_memory("http://vidu.vn/").position == 11


def test_the_same_change_seen_twice_drops_nothing_that_was_made_after_it(gateway, site):
    gateway.store.apply([change(10, "story:1")], 11)
    get(gateway)

    gateway.store.apply([change(10, "story:1")], 11)
    get(gateway)

    assert len(site.requests) == 1


def test_words_that_did_not_change_keep_their_name_and_date(gateway, site):
    first = get(gateway)[1]
    gateway.store.in_memory("http://vidu.vn/").changed_at -= 86_400
    gateway.store.apply([change(10, "story:1")], 11)

    again = get(gateway)[1]

    assert again["etag"] == first["etag"]
    assert again["last-modified"] < first["last-modified"] or len(site.requests) == 2


def test_a_page_ends_with_its_day(gateway, site):
    site.until = time.time() - 1
    get(gateway)
    get(gateway)

    assert len(site.requests) == 2


# When the site is broken


def test_the_last_good_copy_stands_in_and_says_so(gateway, site):
    good = get(gateway)
    gateway.store.apply([change(10, "story:1")], 11)
    site.broken = True

    old, again = get(gateway), get(gateway)

    assert (old[0], old[2]) == (200, good[2])
    assert old[1]["warning"].startswith("110")
    assert int(old[1]["age"]) >= 0
    assert again[0] == 200
    # Between two tries there is a pause: a broken site is left alone.
    assert len(site.requests) == 2


def test_an_error_page_never_takes_the_place_of_a_good_one(gateway, site):
    good = get(gateway)
    gateway.store.apply([change(10, "story:1")], 11)
    site.status, site.text = "500 Internal Server Error", "Lỗi"

    assert get(gateway)[2] == good[2]


def test_pages_that_nothing_changed_answer_as_ever(gateway, site):
    good = get(gateway)
    site.broken = True

    assert get(gateway) == good


def test_what_was_taken_from_the_public_never_stands_in(gateway, site):
    get(gateway)
    gateway.store.apply([change(10, "story:1", withdrawn=True)], 11)
    site.broken = True

    with pytest.raises(ConnectionError):
        get(gateway)
    assert gateway.store.find("http://vidu.vn/") is None


def test_a_copy_that_is_too_old_does_not_stand_in(tmp_path, site):
    limits = CacheLimits(memory=MB, disk=MB, max_stale=0)
    gateway = make_gateway(tmp_path, site, limits=limits)
    get(gateway)
    gateway.store.apply([change(10, "story:1")], 11)
    gateway.store.in_memory("http://vidu.vn/").stale_at -= 5
    site.broken = True

    with pytest.raises(ConnectionError):
        get(gateway)


# One at a time


def test_one_renders_and_the_others_get_the_previous_copy(gateway, site, threading_event):
    old = get(gateway)
    gateway.store.apply([change(10, "story:1")], 11)
    site.text, site.gate = "Trang mới. " * 100, threading_event
    site.entered.clear()

    with ThreadPoolExecutor(1) as pool:
        mine = pool.submit(get, gateway)
        assert site.entered.wait(20)
        others = [get(gateway) for _ in range(5)]
        threading_event.set()

    assert {other[2] for other in others} == {old[2]}
    assert "mới" in mine.result()[2].decode()
    assert len(site.requests) == 2


def test_without_a_copy_the_others_wait_for_the_one(gateway, site, threading_event):
    site.gate = threading_event

    with ThreadPoolExecutor(8) as pool:
        answers = [pool.submit(get, gateway) for _ in range(8)]
        assert site.entered.wait(20)
        threading_event.set()
        bodies = {answer.result()[2] for answer in answers}

    assert (len(bodies), len(site.requests)) == (1, 1)


@pytest.fixture
def threading_event():
    import threading

    return threading.Event()


# Restart


def test_a_restart_is_warm(tmp_path, site):
    good = get(make_gateway(tmp_path, site))

    assert get(make_gateway(tmp_path, site)) == good
    assert len(site.requests) == 1


def test_what_changed_while_nobody_ran_is_made_anew(tmp_path, site):
    get(make_gateway(tmp_path, site), "/a")
    site.tags = ("story:2",)
    get(make_gateway(tmp_path, site), "/b")

    gateway = make_gateway(tmp_path, site)
    gateway.store.apply([change(10, "story:2")], 11)
    get(gateway, "/a")
    get(gateway, "/b")

    assert [seen["PATH_INFO"] for seen in site.requests] == ["/a", "/b", "/b"]


def test_a_start_without_the_database_shows_what_is_on_the_disk(tmp_path, site):
    good = get(make_gateway(tmp_path, site))
    site.broken = True

    answer = get(make_gateway(tmp_path, site, informed=False))

    assert (answer[0], answer[2]) == (200, good[2])
    assert "warning" in answer[1]


def test_a_start_without_the_database_remembers_what_was_taken_down(tmp_path, site):
    gateway = make_gateway(tmp_path, site)
    get(gateway)
    content = next((tmp_path / "pages").glob("*/*.page")).read_bytes()
    gateway.store.apply([change(10, "story:1", withdrawn=True)], 11)
    # As if another process had written it a moment too late.
    next((tmp_path / "pages").glob("*/*.page")).write_bytes(content)
    site.broken = True

    with pytest.raises(ConnectionError):
        get(make_gateway(tmp_path, site, informed=False))


def test_before_the_changes_are_known_nothing_new_is_kept(tmp_path, site):
    gateway = make_gateway(tmp_path, site, informed=False)

    assert get(gateway)[0] == 200
    assert not gateway.store.main.pages
    assert gateway.store.disk.count == 0


def test_another_database_begins_with_an_empty_store(tmp_path, site):
    get(make_gateway(tmp_path, site))
    gateway = make_gateway(tmp_path, site, informed=False)

    gateway.store.apply([], 3)
    get(gateway)

    assert len(site.requests) == 2
