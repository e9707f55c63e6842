"""No address is ever answered with the page of another one."""

import json
from urllib.parse import parse_qsl, quote, unquote_to_bytes, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toasoan.page_cache.cache_tags import KEY
from toasoan.page_cache.keys import address_key, address_of, has_query, query_key
from toasoan.page_cache.tests.site import get, make_gateway

#: Every reserved sign of RFC 3986, the sign of escapes, a space, a line's end, a letter with marks.
SIGNS = ":/?#[]@!$&'()*+,;=% \nđ"
KNOWN = ("q", "trang")


def echo(environ, start_response):
    """A site whose every page says which path and query it was asked for; it knows KNOWN."""
    policy = environ.get(KEY)
    if policy is not None:
        policy.kept = True
        policy.tags.add("all")
        policy.knows.update(KNOWN)
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
    return [json.dumps([environ["PATH_INFO"], environ["QUERY_STRING"]]).encode()]


def escaped(signs, times):
    """The signs as they are, escaped once, or escaped twice."""
    for _ in range(times):
        signs = quote(signs, safe="")
    return signs


def decoded(path):
    """The path of a request line as WSGI gives it to the site."""
    return unquote_to_bytes(path).decode("latin-1")


parts = st.builds(escaped, st.text(SIGNS + "aq1", max_size=6), st.integers(0, 2))
paths = st.lists(parts, max_size=3).map(lambda found: decoded("/" + "/".join(found)))
queries = st.one_of(
    st.lists(parts, max_size=3).map("&".join),
    st.lists(st.tuples(st.sampled_from([*KNOWN, "la"]), parts), max_size=3).map(urlencode),
)


def known_part(query):
    """What the site is to see of a query: the parameters it knows, in one order."""
    found = {name: value for name, value in parse_qsl(query) if name in KNOWN}
    return urlencode(sorted(found.items()))


def look_alikes(path, query):
    """The request, and others whose parts make the same text when they are joined."""
    kept = known_part(query)
    for sign in ("?", "%3F", "%253F"):
        yield f"{path}{sign}{kept}", ""
        yield f"{path}{sign}", query
        head, _, tail = kept.partition("&")
        yield f"{path}{sign}{head}", tail
    yield path, query


@settings(max_examples=60, deadline=None)
@given(requests=st.lists(st.tuples(paths, queries), min_size=1, max_size=3))
def test_each_address_gets_its_own_page(tmp_path_factory, requests):
    gateway = make_gateway(tmp_path_factory.mktemp("pages"), echo)

    for path, query in [two for one in requests for two in look_alikes(*one)]:
        _status, _headers, body = get(gateway, path, query=query)
        assert json.loads(body) == [path, known_part(query)]


@pytest.mark.parametrize("path", ["/tim-kiem/%3Fq=abc", "/tim-kiem/%253Fq=abc", "/tim-kiem/%3F"])
def test_a_question_mark_in_a_path_begins_no_query(tmp_path, path):
    gateway = make_gateway(tmp_path, echo)

    get(gateway, decoded(path))

    assert json.loads(get(gateway, "/tim-kiem/", query="q=abc")[2]) == ["/tim-kiem/", "q=abc"]
    assert json.loads(get(gateway, "/tim-kiem/")[2]) == ["/tim-kiem/", ""]


def test_what_an_odd_path_knows_is_not_said_of_another(tmp_path):
    def site(environ, start_response):
        answer = echo(environ, start_response)
        if "?" in environ["PATH_INFO"]:
            environ[KEY].knows.clear()
        return answer

    gateway = make_gateway(tmp_path, site)
    get(gateway, "/tim-kiem/")

    get(gateway, "/tim-kiem/?q=abc")

    assert json.loads(get(gateway, "/tim-kiem/", query="q=xyz")[2])[1] == "q=xyz"


@given(path=paths, query=queries)
def test_keys_are_equal_only_for_the_same_address_and_query(path, query):
    requests = {(path, known_part(query)) for path, query in look_alikes(path, query)}
    keys = {query_key(address_key("https", "vidu.vn", path), query) for path, query in requests}

    assert len(keys) == len(requests)


@given(path=paths, query=queries.map(known_part))
def test_a_key_leads_back_to_its_address(path, query):
    address = address_key("https", "vidu.vn", path)

    assert address_of(query_key(address, query)) == address
    assert has_query(query_key(address, query)) == bool(query)
