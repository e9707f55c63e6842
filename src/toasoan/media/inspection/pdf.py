"""PDF files: what runs or starts something, what hides behind the document, what is missing.

Two looks, because neither sees everything: at the bytes outside streams, where earlier versions of
objects lie as well, and at every object that pypdf finds, packed ones too.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PdfReadError
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    StreamObject,
    TextStringObject,
)  # fmt: skip

from toasoan.media.inspection.archives import refuse_running
from toasoan.media.inspection.kinds import FileFault, InspectionError

#: Looks at a file within the file. Raises InspectionError.
InnerCheck = Callable[[bytes, str], None]

MOST_OBJECTS = 200_000
MOST_INNER_FILES = 20
_DEEPEST = 60
_END = re.compile(rb"%%EOF[\s\0]*\Z")
_STREAM = re.compile(rb"\bstream\r?\n.*?endstream", re.DOTALL)
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
#: Names that run, start or play something (ISO 32000-2 §12.6.4, §12.7.9, §13).
_RUNNING = (
    "JavaScript", "JS", "Launch", "ImportData", "RichMedia", "RichMediaExecute", "Movie", "Sound",
    "Rendition", "3D", "U3D", "XFA", "GoToE", "GoToR", "SubmitForm",
)  # fmt: skip
_RUNNING_WORDS = re.compile(rb"/(" + "|".join(_RUNNING).encode() + rb")(?=[\s/<>\[\]()%{}\0]|\Z)")
_RUNNING_KEYS = frozenset(f"/{name}" for name in ("JS", "JavaScript", "XFA", "RichMediaContent"))
#: A name of colours as well (§11.3.5), so only where it says what something is.
_RUNNING_VALUES = frozenset(f"/{name}" for name in (*_RUNNING, "Screen"))
_KINDS_OF = ("/S", "/Subtype", "/Type")
_PLAIN_LINK = re.compile(r"(?i)\s*(https?:|mailto:|tel:|ftp:|[^:]*$)")


def check_pdf(content: bytes, check_inner: InnerCheck) -> None:
    """Raise InspectionError unless the bytes are one whole PDF that only shows something."""
    if not _END.search(content[-1024:]):
        raise InspectionError(FileFault.DAMAGED if b"%%EOF" not in content else FileFault.TWO_KINDS)
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise InspectionError(FileFault.TWO_KINDS)
    if _RUNNING_WORDS.search(_plain_names(_STREAM.sub(b"stream", content))):
        raise InspectionError(FileFault.SCRIPT)
    try:
        _check_objects(_reader(content), check_inner)
    except (InspectionError, MemoryError):
        raise
    except Exception as failure:  # pypdf lets whatever a broken file causes through
        raise InspectionError(FileFault.DAMAGED) from failure


def _reader(content: bytes) -> PdfReader:
    """Raises InspectionError for a locked PDF and for one without pages."""
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        raise InspectionError(FileFault.ENCRYPTED)
    if not len(reader.pages):
        raise InspectionError(FileFault.DAMAGED)
    return reader


def _plain_names(content: bytes) -> bytes:
    """The bytes with names written out: `/J#61vaScript` says the same as `/JavaScript`."""
    return _ESCAPED.sub(lambda found: bytes.fromhex(found[1].decode()), content)


def _check_objects(reader: PdfReader, check_inner: InnerCheck) -> None:
    """Every object that the tables of the file name."""
    inner = 0
    for place in _places(reader):
        try:
            found = reader.get_object(place)
        except PdfReadError:
            # A table may name what is not there; viewers take it for nothing.
            continue
        for part in _dictionaries(found, 0):
            _refuse_running(part)
            if part.get("/Type") == "/EmbeddedFile" or "/EF" in part:
                inner += 1
                _check_file_within(part, check_inner)
    if inner > 2 * MOST_INNER_FILES:
        raise InspectionError(FileFault.EMBEDDED)


def _places(reader: PdfReader) -> Iterator[IndirectObject]:
    numbers = {(number, 0) for number in reader.xref_objStm}
    numbers |= {
        (number, generation) for generation, table in reader.xref.items() for number in table
    }
    if len(numbers) > MOST_OBJECTS:
        raise InspectionError(FileFault.TOO_COSTLY)
    for number, generation in sorted(numbers):
        yield IndirectObject(number, generation, reader)


def _dictionaries(value: Any, depth: int) -> Iterator[DictionaryObject]:
    """The dictionaries that are written within one object."""
    if depth > _DEEPEST:
        raise InspectionError(FileFault.DAMAGED)
    if isinstance(value, DictionaryObject):
        yield value
        children = list(value.values())
    else:
        children = list(value) if isinstance(value, ArrayObject) else []
    for child in children:
        if isinstance(child, DictionaryObject | ArrayObject):
            yield from _dictionaries(child, depth + 1)


def _refuse_running(part: DictionaryObject) -> None:
    if not _RUNNING_KEYS.isdisjoint(part):
        raise InspectionError(FileFault.SCRIPT)
    for key in _KINDS_OF:
        if isinstance(kind := part.get(key), NameObject) and kind in _RUNNING_VALUES:
            raise InspectionError(FileFault.SCRIPT)
    link = part.get("/URI")
    if isinstance(link, TextStringObject) and not _PLAIN_LINK.match(str(link)):
        raise InspectionError(FileFault.SCRIPT)


def _check_file_within(part: DictionaryObject, check_inner: InnerCheck) -> None:
    """A file kept in the PDF: its name by the entry that names it, its content by its stream."""
    for key in ("/F", "/UF"):
        if isinstance(name := part.get(key), TextStringObject):
            refuse_running(str(name), b"")
    if isinstance(part, StreamObject):
        check_inner(part.get_data(), "")
