"""
Rows of any table as lines of JSON that both databases can read.

A column is described by the kind of its field ("DateTimeField", "JSONField", …), resolved through
foreign keys to what is really stored. Values pass by the model layer: no model method, no signal
and no field of ours has a say, so a backup of an older version loads into tables of that version.
"""

import base64
import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import IO, Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models
from django.db.models.fields.related import RelatedField

from toasoan.operations.archive import BackupTable

#: Not part of a backup: people sign in again, indexes are built again, workers report again, and
#: the backups of another machine are not this one's. A partner's request is known for minutes only,
#: and a key that is destroyed after its day must not lie in an archive.
LEFT_OUT_APPS = frozenset({"sessions", "search", "wagtailsearch", "modelsearch"})
LEFT_OUT_MODELS = frozenset(
    {
        "accounts.attempts",
        "accounts.knowndevice",
        "accounts.visit",
        "exchange.usednonce",
        "page_cache.invalidation",
        "reader_forms.daykey",
        "reader_forms.sentcount",
        "reader_forms.usedform",
        "operations.heartbeat",
        "site_settings.backuprun",
        "stories.newsroomindexentry",
    }
)
BATCH = 1000
ROWS_AT_A_TIME = 2000
AUTOMATIC_KEYS = frozenset({"AutoField", "BigAutoField", "SmallAutoField"})

Value = Any  # whatever a database column can hold


def all_models() -> list[type[models.Model]]:
    """Return every model whose table is part of a backup."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
        and not model._meta.proxy
        and model._meta.app_label not in LEFT_OUT_APPS
        and model._meta.label_lower not in LEFT_OUT_MODELS
    ]


def write_rows(model: type[models.Model], target: IO[bytes]) -> BackupTable:
    """Write all rows of a model's table, one JSON list a line, in the order of their keys."""
    fields = [field for field in model._meta.local_concrete_fields if not field.generated]
    stored = [_stored(field) for field in fields]
    table = BackupTable(
        model._meta.db_table,
        [
            (_column(field), kind.get_internal_type())
            for field, kind in zip(fields, stored, strict=True)
        ],
    )
    readers = [_readers(model, field) for field in stored]
    for row in _rows(model, fields):
        values = [_plain(_read(value, reader)) for value, reader in zip(row, readers, strict=True)]
        target.write(json.dumps(values, ensure_ascii=False).encode() + b"\n")
        table.rows += 1
    return table


def load_rows(table: BackupTable, source: IO[bytes]) -> int:
    """Insert what ``write_rows`` wrote and return the number of rows."""
    quote = connection.ops.quote_name
    columns = ", ".join(quote(name) for name, _kind in table.columns)
    places = ", ".join(["%s"] * len(table.columns))
    # Names come from the manifest; the caller has compared them with the database's own.
    sql = f"INSERT INTO {quote(table.name)} ({columns}) VALUES ({places})"  # noqa: S608
    fields = [_field_of(kind) for _name, kind in table.columns]
    lines = iter(source)
    count = 0
    with connection.cursor() as cursor:
        while batch := list(islice(lines, BATCH)):
            cursor.executemany(sql, [_stored_row(json.loads(line), fields) for line in batch])
            count += len(batch)
    return count


def reset_sequence(table: BackupTable) -> None:
    """Let the database number new rows after those that were loaded (PostgreSQL)."""
    if connection.vendor != "postgresql":
        return
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for name, kind in table.columns:
            if kind in AUTOMATIC_KEYS:
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence(%s, %s), MAX({quote(name)})) "  # noqa: S608
                    f"FROM {quote(table.name)} HAVING MAX({quote(name)}) IS NOT NULL",
                    [quote(table.name), name],
                )


def _column(field: "models.Field[Any, Any]") -> str:
    if field.column is None:
        raise ValueError(f"{field} has no column")
    return field.column


def _stored(field: "models.Field[Any, Any]") -> "models.Field[Any, Any]":
    while isinstance(field, RelatedField):
        field = field.target_field
    return field


def _readers(model: type[models.Model], field: "models.Field[Any, Any]") -> Any:
    column = field.get_col(model._meta.db_table, field)
    return column, connection.ops.get_db_converters(column)


def _rows(model: type[models.Model], fields: "list[models.Field[Any, Any]]") -> Iterator[Value]:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(_column(field)) for field in fields)
    key = quote(_column(model._meta.pk))
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {quote(model._meta.db_table)} ORDER BY {key}")  # noqa: S608
        while rows := cursor.fetchmany(ROWS_AT_A_TIME):
            yield from rows


def _read(value: Value, reader: Any) -> Value:
    column, converters = reader
    for convert in converters:
        value = convert(value, column, connection)
    return value


def _plain(value: Value) -> Value:
    """Return a value as JSON can hold it, without losing anything."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, timedelta):
        return value // timedelta(microseconds=1)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    return value


_FROM_PLAIN: dict[str, Any] = {
    "DateTimeField": datetime.fromisoformat,
    "DateField": date.fromisoformat,
    "TimeField": time.fromisoformat,
    "DecimalField": Decimal,
    "UUIDField": UUID,
    "DurationField": lambda number: timedelta(microseconds=number),
    "BinaryField": base64.b64decode,
    # Stored as text and read as text: a backup does not look into the text.
    "JSONField": json.loads,
}


def _field_of(kind: str) -> "tuple[Any, models.Field[Any, Any] | None]":
    """Return how to read a kind of value, and the field that prepares it for this database."""
    if kind not in _FROM_PLAIN:
        return None, None
    field: models.Field[Any, Any] = getattr(models, kind)()
    return _FROM_PLAIN[kind], field


def _stored_row(values: list[Value], fields: list[tuple[Any, Any]]) -> list[Value]:
    return [
        value if value is None or read is None else field.get_db_prep_value(read(value), connection)
        for value, (read, field) in zip(values, fields, strict=True)
    ]
