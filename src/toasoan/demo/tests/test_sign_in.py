"""The demo's accounts on the sign-in page: on this machine only, for the demo agency only."""

import datetime as dt

import pytest
import time_machine
from django.contrib.auth import get_user
from django.core.management import call_command
from django.test import Client

from toasoan.accounts.factors import add_app, code_at, new_secret
from toasoan.demo.account_list import _account_lines, read_accounts
from toasoan.demo.agency import AGENCY, CODE
from toasoan.demo.load import DemoAccount
from toasoan.operations.prepared import ACCOUNTS_FILE
from toasoan.testing.factories import make_newsroom
from toasoan.units.models import Agency

pytestmark = pytest.mark.django_db
SIGN_IN = "/toa-soan/login/"
SECOND_STEP = "/toa-soan/login/buoc-hai/"
START = dt.datetime(2026, 11, 25, 1, 0, tzinfo=dt.UTC)
HERE = {"HTTP_HOST": "127.0.0.1:8000", "REMOTE_ADDR": "127.0.0.1"}
PASSWORD = "abcd-efgh-jkmn-pqrs"  # for tests only


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def demo(clock, settings, tmp_path):
    """The demo agency with a contributor and a webmaster, and their list in the data folder."""
    settings.DATA = tmp_path
    settings.WAGTAILADMIN_BASE_URL = "http://127.0.0.1:8000"
    settings.ALLOWED_HOSTS = ["*"]
    room = make_newsroom()
    Agency.objects.update(code=CODE, name=AGENCY.name)
    accounts = []
    for user, part in ((room.contributor, "Cộng tác viên"), (room.webmaster, "Quản trị trang")):
        user.set_password(PASSWORD)
        user.save()
        secret = new_secret() if user == room.webmaster else ""
        if secret:
            earlier = START - dt.timedelta(hours=1)
            add_app(user, secret, code_at(secret, earlier), now=earlier)
        accounts.append(DemoAccount(user.username, PASSWORD, user.get_full_name(), part, secret))
    (tmp_path / ACCOUNTS_FILE).write_text(_account_lines(accounts), encoding="utf-8")
    return room


def page(**request):
    return Client().get(SIGN_IN, **(HERE | request)).content.decode()


def press(user, browser=None, **request):
    return (browser or Client()).post(SIGN_IN, {"account": user.username}, **(HERE | request))


def offers(text):
    return 'name="account"' in text


def test_the_page_offers_the_demos_people_by_part(demo):
    text = page()

    assert "Quản trị trang" in text
    assert f'value="{demo.contributor.username}"' in text
    assert PASSWORD not in text


def test_one_press_signs_in(demo):
    browser = Client()

    answer = press(demo.contributor, browser)

    assert answer["Location"] == "/toa-soan/"
    assert get_user(browser) == demo.contributor


def test_one_press_passes_the_second_factor_too_and_again_at_once(demo):
    for _time in range(2):
        browser = Client()
        answer = press(demo.webmaster, browser)
        assert answer["Location"] == "/toa-soan/"
        assert browser.session["factor"] == "app"


def test_when_all_codes_of_the_minute_were_used_the_code_is_asked_for(demo):
    for _time in range(2):
        press(demo.webmaster)

    assert press(demo.webmaster)["Location"] in {SECOND_STEP, "/toa-soan/"}
    assert press(demo.webmaster)["Location"] == SECOND_STEP


def test_the_page_that_was_wanted_is_opened(demo):
    data = {"account": demo.contributor.username, "next": "/toa-soan/tin-cua-toi/"}

    assert Client().post(SIGN_IN, data, **HERE)["Location"] == data["next"]


@pytest.mark.parametrize(
    "request_",
    [
        {"REMOTE_ADDR": "10.0.0.7"},
        {"REMOTE_ADDR": ""},
        {"HTTP_HOST": "toasoan.vidu.vn"},
        {"HTTP_HOST": "localhost.vidu.vn"},
        {"HTTP_HOST": "127.0.0.1.vidu.vn"},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_X_FORWARDED_HOST": "127.0.0.1"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
        {"HTTP_X_REAL_IP": "127.0.0.1"},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
        {"HTTP_VIA": "1.1 proxy"},
        {"HTTP_ORIGIN": "http://toasoan.vidu.vn"},
        {"HTTP_REFERER": "http://toasoan.vidu.vn/toa-soan/login/"},
    ],
)
def test_nothing_is_offered_to_another_machine(demo, request_):
    assert not offers(page(**request_))

    browser = Client()
    press(demo.contributor, browser, **request_)
    assert get_user(browser).is_anonymous


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000"])
def test_every_name_of_this_machine_is_offered_them(demo, host):
    remote = "::1" if host.startswith("[") else "127.0.0.1"

    assert offers(page(HTTP_HOST=host, REMOTE_ADDR=remote))


def test_a_demo_that_is_published_offers_nothing_even_on_its_own_machine(demo, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://demo.vidu.vn"

    assert not offers(page())
    browser = Client()
    press(demo.contributor, browser)
    assert get_user(browser).is_anonymous


@pytest.mark.parametrize(
    "change",
    [
        {"code": "song-that"},
        {"name": "Viện kiểm sát nhân dân tỉnh Sông Thật"},
    ],
)
def test_another_agency_offers_nothing_even_beside_an_old_list(demo, change):
    Agency.objects.update(**change)

    assert not offers(page())
    browser = Client()
    press(demo.contributor, browser)
    assert get_user(browser).is_anonymous


def test_a_second_agency_beside_the_demo_ends_the_offer(demo):
    make_newsroom("song-that", "that.vidu.vn")

    assert not offers(page())


def test_nothing_is_offered_once_the_list_is_gone(demo, settings):
    (settings.DATA / ACCOUNTS_FILE).unlink()

    assert not offers(page())


def test_a_name_that_is_not_offered_is_a_wrong_name(demo):
    browser = Client()

    press(demo.editor, browser)

    assert get_user(browser).is_anonymous


def test_the_list_is_read_as_it_was_written(settings, demo):
    accounts = read_accounts(settings.DATA / ACCOUNTS_FILE)

    assert [account.username for account in accounts] == [
        demo.contributor.username,
        demo.webmaster.username,
    ]
    assert [bool(account.secret) for account in accounts] == [False, True]


def test_the_command_prints_the_code_of_the_moment(demo, settings, capsys):
    call_command("demo_code", demo.webmaster.username)

    secret = read_accounts(settings.DATA / ACCOUNTS_FILE)[1].secret
    assert capsys.readouterr().out.strip() == code_at(secret, START)
