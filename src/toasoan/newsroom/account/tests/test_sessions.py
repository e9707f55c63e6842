"""Sessions end when nobody is there, are listed, and can be ended from afar."""

import pytest
from django.test import Client

from toasoan.accounts.models import AccountEntry, EntryKind, Visit
from toasoan.newsroom.account.tests.conftest import SIGN_IN, give_app, words
from toasoan.newsroom.account.words import device_words
from toasoan.testing.factories import PASSWORD

HOME = "/toa-soan/"
STATE = "/toa-soan/phien/"
PING = "/toa-soan/editing-sessions/ping/stories/story/1/1/"
NEW = "chim sẻ ăn kẹo lạc"


def is_open(browser):
    return browser.get(HOME).status_code == 200


def test_a_session_ends_after_fifteen_minutes_without_an_action(room, sign_in, clock):
    browser = sign_in(room.contributor)
    clock.shift(14 * 60)
    assert is_open(browser)
    clock.shift(15 * 60)

    answer = browser.get("/toa-soan/tin-cua-toi/?p=1")

    assert answer.url == f"{SIGN_IN}?next=%2Ftoa-soan%2Ftin-cua-toi%2F%3Fp%3D1&vi-sao=idle"
    assert "quá lâu không có thao tác" in words(browser.get(answer.url))
    assert Visit.objects.get().ending == "idle"


def test_a_webmasters_session_ends_after_five(room, clock):
    browser = Client()
    browser.force_login(room.webmaster)
    assert is_open(browser)
    clock.shift(5 * 60)

    assert not is_open(browser)


def test_no_session_lasts_longer_than_twelve_hours(room, sign_in, clock, settings):
    settings.TOASOAN_IDLE_SECONDS = 5 * 3600
    browser = sign_in(room.contributor)
    for _part_of_the_day in range(2):
        clock.shift(4 * 3600)
        assert is_open(browser)
    clock.shift(4 * 3600)

    assert "vi-sao=too_long" in browser.get(HOME).url


def test_the_question_how_long_it_lasts_keeps_no_session_alive(room, sign_in, clock):
    browser = sign_in(room.contributor)
    for _minute in range(14):
        clock.shift(60)
        left = browser.get(STATE).json()["remaining"]
    assert left == 60
    clock.shift(60)

    answer = browser.get(STATE)

    assert answer.status_code == 401 or answer.url
    assert not is_open(browser)


def test_a_script_learns_why_the_session_is_over(room, sign_in, clock):
    browser = sign_in(room.contributor)
    clock.shift(16 * 60)

    answer = browser.get(STATE, headers={"Accept": "application/json"})

    assert answer.status_code == 401
    assert answer.json()["ended"] == "idle"


def test_one_press_keeps_it_alive(room, sign_in, clock):
    browser = sign_in(room.contributor)
    clock.shift(14 * 60)

    assert browser.post(STATE).json()["remaining"] == 15 * 60
    clock.shift(14 * 60)
    assert is_open(browser)


def test_presence_in_the_editor_keeps_no_session_alive(room, sign_in, clock):
    browser = sign_in(room.contributor)
    for _minute in range(14):
        clock.shift(60)
        browser.post(PING)
        browser.get(HOME, headers={"X-Background": "1"})
    clock.shift(60)

    assert not is_open(browser)


def test_a_form_that_comes_too_late_changes_nothing_and_ends_the_session(room, sign_in, clock):
    browser = sign_in(room.contributor)
    clock.shift(16 * 60)

    # What was typed is shown again by newsroom.kit.signed_out.
    answer = browser.post("/toa-soan/gui-word/", {"unit": 1})

    assert answer.status_code == 401
    assert "sessionid" not in browser.cookies or not browser.cookies["sessionid"].value
    assert Visit.objects.get().ending == "idle"


def test_passwords_that_come_too_late_are_not_shown_to_whoever_sits_there_now(room, sign_in, clock):
    browser = sign_in(room.contributor)
    clock.shift(16 * 60)

    data = {"username": "ai", "password": PASSWORD, "new_password": NEW, "again": NEW}
    answer = browser.post("/toa-soan/account/mat-khau/", data)

    assert answer.url.startswith(f"{SIGN_IN}?next=%2Ftoa-soan%2Faccount%2Fmat-khau%2F&vi-sao=idle")
    assert PASSWORD not in words(answer)
    assert NEW not in words(answer)


def test_every_screen_of_the_shell_carries_the_notice(room, sign_in):
    page = words(sign_in(room.contributor).get(HOME))

    assert 'data-idle="900" data-notice="60"' in page
    assert "Tiếp tục làm việc" in page


def test_the_public_site_and_its_copies_know_no_session(room, django_assert_num_queries, client):
    answer = client.get(SIGN_IN)
    assert "data-session-notice" not in words(answer)


def test_sessions_are_listed_in_words_this_one_first(room, sign_in):
    phone = {"HTTP_USER_AGENT": "Mozilla/5.0 (iPhone; CPU OS 19) Version/19 Safari/604"}
    sign_in(room.contributor, **phone)
    here = sign_in(room.contributor, HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/150.0")

    page = words(here.get("/toa-soan/account/"))

    assert page.index("Firefox, Windows") < page.index("Safari, iPhone")


def test_a_browsers_name_is_kept_without_signs_that_nobody_sees(room, sign_in):
    sign_in(room.contributor, HTTP_USER_AGENT="Firefox\0\u200b/150.0")

    assert Visit.objects.get().agent == "Firefox/150.0"


def test_one_session_is_ended_from_afar(room, sign_in):
    here, there = sign_in(room.contributor), sign_in(room.contributor)
    first, second = Visit.objects.order_by("-pk")

    here_id = here.session["visit"]
    other = first if second.pk == here_id else second
    here.post(f"/toa-soan/account/phien/{other.pk}/ket-thuc/")

    assert "vi-sao=from_afar" in there.get(HOME).url
    assert is_open(here)
    assert AccountEntry.objects.filter(kind=EntryKind.VISIT_ENDED).get().actor == room.contributor


def test_another_persons_session_cannot_be_ended(room, sign_in):
    there = sign_in(room.vetter)
    foreign = Visit.objects.get()
    here = sign_in(room.contributor)

    here.post(f"/toa-soan/account/phien/{foreign.pk}/ket-thuc/")

    assert is_open(there)


def test_all_others_are_ended_at_once(room, sign_in):
    here = sign_in(room.contributor)
    others = [sign_in(room.contributor) for _device in range(2)]

    here.post("/toa-soan/account/phien-khac/ket-thuc/")

    assert [is_open(each) for each in others] == [False, False]
    assert is_open(here)


def test_a_changed_password_ends_the_other_sessions(room, sign_in):
    here, there = sign_in(room.contributor), sign_in(room.contributor)

    data = {"password": PASSWORD, "new_password": NEW, "again": NEW}
    answer = here.post("/toa-soan/account/mat-khau/", data)

    assert answer.url == "/toa-soan/account/"
    assert is_open(here)
    assert not is_open(there)
    assert Visit.objects.filter(ended_at=None).count() == 1
    assert sign_in(room.contributor, NEW).answer.url == HOME


def test_nobody_changes_the_password_without_knowing_it(room, sign_in):
    here = sign_in(room.contributor)

    data = {"password": "sai roi", "new_password": NEW, "again": NEW}
    answers = [here.post("/toa-soan/account/mat-khau/", data) for _attempt in range(6)]

    assert "không phải mật khẩu của anh/chị" in words(answers[0])
    assert "trong 15 phút" in words(answers[-1])
    room.contributor.refresh_from_db()
    assert room.contributor.check_password(PASSWORD)


def test_signing_out_ends_the_session_on_the_server(room, sign_in):
    browser = sign_in(room.contributor)
    stolen = Client()
    stolen.cookies["sessionid"] = browser.cookies["sessionid"].value

    browser.post("/toa-soan/logout/")

    assert not is_open(stolen)
    assert Visit.objects.get().ending == "signed_out"


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_the_address_of_signing_out_changes_nothing(room, sign_in, method):
    browser = sign_in(room.contributor)

    answer = getattr(browser, method)("/toa-soan/logout/")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/toa-soan/")
    assert not answer.cookies
    assert is_open(browser)
    assert Visit.objects.get().ended_at is None


def test_signing_in_begins_a_new_session_under_a_new_key(room, sign_in):
    browser = Client()
    browser.get(SIGN_IN)
    browser.post("/toa-soan/login/khoa/")
    before = browser.cookies["sessionid"].value

    sign_in(room.contributor, browser=browser)

    assert browser.cookies["sessionid"].value != before


def test_what_happened_is_shown_to_the_person_and_the_webmaster_only(room, sign_in):
    sign_in(room.contributor, "sai roi")
    give_app(room.webmaster)
    keeper = Client()
    keeper.force_login(room.webmaster)

    own = words(sign_in(room.contributor).get("/toa-soan/account/"))
    log = "/toa-soan/nhat-ky-tai-khoan/"

    assert "đăng nhập không thành công" in own
    assert str(room.contributor) in words(keeper.get(log))
    assert sign_in(room.editor).get(log).status_code == 404


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0) Chrome/150.0 Safari/537.36 Edg/150.0",
            "Microsoft Edge, Windows",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) coc_coc_browser/120 Chrome/114 Safari/537",
            "Cốc Cốc, Windows",
        ),
        (
            "Mozilla/5.0 (Linux; Android 15) SamsungBrowser/28 Chrome/130 Safari/537",
            "Samsung Internet, Android",
        ),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 15) Version/19 Safari/605", "Safari, macOS"),
        ("", "trình duyệt không rõ"),
    ],
)
def test_a_browser_is_called_by_its_name(agent, name):
    assert device_words(agent) == name
