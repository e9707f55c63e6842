"""Senders who wished it are told by mail that something happened, and nothing more."""

import pytest
from django.core import mail
from django_tasks_db.models import DBTaskResult

from toasoan.questions.actions.reception import Contact
from toasoan.questions.models import Asker
from toasoan.questions.sender_letters import mail_sender
from toasoan.questions.telling import Occasion, tell_sender
from toasoan.testing.answers import make_question
from toasoan.testing.factories import make_newsroom

pytestmark = pytest.mark.django_db
CONTACT = Contact(name="Lê Thị Mẫu", phone="0909 000 111", email="mau@example.org")


@pytest.fixture
def question():
    return make_question(make_newsroom().agency, contact=CONTACT, wants_mail=True)


@pytest.mark.parametrize("occasion", list(Occasion))
def test_a_letter_holds_number_and_place_and_nothing_of_the_sender(question, occasion):
    assert mail_sender.call(question.pk, str(occasion)) == 1

    letter = mail.outbox[-1]
    assert letter.to == ["mau@example.org"]
    assert str(question) in f"{letter.subject} {letter.body}"
    assert "/hoi-dap/tra-cuu/" in letter.body
    for word in ("Lê Thị Mẫu", "0909", question.text, question.subject):
        assert word not in f"{letter.subject} {letter.body}"


def test_nobody_is_told_who_did_not_wish_it_or_whose_address_is_gone(question):
    Asker.objects.all().delete()
    assert mail_sender.call(question.pk, "answered") == 0
    quiet = make_question(question.agency, contact=CONTACT)
    tell_sender(quiet, Occasion.ANSWERED)

    assert mail_sender.call(quiet.pk, "answered") == 0
    assert mail.outbox == []


def test_telling_queues_the_number_only(question):
    tell_sender(question, Occasion.ANSWERED)

    queued = str(list(DBTaskResult.objects.values()))
    assert f"[{question.pk}, 'answered']" in queued
    assert "mau@example.org" not in queued
