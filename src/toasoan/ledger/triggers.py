"""Database triggers that refuse UPDATE, DELETE and TRUNCATE on the ledger.

SQLite rebuilds a table when a migration alters it and drops its triggers on the way, so
they are put back after every `migrate`, not by one migration.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "ledger_ledgerentry"

_SQLITE = {
    "ledger_refuses_update": f"""
        CREATE TRIGGER IF NOT EXISTS ledger_refuses_update BEFORE UPDATE ON {TABLE}
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END""",
    "ledger_refuses_delete": f"""
        CREATE TRIGGER IF NOT EXISTS ledger_refuses_delete BEFORE DELETE ON {TABLE}
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END""",
}
_POSTGRESQL_FUNCTION = """
    CREATE OR REPLACE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$"""
_POSTGRESQL = {
    "ledger_refuses_change": f"""
        CREATE OR REPLACE TRIGGER ledger_refuses_change BEFORE UPDATE OR DELETE ON {TABLE}
        FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only()""",
    "ledger_refuses_truncate": f"""
        CREATE OR REPLACE TRIGGER ledger_refuses_truncate BEFORE TRUNCATE ON {TABLE}
        FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only()""",
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers that are missing; safe to call again."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL_FUNCTION)
        for statement in _statements(connection).values():
            cursor.execute(statement)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of the triggers that should stand and do not."""
    if connection.vendor == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    else:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {name for (name,) in cursor.fetchall()}
    return sorted(set(_statements(connection)) - present)


def _statements(connection: BaseDatabaseWrapper) -> dict[str, str]:
    return _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE
