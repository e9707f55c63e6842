"""Opening a .docx safely: a zip archive of XML parts and pictures.

Everything that could make a small file large or a reader wander (bombs, entities, links) is
refused here, so the modules that read the text need not think of it.
"""

import io
import posixpath
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from toasoan.intake.docx.names import PACKAGE
from toasoan.intake.docx.problems import WordFileError, WordProblem
from toasoan.intake.docx.sniff import problem_of
from toasoan.sent_files.limits import MOST_BYTES

MAX_FILE = MOST_BYTES
MAX_UNPACKED = 100 * 2**20
MAX_ENTRIES = 3_000
# A story's text is far below one megabyte; a tree in memory is some ten times its XML.
MAX_XML_PART = 8 * 2**20
# Ten pages have about 10,000. Reading takes some 50 µs for each, so this bounds it to seconds.
MAX_XML_ELEMENTS = 100_000
# Deeper than any real file, shallow enough for readers that call themselves.
MAX_XML_DEPTH = 150
_BIG_MEMBER = 20 * 2**20
_MAX_RATIO = 200

_ODT_TYPES = (b"application/vnd.oasis.opendocument.text",)
_CENTRAL_ENTRY = b"PK\x01\x02"
_ENCRYPTED_FLAG = 0x1
# Word's "Strict" files say the same things under other names.
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_STRICT_TO_USUAL = rb"http://schemas.openxmlformats.org/\1/2006/"
# What zipfile raises on damaged archives, apart from BadZipFile.
_ZIP_FAILURES = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    IndexError,
    NotImplementedError,
    RuntimeError,
)


@dataclass(frozen=True)
class PartRelation:
    """A relationship from one part to another part or, when ``external``, to an address."""

    target: str
    external: bool
    kind: str


class Package:
    """The parts of an opened file; names are compared without case, as the format asks."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._members = {info.filename.lower(): info for info in archive.infolist()}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._members

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of all parts, in lower case."""
        return tuple(self._members)

    @cached_property
    def main_part(self) -> str:
        """The name of the part with the text, usually ``word/document.xml``."""
        for relation in self.relations("").values():
            if relation.kind == "officeDocument" and not relation.external:
                return relation.target
        return "word/document.xml"

    @cached_property
    def has_macro(self) -> bool:
        return any(name.endswith("vbaproject.bin") for name in self._members)

    def read(self, name: str) -> bytes | None:
        """The bytes of a part, None when there is none; raises WordFileError when damaged."""
        info = self._members.get(name.lower())
        if info is None:
            return None
        try:
            return self._archive.read(info)
        except _ZIP_FAILURES as failure:
            raise WordFileError(WordProblem.BROKEN) from failure

    def xml(self, name: str) -> etree._Element | None:
        """The root element of a part, None when there is no such part."""
        info = self._members.get(name.lower())
        if info is not None and info.file_size > MAX_XML_PART:
            raise WordFileError(WordProblem.TOO_MANY_PARAGRAPHS)
        data = self.read(name)
        return None if data is None else parse_xml(data)

    def related_xml(self, kind: str) -> etree._Element | None:
        """The part the main part calls its styles, numbering and so on."""
        name = self.related_name(kind)
        return self.xml(name) if name else None

    def related_name(self, kind: str) -> str | None:
        """The name of the first part of this kind that the main part points at."""
        return next(iter(self.related_names(kind)), None)

    def related_names(self, kind: str) -> list[str]:
        """The names of all parts of this kind that the main part points at."""
        relations = self.relations(self.main_part).values()
        found = (one.target for one in relations if one.kind == kind and not one.external)
        return list(dict.fromkeys(found))

    def relations(self, part: str) -> dict[str, PartRelation]:
        """The relationships of a part, by their id; the empty name stands for the file."""
        folder, base = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        if root is None:
            return {}
        return {
            element.get("Id", ""): _relation(element, folder)
            for element in root.iterchildren(f"{PACKAGE}Relationship")
        }


def open_package(data: bytes) -> Package:
    """Open a .docx or .docm; raises WordFileError for all else, bombs included."""
    if len(data) > MAX_FILE:
        raise WordFileError(WordProblem.TOO_LARGE)
    if problem := problem_of(data):
        raise WordFileError(problem)
    archive = _open_archive(data)
    _refuse_bombs(archive)
    if any(info.flag_bits & _ENCRYPTED_FLAG for info in archive.infolist()):
        raise WordFileError(WordProblem.ENCRYPTED)
    package = Package(archive)
    _refuse_other_formats(package)
    return package


def parse_xml(data: bytes) -> etree._Element:
    """The root element; a document type, which Word never writes, is refused."""
    if b"<!DOCTYPE" in data:
        raise WordFileError(WordProblem.BROKEN)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(_STRICT.sub(_STRICT_TO_USUAL, data), parser)
    except (etree.XMLSyntaxError, LookupError, ValueError) as failure:
        raise WordFileError(WordProblem.BROKEN) from failure
    # In UTF-16 the search above does not see it.
    if root.getroottree().docinfo.internalDTD is not None:
        raise WordFileError(WordProblem.BROKEN)
    _refuse_monsters(root)
    return root


def _open_archive(data: bytes) -> zipfile.ZipFile:
    # Counted before zipfile makes an object of each.
    if data.count(_CENTRAL_ENTRY) > 2 * MAX_ENTRIES:
        raise WordFileError(WordProblem.TOO_MANY_PARTS)
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except _ZIP_FAILURES as failure:
        raise WordFileError(WordProblem.BROKEN) from failure


def _refuse_bombs(archive: zipfile.ZipFile) -> None:
    """Declared sizes decide: the zipfile module never unpacks more than is declared."""
    members = archive.infolist()
    swollen = any(
        info.file_size > _BIG_MEMBER and info.file_size > _MAX_RATIO * info.compress_size
        for info in members
    )
    unpacked = sum(info.file_size for info in members)
    if len(members) > MAX_ENTRIES:
        raise WordFileError(WordProblem.TOO_MANY_PARTS)
    if swollen or unpacked > MAX_UNPACKED:
        raise WordFileError(WordProblem.TOO_SWOLLEN)


def _refuse_other_formats(package: Package) -> None:
    if "mimetype" in package and (package.read("mimetype") or b"").startswith(_ODT_TYPES):
        raise WordFileError(WordProblem.ODT)
    if package.main_part in package:
        return
    raise WordFileError(_problem_without_text(package.names))


def _problem_without_text(names: tuple[str, ...]) -> WordProblem:
    """What an archive is that holds no text of Word's."""
    if any(name.startswith("xl/") for name in names):
        return WordProblem.SPREADSHEET
    if any(name.startswith("ppt/") for name in names):
        return WordProblem.SLIDES
    # One with Word's parts but no text is a broken one.
    if "[content_types].xml" in names:
        return WordProblem.BROKEN
    is_packed = any(name.endswith((".docx", ".doc")) for name in names)
    return WordProblem.ARCHIVE if is_packed else WordProblem.NOT_WORD


def _relation(element: etree._Element, folder: str) -> PartRelation:
    target = element.get("Target", "")
    kind = element.get("Type", "").rpartition("/")[2]
    if element.get("TargetMode") == "External":
        return PartRelation(target, external=True, kind=kind)
    path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return PartRelation(path, external=False, kind=kind)


def _refuse_monsters(root: etree._Element) -> None:
    depth = count = 0
    for event, _element in etree.iterwalk(root, events=("start", "end")):
        is_start = event == "start"
        depth += 1 if is_start else -1
        count += is_start
        if depth > MAX_XML_DEPTH:
            raise WordFileError(WordProblem.BROKEN)
        if count > MAX_XML_ELEMENTS:
            raise WordFileError(WordProblem.TOO_MANY_PARAGRAPHS)
