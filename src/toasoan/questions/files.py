"""Files of questions on the disk: encrypted, under names that say nothing, only downloaded.

They are written before the transaction that keeps their rows begins, and removed when it fails.
"""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.files.base import ContentFile

from toasoan.accounts.sealing import seal_bytes, unseal_bytes
from toasoan.media.storage import private_storage
from toasoan.questions.models import QuestionFile


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFile:
    """A file that was read and accepted (`media.incoming`): content and what was found out."""

    content: bytes
    name: str
    mime: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file that is on the disk, under its name in the storage."""

    new: NewFile
    stored: str


@contextmanager
def written_files(files: Sequence[NewFile]) -> Iterator[tuple[WrittenFile, ...]]:
    """The files on the disk, removed again when what keeps their rows fails. Raises OSError."""
    storage = private_storage()
    written: list[WrittenFile] = []
    try:
        for new in files:
            content = ContentFile(seal_bytes(new.content))
            stored = storage.save(f"questions/{secrets.token_hex(16)}", content)
            written.append(WrittenFile(new, stored))
        yield tuple(written)
    except BaseException:
        for file in written:
            storage.delete(file.stored)
        raise


def content_of(file: QuestionFile) -> bytes | None:
    """The file as it came; None when it was removed, or sealed with another installation's key."""
    if not file.sealed_file.name:
        return None
    try:
        with private_storage().open(file.sealed_file.name) as stored:
            return unseal_bytes(stored.read())
    except FileNotFoundError:
        return None
