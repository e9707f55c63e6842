"""A backup that lacks a file which the tables name is none, and everybody hears of it."""

import datetime as dt
import hashlib
import shutil
from contextlib import nullcontext

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from toasoan.intake.models import Submission
from toasoan.media.actions import size_name
from toasoan.media.models import PictureRendition
from toasoan.operations import archive, backup, doctor, restore
from toasoan.operations.archive import verified_manifest
from toasoan.operations.doctor import Level
from toasoan.operations.stored_files import examine, lacking, named_files
from toasoan.refusals import RefusedError
from toasoan.site_settings.backups import last_backup, record_backup, record_failed_backup
from toasoan.site_settings.models import BackupRun
from toasoan.testing.factories import make_attachment, make_newsroom, make_picture, make_story

pytestmark = pytest.mark.django_db

WORD = b"a word file"
NOW = dt.datetime(2026, 11, 22, 1, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def files(one_transaction, django_db_blocker):
    """A media folder with a photo, its thumbnail, a file and a Word file, and their rows."""
    with django_db_blocker.unblock():
        room = make_newsroom()
        picture = make_picture(room.unit)
        picture.get_rendition("width-10")
        make_attachment(room.unit)
        Submission.objects.create(
            story=make_story(room), file=ContentFile(WORD, name="tin.docx"), filename="tin.docx",
            sha256=hashlib.sha256(WORD).hexdigest(), size=len(WORD), sent_by=room.contributor,
            sent_at=timezone.now(),
        )  # fmt: skip
    return one_transaction


@pytest.fixture
def folder(files, settings, tmp_path, monkeypatch):
    """The test's own copy of the folder."""
    settings.MEDIA_ROOT = tmp_path / "media"
    shutil.copytree(files, settings.MEDIA_ROOT)
    # The test is a transaction already; a real one is read by tests/operations/test_backup.py.
    monkeypatch.setattr(backup, "one_snapshot", nullcontext)
    return settings.MEDIA_ROOT


def back_up(tmp_path, **options):
    path = tmp_path / "backup.tar.gz"
    backup.backup(path, tell=lambda sentence: None, **options)
    return path


def names_of(kind):
    return sorted(file.name for file in named_files() if file.name.startswith(kind))


def test_every_kind_of_file_is_named_by_the_tables(folder):
    kinds = {file.name.partition("/")[0] for file in named_files()}

    assert kinds == {"original_images", "originals", "images", "documents", "submissions", "sizes"}
    assert lacking(folder) == set()


def test_a_whole_backup_is_recorded_as_one(folder, tmp_path):
    path = back_up(tmp_path)

    in_it = {name.removeprefix("media/") for name in verified_manifest(path).files}
    assert {file.name for file in named_files()} <= in_it
    assert last_backup().failure == ""


@pytest.mark.parametrize(
    "kind", ["original_images/", "originals/", "images/", "documents/", "submissions/", "sizes/"]
)
def test_a_backup_without_a_file_that_the_tables_name_is_refused(kind, folder, tmp_path):
    name = names_of(kind)[0]
    (folder / name).unlink()

    with pytest.raises(RefusedError, match=name):
        back_up(tmp_path)

    assert list(tmp_path.glob("backup.tar.gz*")) == []
    assert name in last_backup().failure


def test_a_backup_without_the_whole_folder_is_refused(folder, tmp_path):
    folder.rename(tmp_path / "elsewhere")

    with pytest.raises(RefusedError, match="Thiếu hoặc hỏng"):
        back_up(tmp_path)


@pytest.mark.parametrize("content", [b"", b"another one"])
def test_a_backup_with_a_damaged_file_is_refused(content, folder, tmp_path):
    name = names_of("submissions/")[0]
    (folder / name).write_bytes(content)

    with pytest.raises(RefusedError, match=name):
        back_up(tmp_path)


def test_what_somebody_removes_meanwhile_is_no_loss(folder, tmp_path, monkeypatch):
    add_tables = backup._add_tables

    def and_then_somebody_removes_a_thumbnail(writer, place):
        add_tables(writer, place)
        monkeypatch.setattr(backup, "still_named", removing)

    def removing(names):
        PictureRendition.objects.all().delete()
        return {file.name for file in named_files()} & names

    (folder / names_of("images/")[0]).unlink()
    monkeypatch.setattr(backup, "_add_tables", and_then_somebody_removes_a_thumbnail)

    path = back_up(tmp_path)

    assert verified_manifest(path).removed[0].startswith("images/")
    assert last_backup().failure == ""


def test_told_to_it_writes_an_incomplete_one_and_says_so(folder, tmp_path):
    name = names_of("documents/")[0]
    (folder / name).unlink()

    path = back_up(tmp_path, accept_lacking=True)

    assert f"media/{name}" not in verified_manifest(path).files
    assert name in last_backup().failure


def test_a_disk_that_gives_back_something_else_is_noticed(folder, tmp_path, monkeypatch):
    def turn_a_bit(path):
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)

    monkeypatch.setattr(archive, "_write_through", turn_a_bit)

    with pytest.raises(RefusedError):
        back_up(tmp_path)

    assert list(tmp_path.glob("backup.tar.gz*")) == []
    assert last_backup().failure


def test_a_full_disk_is_recorded_as_well(folder, tmp_path, monkeypatch):
    def full(writer, place):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "_add_tables", full)

    with pytest.raises(OSError, match="No space"):
        back_up(tmp_path)

    assert "No space" in last_backup().failure


def test_restoring_refuses_what_lacks_files(folder):
    manifest = archive.Manifest("2026.1", "sqlite", "", [])
    name = names_of("documents/")[0]
    (folder / name).unlink()

    with pytest.raises(RefusedError, match=name):
        restore._refuse_lacking(folder, manifest)

    manifest.removed = [name]
    restore._refuse_lacking(folder, manifest)


def test_the_doctor_names_lost_and_damaged_files(folder):
    sound = doctor.check_files()
    lost, damaged = names_of("sizes/")[0], names_of("submissions/")[0]
    (folder / lost).unlink()
    (folder / damaged).write_bytes(WORD[::-1])

    found = doctor.check_files()

    assert (sound.level, found.level) == (Level.OK, Level.FAIL)
    assert lost in found.sentence
    assert damaged in found.sentence


def test_an_examination_ends_when_its_time_is_over(folder):
    found = examine(folder, seconds=0)

    assert not found.is_complete
    assert found.looked_at == 0


def test_the_doctor_reports_failed_and_old_backups():
    never = doctor.check_backup(NOW)
    record_backup(began_at=NOW, now=NOW)
    good, old = doctor.check_backup(NOW), doctor.check_backup(NOW + dt.timedelta(days=3))
    record_failed_backup("Hết chỗ.", began_at=NOW, now=NOW)
    failed = doctor.check_backup(NOW)

    levels = [found.level for found in (never, good, old, failed)]
    assert levels == [Level.OK, Level.OK, Level.WARN, Level.FAIL]
    assert "Hết chỗ." in failed.sentence


def test_the_last_good_backup_is_remembered_however_many_have_failed_since():
    record_backup(began_at=NOW, now=NOW)
    for minute in range(1, 70):
        now = NOW + dt.timedelta(minutes=minute)
        record_failed_backup("x", began_at=now, now=now)

    assert BackupRun.objects.count() == 61
    assert BackupRun.objects.filter(failure="").count() == 1


def test_sizes_are_named_as_the_media_room_names_them(folder):
    picture = make_picture(None)

    assert size_name(picture.token, 320) in names_of("sizes/")
