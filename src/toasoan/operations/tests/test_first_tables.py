"""Tables made at once are those that the migrations make one after the other."""

import re

from django.apps import apps
from django.core import serializers
from django.core.management import call_command
from django.db import connection
from django.db.migrations import RunPython
from django.db.migrations.recorder import MigrationRecorder

from toasoan.operations import first_tables
from toasoan.operations.prepare import make_tables
from toasoan.testing.databases import empty_database

#: PostgreSQL's own words about tables: each row is one fact that has to be the same.
FACTS_OF_POSTGRESQL = (
    """SELECT table_name, column_name, data_type, character_maximum_length, is_nullable,
        column_default, collation_name, is_identity, generation_expression
        FROM information_schema.columns WHERE table_schema = 'public'""",
    "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND contype <> 'n'""",
    """SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger
        WHERE NOT tgisinternal""",
    """SELECT proname, pg_get_functiondef(oid) FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace""",
    """SELECT relname, attname, attstattarget FROM pg_attribute JOIN pg_class ON oid = attrelid
        WHERE attnum > 0 AND NOT attisdropped AND relkind = 'r'
        AND relnamespace = 'public'::regnamespace""",
)
#: Tables and columns of Wagtail that had another name when PostgreSQL named what belongs to them.
#: Django finds those by their table and columns, so their names may differ, and nothing else.
ONCE_NAMED_OTHERWISE = ("wagtailcore_revision", "wagtailcore_taskstate", "wagtailembeds_embed")
NAME_MADE_UP = re.compile(
    r"\b(wagtailcore|wagtailembeds)_\w+(_pkey|_key|_seq|_[0-9a-f]{8}(_\w+)?)\b"
)


def test_tables_rows_and_records_are_those_of_the_migrations(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        with empty_database("one_by_one"):
            call_command("migrate", interactive=False, verbosity=0)
            expected = _everything()
        with empty_database("at_once"):
            make_tables()
            made = _everything()
    for name, facts in expected.items():
        assert [fact for fact in facts if fact not in made[name]] == [], f"missing {name}"
        assert [fact for fact in made[name] if fact not in facts] == [], f"unexpected {name}"


def test_it_is_done_on_an_empty_database_only(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), empty_database("twice"):
        assert first_tables.create()
        assert not first_tables.create()


def test_python_of_a_package_that_nobody_looked_at_is_left_to_migrate(
    django_db_setup, django_db_blocker, monkeypatch
):
    monkeypatch.setattr(first_tables, "ONLY_CHANGES", first_tables.ONLY_CHANGES - {ONE_OF_THEM})
    with django_db_blocker.unblock(), empty_database("unknown"):
        assert not first_tables.create()
        assert not connection.introspection.table_names()


ONE_OF_THEM = ("wagtailembeds", "0007_populate_hash")


def test_all_python_of_packages_is_accounted_for():
    """Else the first start would silently take ten seconds longer."""
    from django.db.migrations.loader import MigrationLoader

    migrations = MigrationLoader(None).graph.nodes
    plan = [node for node in map(migrations.get, migrations) if node is not None]
    assert any(isinstance(operation, RunPython) for node in plan for operation in node.operations)
    assert [str(node) for node in plan if not first_tables._is_accounted_for(node)] == []


def _everything() -> dict[str, list]:
    tables = _tables_of_postgresql() if connection.vendor == "postgresql" else _tables_of_sqlite()
    applied = sorted(MigrationRecorder(connection).applied_migrations())
    return {"tables": tables, "migrations": applied, "rows": _rows()}


def _tables_of_postgresql() -> list:
    facts = []
    with connection.cursor() as cursor:
        for statement in FACTS_OF_POSTGRESQL:
            cursor.execute(statement)
            facts += [tuple(map(str, row)) for row in cursor.fetchall()]
    return sorted(map(_without_made_up_names, facts))


def _without_made_up_names(fact: tuple[str, ...]) -> tuple[str, ...]:
    if not fact[0].startswith(ONCE_NAMED_OTHERWISE):
        return fact
    return tuple(NAME_MADE_UP.sub("…", part) for part in fact)


def _tables_of_sqlite() -> list:
    """Return every statement SQLite keeps, the columns of a table in alphabetical order.

    Their order is the one thing that differs: nothing reads a column by its place.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master")
        return sorted((kind, name, *sorted(sql.split(", "))) for kind, name, sql in _split(cursor))


def _split(cursor):
    for kind, name, sql in cursor.fetchall():
        yield kind, name, sql.replace("(", "(, ", 1).removesuffix(")")


def _rows() -> list:
    """Return all rows; types of content, permissions and groups by their names."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.managed or model._meta.proxy or model is MigrationRecorder.Migration:
            continue
        for row in serializers.serialize(
            "python",
            model._default_manager.all(),
            use_natural_foreign_keys=True,
            use_natural_primary_keys=True,
        ):
            row["fields"].pop("translation_key", None)
            found.append(repr(row))
    return sorted(found)
