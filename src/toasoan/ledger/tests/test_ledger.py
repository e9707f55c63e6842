"""The database itself refuses to change or forget what happened."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.utils import IntegrityError

from toasoan.ledger import triggers
from toasoan.ledger.actions import EntryFacts, record
from toasoan.ledger.models import RECEIVED, LedgerEntry
from toasoan.testing.factories import make_agency, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    unit = make_unit(make_agency())
    return record("story.submit", EntryFacts(unit=unit, actor=None, story_id=7, note="Ghi"))


def refused(change):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        change()
    return True


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_an_entry_cannot_be_changed(entry):
    assert refused(lambda: LedgerEntry.objects.update(note="khác"))
    assert refused(lambda: LedgerEntry.objects.filter(pk=entry.pk).update(story_id=None))
    assert refused(entry.save)
    assert refused(lambda: run("UPDATE ledger_ledgerentry SET note = ''"))
    entry.refresh_from_db()
    assert entry.note == "Ghi"


def test_an_entry_cannot_be_deleted(entry):
    assert refused(entry.delete)
    assert refused(lambda: run("DELETE FROM ledger_ledgerentry"))
    if connection.vendor == "postgresql":
        # Foreign keys that wait for the end of the transaction would refuse first.
        run("SET CONSTRAINTS ALL IMMEDIATE")
        assert refused(lambda: run("TRUNCATE ledger_ledgerentry"))
    assert LedgerEntry.objects.count() == 1


def test_a_story_is_received_once(entry):
    record(RECEIVED, EntryFacts(unit=entry.unit, actor=None, story_id=7))

    with pytest.raises(IntegrityError), transaction.atomic():
        record(RECEIVED, EntryFacts(unit=entry.unit, actor=None, story_id=7))


def test_triggers_that_were_lost_are_missed_and_put_back(entry):
    name = triggers.missing(connection) or None
    assert name is None
    on_table = f" ON {triggers.TABLE}" if connection.vendor == "postgresql" else ""
    lost = "ledger_refuses_change" if on_table else "ledger_refuses_update"
    run(f"DROP TRIGGER {lost}{on_table}")
    assert triggers.missing(connection) == [lost]

    triggers.install(connection)

    assert triggers.missing(connection) == []
