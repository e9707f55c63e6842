"""The second factor: required for approvers and webmasters, six digits, codes on paper."""

import datetime as dt
import re

import pyotp
import pytest
from django.test import Client
from django.utils import timezone

from toasoan.accounts.factors import reset_factor
from toasoan.accounts.models import (
    AccountEntry,
    AuthenticatorApp,
    EntryKind,
    RecoveryCode,
    Visit,
)
from toasoan.accounts.sealing import seal, unseal
from toasoan.newsroom.account.tests.conftest import (
    SECOND_STEP,
    SECRET,
    START,
    code_now,
    give_app,
    give_codes,
    words,
)
from toasoan.testing.factories import make_picture
from toasoan.units.models import Delegation
from toasoan.vietnamese.dates import local_day

HOME = "/toa-soan/"
FACTOR = "/toa-soan/account/lop-hai/"
APP = "/toa-soan/account/lop-hai/ung-dung/"
CODES = "/toa-soan/account/lop-hai/ma-du-phong/"


def type_code(browser, code):
    return browser.post(SECOND_STEP, {"code": code})


def add_app(browser):
    """Scan the square and type what the app shows; returns the answer and the secret."""
    page = words(browser.get(APP))
    secret = re.search(r'account-key">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    return browser.post(APP, {"code": pyotp.TOTP(secret).now()}), secret


@pytest.mark.parametrize("person", ["approver", "webmaster"])
def test_approvers_and_webmasters_add_a_factor_before_anything_else_opens(room, sign_in, person):
    browser = sign_in(getattr(room, person))

    answer = browser.get(HOME, follow=True)

    assert answer.request["PATH_INFO"] == FACTOR
    assert "cần lớp xác thực thứ hai" in words(answer)
    for path in ["/toa-soan/tin-cua-toi/", "/toa-soan/account/", "/toa-soan/so-lieu/"]:
        assert browser.get(path).status_code == 302

    answer, _secret = add_app(browser)
    assert answer.url == CODES
    assert browser.get(HOME).status_code == 200


@pytest.mark.parametrize("person", ["contributor", "vetter", "editor", "board_member"])
def test_others_may_but_need_not(room, sign_in, person):
    browser = sign_in(getattr(room, person))

    assert browser.get(HOME, follow=True).status_code == 200
    assert browser.get(FACTOR).status_code == 200


def test_who_stands_in_for_an_approver_needs_one_from_that_day(room, sign_in):
    browser = sign_in(room.editor)
    assert browser.get(HOME).status_code == 200
    today = local_day(timezone.now())
    Delegation.objects.create(
        principal=room.approver, delegate=room.editor, from_on=today, to_on=today
    )

    assert browser.get(HOME, follow=True).request["PATH_INFO"] == FACTOR


def test_photos_of_drafts_stay_closed_until_the_factor_is_proved(room, sign_in):
    photo = make_picture(room.unit, room.contributor)
    browser = sign_in(room.approver)
    editor = sign_in(room.contributor)

    assert editor.get(photo.address(320)).status_code == 200
    assert browser.get(photo.address(320)).status_code == 404


def test_password_and_code_open_the_place_where_the_person_wanted_to_be(room, sign_in):
    give_app(room.approver)
    browser = sign_in(room.approver, data={"next": "/toa-soan/so-lieu/"})

    assert browser.answer.url == SECOND_STEP
    assert browser.get(HOME).status_code == 302
    assert type_code(browser, code_now()).url == "/toa-soan/so-lieu/"
    assert browser.get(HOME).status_code == 200
    assert Visit.objects.get().factor == "app"


def test_the_password_alone_opens_nothing_for_who_has_a_factor(room, sign_in):
    give_app(room.contributor)
    browser = sign_in(room.contributor)

    for path in [HOME, "/toa-soan/account/", FACTOR, APP, CODES]:
        assert browser.get(path).url.startswith("/toa-soan/login/")
    assert not Visit.objects.exists()


def test_a_code_opens_once(room, sign_in, clock):
    give_app(room.approver)
    code = code_now()
    assert type_code(sign_in(room.approver), code).url == HOME

    again = type_code(sign_in(room.approver), code)

    assert "mỗi mã chỉ mở được một lần" in words(again)


def test_an_old_code_does_not_open_and_a_clock_half_a_minute_off_does(room, sign_in, clock):
    give_app(room.approver)
    totp = pyotp.TOTP(SECRET)
    late, old = (totp.at(START - dt.timedelta(seconds=ago)) for ago in (30, 90))

    assert type_code(sign_in(room.approver), old).status_code == 200
    assert type_code(sign_in(room.approver), late).url == HOME


def test_five_wrong_codes_lock_the_second_step(room, sign_in, clock):
    give_app(room.approver)
    browser = sign_in(room.approver)

    answers = [type_code(browser, "000000") for _attempt in range(5)]

    assert [answer.status_code for answer in answers] == [200] * 4 + [429]
    assert type_code(browser, code_now()).status_code == 429
    assert AccountEntry.objects.filter(kind=EntryKind.LOCKED, user=room.approver).exists()


def test_the_second_step_waits_ten_minutes(room, sign_in, clock):
    give_app(room.approver)
    browser = sign_in(room.approver)
    clock.shift(601)

    assert type_code(browser, code_now()).url == "/toa-soan/login/"


def test_a_recovery_code_opens_once(room, sign_in):
    give_app(room.approver)
    code = give_codes(room.approver)[3]

    first = type_code(sign_in(room.approver), code.lower().replace("-", " "))
    second = type_code(sign_in(room.approver), code)

    assert first.url == HOME
    assert second.status_code == 200
    assert RecoveryCode.objects.filter(user=room.approver, used_at=None).count() == 9


def test_a_code_of_somebody_else_opens_nothing(room, sign_in):
    give_app(room.approver)
    give_app(room.webmaster)
    code = give_codes(room.webmaster)[0]

    assert type_code(sign_in(room.approver), code).status_code == 200


def test_the_database_holds_neither_secret_nor_codes(room, settings):
    give_app(room.approver)
    codes = give_codes(room.approver)
    app = AuthenticatorApp.objects.get()

    assert SECRET not in app.sealed_secret
    assert unseal(app.sealed_secret) == SECRET
    kept = " ".join(RecoveryCode.objects.values_list("digest", flat=True))
    assert not any(code.replace("-", "") in kept for code in codes)

    settings.SECRET_KEY = "khoa cua mot may khac"
    assert unseal(app.sealed_secret) is None


def test_a_new_secret_key_reads_what_the_old_one_sealed(settings):
    sealed = seal(SECRET)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "khoa moi"

    assert unseal(sealed) == SECRET


def test_codes_are_shown_once_and_can_be_taken_as_a_file(room, sign_in):
    browser = sign_in(room.approver)
    add_app(browser)

    page = words(browser.get(CODES))
    file = browser.get(CODES + "tai-ve/")
    codes = re.findall(r"<code>([A-Z2-9-]{19})</code>", page)

    assert len(codes) == 10
    assert all(code in file.content.decode() for code in codes)
    assert "attachment" in file["Content-Disposition"]
    assert browser.post(CODES).url == HOME
    assert codes[0] not in words(browser.get(CODES))
    assert browser.get(CODES + "tai-ve/").url == CODES


def test_new_codes_void_the_old_ones(room, sign_in):
    browser = sign_in(room.contributor)
    add_app(browser)
    old = re.findall(r"<code>([A-Z2-9-]{19})</code>", words(browser.get(CODES)))[0]

    assert browser.post(CODES + "moi/").url == CODES

    new = re.findall(r"<code>([A-Z2-9-]{19})</code>", words(browser.get(CODES)))
    assert len(new) == 10
    assert old not in new
    assert type_code(sign_in(room.contributor), old).status_code == 200


def test_it_is_asked_before_the_codes_on_paper_die(room, sign_in):
    browser = sign_in(room.contributor)
    add_app(browser)
    old = re.findall(r"<code>([A-Z2-9-]{19})</code>", words(browser.get(CODES)))[0]

    question = words(browser.get(CODES + "moi/"))

    assert "10 mã anh/chị còn giữ" in question
    assert "chỉ hiện một lần" in question
    assert type_code(sign_in(room.contributor), old).status_code == 302


def test_codes_without_a_factor_are_not_made(room, sign_in):
    browser = sign_in(room.contributor)

    assert browser.post(CODES + "moi/").url == FACTOR


def test_a_wrong_code_does_not_turn_the_app_on_and_keeps_the_square(room, sign_in):
    browser = sign_in(room.contributor)
    before = re.search(r'account-key">([A-Z2-7 ]+)<', words(browser.get(APP)))[1]

    answer = browser.post(APP, {"code": "000000"})

    assert before in words(answer)
    assert not AuthenticatorApp.objects.exists()


def test_the_square_is_drawn_here(room, sign_in):
    page = words(sign_in(room.contributor).get(APP))

    assert "<svg" in page
    assert "otpauth" not in page
    assert "http" not in re.search(r"<svg.*?</svg>", page, re.S)[0].replace("http://www.w3.org", "")


def test_the_last_factor_of_an_approver_stays(room, sign_in):
    browser = sign_in(room.approver)
    add_app(browser)

    browser.post(APP + "go/")

    assert AuthenticatorApp.objects.filter(user=room.approver).exists()


def test_others_may_take_it_away_and_their_codes_go_with_it(room, sign_in):
    browser = sign_in(room.contributor)
    add_app(browser)

    browser.post(APP + "go/")

    assert not AuthenticatorApp.objects.exists()
    assert not RecoveryCode.objects.exists()
    assert sign_in(room.contributor).answer.url == HOME


def test_keys_are_changed_only_after_ones_password_once_more(room, sign_in, clock):
    browser = sign_in(room.contributor)
    clock.shift(11 * 60)

    answer = browser.get(APP)
    assert answer.url.startswith("/toa-soan/account/xac-nhan/?next=")
    assert browser.post("/toa-soan/account/xac-nhan/", {"password": "sai"}).status_code == 200
    data = {"password": "mot mat khau du dai", "next": APP}
    assert browser.post("/toa-soan/account/xac-nhan/", data).url == APP
    assert browser.get(APP).status_code == 200


def test_a_session_without_the_factor_cannot_add_another(room, sign_in):
    browser = sign_in(room.contributor)
    give_app(room.contributor)

    for path in [APP, CODES, CODES + "moi/", FACTOR]:
        assert browser.get(path).url == SECOND_STEP
    assert browser.post(SECOND_STEP, {"code": code_now()}).url == HOME
    assert browser.get(FACTOR).status_code == 200


def test_the_webmaster_resets_a_lost_factor(room, sign_in):
    give_app(room.approver)
    give_codes(room.approver)
    browser = sign_in(room.approver)
    type_code(browser, code_now())

    reset_factor(room.approver, actor=room.webmaster, now=timezone.now())

    assert browser.get(HOME).url.startswith("/toa-soan/login/")
    assert sign_in(room.approver).get(HOME, follow=True).request["PATH_INFO"] == FACTOR
    entry = AccountEntry.objects.get(kind=EntryKind.FACTOR_RESET)
    assert (entry.user, entry.actor) == (room.approver, room.webmaster)


def test_force_login_in_tests_stands_for_a_whole_sign_in(room):
    browser = Client()
    browser.force_login(room.approver)

    assert browser.get(HOME).status_code == 200
