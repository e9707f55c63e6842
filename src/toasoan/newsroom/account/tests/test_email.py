"""One's own e-mail address: nothing changes until the new mailbox has confirmed it."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.test import Client

from toasoan.accounts import email_change
from toasoan.accounts.models import AccountEntry, EntryKind
from toasoan.newsroom.account.tests.conftest import START, words
from toasoan.testing.factories import PASSWORD

pytestmark = pytest.mark.django_db

EMAIL = "/toa-soan/account/thu-dien-tu/"
NEW = "moi@vidu.vn"


@pytest.fixture
def person(room):
    return room.contributor


@pytest.fixture
def browser(clock, sign_in, person):
    return sign_in(person)


class AtOnce:
    """A task that the worker does at once."""

    def __init__(self, task):
        self.enqueue = task.call


@pytest.fixture(autouse=True)
def _worker(monkeypatch):
    for name in ("mail_email_change", "mail_email_changed"):
        monkeypatch.setattr(email_change, name, AtOnce(getattr(email_change, name)))


@pytest.fixture
def ask(browser, django_capture_on_commit_callbacks):
    def asked(email=NEW, password=PASSWORD):
        with django_capture_on_commit_callbacks(execute=True):
            return browser.post(EMAIL, {"email": email, "password": password})

    return asked


def link():
    letters = [letter for letter in mail.outbox if letter.to == [NEW]]
    return re.search(r"https?://[^/]+(/\S+)", letters[-1].body)[1]


def test_the_address_changes_when_its_mailbox_says_so(browser, ask, person, clock):
    old = person.email

    assert ask().status_code == 302

    person.refresh_from_db()
    assert person.email == old
    assert [letter.to for letter in mail.outbox] == [[NEW], [old]]
    address = link()
    assert NEW in words(browser.get(address))
    person.refresh_from_db()
    assert person.email == old
    browser.post(address)
    person.refresh_from_db()
    assert person.email == NEW
    kinds = AccountEntry.objects.filter(user=person).values_list("kind", flat=True)
    assert {EntryKind.EMAIL_ASKED, EntryKind.EMAIL_CHANGED} <= set(kinds)


def test_the_old_address_is_told_of_the_change(
    browser, ask, person, django_capture_on_commit_callbacks
):
    old = person.email
    ask()
    address = link()
    mail.outbox.clear()

    with django_capture_on_commit_callbacks(execute=True):
        browser.post(address)

    assert [letter.to for letter in mail.outbox if old in letter.to] == [[old]]


@pytest.mark.parametrize("case", ["used", "late", "later question", "forged", "another person"])
def test_a_link_opens_once_in_time_and_only_for_whoever_asked(
    case, browser, ask, person, clock, sign_in, room
):
    old = person.email
    ask()
    address = link()
    if case == "used":
        browser.post(address)
        person.email = old
        person.save()
    elif case == "late":
        clock.move_to(START + dt.timedelta(hours=4, minutes=1))
        browser = sign_in(person)
    elif case == "later question":
        ask("khac@vidu.vn")
    elif case == "forged":
        address = address[:-3] + "xx/"
    else:
        browser = sign_in(room.editor, browser=Client())

    browser.post(address)

    person.refresh_from_db()
    room.editor.refresh_from_db()
    assert NEW not in {person.email, room.editor.email}


def test_a_wrong_password_and_a_strange_address_send_nothing(ask, room, person):
    assert ask(password="sai").status_code == 422
    assert ask(email=room.editor.email.upper()).status_code == 422
    assert ask(email=person.email).status_code == 422
    assert mail.outbox == []


def test_a_mailbox_is_not_flooded(ask):
    answers = [ask().status_code for _ in range(5)]

    assert answers[:2] == [302, 302]
    assert answers[-1] == 422
    assert len([letter for letter in mail.outbox if letter.to == [NEW]]) <= 3
