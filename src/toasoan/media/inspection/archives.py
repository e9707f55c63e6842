"""A zip archive whose parts lie one behind the other, each once, with nothing else between them."""

import io
import re
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass

from toasoan.media.inspection.kinds import FileFault, InspectionError

MOST_UNPACKED = 100 * 2**20
MOST_PARTS = 3_000
_BIG_PART = 20 * 2**20
_MOST_RATIO = 200
_CENTRAL_ENTRY = b"PK\x01\x02"
_ENCRYPTED_FLAG = 0x1
_LOCAL_HEADER = struct.Struct("<26x2H")
#: Lengths of the end record without a comment, and of the longest description behind a part.
_END_RECORD, _DESCRIPTOR = 22, 24
#: What zipfile raises on damaged archives, apart from BadZipFile.
_FAILURES = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, OverflowError,
    IndexError, NotImplementedError, RuntimeError,
)  # fmt: skip
_BAD_NAME = re.compile(r"(^|[/\\])\.\.([/\\]|$)|^[/\\]|^[A-Za-z]:|[\0-\x1f]")
#: What systems run when it is opened, by the ending of its name.
RUNNING_ENDINGS = frozenset((
    "exe", "dll", "com", "scr", "pif", "cpl", "msi", "msp", "jar", "js", "jse", "vbs", "vbe",
    "wsf", "wsh", "hta", "bat", "cmd", "ps1", "psm1", "lnk", "url", "reg", "inf", "chm", "sh",
    "app", "apk", "deb", "rpm", "iso", "img", "vhd", "docm", "dotm", "xlsm", "xltm", "xlam",
    "xlsb", "pptm", "potm", "ppsm", "sldm", "html", "htm", "xhtml", "mht", "mhtml", "svg", "svgz",
    "swf", "php", "asp", "aspx", "jsp", "py", "pl", "rb", "application", "gadget",
    "settingcontent-ms", "library-ms", "search-ms", "website", "scf", "sct", "ws", "xll", "slk",
    "iqy",
))  # fmt: skip
#: What programs begin with, and containers that may hide one.
_RUNNING_HEADS = (
    b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"#!", b"\xd0\xcf\x11\xe0",
    b"ITSF", b"L\0\0\0\x01\x14\x02\0", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b\x08", b"CWS", b"FWS",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive that was found to be sound, by the names of its parts as they are written."""

    file: zipfile.ZipFile
    parts: dict[str, zipfile.ZipInfo]

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises InspectionError when it is damaged or missing."""
        try:
            return self.file.read(self.parts[name])
        except KeyError:
            raise InspectionError(FileFault.DAMAGED) from None
        except _FAILURES as failure:
            raise InspectionError(FileFault.DAMAGED) from failure

    def head(self, name: str) -> bytes:
        """The first bytes of a part. Raises InspectionError."""
        try:
            with self.file.open(self.parts[name]) as part:
                return part.read(16)
        except _FAILURES as failure:
            raise InspectionError(FileFault.DAMAGED) from failure


def opened(content: bytes) -> Archive:
    """The archive, within limits. Raises InspectionError; sizes are asked before unpacking."""
    if content.count(_CENTRAL_ENTRY) > 2 * MOST_PARTS:
        raise InspectionError(FileFault.SWOLLEN)
    try:
        file = zipfile.ZipFile(io.BytesIO(content))
    except _FAILURES as failure:
        raise InspectionError(FileFault.DAMAGED) from failure
    members = file.infolist()
    _refuse_bombs(members)
    _refuse_names(members)
    if any(one.flag_bits & _ENCRYPTED_FLAG for one in members):
        raise InspectionError(FileFault.ENCRYPTED)
    _refuse_hidden(content, file)
    return Archive(file, {one.filename: one for one in members if not one.is_dir()})


def refuse_running(name: str, head: bytes) -> None:
    """Raise InspectionError for a part that a system would run, by its name or its first bytes."""
    if ending_of(name) in RUNNING_ENDINGS or head.startswith(_RUNNING_HEADS):
        raise InspectionError(FileFault.EMBEDDED)


def ending_of(name: str) -> str:
    """The ending of a name in small letters, empty when it has none."""
    return name.rpartition("/")[2].rpartition(".")[2].casefold() if "." in name else ""


def _refuse_bombs(members: list[zipfile.ZipInfo]) -> None:
    """Declared sizes decide: the zipfile module never unpacks more than is declared."""
    swollen = any(
        one.file_size > _BIG_PART and one.file_size > _MOST_RATIO * one.compress_size
        for one in members
    )
    if swollen or len(members) > MOST_PARTS:
        raise InspectionError(FileFault.SWOLLEN)
    if sum(one.file_size for one in members) > MOST_UNPACKED:
        raise InspectionError(FileFault.SWOLLEN)


def _refuse_names(members: list[zipfile.ZipInfo]) -> None:
    """Two parts of one name, names that lead out of a folder, and links."""
    names = {one.filename.casefold() for one in members}
    usual = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    is_odd = any(
        _BAD_NAME.search(one.orig_filename)
        or stat.S_ISLNK(one.external_attr >> 16)
        or one.compress_type not in usual
        for one in members
    )
    if not members or is_odd or len(names) < len(members):
        raise InspectionError(FileFault.DAMAGED)


def _refuse_hidden(content: bytes, file: zipfile.ZipFile) -> None:
    """What stands before, between or behind the parts, or belongs to two of them."""
    end = 0
    for one in sorted(file.infolist(), key=lambda member: member.header_offset):
        if not end <= one.header_offset <= end + _DESCRIPTOR:
            raise InspectionError(FileFault.TWO_KINDS)
        name, extra = _LOCAL_HEADER.unpack_from(content, one.header_offset)
        end = one.header_offset + 30 + name + extra + one.compress_size
    has_gap = not end <= file.start_dir <= end + _DESCRIPTOR
    is_last = content[-_END_RECORD:].startswith(b"PK\x05\x06")
    if has_gap or not is_last or not content.startswith(b"PK\x03\x04"):
        raise InspectionError(FileFault.TWO_KINDS)
