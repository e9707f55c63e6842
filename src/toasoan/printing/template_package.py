"""A Word template as a zip of parts: what it may be made of, and its text parts as trees.

Call it in a process of `sent_files`: the limits here bound what is unpacked, the process bounds
what reading takes.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NoReturn

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
MOST_BYTES, MOST_PARTS, MOST_UNPACKED, MOST_XML = 10_000_000, 1_000, 60_000_000, 20_000_000
_MAIN = "word/document.xml"
_TEXT_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
#: Title, subject and author of the file.
PROPERTIES = "docProps/core.xml"
_FORBIDDEN_PARTS = re.compile(r"(?i)(vbaproject|vbadata|/embeddings/|/activex/|/oleobject|afchunk)")
#: Fields that fetch, run or embed something when the file is opened.
_FORBIDDEN_FIELDS = {
    "dde", "ddeauto", "includepicture", "includetext", "import", "link", "embed", "macrobutton",
    "rd", "database", "autotext", "control", "addin",
}  # fmt: skip
_FORBIDDEN_ELEMENTS = {f"{W}altChunk", f"{W}object", f"{W}subDoc"}
#: The same bytes for the same values: no clock gets into the file.
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


class TemplateFault(StrEnum):
    """Why a template cannot be used."""

    NO_WORD_FILE = "no-word-file"
    TOO_LARGE = "too-large"
    MACRO = "macro"
    EMBEDDED = "embedded"
    OUTSIDE = "outside"
    FIELD = "field"
    UNKNOWN_NAME = "unknown-name"
    BROKEN = "broken"
    LIST_OUTSIDE_ROW = "list-outside-row"
    TWO_LISTS = "two-lists"


@dataclass(frozen=True, slots=True)
class TemplateProblem:
    """What is wrong, with the name it is about, the part of the file and the words around it."""

    fault: TemplateFault
    name: str = ""
    part: str = ""
    excerpt: str = ""


class TemplateError(Exception):
    """The file is no template that we read; carries the one problem."""

    def __init__(self, problem: TemplateProblem) -> None:
        super().__init__(problem.fault)
        self.problem = problem


@dataclass(slots=True)
class Package:
    """The parts in their order, and those that hold text as trees."""

    parts: dict[str, bytes]
    texts: dict[str, Any] = field(default_factory=dict)

    def saved(self) -> bytes:
        """The file with the trees as they are now; parts without text as they came."""
        result = io.BytesIO()
        with zipfile.ZipFile(result, "w") as target:
            for name, content in self.parts.items():
                entry = zipfile.ZipInfo(name, _ZIP_EPOCH)
                entry.compress_type = zipfile.ZIP_DEFLATED
                target.writestr(entry, _bytes(self.texts[name]) if name in self.texts else content)
        return result.getvalue()


def opened(content: bytes) -> Package:
    """Read a template. Raises TemplateError for what is none, too large, or reaches outside."""
    package = Package(_unpacked(content))
    _refuse_parts(package.parts)
    for name in package.parts:
        if name.endswith(".rels"):
            package.parts[name] = _relations(name, package.parts[name])
        elif _TEXT_PARTS.fullmatch(name) or name == PROPERTIES:
            package.texts[name] = _tree(package.parts[name], name)
            _refuse_content(package.texts[name], name)
    _detach(package)
    return package


def own_text(paragraph: Any, tag: str = f"{W}t") -> Iterator[Any]:
    """The pieces of text of a paragraph, not those of text boxes in it nor what was moved away."""
    for node in paragraph.iter(tag):
        above = next(one for one in node.iterancestors() if one.tag in (f"{W}p", f"{W}moveFrom"))
        if above is paragraph:
            yield node


def _unpacked(content: bytes) -> dict[str, bytes]:
    if len(content) > MOST_BYTES:
        _fail(TemplateFault.TOO_LARGE)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as source:
            entries = source.infolist()
            if len(entries) > MOST_PARTS or sum(one.file_size for one in entries) > MOST_UNPACKED:
                _fail(TemplateFault.TOO_LARGE)
            # The sizes that a zip names are kept to while it is unpacked.
            parts = {one.filename: source.read(one) for one in entries if not one.is_dir()}
    except (zipfile.BadZipFile, zlib.error, RuntimeError, ValueError, EOFError, OSError):
        _fail(TemplateFault.NO_WORD_FILE)
    if len(parts) < sum(not one.is_dir() for one in entries):
        # Two parts of one name: which one counts is up to the reader.
        _fail(TemplateFault.NO_WORD_FILE)
    if _MAIN not in parts or "[Content_Types].xml" not in parts:
        _fail(TemplateFault.NO_WORD_FILE)
    if any(len(part) > MOST_XML for name, part in parts.items() if name.endswith(".xml")):
        _fail(TemplateFault.TOO_LARGE)
    return parts


def _refuse_parts(parts: dict[str, bytes]) -> None:
    if b"macroEnabled" in parts["[Content_Types].xml"]:
        _fail(TemplateFault.MACRO)
    for name in parts:
        if found := _FORBIDDEN_PARTS.search(name):
            is_macro = found[0].casefold().startswith("vba")
            _fail(TemplateFault.MACRO if is_macro else TemplateFault.EMBEDDED, part=name)


def _relations(name: str, content: bytes) -> bytes:
    """The relations without the template that Word attached; links for readers may stay."""
    tree = _tree(content, name)
    for one in list(tree.iter(_RELATIONSHIP)):
        kind = one.get("Type", "").rpartition("/")[2]
        if kind == "attachedTemplate":
            one.getparent().remove(one)
        elif kind in ("vbaProject", "oleObject", "control", "aFChunk", "subDocument"):
            _fail(TemplateFault.EMBEDDED, part=name)
        elif one.get("TargetMode") == "External" and kind != "hyperlink":
            _fail(TemplateFault.OUTSIDE, part=name, excerpt=one.get("Target", ""))
    return _bytes(tree)


def _detach(package: Package) -> None:
    name = "word/settings.xml"
    if name in package.parts:
        tree = _tree(package.parts[name], name)
        for one in [*tree.iter(f"{W}attachedTemplate"), *tree.iter(f"{W}mailMerge")]:
            one.getparent().remove(one)
        package.parts[name] = _bytes(tree)


def _refuse_content(tree: Any, part: str) -> None:
    for node in tree.iter():
        if node.tag in _FORBIDDEN_ELEMENTS:
            _fail(TemplateFault.EMBEDDED, part=part)
    for paragraph in tree.iter(f"{W}p"):
        for code in _field_codes(paragraph):
            if code.split()[:1] and code.split()[0].casefold() in _FORBIDDEN_FIELDS:
                _fail(TemplateFault.FIELD, part=part, excerpt=" ".join(code.split())[:80])


def _field_codes(paragraph: Any) -> list[str]:
    """The instruction of each field, whole however Word has cut it into runs."""
    codes = [""]
    for node in paragraph.iter(f"{W}fldChar", f"{W}instrText", f"{W}fldSimple"):
        if node.tag == f"{W}instrText":
            codes[-1] += node.text or ""
        else:
            codes += [node.get(f"{W}instr", ""), ""]
    return codes


def _tree(content: bytes, part: str) -> Any:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        tree: Any = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        _fail(TemplateFault.NO_WORD_FILE, part=part)
    if tree.getroottree().docinfo.doctype:
        _fail(TemplateFault.NO_WORD_FILE, part=part)
    return tree


def _bytes(tree: Any) -> bytes:
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _fail(fault: TemplateFault, *, part: str = "", excerpt: str = "") -> NoReturn:
    raise TemplateError(TemplateProblem(fault, part=part, excerpt=excerpt))
