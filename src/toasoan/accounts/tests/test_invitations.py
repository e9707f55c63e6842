"""An invitation opens once, for seven days, for one person."""

import datetime as dt
import unicodedata

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.utils import timezone

from toasoan.accounts.actions import invite
from toasoan.accounts.links import FORGOTTEN, INVITATION
from toasoan.accounts.models import AccountEntry, EntryKind, User
from toasoan.testing.factories import make_agency, make_user

pytestmark = pytest.mark.django_db
GOOD = "chim se an keo lac"


@pytest.fixture
def newcomer():
    make_agency()
    user = User(username="nguoimoi", last_name="Bế Thị Kim", first_name="Oanh")
    user.set_unusable_password()
    user.save()
    return user


def opened(client, path):
    """The page behind the link: the token leaves the address first."""
    return client.get(path, follow=True)


def choose(client, path, password=GOOD, again=None):
    page = opened(client, path)
    data = {"new_password": password, "again": again or password}
    return client.post(page.request["PATH_INFO"], data)


def test_a_new_person_chooses_their_first_password(newcomer, client):
    link = invite(newcomer, now=timezone.now())

    page = opened(client, link)
    answer = choose(client, link)

    assert page.status_code == 200
    assert "nguoimoi" in page.content.decode()
    assert link.split("/")[-2] not in page.request["PATH_INFO"]
    assert answer.url == "/toa-soan/login/"
    newcomer.refresh_from_db()
    assert newcomer.check_password(GOOD)
    assert [str(message) for message in get_messages(answer.wsgi_request)] != []
    kinds = AccountEntry.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == [EntryKind.INVITED, EntryKind.PASSWORD_SET]


def test_the_link_opens_once(newcomer, client):
    link = invite(newcomer, now=timezone.now())
    choose(client, link)

    page = opened(client, link)

    assert "<form" not in page.content.decode()


def test_the_link_lasts_seven_days(newcomer, client):
    start = dt.datetime(2026, 11, 2, 8, tzinfo=dt.UTC)
    with time_machine.travel(start, tick=False):
        link = invite(newcomer, now=timezone.now())
    with time_machine.travel(start + dt.timedelta(days=6, hours=23), tick=False):
        assert "<form" in opened(client, link).content.decode()
    with time_machine.travel(start + dt.timedelta(days=7, minutes=1), tick=False):
        assert "<form" not in opened(client, link).content.decode()


def test_a_link_for_a_forgotten_password_is_no_invitation_and_lasts_an_hour(newcomer):
    start = dt.datetime(2026, 11, 2, 8, tzinfo=dt.UTC)
    with time_machine.travel(start, tick=False):
        token = FORGOTTEN.make_token(newcomer)
        assert FORGOTTEN.check_token(newcomer, token)
        assert not INVITATION.check_token(newcomer, token)
    with time_machine.travel(start + dt.timedelta(minutes=61), tick=False):
        assert not FORGOTTEN.check_token(newcomer, token)


def test_a_made_up_link_looks_like_an_old_one(newcomer, client):
    old = invite(newcomer, now=timezone.now())
    choose(client, old)

    client.get("/toa-soan/login/")
    used = opened(client, old)
    made_up = opened(client, "/toa-soan/loi-moi/OTk5/c0ffee-0123456789abcdef/")

    assert made_up.status_code == used.status_code == 200
    assert made_up.content == used.content


def test_a_weak_password_is_refused_in_a_sentence(newcomer, client):
    link = invite(newcomer, now=timezone.now())

    answer = choose(client, link, "matkhau123456789")

    assert answer.status_code == 200
    assert "Nhiều người dùng mật khẩu này" in answer.content.decode()
    assert not User.objects.get(pk=newcomer.pk).has_usable_password()


def test_two_passwords_that_differ_are_refused(newcomer, client):
    link = invite(newcomer, now=timezone.now())

    answer = choose(client, link, GOOD, again="chim se an keo dua")

    assert "Hai mật khẩu không giống nhau" in answer.content.decode()


def test_letters_with_marks_are_one_password_from_every_keyboard(newcomer, client):
    link = invite(newcomer, now=timezone.now())

    choose(client, link, unicodedata.normalize("NFD", "chim sẻ ăn kẹo lạc"))

    newcomer.refresh_from_db()
    assert newcomer.check_password("chim sẻ ăn kẹo lạc")


def test_an_invitation_does_not_take_the_present_password_away(client):
    make_agency()
    user = make_user()
    before = user.password

    invite(user, now=timezone.now())

    user.refresh_from_db()
    assert user.password == before
