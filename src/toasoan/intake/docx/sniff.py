"""The kind of a file by its bytes, since its name may not be true."""

import re

from toasoan.intake.docx.problems import WordProblem

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_HTML = re.compile(r"<(!doctype\s+html|html|head|body|meta|title|div|p)\b", re.IGNORECASE)
# The old formats allow some bytes before their mark; no reader looks further than this.
_HEAD = 1024


def problem_of(data: bytes) -> WordProblem | None:
    """Why these bytes cannot be a .docx, or None when they are a zip archive."""
    if not data.strip():
        return WordProblem.EMPTY
    if data.startswith(_ZIP):
        return None
    if data.startswith(_OLE):
        return _problem_of_compound(data)
    return _problem_of_text(data)


def _problem_of_compound(data: bytes) -> WordProblem:
    """A compound file names its streams in UTF-16; these two names decide."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return WordProblem.ENCRYPTED
    if "WordDocument".encode("utf-16-le") in data:
        return WordProblem.OLD_DOC
    return WordProblem.NOT_WORD


def _problem_of_text(data: bytes) -> WordProblem:
    head = _decoded_head(data)
    if b"%PDF-" in data[:_HEAD]:
        return WordProblem.PDF
    if head.startswith("{\\rtf"):
        return WordProblem.RTF
    # Word's "single file web page" is a mail message with the page inside.
    if _HTML.search(head) or head.lower().startswith("mime-version:"):
        return WordProblem.HTML
    return WordProblem.NOT_WORD


def _decoded_head(data: bytes) -> str:
    head = data[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", errors="replace").lstrip()
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1").lstrip()
