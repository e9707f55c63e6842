"""Signing in: the same words for everybody, a lock after five wrong passwords, a safe way back."""

import re

import pytest
from django.core import mail
from django.test import Client

from toasoan.accounts.administration import close_unused, reopen, unlock
from toasoan.accounts.models import AccountEntry, EntryKind, User
from toasoan.accounts.signals import account_entry
from toasoan.accounts.tasks import mail_links
from toasoan.newsroom.account.tests.conftest import SIGN_IN, START, words
from toasoan.testing.factories import PASSWORD

HOME = "/toa-soan/"


def without_the_name(answer):
    """The page without what was typed and the form's token."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", words(answer))
    return re.sub(r'value="[\w.]+"', "", text)


def wrong(sign_in, user, times, browser=None, **extra):
    for _attempt in range(times):
        browser = sign_in(user, "khong phai mat khau", browser, **extra)
    return browser.answer


def test_the_right_password_opens_the_desk(sign_in, room):
    browser = sign_in(room.contributor)

    assert browser.answer.url == HOME
    assert browser.get(HOME).status_code == 200


def test_a_wrong_password_says_the_same_for_known_and_unknown_names(sign_in, room):
    known = wrong(sign_in, room.contributor, 1)
    unknown = wrong(sign_in, "khongcoai", 1)

    assert "Tên đăng nhập hoặc mật khẩu không đúng" in words(known)
    assert known.status_code == unknown.status_code == 200
    assert without_the_name(known) == without_the_name(unknown)


def test_five_wrong_passwords_lock_the_name_for_a_quarter_of_an_hour(sign_in, room, clock):
    fourth = wrong(sign_in, room.contributor, 4)
    fifth = wrong(sign_in, room.contributor, 1)

    assert fourth.status_code == 200
    assert fifth.status_code == 429
    assert "08:15" in words(fifth)

    assert sign_in(room.contributor).answer.status_code == 429

    clock.shift(15 * 60 + 1)
    assert sign_in(room.contributor).answer.url == HOME


def test_a_name_that_nobody_has_is_locked_in_the_same_words(sign_in, room, clock):
    known = wrong(sign_in, room.contributor, 5)
    unknown = wrong(sign_in, "khongcoai", 5)

    assert known.status_code == unknown.status_code == 429
    assert without_the_name(known) == without_the_name(unknown)


def test_the_hasher_works_as_hard_for_a_name_that_nobody_has(sign_in, room, monkeypatch):
    from django.contrib.auth.hashers import MD5PasswordHasher

    worked = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda *args, **kw: worked.append(1) or encode(*args, **kw)
    )

    def work(user):
        worked.clear()
        wrong(sign_in, user, 1)
        return len(worked)

    assert work("khongcoai") == work(room.contributor) == 1


def test_capitals_do_not_make_another_name(sign_in, room, clock):
    wrong(sign_in, room.contributor.username.upper(), 5)

    assert sign_in(room.contributor).answer.status_code == 429


def test_the_right_password_forgets_earlier_slips(sign_in, room):
    wrong(sign_in, room.contributor, 4)
    sign_in(room.contributor)

    assert wrong(sign_in, room.contributor, 4).status_code == 200


def test_an_address_that_tries_many_names_is_locked(sign_in, room, clock):
    for number in range(30):
        answer = wrong(sign_in, f"ten{number}", 1)

    assert answer.status_code == 429
    assert sign_in(room.contributor).answer.status_code == 429
    elsewhere = sign_in(room.contributor, REMOTE_ADDR="203.0.113.9")
    assert elsewhere.answer.url == HOME


def test_colleagues_behind_one_address_do_not_lock_each_other_by_signing_in(sign_in, room):
    for _morning in range(40):
        assert sign_in(room.contributor).answer.url == HOME


def test_a_lock_is_told_to_who_listens_and_lifted_by_the_webmaster(sign_in, room, clock):
    logged = []

    def listen(entry, **kwargs):
        logged.append((entry.kind, entry.user))

    account_entry.connect(listen)
    wrong(sign_in, room.contributor, 5)
    account_entry.disconnect(listen)

    assert (EntryKind.LOCKED, room.contributor) in logged
    unlock(room.contributor, actor=room.webmaster, now=START)
    assert sign_in(room.contributor).answer.url == HOME


def test_after_signing_in_the_person_is_where_they_wanted_to_be(room, sign_in):
    redirected = Client().get("/toa-soan/tin-cua-toi/?p=2")
    following = redirected.url.partition("next=")[2].replace("%2F", "/").replace("%3F", "?")
    browser = sign_in(room.contributor, data={"next": "/toa-soan/tin-cua-toi/?p=2"})

    assert following.replace("%3D", "=") == "/toa-soan/tin-cua-toi/?p=2"
    assert browser.answer.url == "/toa-soan/tin-cua-toi/?p=2"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://ke-xau.vn/",
        "//ke-xau.vn/",
        "/\\ke-xau.vn",
        "javascript:alert(1)",
        "http:///ke-xau.vn",
    ],
)
def test_nobody_is_sent_to_another_site(room, sign_in, elsewhere):
    assert sign_in(room.contributor, data={"next": elsewhere}).answer.url == HOME


def test_who_has_no_seat_is_told_so(room, sign_in):
    browser = sign_in(room.outsider)

    assert browser.answer.url == SIGN_IN
    assert "không giữ vị trí nào" in words(browser.get(SIGN_IN))


def test_a_script_without_a_session_is_told_and_not_shown_a_page(room):
    answer = Client().post("/toa-soan/tin-cua-toi/", HTTP_X_REQUESTED_WITH="XMLHttpRequest")

    assert answer.status_code == 401
    assert answer.json()["error_code"] == "session_ended"


def test_an_account_long_unused_is_closed_and_opened_by_the_webmaster(room, sign_in, clock):
    User.objects.update(date_joined=START, last_login=None)
    clock.shift(44 * 86400)
    sign_in(room.editor)
    clock.shift(2 * 86400)
    import time

    from django.utils import timezone

    assert time.time() > START.timestamp()
    closed = close_unused(timezone.now())

    assert closed == User.objects.count() - 1
    assert "lâu không sử dụng" in words(sign_in(room.contributor).answer)
    # Who does not know the password learns nothing of it.
    assert "lâu không sử dụng" not in words(sign_in(room.contributor, "sai").answer)
    assert sign_in(room.editor).answer.url == HOME
    room.contributor.refresh_from_db()
    assert room.contributor.is_active

    reopen(room.contributor, actor=room.webmaster, now=timezone.now())
    assert sign_in(room.contributor).answer.url == HOME
    assert close_unused(timezone.now()) == 0


def test_accounts_are_not_closed_when_the_setting_says_never(room, settings, clock):
    settings.TOASOAN_UNUSED_DAYS = 0
    clock.shift(400 * 86400)
    from django.utils import timezone

    assert close_unused(timezone.now()) == 0


def test_a_forgotten_password_gets_the_same_answer_for_everybody(room):
    def ask(email):
        return Client().post("/toa-soan/quen-mat-khau/", {"email": email}, follow=True)

    known, unknown = ask(room.editor.email), ask("khong.ai@vidu.vn")

    assert known.redirect_chain == unknown.redirect_chain
    assert known.content == unknown.content
    assert "Nếu tòa soạn có địa chỉ này" in words(known)


def test_the_letter_leads_to_a_new_password_and_lifts_the_lock(room, sign_in):
    wrong(sign_in, room.editor, 5)
    mail_links.call([room.editor.pk])
    [letter] = mail.outbox
    path = re.search(r"https?://[^/]+(/\S+)", letter.body)[1]
    browser = Client()
    page = browser.get(path, follow=True)

    new = "chim sẻ ăn kẹo lạc"
    browser.post(page.request["PATH_INFO"], {"new_password": new, "again": new})

    assert letter.to == [room.editor.email]
    assert room.editor.username in letter.body
    assert sign_in(room.editor, new).answer.url == HOME
    assert "<form" not in words(Client().get(path, follow=True))


def test_one_mailbox_is_not_filled_with_letters(room):
    from django_tasks_db.models import DBTaskResult

    for _question in range(6):
        Client().post("/toa-soan/quen-mat-khau/", {"email": room.editor.email})

    queued = [row.args_kwargs["args"][0] for row in DBTaskResult.objects.all()]
    assert queued.count([room.editor.pk]) == 3
    assert queued.count([]) == 3


def test_what_happened_at_the_door_is_written_down_without_a_secret(room, sign_in):
    wrong(sign_in, room.editor, 1)
    wrong(sign_in, "khongcoai", 1)
    sign_in(room.editor, REMOTE_ADDR="203.0.113.9")

    entries = AccountEntry.objects.order_by("pk")
    assert list(entries.values_list("kind", "user")) == [
        (EntryKind.SIGN_IN_FAILED, room.editor.pk),
        (EntryKind.SIGN_IN_FAILED, None),
        (EntryKind.SIGNED_IN, room.editor.pk),
    ]
    assert entries.last().address == "203.0.113.9"
    for entry in entries:
        assert PASSWORD not in str(vars(entry))
        assert "khongcoai" not in str(vars(entry))


def test_the_sign_in_page_speaks_vietnamese():
    page = words(Client().get("/toa-soan/login/"))

    assert "Đăng nhập Tòa soạn" in page
    assert "Mật khẩu" in page
    assert "Password" not in page


@pytest.mark.parametrize("path", ["/_util/login/", "/_util/authenticate_with_password/1/1/"])
def test_there_is_no_second_door(room, path):
    known = {"username": room.contributor.username, "password": PASSWORD}

    assert Client().get(path).status_code == 404
    answer = Client().post(path, known)
    assert answer.status_code == 405
    assert "sessionid" not in answer.cookies
