"""The kind of a file by its bytes, since its name may not be true."""

import re

from toasoan.intake.docx.problems import WordProblem
from toasoan.media.headers import kind_of

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OTHER_ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c")
#: What Word's formats of one XML file begin with.
_WORD_XML = ("<pkg:package", "<w:wordDocument", 'progid="Word.Document"')
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
    if "Workbook".encode("utf-16-le") in data:
        return WordProblem.SPREADSHEET
    if "PowerPoint Document".encode("utf-16-le") in data:
        return WordProblem.SLIDES
    return WordProblem.NOT_WORD


def _problem_of_text(data: bytes) -> WordProblem:
    head = _decoded_head(data)
    signs = (
        (WordProblem.PDF, b"%PDF-" in data[:_HEAD]),
        (WordProblem.RTF, head.startswith("{\\rtf")),
        (WordProblem.PICTURE, kind_of(data) is not None),
        (WordProblem.ARCHIVE, data.startswith(_OTHER_ARCHIVES)),
        (WordProblem.WORD_XML, any(name in head for name in _WORD_XML)),
        # Word's "single file web page" is a mail message with the page inside.
        (WordProblem.HTML, bool(_HTML.search(head)) or head.lower().startswith("mime-version:")),
    )
    return next((problem for problem, is_so in signs if is_so), WordProblem.NOT_WORD)


def _decoded_head(data: bytes) -> str:
    head = data[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", errors="replace").lstrip()
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1").lstrip()
