"""With an https address: the way there, HSTS, cookies that only https carries; else nothing."""

import pytest
from django.test import Client

from toasoan.conf.https import YEAR, https_settings
from toasoan.testing.factories import PASSWORD, make_newsroom

BASE = "https://tin.vidu.vn"
PROXY = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "tin.vidu.vn"}
STRANGER = {"REMOTE_ADDR": "203.0.113.9", "HTTP_HOST": "tin.vidu.vn"}
HTTPS = {"HTTP_X_FORWARDED_PROTO": "https"}


@pytest.fixture
def on_https(settings):
    for name, value in https_settings(BASE).items():
        setattr(settings, name, value)
    settings.ALLOWED_HOSTS = ["tin.vidu.vn", "127.0.0.1", "localhost"]
    settings.CSRF_TRUSTED_ORIGINS = [BASE]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/toa-soan/login/", "/tim-kiem/?q=a%26b", "/khong-co/"])
@pytest.mark.parametrize(
    "sent",
    [
        PROXY,
        PROXY | {"HTTP_X_FORWARDED_PROTO": "http"},
        STRANGER,
        # Whoever comes past the proxy cannot say how it was.
        STRANGER | HTTPS,
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "127.0.0.1:8000"},
    ],
)
def test_http_leads_to_https(on_https, path, sent):
    answer = Client().get(path, **sent)

    assert answer.status_code == 301
    assert answer.url == BASE + path
    assert "Strict-Transport-Security" not in answer


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/toa-soan/login/", "/khong-co/", "/robots.txt"])
def test_https_says_that_it_stays_so(on_https, path):
    make_newsroom()

    answer = Client().get(path, **PROXY, **HTTPS)

    assert answer.status_code in {200, 404}
    assert answer["Strict-Transport-Security"] == f"max-age={YEAR}"


@pytest.mark.django_db
@pytest.mark.parametrize("sent", [PROXY, PROXY | HTTPS, STRANGER])
def test_an_installation_on_http_asks_for_no_https(settings, sent):
    assert https_settings("http://tin.vidu.vn") == {}

    answer = Client().get("/toa-soan/login/", **sent)

    assert answer.status_code == 200
    assert "Strict-Transport-Security" not in answer


@pytest.mark.django_db
@pytest.mark.parametrize("https", [True, False])
def test_every_cookie_is_closed(request, https):
    if https:
        request.getfixturevalue("on_https")
    room = make_newsroom()
    browser = Client(**(PROXY | HTTPS if https else {}))
    data = {"username": room.contributor.username, "password": PASSWORD}
    browser.get("/toa-soan/login/")
    assert browser.post("/toa-soan/login/", data).status_code == 302
    # Without a seat: a message waits for the next page.
    other = Client(**(PROXY | HTTPS if https else {}))
    other.post("/toa-soan/login/", data | {"username": room.outsider.username})
    cookies = browser.cookies | other.cookies

    names = {"sessionid", "csrftoken", "toasoan_device", "messages"}
    assert {name.rpartition("-")[2] for name in cookies} == names
    for name, cookie in cookies.items():
        assert bool(cookie["secure"]) is https
        assert cookie["samesite"] == "Lax"
        # Our scripts send the token of the forms back.
        assert bool(cookie["httponly"]) is not name.endswith("csrftoken")
        assert cookie["domain"] == ""
        if https:
            prefix = "__Host-" if cookie["path"] == "/" else "__Secure-"
            assert name.startswith(prefix)


@pytest.mark.django_db
def test_a_cookie_without_its_prefix_signs_nobody_in(on_https):
    room = make_newsroom()
    browser = Client(**PROXY, **HTTPS)
    browser.force_login(room.contributor)
    assert browser.get("/toa-soan/").status_code == 200

    planted = Client(**PROXY, **HTTPS)
    planted.cookies["sessionid"] = browser.cookies["__Host-sessionid"].value

    assert planted.get("/toa-soan/").status_code == 302
