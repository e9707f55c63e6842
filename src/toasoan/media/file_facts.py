"""The words and the signatures of a stored file, read in a process of its own.

For background work: takes up to some seconds.
"""

from pathlib import Path

from django.conf import settings

from toasoan.media.inspection.kinds import FileKind
from toasoan.media.inspection.signatures import SignatureFacts, signatures_of
from toasoan.media.inspection.text import FileText, TextState, text_of
from toasoan.sent_files.pool import Unread, UnreadError, read_apart

#: The most processor time for the words of a file, and for its signatures.
_SECONDS_FOR_TEXT, _SECONDS_FOR_SIGNATURES = 20.0, 10.0
_CERTIFICATES = ("*.pem", "*.crt", "*.cer")


class ReadersBusyError(Exception):
    """Other files take all places; the same file may be read again later."""


def file_text(content: bytes, kind: FileKind) -> FileText:
    """The words of a file. Raises ReadersBusyError."""
    try:
        return read_apart(
            text_of, content, kind, answers=(FileText, TextState), seconds=_SECONDS_FOR_TEXT
        )
    except UnreadError as error:
        if error.reason is Unread.BUSY:
            raise ReadersBusyError from error
        return FileText(TextState.FAILED)


def signature_facts(content: bytes) -> list[SignatureFacts] | None:
    """The signatures of a PDF; None when they could not be read. Raises ReadersBusyError."""
    try:
        return read_apart(
            signatures_of, content, trusted_roots(),
            answers=(SignatureFacts,), seconds=_SECONDS_FOR_SIGNATURES,
        )  # fmt: skip
    except UnreadError as error:
        if error.reason is Unread.BUSY:
            raise ReadersBusyError from error
        return None


def trusted_roots() -> list[bytes]:
    """The root certificates that the operator installed; none means that nothing is confirmed."""
    folder = Path(settings.TOASOAN_TRUSTED_ROOTS)
    return [path.read_bytes() for kind in _CERTIFICATES for path in sorted(folder.glob(kind))]
