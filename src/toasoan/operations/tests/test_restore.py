"""The tables of a restored agency are those that its backup was made with."""

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from toasoan.operations import first_tables, restore
from toasoan.refusals import RefusedError
from toasoan.testing.databases import empty_database


def applied() -> list[tuple[str, str]]:
    return sorted(MigrationRecorder(connection).applied_migrations())


def test_tables_of_this_version_are_made_at_once(django_db_setup, django_db_blocker, monkeypatch):
    with django_db_blocker.unblock():
        with empty_database("backed_up"):
            first_tables.create()
            of_this_version = applied()
        monkeypatch.delattr(restore, "migrate_to")
        with empty_database("restored"):
            restore.make_tables_of(of_this_version)

            assert applied() == of_this_version


def test_tables_of_an_older_version_are_made_by_its_own_migrations(
    django_db_setup, django_db_blocker
):
    older = [("contenttypes", "0001_initial")]
    with django_db_blocker.unblock(), empty_database("older"):
        restore.make_tables_of(older)

        assert applied() == older
        assert "name" in columns_of("django_content_type")
        assert "units_agency" not in connection.introspection.table_names()


def columns_of(table: str) -> set[str]:
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(cursor, table)
    return {column.name for column in described}


def test_a_newer_version_is_refused(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), empty_database("newer"):
        with pytest.raises(RefusedError, match="phiên bản mới hơn"):
            restore.make_tables_of([("contenttypes", "0099_of_the_year_to_come")])

        assert connection.introspection.table_names() == []
