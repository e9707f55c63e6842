"""What the webmaster can do for who is locked out, and who hears of it."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from toasoan.accounts.models import AccountEntry, AuthenticatorApp, EntryKind, Visit
from toasoan.newsroom.account.tests.conftest import give_app, words
from toasoan.notifications.kinds import NotificationKind
from toasoan.notifications.models import Notification
from toasoan.testing.factories import make_newsroom

HOME = "/toa-soan/"


@pytest.fixture
def keeper(room):
    browser = Client()
    browser.force_login(room.webmaster)
    return browser


def page_for(person, action=""):
    return f"/toa-soan/nhan-su/{person.pk}/dang-nhap/" + (f"{action}/" if action else "")


def lock(sign_in, person):
    for _attempt in range(5):
        sign_in(person, "khong phai mat khau")


def test_a_locked_person_is_unlocked_and_the_log_says_by_whom(room, sign_in, keeper):
    lock(sign_in, room.editor)

    assert "Bị khóa vì sai nhiều lần" in words(keeper.get(page_for(room.editor)))
    answer = keeper.post(page_for(room.editor, "mo-khoa"), follow=True)

    assert "Đã mở khóa đăng nhập" in words(answer)
    assert sign_in(room.editor).answer.url == HOME
    entry = AccountEntry.objects.get(kind=EntryKind.UNLOCKED)
    assert (entry.user, entry.actor) == (room.editor, room.webmaster)


def test_the_person_and_the_webmaster_are_told_of_a_lock(room, sign_in):
    lock(sign_in, room.editor)

    sent = Notification.objects.values_list("recipient", "kind")
    assert set(sent) == {
        (room.editor.pk, NotificationKind.LOCKED_OUT),
        (room.webmaster.pk, NotificationKind.COLLEAGUE_LOCKED),
    }


def test_a_lost_factor_is_reset_and_the_person_is_told(room, keeper):
    give_app(room.approver)

    keeper.post(page_for(room.approver, "dat-lai"))

    assert not AuthenticatorApp.objects.filter(user=room.approver).exists()
    assert Notification.objects.filter(
        recipient=room.approver, kind=NotificationKind.FACTOR_CHANGED
    ).exists()


def test_an_account_that_sleeps_is_opened_again(room, sign_in, keeper):
    room.editor.asleep_since = timezone.now()
    room.editor.save()

    keeper.post(page_for(room.editor, "mo-lai"))

    assert sign_in(room.editor).answer.url == HOME


def test_all_sessions_of_a_person_are_ended(room, sign_in, keeper):
    there = sign_in(room.editor)

    keeper.post(page_for(room.editor, "ket-thuc"))

    assert "vi-sao=from_afar" in there.get(HOME).url
    assert not Visit.objects.filter(user=room.editor, ended_at=None).exists()


def test_nobody_does_it_to_themselves_or_without_the_duty_or_in_another_agency(room, keeper):
    elsewhere = make_newsroom("noi-khac", hostname="noi-khac.vidu.vn")
    editor = Client()
    editor.force_login(room.editor)

    assert keeper.post(page_for(room.webmaster, "dat-lai")).status_code == 404
    assert editor.get(page_for(room.contributor)).status_code == 404
    assert keeper.get(page_for(elsewhere.editor)).status_code == 404
    assert keeper.post(page_for(elsewhere.editor, "dat-lai")).status_code == 404
    assert keeper.post(page_for(room.editor, "xoa")).status_code == 404


def test_help_on_the_server_when_no_webmaster_can_sign_in(room, sign_in, capsys):
    give_app(room.webmaster)
    lock(sign_in, room.webmaster)

    call_command("account", room.webmaster.username, "--reset-factor", "--link")

    link = capsys.readouterr().out.strip()
    assert "/toa-soan/loi-moi/" in link
    assert sign_in(room.webmaster).answer.url == HOME
    with pytest.raises(CommandError):
        call_command("account", "khongcoai")


def test_the_command_tells_the_codes_of_demo_accounts_only(room, settings, tmp_path, capsys):
    settings.DATA = tmp_path
    with pytest.raises(CommandError):
        call_command("demo_code", "duyet")
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    list_of_accounts = tmp_path / "tai-khoan-demo.txt"
    list_of_accounts.write_text(
        "Người duyệt đăng  duyet    abcd-efgh-jkmn-pqrs  Đàm Khắc Nguyên\n"
        "Quản trị trang    quantri  abcd-efgh-jkmn-pqrt  Nghiêm Xuân Lộc\n"
        f"duyet được hỏi lớp xác thực thứ hai. Khóa: {secret}\n"
    )

    call_command("demo_code", "duyet")

    assert capsys.readouterr().out.strip().isdigit()
    with pytest.raises(CommandError):
        call_command("demo_code", "quantri")
