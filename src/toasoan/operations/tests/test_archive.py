"""A backup that was cut off, changed or made by a stranger restores nothing."""

import io
import tarfile

import pytest

from toasoan.operations.archive import (
    BROKEN,
    BackupTable,
    Manifest,
    members,
    new_archive,
    verified_manifest,
    write_file,
)
from toasoan.refusals import RefusedError


def an_archive(path, **files):
    manifest = Manifest(
        "2026.1", "sqlite", "2026-11-22T08:00:00+00:00", [("units", "0001_initial")]
    )
    with new_archive(path, manifest) as writer:
        manifest.tables.append(BackupTable("units_unit", [("id", "BigAutoField")], rows=1))
        for name, content in files.items() or [("media/one.jpg", b"photo")]:
            writer.add(name, io.BytesIO(content))
    return path


def a_strange_archive(path, member, content=b""):
    with tarfile.open(path, "w:gz") as archive:
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    return path


def test_what_was_written_is_read_back(tmp_path):
    path = an_archive(tmp_path / "b.tar.gz", **{"database/units_unit.jsonl": b"[1]\n"})

    manifest = verified_manifest(path)

    assert manifest.migrations == [("units", "0001_initial")]
    assert manifest.tables == [BackupTable("units_unit", [("id", "BigAutoField")], rows=1)]
    assert manifest.files["database/units_unit.jsonl"][0] == 4


def test_only_the_owner_can_read_a_backup(tmp_path):
    assert an_archive(tmp_path / "b.tar.gz").stat().st_mode & 0o077 == 0


def test_a_backup_never_overwrites_another(tmp_path):
    path = an_archive(tmp_path / "b.tar.gz")

    with pytest.raises(RefusedError, match="đã có"):
        an_archive(path)


def test_a_backup_that_fails_leaves_nothing(tmp_path):
    manifest = Manifest("2026.1", "sqlite", "", [])

    with pytest.raises(RuntimeError), new_archive(tmp_path / "b.tar.gz", manifest):
        raise RuntimeError

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_backup_that_was_cut_off_is_refused(tmp_path, part):
    path = an_archive(tmp_path / "b.tar.gz", **{"media/one.jpg": bytes(range(256)) * 400})
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * part)])

    with pytest.raises(RefusedError, match=BROKEN):
        verified_manifest(path)


def test_a_backup_with_a_changed_file_is_refused(tmp_path):
    path = an_archive(tmp_path / "b.tar.gz")
    changed = tmp_path / "changed.tar.gz"
    with tarfile.open(path) as source, tarfile.open(changed, "w:gz") as target:
        for member in source:
            content = source.extractfile(member).read().replace(b"photo", b"phony")
            target.addfile(member, io.BytesIO(content))

    with pytest.raises(RefusedError, match=BROKEN):
        verified_manifest(changed)


@pytest.mark.parametrize(
    "name",
    [
        "media/../../etc/cron.d/x",
        "/media/x",
        "media//x",
        "./media/x",
        "media/..",
        "media",
        "secret_key",
        "database/deep/x.jsonl",
        "media/a\\..\\b",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(tmp_path, name):
    path = a_strange_archive(tmp_path / "b.tar.gz", tarfile.TarInfo(name))

    with pytest.raises(RefusedError, match=BROKEN):
        list(members(path))


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.CHRTYPE]
)
def test_anything_but_a_plain_file_is_refused(tmp_path, kind):
    member = tarfile.TarInfo("media/x")
    member.type, member.linkname = kind, "/etc/passwd"

    with pytest.raises(RefusedError, match=BROKEN):
        list(members(a_strange_archive(tmp_path / "b.tar.gz", member)))


def test_a_file_that_is_no_archive_is_refused(tmp_path):
    (tmp_path / "b.tar.gz").write_text("a text")

    with pytest.raises(RefusedError, match=BROKEN):
        verified_manifest(tmp_path / "b.tar.gz")


def test_an_archive_without_manifest_is_refused(tmp_path):
    path = a_strange_archive(tmp_path / "b.tar.gz", tarfile.TarInfo("media/x"))

    with pytest.raises(RefusedError, match=BROKEN):
        verified_manifest(path)


def test_a_backup_of_another_format_is_told_apart_from_a_broken_one(tmp_path):
    path = a_strange_archive(
        tmp_path / "b.tar.gz", tarfile.TarInfo("manifest.json"), b'{"format": 2}'
    )

    with pytest.raises(RefusedError, match="phiên bản khác"):
        verified_manifest(path)


def test_a_restored_file_never_replaces_another(tmp_path):
    write_file(io.BytesIO(b"one"), tmp_path / "media" / "x")

    with pytest.raises(FileExistsError):
        write_file(io.BytesIO(b"two"), tmp_path / "media" / "x")
