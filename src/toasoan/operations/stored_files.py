"""Which files the tables name, and whether they are there as the tables know them.

Every `FileField` of every model names files, and every photo its ready sizes. Backup, restore and
`doctor` compare these with what lies in the media folder.
"""

import hashlib
import os
import random
import time
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from django.db import models
from django.utils.translation import ngettext

from toasoan.media.actions import size_name
from toasoan.media.models import Picture
from toasoan.media.sizes import widths_for
from toasoan.operations.tables import all_models

BLOCK = 1 << 20
#: How many names a sentence gives.
_NAMES_SHOWN = 3
#: How many files are chosen for reading; more are hardly read in the time there is.
_MOST_READ = 5000
#: (model, field) → columns with the size in bytes and the digest of the file, and the hash used.
_KNOWN = {
    ("intake.submission", "file"): ("size", "sha256", "sha256"),
    ("media.picture", "file"): ("file_size", "file_hash", "sha1"),
    ("media.attachment", "file"): ("file_size", "file_hash", "sha1"),
}


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file that a table names: its name in the media folder and, where known, what it holds.

    `size` is in bytes, `digest` in hexadecimal, of the hash `algorithm`.
    """

    name: str
    size: int | None = None
    digest: str = ""
    algorithm: str = ""


def named_files() -> Iterator[NamedFile]:
    """Every file that the tables name, some of them more than once."""
    for model in all_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, models.FileField):
                yield from _named_by(model, field)
    pictures = Picture.objects.values_list("token", "width")
    for token, width in pictures.iterator():
        yield from (NamedFile(size_name(token, each)) for each in widths_for(width))


def _named_by(model: type[models.Model], field: models.FileField) -> Iterator[NamedFile]:
    known = _KNOWN.get((model._meta.label_lower, field.name))
    columns = [field.name, *known[:2]] if known else [field.name]
    rows = model._default_manager.exclude(**{field.name: ""}).exclude(**{field.name: None})
    for name, *facts in rows.values_list(*columns).iterator():
        if known:
            size, digest = facts
            yield NamedFile(name, size, digest or "", known[2])
        else:
            yield NamedFile(name)


def still_named(names: set[str]) -> set[str]:
    """Those of the names that the tables name at this moment."""
    return {file.name for file in named_files() if file.name in names} if names else set()


def lacking(folder: Path) -> set[str]:
    """The files that the tables name and that are not in the folder, or have another size."""
    return {file.name for file in named_files() if not _is_there(file, folder)}


def sentence_on_lacking(names: AbstractSet[str]) -> str:
    """Say how many files are lost or damaged, and which are the first of them."""
    shown = ", ".join(sorted(names)[:_NAMES_SHOWN])
    return ngettext(
        "%(number)s file that the database names is missing or damaged: %(names)s.",
        "%(number)s files that the database names are missing or damaged, among them %(names)s.",
        len(names),
    ) % {"number": len(names), "names": shown}


@dataclass(frozen=True, slots=True)
class Examination:
    """What an examination of the media folder came to; it may have ended before the last file."""

    looked_at: int
    read: int
    lacking: frozenset[str]
    is_complete: bool


def examine(folder: Path, *, seconds: float) -> Examination:
    """Look at every file's size, then read as many with known digests as there is time for.

    Takes about `seconds`, at most half of them for looking; which files are read is left to
    chance, so that further examinations read others.
    """
    began = time.monotonic()
    wrong: set[str] = set()
    chosen: list[NamedFile] = []
    looked_at = 0
    for file in named_files():
        if time.monotonic() - began > seconds / 2:
            return Examination(looked_at, 0, frozenset(wrong), is_complete=False)
        looked_at += 1
        if not _is_there(file, folder):
            wrong.add(file.name)
        elif file.digest:
            _choose(chosen, file)
    random.shuffle(chosen)
    for read, file in enumerate(chosen):
        if time.monotonic() - began > seconds:
            return Examination(looked_at, read, frozenset(wrong), is_complete=True)
        if _digest_of(folder / file.name, file.algorithm) != file.digest:
            wrong.add(file.name)
    return Examination(looked_at, len(chosen), frozenset(wrong), is_complete=True)


def _choose(chosen: list[NamedFile], file: NamedFile) -> None:
    if len(chosen) < _MOST_READ:
        chosen.append(file)
    elif random.random() < 0.1:  # noqa: PLR2004, S311  (each file has a chance at every examination)
        chosen[random.randrange(_MOST_READ)] = file  # noqa: S311


def _is_there(file: NamedFile, folder: Path) -> bool:
    try:
        found = os.stat(folder / file.name)
    except (OSError, ValueError):
        return False
    return file.size is None or found.st_size == file.size


def _digest_of(path: Path, algorithm: str) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, algorithm).hexdigest()
    except OSError:
        return ""
