"""A program older than its database refuses before it does anything."""

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from toasoan.operations import doctor
from toasoan.operations.backup import backup
from toasoan.operations.newer_tables import newer_migrations, refuse_newer_tables
from toasoan.operations.prepare import FirstAgency, prepare
from toasoan.refusals import RefusedError

ON_DISK = [("units", "0001_initial"), ("units", "0002_triggers"), ("wagtailcore", "0097_last")]


@pytest.mark.parametrize(
    ("applied", "newer"),
    [
        (("units", "0003_phone"), True),
        (("wagtailcore", "0098_more"), True),
        (("audience", "0001_initial"), True),
        (("units", "0002_triggers"), False),
        # Replaced by a squashed one that the package kept instead.
        (("wagtailcore", "0040_page_draft_title"), False),
    ],
)
def test_what_counts_as_newer(applied, newer):
    assert newer_migrations([applied], ON_DISK) == ([applied] if newer else [])


def test_a_squashed_migration_stands_for_all_it_replaces():
    on_disk = [("wagtailimages", "0001_squashed_0021")]

    assert newer_migrations([("wagtailimages", "0021_image_file_hash")], on_disk) == []
    assert newer_migrations([("wagtailimages", "0022_uploadedimage")], on_disk) != []


@pytest.fixture
def upgraded(db):
    """A database on which a newer version has run."""
    MigrationRecorder(connection).record_applied("units", "0099_later")


@pytest.mark.django_db
def test_the_database_of_this_version_is_not_refused():
    refuse_newer_tables()


def test_preparing_is_refused_before_anything_is_made(upgraded):
    made = []

    with pytest.raises(RefusedError, match=r"phiên bản mới hơn.*units\.0099_later"):
        prepare(FirstAgency("Cơ quan", made.append), tell=made.append, command=["false"])

    assert made == []


def test_a_backup_that_would_miss_columns_is_refused(upgraded, tmp_path):
    with pytest.raises(RefusedError, match="phiên bản mới hơn"):
        backup(tmp_path / "toasoan.tar.gz", tell=print)

    assert list(tmp_path.iterdir()) == []


def test_the_doctor_names_it(upgraded):
    found = doctor.check_migrations()

    assert found.level is doctor.Level.FAIL
    assert "units.0099_later" in found.sentence
