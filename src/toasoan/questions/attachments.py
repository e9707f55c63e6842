"""Files that come with what citizens send: looked at before any transaction, photos made anew."""

import hashlib
from collections.abc import Iterable

from django.utils.translation import gettext as _

from toasoan.media.incoming import (
    DOCUMENTS,
    PHOTOS,
    FileKind,
    FileRefusedError,
    IncomingFile,
    read_file,
)
from toasoan.media.reading import new_picture
from toasoan.media.sizes import PictureFileError
from toasoan.media.wording import refusal_sentence
from toasoan.questions.files import NewFile

#: What may be sent with a question.
ALLOWED_FILES = DOCUMENTS | PHOTOS
MOST_FILES = 5
LARGEST_FILE = 10 * 1024 * 1024  # bytes


class FileNotTakenError(Exception):
    """One of the files is not taken: its name, and the sentence for its sender."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(sentence)
        self.name = name
        self.sentence = sentence


def read_files(files: Iterable[tuple[str, bytes]]) -> tuple[NewFile, ...]:
    """Files as they were sent (name, content), looked at; photos encoded anew without their place.

    Raises FileNotTakenError. Takes up to some seconds a file.
    """
    return tuple(_read(name, content) for name, content in files)


def _read(name: str, content: bytes) -> NewFile:
    try:
        found = read_file(content, name, allowed=ALLOWED_FILES)
    except FileRefusedError as error:
        raise FileNotTakenError(name, str(error)) from error
    if found.kind not in PHOTOS:
        return NewFile(
            content=content, name=found.name, mime=found.mime, sha256=found.sha256, size=found.size
        )
    return _photo(found, content)


def _photo(found: IncomingFile, content: bytes) -> NewFile:
    try:
        picture = new_picture(content, found.name)
    except PictureFileError as error:
        raise FileNotTakenError(found.name, refusal_sentence(error.code)) from error
    clean, ending = picture.clean.content, picture.clean.extension
    return NewFile(
        content=clean,
        name=f"{found.name.rpartition('.')[0]}.{ending}",
        mime="image/png" if ending == "png" else "image/jpeg",
        sha256=hashlib.sha256(clean).hexdigest(),
        size=len(clean),
    )


def kinds_of_files() -> str:
    """Which files are taken, as a sentence beside the field."""
    kinds = ", ".join(kind.value.upper() for kind in FileKind if kind in ALLOWED_FILES)
    words = _("Up to %(number)d files: %(kinds)s; each up to %(most)d MB.")
    return words % {"number": MOST_FILES, "kinds": kinds, "most": LARGEST_FILE // 1024**2}
