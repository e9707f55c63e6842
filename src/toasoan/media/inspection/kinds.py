"""What kinds of files are taken, and why one was not. No reading here."""

from enum import StrEnum


class FileKind(StrEnum):
    """A kind of file that some field takes, known by its content."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    ODT = "odt"
    ODS = "ods"
    ZIP = "zip"
    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    GIF = "gif"
    HEIC = "heic"
    AVIF = "avif"

    @property
    def endings(self) -> tuple[str, ...]:
        """The endings of names that fit it; the first is the usual one."""
        return _ENDINGS.get(self, (self.value,))

    @property
    def mime(self) -> str:
        """The media type under which such a file is handed out."""
        return _MIMES.get(self, f"image/{self.value}")

    @property
    def is_picture(self) -> bool:
        """Whether it is a photo: those are encoded anew before anybody else gets them."""
        return self not in _MIMES


_ENDINGS = {
    FileKind.JPEG: ("jpg", "jpeg"),
    FileKind.HEIC: ("heic", "heif"),
}
_OOXML = "application/vnd.openxmlformats-officedocument"
_MIMES = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: f"{_OOXML}.wordprocessingml.document",
    FileKind.XLSX: f"{_OOXML}.spreadsheetml.sheet",
    FileKind.PPTX: f"{_OOXML}.presentationml.presentation",
    FileKind.ODT: "application/vnd.oasis.opendocument.text",
    FileKind.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    FileKind.ZIP: "application/zip",
}
#: Names of kinds as `media.headers` and Pillow have them.
PICTURE_KINDS = {
    "JPEG": FileKind.JPEG,
    "PNG": FileKind.PNG,
    "WEBP": FileKind.WEBP,
    "GIF": FileKind.GIF,
    "HEIF": FileKind.HEIC,
    "AVIF": FileKind.AVIF,
}


class FileFault(StrEnum):
    """Why a file was not taken; each has a sentence (`media.incoming`)."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    #: No field takes files of this kind, or this field does not.
    KIND = "kind"
    #: The ending of its name says another kind than its content.
    ENDING = "ending"
    OLD_OFFICE = "old-office"
    ENCRYPTED = "encrypted"
    MACRO = "macro"
    #: Other files, objects or controls within it.
    EMBEDDED = "embedded"
    #: It fetches something when it is opened.
    OUTSIDE = "outside"
    #: A PDF that runs or starts something.
    SCRIPT = "script"
    #: Something else stands before, behind or between its parts.
    TWO_KINDS = "two-kinds"
    SWOLLEN = "swollen"
    DAMAGED = "damaged"
    PICTURE = "picture"
    TOO_COSTLY = "too-costly"
    BUSY = "busy"


class InspectionError(Exception):
    """The file is not taken; `fault` says why."""

    def __init__(self, fault: FileFault) -> None:
        super().__init__(fault.value)
        self.fault = fault
