"""The one door for a file that somebody sends: its kind by its content, refused with a sentence.

Read in a process of its own (`docs/decisions/0035`, `0058`), before any transaction.
"""

import hashlib
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from toasoan.media.downloads import file_name
from toasoan.media.inspection.archives import RUNNING_ENDINGS, ending_of
from toasoan.media.inspection.inspect import kind_or_fault
from toasoan.media.inspection.kinds import FileFault, FileKind
from toasoan.media.sizes import PictureFault
from toasoan.media.wording import refusal_sentence
from toasoan.sent_files.limits import MOST_BYTES, MOST_MEGABYTES
from toasoan.sent_files.pool import Unread, UnreadError, read_apart

__all__ = [
    "ATTACHED",
    "DOCUMENTS",
    "PHOTOS",
    "FileKind",
    "FileRefusedError",
    "IncomingFile",
    "accepted",
    "kinds_sentence",
    "read_file",
    "refuse_size",
]

#: What officials publish.
DOCUMENTS = frozenset((FileKind.PDF, FileKind.DOCX, FileKind.XLSX, FileKind.ODT, FileKind.ODS))
#: What may lie beneath a story.
ATTACHED = DOCUMENTS | {FileKind.PPTX, FileKind.ZIP}
#: What phones take; encoded anew before anybody else gets them.
PHOTOS = frozenset((FileKind.JPEG, FileKind.PNG, FileKind.WEBP, FileKind.HEIC, FileKind.AVIF))
#: The most processor time for one file: 30 MB of PDF with 100,000 objects take about six.
_SECONDS = 8.0
_FAULTS = {
    Unread.BUSY: FileFault.BUSY,
    Unread.TOO_COSTLY: FileFault.TOO_COSTLY,
    Unread.BROKEN: FileFault.DAMAGED,
}
#: Names that Windows takes for devices.
_DEVICES = re.compile(r"(?i)\A(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)")


_NO_STEM = "tep"


class FileRefusedError(ValueError):
    """The file is not taken; its text is the sentence for its sender."""

    def __init__(self, fault: FileFault, sentence: str) -> None:
        super().__init__(sentence)
        self.fault = fault


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingFile:
    """A file that was looked at; `name` is cleaned and ends as its content asks.

    `size` in bytes, `sha256` in hexadecimal, both of the bytes as they came.
    """

    kind: FileKind
    ending: str
    mime: str
    sha256: str
    size: int
    name: str


def read_file(content: bytes, name: str, *, allowed: frozenset[FileKind]) -> IncomingFile:
    """What was sent, when it is one sound file of an allowed kind and its name says the same.

    Raises FileRefusedError. Takes up to some seconds: never called within a transaction.
    """
    refuse_size(len(content), allowed)
    kept = _safe_name(name)
    ending = ending_of(kept)
    try:
        answer = read_apart(
            kind_or_fault, content, ending, allowed,
            answers=(FileKind, FileFault, PictureFault), seconds=_SECONDS,
        )  # fmt: skip
    except UnreadError as error:
        raise _refused(_FAULTS[error.reason], allowed) from error
    if isinstance(answer, PictureFault):
        raise FileRefusedError(FileFault.PICTURE, refusal_sentence(answer))
    if isinstance(answer, FileFault):
        raise _refused(answer, allowed)
    return IncomingFile(
        kind=answer,
        ending=answer.endings[0],
        mime=answer.mime,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        name=f"{kept.rpartition('.')[0]}.{answer.endings[0]}",
    )


def refuse_size(size: int, allowed: frozenset[FileKind]) -> None:
    """Raise FileRefusedError when so many bytes are too many; to be asked before reading them."""
    if size > MOST_BYTES:
        raise _refused(FileFault.TOO_LARGE, allowed)


def kinds_sentence(allowed: frozenset[FileKind]) -> str:
    """Which kinds are taken and how large, beside a button that sends a file."""
    kinds = ", ".join(kind.value.upper() for kind in FileKind if kind in allowed)
    return _("%(kinds)s; %(most)d MB at most.") % {"kinds": kinds, "most": MOST_MEGABYTES}


def accepted(allowed: frozenset[FileKind]) -> str:
    """The value of `accept` for a field of these kinds."""
    return ",".join(f".{ending}" for kind in FileKind if kind in allowed for ending in kind.endings)


def _safe_name(name: str) -> str:
    """The cleaned name; a second ending that a system would run is one no more."""
    kept = file_name(name.rstrip(". \t\0"))
    stem, _dot, ending = kept.rpartition(".")
    pieces = stem.split(".")
    joined = pieces[0]
    for piece in pieces[1:]:
        joined += ("-" if piece.strip().casefold() in RUNNING_ENDINGS else ".") + piece
    return f"{_DEVICES.sub(_no_device, joined) or _NO_STEM}.{ending}"


def _no_device(found: re.Match[str]) -> str:
    return f"{_NO_STEM}-{found[0]}"


def _refused(fault: FileFault, allowed: frozenset[FileKind]) -> FileRefusedError:
    return FileRefusedError(fault, _sentence(fault, allowed))


def _sentence(fault: FileFault, allowed: frozenset[FileKind]) -> str:
    sentences = {
        FileFault.EMPTY: _("The file is empty. Choose it again."),
        FileFault.TOO_LARGE: _("The file is over %(most)d MB.") % {"most": MOST_MEGABYTES},
        FileFault.KIND: _("Files of this kind are not taken. Choose: %(kinds)s")
        % {"kinds": kinds_sentence(allowed)},
        FileFault.ENDING: _(
            "The name of the file and its content do not fit each other. Save it again in the"
            " program that made it, and choose the new file."
        ),
        FileFault.OLD_OFFICE: _(
            "This is a file of an old Office (.doc, .xls). Save it as .docx or .xlsx, or as PDF."
        ),
        FileFault.ENCRYPTED: _("The file is locked with a password. Save it without one."),
        FileFault.MACRO: _("The file holds macros. Save it as a PDF or as a file without macros."),
        FileFault.EMBEDDED: _(
            "Other files or objects are embedded in this file. Remove them, or save it as PDF."
        ),
        FileFault.OUTSIDE: _(
            "The file fetches something from elsewhere when it is opened (a link to another file,"
            " a template, a field). Break these links, or save it as PDF."
        ),
        FileFault.SCRIPT: _(
            "The PDF runs something or opens something else (a script, a form, a film). Print it"
            " to a new PDF and choose that one."
        ),
        FileFault.TWO_KINDS: _(
            "Something else is hidden in this file. Save it again in the program that made it."
        ),
        FileFault.SWOLLEN: _("The file unpacks to far more than a document needs."),
        FileFault.DAMAGED: _(
            "The file is damaged or was not sent whole. Open it, save it again and choose it anew."
        ),
        FileFault.TOO_COSTLY: _("The file takes too long to read. Save it as a smaller PDF."),
        FileFault.BUSY: _("Many files are being read just now. Choose it again in a minute."),
    }
    return sentences[fault]
