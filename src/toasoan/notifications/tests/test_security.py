"""What happens to an account is told to its owner by mail, and a lock to the webmaster."""

import datetime as dt

import pytest
from django.core import mail
from django.utils import timezone

from toasoan.accounts.actions import add_log_entry
from toasoan.accounts.models import EntryKind
from toasoan.accounts.visits import Device, open_visit
from toasoan.notifications.models import MailState, Notification
from toasoan.notifications.post import deliver_due
from toasoan.notifications.security import NOTIFIED_ENTRIES
from toasoan.notifications.tests.newsroom import make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def cast(now):
    return make_cast(now)


#: What is told by nobody here: it stands in the person's own log, or is told by letters of its
#: own, as a new e-mail address is to both addresses.
SILENT = {"invited", "reset_asked", "signed_in", "signed_out", "sign_in_failed", "factor_failed",
          "unlocked", "visit_ended", "reopened", "email_asked", "email_changed"}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(NOTIFIED_ENTRIES))
def test_the_person_is_told_of_their_own_account(cast, now, kind):
    add_log_entry(kind, cast["editor"], now=now)

    recipients = cast.recipients()
    assert recipients.pop(str(NOTIFIED_ENTRIES[kind])) == {"editor"}
    assert recipients == ({"colleague_locked": {"webmaster"}} if kind == EntryKind.LOCKED else {})
    assert set(Notification.objects.values_list("mail", flat=True)) == {MailState.WAITING}


@pytest.mark.parametrize("kind", sorted(SILENT))
def test_what_happens_every_day_is_told_to_nobody(cast, now, kind):
    add_log_entry(EntryKind(kind), cast["editor"], now=now)

    assert cast.recipients() == {}


def test_every_kind_of_entry_is_decided_about():
    assert {str(kind) for kind in NOTIFIED_ENTRIES} | SILENT == set(EntryKind.values)


def test_a_sign_in_from_a_new_browser_is_told_an_updated_one_and_the_first_are_not(
    cast, now, django_capture_on_commit_callbacks
):
    recipients = []
    for minutes, agent in enumerate(
        ["Chrome/150.0 Windows", "Chrome/151.2 Windows", "Firefox/140 Android"]
    ):
        with django_capture_on_commit_callbacks(execute=True):
            device = Device(address="127.0.0.1", agent=agent)
            open_visit(cast["editor"], device, now=now + dt.timedelta(minutes=minutes))
        recipients.append(cast.recipients())

    assert recipients == [{}, {}, {"new_device": {"editor"}}]


def test_a_name_that_belongs_to_nobody_is_told_to_nobody(cast, now):
    add_log_entry(EntryKind.LOCKED, None, now=now, address="127.0.0.1")

    assert cast.recipients() == {}


def test_a_webmaster_who_is_locked_out_is_not_told_twice(cast, now):
    add_log_entry(EntryKind.LOCKED, cast["webmaster"], now=now)

    assert cast.recipients() == {"locked_out": {"webmaster"}}


def test_the_mail_to_the_webmaster_names_nobody(cast, now):
    person = cast["contributor"]
    person.last_name, person.first_name = "Bành Quốc", "Vinh"
    person.save()
    add_log_entry(EntryKind.LOCKED, person, now=now)

    deliver_due(now)

    letter = next(m for m in mail.outbox if m.to == [cast["webmaster"].email])
    assert letter.subject == "Tài khoản đồng nghiệp tạm bị khóa"
    assert "Vinh" not in letter.body
    assert Notification.objects.get(kind="colleague_locked").actor == person
