"""Files of Word, Excel, PowerPoint and LibreOffice: what makes one more than text and pictures."""

import html
import re
from collections.abc import Iterator

from lxml import etree

from toasoan.media.inspection.archives import Archive, ending_of, opened, refuse_running
from toasoan.media.inspection.kinds import FileFault, FileKind, InspectionError

_TYPES = "[Content_Types].xml"
#: The type of the main part (ISO/IEC 29500-1); templates and files with macros have others.
_MAIN_TYPES = {
    FileKind.DOCX: "wordprocessingml.document.main+xml",
    FileKind.XLSX: "spreadsheetml.sheet.main+xml",
    FileKind.PPTX: "presentationml.presentation.main+xml",
}
_OPEN_DOCUMENT = {
    FileKind.ODT.mime.encode(): FileKind.ODT,
    FileKind.ODS.mime.encode(): FileKind.ODS,
}
_MACRO_PARTS = re.compile(
    r"(?i)(vbaproject|vbadata|/macrosheets/|/dialogsheets/|intlmacro|^basic/|^scripts/|macrosig)"
)
_OBJECT_PARTS = re.compile(r"(?i)(/activex/|oleobject|/afchunk|webextension|/customui|^customui)")
_MACRO_RELATIONS = frozenset(("vbaproject", "wordvbadata", "xlmacrosheet", "xlintlmacrosheet"))
_OBJECT_RELATIONS = frozenset(
    ("oleobject", "control", "activexcontrolbinary", "afchunk", "subdocument", "webextension",
     "webextensiontaskpanes", "extensibility", "keymapcustomizations", "attachedtoolbars")
)  # fmt: skip
_OUTSIDE_RELATIONS = frozenset(
    ("externallink", "externallinkpath", "connections", "querytable", "attachedtemplate", "frame")
)
#: Addresses that a press on them may open; the others start something.
_LINKS = re.compile(r"(?i)\s*(https?:|mailto:|tel:|ftp:|file:|#|[^:]*$)")
#: Fields of Word that fetch or start something (ISO/IEC 29500-1 §17.16.5).
_FETCHING = frozenset(
    ("dde", "ddeauto", "includetext", "includepicture", "import", "link", "database", "rd")
)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT_W = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_NO_UTF8 = re.compile(rb"""\A(\xff\xfe|\xfe\xff|\x00|.\x00|[^>]*encoding=["'](?!utf-8["']))""",
                      re.IGNORECASE | re.DOTALL)  # fmt: skip
_DOCTYPE = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_FORMULA = re.compile(r"<(?:\w+:)?f\b[^>]*>([^<]*)<")
_CALLING = re.compile(r"(?i)\|\s*['\"]|\bDDE\s*\(|\bCALL\s*\(|\bREGISTER(\.ID)?\s*\(|\bEXEC\s*\(")
_OPEN_SCRIPT = re.compile(rb"(?i)<(script:|office:scripts?>\s*<|\w+:dde-|table:dde-|draw:object-ole"
                          rb"|draw:applet|draw:plugin|form:form\b)")  # fmt: skip
_OPEN_OUTSIDE = re.compile(
    rb"(?i)<(draw:image|text:section-source|table:table-source|draw:object|"
    rb'table:database-source\w*)\b[^>]*xlink:href="(https?:|ftp:|file:|//|\\)'
)


def office_kind(archive: Archive) -> FileKind | None:
    """Word, Excel, PowerPoint or LibreOffice, by the parts; None for an archive of anything."""
    if "mimetype" in archive.parts:
        return _OPEN_DOCUMENT.get(archive.read("mimetype").strip())
    if _TYPES not in archive.parts:
        return None
    types = archive.read(_TYPES)
    if b"macroenabled" in types.lower():
        raise InspectionError(FileFault.MACRO)
    words = types.decode("utf-8", "replace")
    return next((kind for kind, main in _MAIN_TYPES.items() if main in words), None)


def check_office(archive: Archive, *, depth: int = 0) -> None:
    """Raise InspectionError for macros, objects, sources outside, and parts that are damaged."""
    for name in archive.parts:
        if _MACRO_PARTS.search(name):
            raise InspectionError(FileFault.MACRO)
        if _OBJECT_PARTS.search(name):
            raise InspectionError(FileFault.EMBEDDED)
    for name in archive.parts:
        if ending_of(name) in ("xml", "rels", "rdf", "vml"):
            _check_xml(name, archive.read(name))
        else:
            _check_other(archive, name, depth)


def _check_other(archive: Archive, name: str, depth: int) -> None:
    """A picture, a font, the workbook behind a chart: nothing that a system runs."""
    head = archive.head(name)
    if "/embeddings/" in name.casefold() or head.startswith(b"PK\x03\x04"):
        # The numbers behind a chart are a workbook; anything else is a file within the file.
        if depth or ending_of(name) != "xlsx":
            raise InspectionError(FileFault.EMBEDDED)
        inner = opened(archive.read(name))
        if office_kind(inner) is not FileKind.XLSX:
            raise InspectionError(FileFault.EMBEDDED)
        check_office(inner, depth=depth + 1)
        return
    if ending_of(name) == "svg":
        if re.search(rb"(?i)<script|\son\w+\s*=|javascript:|<foreignobject", archive.read(name)):
            raise InspectionError(FileFault.EMBEDDED)
        return
    refuse_running(name, head)


def _check_xml(name: str, content: bytes) -> None:
    # Office programs write UTF-8 without a document type; what is written otherwise hides words.
    # Only what other systems put into `customXml` may be UTF-16; no office program runs it.
    is_foreign = name.startswith("customXml/")
    if _DOCTYPE.search(content) or (_NO_UTF8.match(content[:200]) and not is_foreign):
        raise InspectionError(FileFault.DAMAGED)
    if name == "META-INF/manifest.xml" and b"encryption-data" in content:
        raise InspectionError(FileFault.ENCRYPTED)
    if name.endswith(".rels"):
        _check_relations(_tree(content))
    elif name.startswith("word/"):
        _check_fields(_tree(content))
    elif name.startswith("xl/"):
        _check_formulas(content)
    elif _OPEN_SCRIPT.search(content):
        raise InspectionError(FileFault.MACRO)
    elif _OPEN_OUTSIDE.search(content):
        raise InspectionError(FileFault.OUTSIDE)


def _check_relations(tree: etree._Element) -> None:
    for one in tree.iter("{*}Relationship"):
        kind = one.get("Type", "").rpartition("/")[2].casefold()
        is_outside = one.get("TargetMode", "").casefold() == "external"
        if kind in _MACRO_RELATIONS:
            raise InspectionError(FileFault.MACRO)
        if kind in _OBJECT_RELATIONS:
            raise InspectionError(FileFault.EMBEDDED)
        if kind == "hyperlink":
            if is_outside and not _LINKS.match(one.get("Target", "")):
                raise InspectionError(FileFault.OUTSIDE)
        elif is_outside or kind in _OUTSIDE_RELATIONS:
            raise InspectionError(FileFault.OUTSIDE)


def _check_fields(tree: etree._Element) -> None:
    for code in _field_codes(tree):
        if code.split()[:1] and code.split()[0].casefold() in _FETCHING:
            raise InspectionError(FileFault.OUTSIDE)


def _field_codes(tree: etree._Element) -> Iterator[str]:
    """The instruction of each field, whole however Word has cut it into runs."""
    code = ""
    names = ("fldChar", "instrText", "fldSimple")
    for node in tree.iter(*(f"{space}{name}" for space in (_W, _STRICT_W) for name in names)):
        if str(node.tag).endswith("}instrText"):
            code += node.text or ""
            continue
        yield code
        code = ""
        # In the space of the element itself: that of the usual files, or of the strict ones.
        yield node.get(f"{str(node.tag).partition('}')[0]}}}instr") or ""
    yield code


def _check_formulas(content: bytes) -> None:
    if b"<ddeLink" in content or b":ddeLink" in content:
        raise InspectionError(FileFault.OUTSIDE)
    if b"<oleObject" in content or b"<control " in content:
        raise InspectionError(FileFault.EMBEDDED)
    text = content.decode("utf-8", "replace")
    if any(_CALLING.search(html.unescape(formula)) for formula in _FORMULA.findall(text)):
        raise InspectionError(FileFault.OUTSIDE)


def _tree(content: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as failure:
        raise InspectionError(FileFault.DAMAGED) from failure
