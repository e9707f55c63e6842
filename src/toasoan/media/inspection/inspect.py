"""The kind of a file by its content, and whether it is what it says and nothing more.

`kind_or_fault` runs in a process of its own (`toasoan.sent_files`); nothing here knows a framework.
"""

import io
import re
import zipfile

from toasoan.media.decoding import refuse_unreadable
from toasoan.media.headers import kind_of
from toasoan.media.inspection.archives import Archive, ending_of, opened, refuse_running
from toasoan.media.inspection.kinds import PICTURE_KINDS, FileFault, FileKind, InspectionError
from toasoan.media.inspection.office import check_office, office_kind
from toasoan.media.inspection.pdf import check_pdf
from toasoan.media.sizes import PictureFault, PictureFileError

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ZIP = b"PK\x03\x04"
#: Markup that a browser which guesses would run, wherever it stands.
_MARKUP = re.compile(
    rb"(?i)<(script|html|iframe|object|embed|body|svg|meta|base)[\s>/]|<!doctype\s+html|<\?php|<%@"
    rb"|<hta:|<scriptlet"
)
#: Containers behind a photo; its own end is looked for by no viewer.
_BEHIND_PICTURES = (b"PK\x05\x06", b"PK\x03\x04", b"%PDF-", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c",
                    b"!<arch>", b"\x7fELF", b"This program cannot be run")  # fmt: skip
_PLAIN_INNER = frozenset(("", "xml", "txt", "csv", "json"))


def kind_or_fault(
    content: bytes, ending: str, allowed: frozenset[FileKind]
) -> FileKind | FileFault | PictureFault:
    """The kind of a sound file whose name has this ending, or why it is not taken."""
    try:
        return _kind(content, ending, allowed)
    except InspectionError as error:
        return error.fault
    except PictureFileError as error:
        return error.code


def _kind(content: bytes, ending: str, allowed: frozenset[FileKind]) -> FileKind:
    if not content.strip(b"\0 \t\r\n"):
        raise InspectionError(FileFault.EMPTY)
    archive = opened(content) if content.startswith(_ZIP) else None
    kind = _known_kind(content, archive)
    if ending not in kind.endings:
        raise InspectionError(FileFault.ENDING)
    if kind not in allowed:
        raise InspectionError(FileFault.KIND)
    if archive is not None:
        _check_archive(kind, archive)
    elif kind is FileKind.PDF:
        check_pdf(content, _check_inner)
        _refuse_markup(content)
    else:
        _check_picture(content)
    return kind


def _known_kind(content: bytes, archive: Archive | None) -> FileKind:
    if archive is not None:
        return office_kind(archive) or FileKind.ZIP
    if content.startswith(b"%PDF-"):
        return FileKind.PDF
    if content.startswith(_OLE):
        is_encrypted = "EncryptedPackage".encode("utf-16-le") in content
        raise InspectionError(FileFault.ENCRYPTED if is_encrypted else FileFault.OLD_OFFICE)
    picture = PICTURE_KINDS.get(kind_of(content) or "")
    if picture is None:
        raise InspectionError(FileFault.KIND)
    return picture


def _check_archive(kind: FileKind, archive: Archive) -> None:
    if kind is not FileKind.ZIP:
        check_office(archive)
        return
    for name in archive.parts:
        refuse_running(name, archive.head(name))
        _check_inner(archive.read(name), ending_of(name))


def _check_inner(content: bytes, ending: str) -> None:
    """A file within a file: sound as if it came alone, and holding no further one."""
    if content.startswith(_ZIP):
        inner = opened(content)
        kind = office_kind(inner)
        if kind is None:
            raise InspectionError(FileFault.EMBEDDED)
        check_office(inner, depth=1)
    elif content.startswith(b"%PDF-"):
        kind = FileKind.PDF
        check_pdf(content, _refuse_inner)
    elif found := PICTURE_KINDS.get(kind_of(content) or ""):
        kind = found
        _check_picture(content)
    else:
        refuse_running("", content[:16])
        _refuse_markup(content)
        if ending not in _PLAIN_INNER:
            raise InspectionError(FileFault.EMBEDDED)
        return
    if ending and ending not in kind.endings:
        raise InspectionError(FileFault.ENDING)


def _refuse_inner(content: bytes, ending: str) -> None:
    raise InspectionError(FileFault.EMBEDDED)


def _check_picture(content: bytes) -> None:
    _refuse_markup(content)
    if zipfile.is_zipfile(io.BytesIO(content)) or any(mark in content for mark in _BEHIND_PICTURES):
        raise InspectionError(FileFault.TWO_KINDS)
    refuse_unreadable(content)


def _refuse_markup(content: bytes) -> None:
    if _MARKUP.search(content):
        raise InspectionError(FileFault.TWO_KINDS)
