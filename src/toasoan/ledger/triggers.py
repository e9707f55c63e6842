"""Database triggers that refuse UPDATE, DELETE and TRUNCATE on what may only be appended to.

SQLite rebuilds a table when a migration alters it and drops its triggers on the way, so
they are put back after every `migrate`, not by one migration.
"""

from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True, slots=True)
class Kept:
    """How a table is kept: the first word of its triggers' names, and which of its rows.

    `rows` is a condition on OLD in SQL that both databases read; without one all rows are kept.
    """

    start: str
    rows: str = ""


TABLE = "ledger_ledgerentry"
#: The log of accounts is kept like the ledger; a room above adds its own table with `keep`.
TABLES = {TABLE: Kept("ledger"), "accounts_accountentry": Kept("account_log")}

_POSTGRESQL_FUNCTION = """
    CREATE OR REPLACE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$"""


def keep(table: str, start: str, *, rows: str = "") -> None:
    """Have the database keep a table's rows (or those that meet `rows`) as they are.

    To be called while the room of the table is loaded; `install` makes the triggers.
    """
    TABLES[table] = Kept(start, rows)


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
    make = _postgresql if connection.vendor == "postgresql" else _sqlite
    return {
        name: statement
        for table, kept in TABLES.items()
        for name, statement in make(table, kept).items()
    }


def _sqlite(table: str, kept: Kept) -> dict[str, str]:
    when = f"WHEN {kept.rows}" if kept.rows else ""
    return {
        f"{kept.start}_refuses_{action.lower()}": f"""
        CREATE TRIGGER IF NOT EXISTS {kept.start}_refuses_{action.lower()}
        BEFORE {action} ON {table} {when}
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"""
        for action in ("UPDATE", "DELETE")
    }


def _postgresql(table: str, kept: Kept) -> dict[str, str]:
    when = f"WHEN ({kept.rows})" if kept.rows else ""
    return {
        f"{kept.start}_refuses_change": f"""
        CREATE OR REPLACE TRIGGER {kept.start}_refuses_change BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW {when} EXECUTE FUNCTION ledger_is_append_only()""",
        f"{kept.start}_refuses_truncate": f"""
        CREATE OR REPLACE TRIGGER {kept.start}_refuses_truncate BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only()""",
    }
