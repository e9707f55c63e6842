"""Small sound files of the kinds that officials publish, made from nothing, and parts to spoil."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

_OOXML = "application/vnd.openxmlformats-officedocument"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET_SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

Parts = dict[str, bytes]


def package(parts: Mapping[str, bytes | str], *, comment: bytes = b"") -> bytes:
    """A zip archive of these parts, in their order; `mimetype` is not packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (2026, 11, 30, 8, 0, 0))
            stored = name == "mimetype"
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
        archive.comment = comment
    return out.getvalue()


def relations(*targets: tuple[str, str, bool]) -> bytes:
    """A part of relations: kind, target, whether it is outside the file."""
    mode = ("", ' TargetMode="External"')
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{kind}" Target="{target}"'
        f"{mode[outside]}/>"
        for number, (kind, target, outside) in enumerate(targets, start=1)
    )
    return f'{XML}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'.encode()


def _types(main: str, name: str) -> bytes:
    return (
        f'{XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{name}" ContentType="{main}"/></Types>'
    ).encode()


def word_parts(text: str = "Quyết định về việc khen thưởng", body: str = "") -> Parts:
    """The parts of a Word file with one paragraph; `body` is more XML."""
    document = (
        f'{XML}<w:document xmlns:w="{WORD_SPACE}" xmlns:r="{_RELATIONS}"><w:body>'
        f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>{body}</w:body></w:document>"
    )
    return {
        "[Content_Types].xml": _types(
            f"{_OOXML}.wordprocessingml.document.main+xml", "word/document.xml"
        ),
        "_rels/.rels": relations(("officeDocument", "word/document.xml", False)),
        "word/document.xml": document.encode(),
    }


def excel_parts(*cells: str, formula: str = "") -> Parts:
    """The parts of a workbook with one row of texts, and one formula."""
    row = "".join(
        f'<c r="{chr(65 + at)}1" t="inlineStr"><is><t>{cell}</t></is></c>'
        for at, cell in enumerate(cells or ("Dự toán", "Năm 2026"))
    )
    if formula:
        row += f'<c r="Z1"><f>{formula}</f><v>0</v></c>'
    sheet = (
        f'{XML}<worksheet xmlns="{_SHEET_SPACE}"><sheetData><row r="1">{row}</row></sheetData>'
        "</worksheet>"
    )
    book = (
        f'{XML}<workbook xmlns="{_SHEET_SPACE}" xmlns:r="{_RELATIONS}"><sheets>'
        '<sheet name="Bảng 1" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    return {
        "[Content_Types].xml": _types(f"{_OOXML}.spreadsheetml.sheet.main+xml", "xl/workbook.xml"),
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml", False)),
        "xl/workbook.xml": book.encode(),
        "xl/_rels/workbook.xml.rels": relations(("worksheet", "worksheets/sheet1.xml", False)),
        "xl/worksheets/sheet1.xml": sheet.encode(),
    }


def open_parts(text: str = "Kế hoạch công tác", body: str = "", kind: str = "text") -> Parts:
    """The parts of a file of LibreOffice: `kind` is text or spreadsheet."""
    mime = f"application/vnd.oasis.opendocument.{kind}"
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "draw", "script")
    )
    content = (
        f'{XML}<office:document-content {spaces} xmlns:xlink="http://www.w3.org/1999/xlink">'
        f"<office:body><office:{kind}><text:p>{text}</text:p>{body}</office:{kind}></office:body>"
        "</office:document-content>"
    )
    manifest = (
        f'{XML}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:'
        f'1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="{mime}"/>'
        "</manifest:manifest>"
    )
    return {
        "mimetype": mime.encode(),
        "content.xml": content.encode(),
        "META-INF/manifest.xml": manifest.encode(),
    }


def pdf(
    text: str = "Quyet dinh so 173/QD-VKS",
    *,
    catalogue: str = "",
    page: str = "",
    objects: tuple[bytes, ...] = (),
    trailer: str = "",
) -> bytes:
    """A PDF of one page; more entries for its catalogue, page and trailer, objects from 6 on."""
    drawn = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode("latin-1")
    bodies = (
        f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>".encode(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> " + page.encode() + b" >>",
        stream(drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *objects,
    )
    out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer\n<< /Size {len(bodies) + 1} /Root 1 0 R {trailer} >>\n".encode()
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % start


def stream(content: bytes, entries: str = "") -> bytes:
    """A stream of a PDF with more entries in its dictionary."""
    head = f"<< /Length {len(content)} {entries} >>".encode()
    return head + b"\nstream\n" + content + b"\nendstream"


def packed_objects(number: int, *bodies: bytes) -> bytes:
    """A stream that holds these objects, the first under this number (§7.5.7)."""
    places, joined = [], b""
    for body in bodies:
        places.append(len(joined))
        joined += body + b" "
    head = " ".join(f"{number + at} {place}" for at, place in enumerate(places)).encode() + b" "
    packed = zlib.compress(head + joined)
    return stream(packed, f"/Type /ObjStm /N {len(bodies)} /First {len(head)} /Filter /FlateDecode")


def pdf_with_table_stream(packed: bytes, *, action: int = 7) -> bytes:
    """A PDF whose table is a stream and whose object `action` lies packed in object 6."""
    body = pdf(catalogue=f"/OpenAction {action} 0 R", objects=(packed,))
    body = body[: body.rindex(b"xref\n0 ")]
    places = [body.index(b"%d 0 obj" % number) for number in range(1, 7)]
    rows = [struct.pack(">BIH", 0, 0, 65535), *(struct.pack(">BIH", 1, at, 0) for at in places)]
    rows += [struct.pack(">BIH", 2, 6, 0), struct.pack(">BIH", 1, len(body), 0)]
    table = stream(b"".join(rows), "/Type /XRef /W [1 4 2] /Size 9 /Root 1 0 R")
    return body + b"8 0 obj\n" + table + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(body)


def word(text: str = "Quyết định về việc khen thưởng") -> bytes:
    """A Word file with this paragraph."""
    return package(word_parts(text))


def excel(*cells: str) -> bytes:
    """A workbook with one row of these texts."""
    return package(excel_parts(*cells))


def open_text(text: str = "Kế hoạch công tác") -> bytes:
    """A text of LibreOffice with this paragraph."""
    return package(open_parts(text))


def open_sheet(text: str = "Dự toán") -> bytes:
    """A spreadsheet of LibreOffice with this text."""
    return package(open_parts(text, kind="spreadsheet"))
