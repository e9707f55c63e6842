"""Wrong attempts of others are no weapon: what still opens while a name is being attacked."""

import re
from contextlib import suppress

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from toasoan.accounts.administration import set_password, unlock
from toasoan.accounts.attempts import Source
from toasoan.accounts.devices import KEPT_FOR, MOST_DEVICES, forget_old_devices
from toasoan.accounts.factors import reset_factor
from toasoan.accounts.models import AccountEntry, EntryKind, KnownDevice, Visit
from toasoan.accounts.sign_in import SignInRefusedError, check_name_and_password
from toasoan.accounts.tasks import keep_accounts_in_order, mail_links
from toasoan.newsroom.account.tests.conftest import SECOND_STEP, code_now, give_app, words
from toasoan.notifications.kinds import NotificationKind
from toasoan.notifications.models import Notification
from toasoan.testing.factories import PASSWORD

HOME = "/toa-soan/"
PROVE = "/toa-soan/account/xac-nhan/"
FORGOTTEN = "/toa-soan/quen-mat-khau/"
ELSEWHERE = {"REMOTE_ADDR": "203.0.113.9"}
NEW = "chim sẻ ăn kẹo lạc"


def guess(user, address):
    """A wrong password for the person from this address; what the sign-in page counts by."""
    with suppress(SignInRefusedError):
        check_name_and_password(
            getattr(user, "username", user), "sai", now=timezone.now(), source=Source(address)
        )


@pytest.fixture
def attack(sign_in):
    """Wrong passwords for a person, five from each of so many networks; the last answer."""

    def run(user, networks=1):
        for number in range(networks):
            for _attempt in range(5):
                guess(user, f"198.51.100.{number}")
        return sign_in(user, "sai", REMOTE_ADDR="198.51.100.0").answer

    return run


def opens(browser):
    return browser.answer.status_code == 302


def known_browser(sign_in, user):
    """A browser in which the person signed in, and out again."""
    browser = sign_in(user)
    browser.post("/toa-soan/logout/")
    return browser


def test_wrong_passwords_from_elsewhere_do_not_keep_a_person_out(sign_in, room, attack, clock):
    assert attack(room.contributor, networks=2).status_code == 429

    assert opens(sign_in(room.contributor))


def test_who_is_locked_out_reads_how_long_and_what_else_opens(sign_in, room, attack, clock):
    text = words(attack(room.contributor))

    assert "trong 15 phút tới, đến 08:15" in text
    for way in ["khóa truy cập", "thiết bị đã từng đăng nhập", "liên kết đặt mật khẩu", "quản trị"]:
        assert way in text


def test_a_known_device_gets_in_through_a_distributed_attack(sign_in, room, attack, clock):
    mine = known_browser(sign_in, room.contributor)
    attack(room.contributor, networks=7)

    assert not opens(sign_in(room.contributor, **ELSEWHERE))
    assert opens(sign_in(room.contributor, browser=mine, REMOTE_ADDR="198.51.100.1"))

    clock.shift(5 * 60)
    assert opens(sign_in(room.contributor, **ELSEWHERE))


def test_a_known_device_of_somebody_else_is_any_device(sign_in, room, attack, clock):
    mine = known_browser(sign_in, room.editor)
    attack(room.contributor, networks=7)

    assert not opens(sign_in(room.contributor, browser=mine))


def test_wrong_codes_of_who_knows_the_password_do_not_keep_the_owner_out(sign_in, room, clock):
    give_app(room.approver)
    mine = sign_in(room.approver)
    mine.post(SECOND_STEP, {"code": code_now()})
    mine.post("/toa-soan/logout/")
    clock.shift(30)
    for network in range(3):
        there = sign_in(room.approver, REMOTE_ADDR=f"198.51.100.{network}")
        for _attempt in range(5):
            there.post(SECOND_STEP, {"code": "000000"}, REMOTE_ADDR=f"198.51.100.{network}")

    elsewhere = sign_in(room.approver, **ELSEWHERE)
    assert elsewhere.post(SECOND_STEP, {"code": code_now()}, **ELSEWHERE).status_code == 429
    assert sign_in(room.approver, browser=mine).post(SECOND_STEP, {"code": code_now()}).url == HOME


def test_a_passkey_is_asked_for_while_everything_is_locked(sign_in, room, attack, clock):
    attack(room.contributor, networks=7)
    for number in range(30):
        guess(f"ten{number}", "127.0.0.1")

    assert Client().post("/toa-soan/login/khoa/").status_code == 200


def test_questions_for_passkeys_do_not_fill_the_table_of_sessions(room, clock):
    from django.contrib.sessions.models import Session

    answers = [Client().post("/toa-soan/login/khoa/").status_code for _question in range(62)]

    assert answers.count(429) == 2
    assert Session.objects.count() == 60


def test_who_is_in_proves_themselves_whatever_others_try(sign_in, room, attack, clock):
    mine = sign_in(room.contributor)
    attack(room.contributor, networks=7)

    assert mine.post(PROVE, {"password": PASSWORD}).status_code == 302

    for _attempt in range(5):
        mine.post(PROVE, {"password": "sai"})
    assert "trong 15 phút" in words(mine.post(PROVE, {"password": PASSWORD}))


def test_letters_for_others_do_not_use_up_ones_own(sign_in, room, clock):
    mine = known_browser(sign_in, room.editor)
    for network in range(20):
        Client().post(FORGOTTEN, {"email": room.editor.email}, REMOTE_ADDR=f"198.51.100.{network}")
    assert len(letters_to(room.editor)) == 6

    mine.post(FORGOTTEN, {"email": room.editor.email.upper()})
    assert len(letters_to(room.editor)) == 7


def letters_to(user):
    from django_tasks_db.models import DBTaskResult

    queued = [row.args_kwargs["args"][0] for row in DBTaskResult.objects.all()]
    return [each for each in queued if each == [user.pk]]


def test_asking_for_a_letter_does_the_same_work_for_everybody(room):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def work(email):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            Client().post(FORGOTTEN, {"email": email}, REMOTE_ADDR=email)
        return [re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in queries]

    assert work(room.editor.email) == work("khong.ai@vidu.vn")


def test_a_new_password_by_letter_opens_through_an_attack(sign_in, room, attack, clock):
    mail_links.call([room.editor.pk])
    path = re.search(r"https?://[^/]+(/\S+)", mail.outbox[0].body)[1]
    mine = Client()
    page = mine.get(path, follow=True)
    mine.post(page.request["PATH_INFO"], {"new_password": NEW, "again": NEW})
    attack(room.editor, networks=7)

    assert opens(sign_in(room.editor, NEW, browser=mine))
    assert not opens(sign_in(room.editor, NEW))


def test_the_webmaster_lifts_the_locks_of_all_networks(sign_in, room, attack, clock):
    attack(room.contributor, networks=7)

    unlock(room.contributor, actor=room.webmaster, now=timezone.now())

    assert opens(sign_in(room.contributor))
    assert opens(sign_in(room.contributor, REMOTE_ADDR="198.51.100.1"))


@pytest.mark.parametrize("https", [False, True])
def test_the_cookie_of_a_known_device_is_closed_and_opens_nothing(
    sign_in, room, settings, clock, https
):
    settings.SESSION_COOKIE_SECURE = https
    browser = sign_in(room.contributor, secure=https)
    cookie = browser.cookies["toasoan_device"]

    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == HOME
    assert bool(cookie["secure"]) is https
    assert cookie["max-age"] == KEPT_FOR.total_seconds()
    assert room.contributor.username not in cookie.value
    stranger = Client()
    stranger.cookies["toasoan_device"] = cookie.value
    assert stranger.get(HOME, secure=https).status_code == 302


@pytest.mark.parametrize("made_up", ["x", "W10:1abc:def", "", "['a']", "a" * 5000])
def test_a_made_up_cookie_is_any_device(sign_in, room, attack, clock, made_up):
    browser = Client()
    browser.cookies["toasoan_device"] = made_up
    attack(room.contributor, networks=7)

    assert not opens(sign_in(room.contributor, browser=browser))


def end_others(room, here):
    here.post("/toa-soan/account/phien-khac/ket-thuc/")


def end_there(room, here):
    visit = Visit.objects.exclude(pk=here.session["visit"]).get()
    here.post(f"/toa-soan/account/phien/{visit.pk}/ket-thuc/")


def change_password(room, here):
    data = {"password": PASSWORD, "new_password": NEW, "again": NEW}
    here.post("/toa-soan/account/mat-khau/", data)


@pytest.mark.parametrize(
    ("revoke", "signed_out", "known"),
    [
        (end_others, False, {"here"}),
        (end_others, True, {"here"}),
        (end_there, False, {"here"}),
        (change_password, False, {"here"}),
        (change_password, True, {"here"}),
        (lambda room, here: here.post("/toa-soan/logout/"), False, {"here", "there"}),
        (lambda room, here: set_password(room.editor, NEW, now=timezone.now()), True, set()),
        (lambda room, here: reset_factor(room.editor, actor=None, now=timezone.now()), True, set()),
    ],
)
def test_a_device_is_forgotten_with_the_sessions(sign_in, room, clock, revoke, signed_out, known):
    there = sign_in(room.editor)
    first = KnownDevice.objects.get()
    if signed_out:
        there.post("/toa-soan/logout/")
    here = sign_in(room.editor)
    names = {first.pk: "there"} | {
        device.pk: "here" for device in KnownDevice.objects.exclude(pk=first.pk)
    }

    revoke(room, here)

    assert {names[pk] for pk in KnownDevice.objects.values_list("pk", flat=True)} == known


def test_devices_are_bounded_and_forgotten_after_half_a_year(sign_in, room, clock):
    for _browser in range(MOST_DEVICES + 2):
        sign_in(room.editor)
        clock.shift(60)
    assert KnownDevice.objects.count() == MOST_DEVICES

    shared = Client()
    for person in (
        room.editor,
        room.vetter,
        room.contributor,
        room.board_member,
        room.other_vetter,
    ):
        sign_in(person, browser=shared)
    assert len(shared.cookies["toasoan_device"].value) < 600

    clock.shift(KEPT_FOR.total_seconds() + 1)
    keep_accounts_in_order.call()
    assert not KnownDevice.objects.exists()
    assert forget_old_devices(timezone.now()) == 0


def test_signing_in_again_keeps_the_device(sign_in, room):
    browser = sign_in(room.editor)
    sign_in(room.editor, browser=browser)

    assert KnownDevice.objects.count() == 1


def test_an_attack_writes_few_lines_and_one_letter_a_day(sign_in, room, attack, clock):
    for _quarter in range(3):
        attack(room.editor, networks=7)
        clock.shift(16 * 60)
    for number in range(150):
        guess(f"ten{number}", f"203.0.113.{number}")

    entries = AccountEntry.objects.filter(kind=EntryKind.SIGN_IN_FAILED)
    assert entries.filter(user=room.editor).count() <= 35
    assert entries.filter(user=None).count() == 100
    told = Notification.objects.filter(kind=NotificationKind.LOCKED_OUT)
    assert told.filter(recipient=room.editor).count() == 1
