"""The words in a file, for the search; runs in a process of its own (`toasoan.sent_files`).

That there are none (a scan) and that they could not be read are two answers.
"""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pypdfium2
from lxml import etree
from pypdf import PdfReader

from toasoan.media.inspection.archives import Archive, opened
from toasoan.media.inspection.kinds import FileKind, InspectionError
from toasoan.vietnamese.cleaning import cleaned
from toasoan.vietnamese.legacy_fonts import decode, legacy_font

#: Some sixty printed pages; the search looks at the first thirty.
MOST_LETTERS = 200_000
MOST_PAGES = 400
#: Letters of a page that no file of our letters has: a font without a table of its signs.
_NO_LETTERS = re.compile("[\0-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]")
_MOST_STRANGE = 0.1
_SUBSET = re.compile(r"\A[A-Z]{6}\+")
_PARAGRAPHS = {
    FileKind.DOCX: (re.compile(r"word/(document|footnotes|endnotes)\.xml"), "p", "t"),
    FileKind.PPTX: (re.compile(r"ppt/slides/slide\d+\.xml"), "p", "t"),
    FileKind.XLSX: (re.compile(r"xl/(sharedStrings|worksheets/sheet\d+)\.xml"), "si|is", "t"),
}
_OPEN_PARAGRAPHS = ("p", "h")


class TextState(StrEnum):
    """What came of reading the words of a file."""

    READ = "read"
    #: There are none: pictures of pages.
    EMPTY = "empty"
    FAILED = "failed"
    #: There are, but in a font whose signs nobody can name.
    UNRELIABLE = "unreliable"


@dataclass(frozen=True, slots=True)
class FileText:
    """The words, composed (NFC), a paragraph or a page a line; empty unless they were read."""

    state: TextState
    text: str = ""


def text_of(content: bytes, kind: FileKind) -> FileText:
    """The words of a file of this kind."""
    try:
        if kind is FileKind.PDF:
            return _text_of_pdf(content)
        if kind.is_picture or kind is FileKind.ZIP:
            return FileText(TextState.EMPTY)
        return _answer(_paragraphs(opened(content), kind))
    except (InspectionError, etree.XMLSyntaxError):
        return FileText(TextState.FAILED)


def _answer(lines: Iterable[str]) -> FileText:
    found: list[str] = []
    left = MOST_LETTERS
    for line in lines:
        if said := " ".join(cleaned(line).split()):
            found.append(said[:left])
            left -= len(said) + 1
        if left <= 0:
            break
    return FileText(TextState.READ if found else TextState.EMPTY, "\n".join(found))


def _text_of_pdf(content: bytes) -> FileText:
    names = _fonts_without_letters(content)
    if names is None:
        return FileText(TextState.UNRELIABLE)
    text = _answer(_legacy_pages(content) if names else _pages(content))
    strange = len(_NO_LETTERS.findall(text.text))
    if strange > _MOST_STRANGE * max(len(text.text), 1):
        return FileText(TextState.UNRELIABLE)
    return text


def _pages(content: bytes) -> Iterator[str]:
    document = pypdfium2.PdfDocument(content)
    try:
        for number in range(min(len(document), MOST_PAGES)):
            yield document[number].get_textpage().get_text_range()
    finally:
        document.close()


def _fonts_without_letters(content: bytes) -> bool | None:
    """Whether fonts older than Unicode stand in it; None when one cannot be read."""
    found = False
    for font in _fonts(content):
        if legacy_font(_name_of(font)) is None or "/ToUnicode" in font:
            continue
        if "/Encoding" not in font:
            return None
        found = True
    return found


def _fonts(content: bytes) -> Iterator[Any]:
    seen: set[int] = set()
    for page in PdfReader(io.BytesIO(content)).pages[:MOST_PAGES]:
        fonts = page.get("/Resources", {}).get_object().get("/Font", {}).get_object()
        for place in fonts.values():
            if id(font := place.get_object()) not in seen:
                seen.add(id(font))
                yield font


def _name_of(font: Any) -> str:
    return _SUBSET.sub("", str(font.get("/BaseFont", "")).lstrip("/"))


def _legacy_pages(content: bytes) -> Iterator[str]:
    """Pages by pypdf, which keeps every byte; pieces in old fonts are turned into Vietnamese."""
    for page in PdfReader(io.BytesIO(content)).pages[:MOST_PAGES]:
        pieces: list[str] = []

        def add(
            text: str, _cm: Any, _tm: Any, font: Any, _size: Any, *, to: list[str] = pieces
        ) -> None:
            kind = legacy_font(_name_of(font)) if font else None
            to.append(decode(text, kind) if kind else text)

        page.extract_text(visitor_text=add)
        yield "".join(pieces)


def _paragraphs(archive: Archive, kind: FileKind) -> Iterator[str]:
    if kind in (FileKind.ODT, FileKind.ODS):
        yield from _texts(archive.read("content.xml"), _OPEN_PARAGRAPHS)
        return
    names, paragraph, _text = _PARAGRAPHS[kind]
    for name in archive.parts:
        if names.fullmatch(name):
            yield from _texts(archive.read(name), tuple(paragraph.split("|")), _text)


def _texts(content: bytes, paragraphs: tuple[str, ...], text: str = "") -> Iterator[str]:
    """The words of each paragraph; `text` names the elements that hold them, all when empty."""
    tags = [f"{{*}}{name}" for name in paragraphs]
    walk = etree.iterparse(
        io.BytesIO(content), tag=tags, resolve_entities=False, no_network=True, load_dtd=False
    )
    for _event, element in walk:
        pieces = element.iter(f"{{*}}{text}") if text else [element]
        yield "".join("".join(piece.itertext()) for piece in pieces)
        element.clear()
