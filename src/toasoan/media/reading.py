"""A photo as it arrived becomes one that can be kept: read in a process of its own.

Called before the transaction that keeps it: decoding takes up to five seconds, and nobody else may
wait for that (`docs/decisions/0035`).
"""

from dataclasses import dataclass

from toasoan.media.decoding import read_picture
from toasoan.media.sizes import (
    UNTOUCHED,
    CleanPicture,
    Framing,
    PictureFault,
    PictureFileError,
)
from toasoan.sent_files.limits import MOST_BYTES
from toasoan.sent_files.pool import Unread, UnreadError, read_apart
from toasoan.vietnamese.fold import slugify

#: The most processor time for one photo; the system counts whole seconds, so four at most. What
#: phones make takes one.
_SECONDS = 3.0
_FAULTS = {
    Unread.BUSY: PictureFault.BUSY,
    Unread.TOO_COSTLY: PictureFault.TOO_COSTLY,
    Unread.BROKEN: PictureFault.DAMAGED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPicture:
    """A photo as it arrived, what came of its pixels, its file's name, what it shows."""

    content: bytes
    clean: CleanPicture
    filename: str
    title: str = ""
    description: str = ""

    @property
    def clean_name(self) -> str:
        """The name of the cleaned file: plain letters, the ending that fits its content."""
        stem = slugify(self.filename.rpartition(".")[0] or self.filename, max_length=40)
        return f"{stem}.{self.clean.extension}"


def new_picture(
    content: bytes,
    filename: str,
    *,
    title: str = "",
    description: str = "",
    framing: Framing = UNTOUCHED,
) -> NewPicture:
    """A photo as it arrived, read. Raises PictureFileError."""
    return NewPicture(
        content=content,
        clean=_cleaned(content, framing),
        filename=filename,
        title=title,
        description=description,
    )


def _cleaned(content: bytes, framing: Framing) -> CleanPicture:
    if len(content) > MOST_BYTES:
        raise PictureFileError(PictureFault.TOO_LARGE)
    try:
        answer = read_apart(
            read_picture, content, framing, answers=(CleanPicture, PictureFault), seconds=_SECONDS
        )
    except UnreadError as error:
        raise PictureFileError(_FAULTS[error.reason]) from error
    if isinstance(answer, PictureFault):
        raise PictureFileError(answer)
    return answer
