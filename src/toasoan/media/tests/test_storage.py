"""A file has its name only when it is whole; what cannot be written leaves nothing."""

import errno
import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.utils import timezone

from toasoan.media.storage import DRAFTS, PrivateStorage, remove_abandoned_drafts


def files_of(folder):
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


class BreaksInTheMiddle(ContentFile):
    def chunks(self, chunk_size=None):
        yield b"the first half"
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_file_is_kept_for_its_owner_only(media_folder):
    name = PrivateStorage().save("originals/a.jpg", ContentFile(b"whole"))

    kept = media_folder / name
    assert kept.read_bytes() == b"whole"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    assert files_of(media_folder) == ["originals/a.jpg"]


def test_a_file_that_cannot_be_written_leaves_nothing(media_folder):
    with pytest.raises(OSError, match="No space"):
        PrivateStorage().save("originals/a.jpg", BreaksInTheMiddle(b""))

    assert files_of(media_folder) == []


def test_a_file_that_the_disk_refuses_when_it_is_flushed_leaves_nothing(media_folder, monkeypatch):
    def full(descriptor):
        raise OSError(errno.EDQUOT, os.strerror(errno.EDQUOT))

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OSError, match="quota"):
        PrivateStorage().save("originals/a.jpg", ContentFile(b"whole"))

    assert files_of(media_folder) == []


def test_files_of_one_name_never_replace_one_another(media_folder):
    def save(number):
        return PrivateStorage().save("originals/a.jpg", ContentFile(b"%d" % number))

    with ThreadPoolExecutor(8) as pool:
        names = list(pool.map(save, range(40)))

    assert len(set(names)) == 40
    for number, name in enumerate(names):
        assert (media_folder / name).read_bytes() == b"%d" % number


def test_a_large_upload_is_moved_in(media_folder):
    with TemporaryUploadedFile("a.pdf", "application/pdf", 5, None) as sent:
        sent.write(b"large")
        sent.flush()

        name = PrivateStorage().save("documents/a.pdf", sent)

    assert (media_folder / name).read_bytes() == b"large"
    assert files_of(media_folder) == ["documents/a.pdf"]


def test_what_a_killed_process_was_writing_is_removed_after_a_day(media_folder):
    draft = media_folder / DRAFTS / "half"
    draft.parent.mkdir(parents=True)
    draft.write_bytes(b"half")

    assert remove_abandoned_drafts(timezone.now()) == 0
    assert remove_abandoned_drafts(timezone.now() + timedelta(days=2)) == 1
    assert files_of(media_folder) == []


def test_a_disk_that_is_really_full_leaves_nothing(tmp_path):
    """A limit of the process on the size of files fails as a full disk does, half way."""
    program = (
        "import os, resource, sys\n"
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'toasoan.conf.settings.test'\n"
        "from django.core.files.base import ContentFile\n"
        "from toasoan.databases.outages import is_full\n"
        "from toasoan.media.storage import PrivateStorage\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "try:\n"
        "    PrivateStorage(sys.argv[1]).save('a/b.jpg', ContentFile(b'x' * 300_000))\n"
        "except OSError as error:\n"
        "    sys.exit(7 if is_full(error) else 1)\n"
    )

    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program, str(tmp_path / "media")], check=False, timeout=60
    )

    assert done.returncode == 7
    assert files_of(tmp_path / "media") == []
