"""Small files of an installation on a disk that is full."""

import errno
import os
import stat

import pytest

from toasoan.operations.whole_file import write_whole


def test_a_file_takes_the_place_of_the_one_before(tmp_path):
    (tmp_path / "a.json").write_text("before")

    write_whole(tmp_path / "a.json", "Tòa soạn")

    assert (tmp_path / "a.json").read_text(encoding="utf-8") == "Tòa soạn"
    assert stat.S_IMODE((tmp_path / "a.json").stat().st_mode) == 0o600
    assert len(list(tmp_path.iterdir())) == 1


def test_on_a_full_disk_the_file_before_stays_and_nothing_else(tmp_path, monkeypatch):
    (tmp_path / "a.json").write_text("before")

    def full(descriptor):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OSError, match="No space"):
        write_whole(tmp_path / "a.json", "after")

    assert [path.read_text() for path in tmp_path.iterdir()] == ["before"]
