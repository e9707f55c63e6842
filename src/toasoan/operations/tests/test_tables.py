"""Every row of every table survives the way through a backup, whatever its columns hold."""

import io
import json
import uuid
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import connection, models
from wagtail.models import Page

from toasoan.operations.archive import BackupTable
from toasoan.operations.models import ScheduledJob
from toasoan.operations.tables import (
    _FROM_PLAIN,
    _field_of,
    _plain,
    _stored,
    all_models,
    load_rows,
    reset_sequence,
    write_rows,
)

pytestmark = pytest.mark.django_db

MOMENT = datetime(2026, 11, 22, 17, 59, 59, 123456, tzinfo=UTC)
#: Kinds that JSON holds as they are.
PLAIN_KINDS = {
    "AutoField",
    "BigAutoField",
    "BigIntegerField",
    "BooleanField",
    "CharField",
    "FileField",
    "FilePathField",
    "FloatField",
    "GenericIPAddressField",
    "IntegerField",
    "PositiveBigIntegerField",
    "PositiveIntegerField",
    "PositiveSmallIntegerField",
    "SlugField",
    "SmallAutoField",
    "SmallIntegerField",
    "TextField",
}


def test_every_kind_of_column_we_have_is_known():
    kinds = {
        _stored(field).get_internal_type()
        for model in all_models()
        for field in model._meta.local_concrete_fields
    }

    assert kinds <= PLAIN_KINDS | _FROM_PLAIN.keys()


def test_every_table_is_backed_up_or_left_out_on_purpose():
    kept = {model._meta.db_table for model in all_models()}
    models_left_out = {
        model._meta.label_lower
        for model in apps.get_models(include_auto_created=True)
        if model._meta.db_table not in kept
    }

    assert {label for label in models_left_out if not label.startswith("wagtailsearch.")} == {
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
        "search.document",
        "search.rebuild",
        "search.syllable",
        "search.unsent",
        "sessions.session",
        "stories.newsroomindexentry",
    }


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("DateTimeField", MOMENT),
        ("DateField", date(2026, 11, 22)),
        ("TimeField", time(23, 59, 1, 5)),
        ("DecimalField", Decimal("81.250000")),
        ("UUIDField", uuid.UUID("12345678123456781234567812345678")),
        ("DurationField", timedelta(days=400, microseconds=1)),
        ("BinaryField", b"\x00\xff"),
    ],
)
def test_a_value_survives_json_to_the_microsecond(kind, value):
    read, _field = _field_of(kind)

    assert read(json.loads(json.dumps(_plain(value)))) == value


def test_rows_come_back_as_they_were():
    ScheduledJob.objects.create(name="đăng bài", due_at=MOMENT, last_error='dòng 1\n"dòng 2"')
    ScheduledJob.objects.create(name="dọn dẹp", due_at=MOMENT, last_run_at=MOMENT)
    before = list(ScheduledJob.objects.order_by("name").values())

    file = io.BytesIO()
    table = write_rows(ScheduledJob, file)
    ScheduledJob.objects.all().delete()
    file.seek(0)
    loaded = load_rows(table, file)

    assert (loaded, table.rows) == (2, 2)
    assert list(ScheduledJob.objects.order_by("name").values()) == before


def test_a_page_and_its_subclass_are_two_tables():
    page_table = write_rows(Page, io.BytesIO())

    assert page_table.name == "wagtailcore_page"
    assert ("id", "AutoField") in page_table.columns


def test_json_is_neither_read_nor_rewritten():
    class Box(models.Model):  # noqa: DJ008
        content = models.JSONField()

        class Meta:
            app_label = "operations"
            managed = False

    try:
        with connection.cursor() as cursor:
            kind = "jsonb" if connection.vendor == "postgresql" else "text"
            cursor.execute(f"CREATE TABLE operations_box (id bigint PRIMARY KEY, content {kind})")
            cursor.execute("""INSERT INTO operations_box VALUES (1, 'null'), (2, NULL)""")
            cursor.execute("""INSERT INTO operations_box VALUES (3, '[{"loại": "ảnh"}]')""")
        file = io.BytesIO()
        table = write_rows(Box, file)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM operations_box")
        file.seek(0)

        load_rows(table, file)

        with connection.cursor() as cursor:
            cursor.execute("SELECT content FROM operations_box ORDER BY id")
            assert [row[0] for row in cursor.fetchall()][:2] == ["null", None]
        assert Box.objects.get(pk=3).content == [{"loại": "ảnh"}]
    finally:
        del apps.all_models["operations"]["box"]
        apps.clear_cache()


def test_new_rows_are_numbered_after_the_restored_ones():
    page = Page.objects.order_by("-pk").first()
    file = io.BytesIO()
    table = write_rows(type(page), file)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT setval(pg_get_serial_sequence('wagtailcore_page', 'id'), 1)")

    reset_sequence(table)

    added = page.add_child(instance=Page(title="Trang mới", slug="trang-moi"))
    assert added.pk > page.pk


def test_an_empty_table_keeps_its_numbering():
    reset_sequence(BackupTable("units_agency", [("id", "BigAutoField")]))

    assert connection.is_usable()
