"""
The backup file: a compressed tar with the tables, the media files and, last, a manifest.

The manifest lists every other member with size and SHA-256, so a file that was cut off or changed
is found before anything is restored. Names are checked here, and nothing is ever unpacked by the
tar library itself. Nothing here imports Django.
"""

import gzip
import hashlib
import io
import json
import os
import tarfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from toasoan.operations.refusal import refused

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE = "database"
MEDIA = "media"
# Most of a backup is photos, which do not shrink: a low level is four times as fast.
COMPRESSION = 3
BLOCK = 1 << 20
BROKEN = "Tệp sao lưu hỏng hoặc không trọn vẹn; chưa có gì được khôi phục."


@dataclass
class BackupTable:
    """One table of the backup: its columns with the kind of value each holds, and its rows."""

    name: str
    columns: list[tuple[str, str]]
    rows: int = 0


@dataclass
class Manifest:
    """What a backup holds and where it comes from."""

    version: str
    engine: str
    created_at: str
    migrations: list[tuple[str, str]]
    tables: list[BackupTable] = field(default_factory=list)
    files: dict[str, tuple[int, str]] = field(default_factory=dict)  # name → size, SHA-256
    #: Media files that the tables name and that somebody removed while the backup was made.
    removed: list[str] = field(default_factory=list)

    def to_json(self) -> bytes:
        """Return the manifest as it stands in the backup."""
        shown = {**vars(self), "format": FORMAT, "tables": [vars(table) for table in self.tables]}
        return json.dumps(shown, ensure_ascii=False, indent=1).encode()

    @classmethod
    def from_json(cls, text: bytes) -> "Manifest":
        """Read a manifest; refuse what this version cannot restore."""
        try:
            shown = json.loads(text)
            if shown.pop("format") != FORMAT:
                raise refused(
                    "other-version",
                    "Bản sao lưu được tạo bởi phiên bản khác của chương trình; "
                    "hãy dùng đúng phiên bản đó để khôi phục.",
                )
            tables = [
                BackupTable(
                    table["name"], [(name, kind) for name, kind in table["columns"]], table["rows"]
                )
                for table in shown.pop("tables")
            ]
            files = {name: (size, digest) for name, (size, digest) in shown.pop("files").items()}
            migrations = [(app, name) for app, name in shown.pop("migrations")]
            return cls(**shown, migrations=migrations, tables=tables, files=files)
        except (KeyError, TypeError, ValueError) as error:
            raise refused("broken-backup", BROKEN) from error


class ArchiveWriter:
    """Adds members and notes their checksums."""

    def __init__(self, archive: tarfile.TarFile, manifest: Manifest) -> None:
        self._archive = archive
        self.manifest = manifest

    def add(self, name: str, source: IO[bytes], *, also: str = "") -> str:
        """Add what an open file holds from its beginning.

        Returns its digest by the hash that `also` names, "" for none.
        """
        size = source.seek(0, os.SEEK_END)
        source.seek(0)
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        reader = _Hashing(source, also)
        self._archive.addfile(member, reader)  # type: ignore[arg-type]  # it only reads
        self.manifest.files[name] = (size, reader.digest.hexdigest())
        return reader.other.hexdigest() if reader.other else ""

    def finish(self) -> None:
        """Add the manifest as the last member; a file without it is refused."""
        text = self.manifest.to_json()
        member = tarfile.TarInfo(MANIFEST)
        member.size, member.mode = len(text), 0o600
        self._archive.addfile(member, io.BytesIO(text))


@contextmanager
def new_archive(path: Path, manifest: Manifest) -> Iterator[ArchiveWriter]:
    """Write a backup that only its owner can read; under its own name only when it is whole.

    What was written is read again from its beginning before it gets that name.
    """
    if path.exists():
        raise refused("file-exists", f"Tệp {path} đã có; hãy chọn tên khác.")
    if not path.parent.is_dir():
        raise refused("no-folder", f"Không có thư mục {path.parent}.")
    unfinished = path.with_name(path.name + ".part")
    unfinished.unlink(missing_ok=True)
    try:
        unfinished.touch(mode=0o600)
        with tarfile.open(unfinished, "w:gz", compresslevel=COMPRESSION) as archive:
            writer = ArchiveWriter(archive, manifest)
            yield writer
            writer.finish()
        _write_through(unfinished)
        _compare(unfinished, manifest)
        os.replace(unfinished, path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def verified_manifest(path: Path) -> Manifest:
    """Read a whole backup once and return its manifest; refuse one that is not whole."""
    found: dict[str, tuple[int, str]] = {}
    manifest: Manifest | None = None
    with _damage_is_refused():
        for name, content in members(path):
            if name == MANIFEST:
                manifest = Manifest.from_json(content.read())
                continue
            reader = _Hashing(content)
            while reader.read(BLOCK):
                pass
            found[name] = (reader.size, reader.digest.hexdigest())
    if manifest is None or manifest.files != found:
        raise refused("broken-backup", BROKEN)
    return manifest


def members(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """Yield name and content of every member; refuse any name that a backup cannot have."""
    if not path.is_file():
        raise refused("no-backup", f"Không có tệp sao lưu {path}.")
    seen: set[str] = set()
    with _damage_is_refused(), tarfile.open(path, "r:gz") as archive:
        for member in archive:
            content = archive.extractfile(member) if member.isreg() else None
            if content is None or member.name in seen or not _is_expected(member.name):
                raise refused("broken-backup", BROKEN)
            seen.add(member.name)
            yield member.name, content


def write_file(content: IO[bytes], target: Path) -> None:
    """Write one member to a file that only its owner can read."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        while block := content.read(BLOCK):
            file.write(block)


def _write_through(path: Path) -> None:
    """Have the disk itself hold the file before anybody relies on it."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _compare(path: Path, manifest: Manifest) -> None:
    if verified_manifest(path) != manifest:
        raise refused("broken-backup", "Tệp vừa ghi đọc lại không khớp; ổ đĩa có thể bị hỏng.")


@contextmanager
def _damage_is_refused() -> Iterator[None]:
    try:
        yield
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise refused("broken-backup", BROKEN) from error


class _Hashing:
    """A reader that counts and hashes what passes through it."""

    def __init__(self, source: IO[bytes], also: str = "") -> None:
        self.read_source: Callable[[int], bytes] = source.read
        self.digest = hashlib.sha256()
        self.other = hashlib.new(also, usedforsecurity=False) if also else None
        self.size = 0

    def read(self, size: int = -1) -> bytes:
        block = self.read_source(size)
        self.digest.update(block)
        if self.other:
            self.other.update(block)
        self.size += len(block)
        return block


def _is_expected(name: str) -> bool:
    parts = PurePosixPath(name).parts
    if name != "/".join(parts) or ".." in parts or "\\" in name or "\0" in name:
        return False
    if parts[0] == DATABASE:
        return len(parts) == 2 and name.endswith(".jsonl")  # noqa: PLR2004  (folder and file)
    return name == MANIFEST or (parts[0] == MEDIA and len(parts) > 1)
