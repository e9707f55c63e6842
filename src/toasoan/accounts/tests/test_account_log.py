"""The account log is appended to, by the database's own word."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from toasoan.accounts.actions import add_log_entry
from toasoan.accounts.models import AccountEntry, EntryKind
from toasoan.testing.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    return add_log_entry(EntryKind.SIGNED_IN, make_user(), now=timezone.now())


def test_the_database_refuses_to_change_or_delete_an_entry(entry):
    for statement in (
        "UPDATE accounts_accountentry SET detail = 'khác'",
        "DELETE FROM accounts_accountentry",
    ):
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_code_is_refused_too(entry):
    with pytest.raises(TypeError):
        AccountEntry.objects.update(detail="khác")
    with pytest.raises(TypeError):
        AccountEntry.objects.all().delete()


def test_a_person_with_a_history_cannot_be_deleted(entry):
    from django.db.models import ProtectedError

    with pytest.raises(ProtectedError):
        entry.user.delete()
