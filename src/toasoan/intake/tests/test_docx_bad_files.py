"""Files that are no story in Word: WordFileError with a code, never another exception."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toasoan.intake.docx.model import IntakeNote, WordStory
from toasoan.intake.docx.package import MAX_ENTRIES, MAX_FILE, MAX_XML_ELEMENTS, MAX_XML_PART
from toasoan.intake.docx.problems import WordFileError, WordProblem
from toasoan.intake.docx.read import read_word_file
from toasoan.testing.word import WordFile, build_docx, photo, sample_story_docx, words, zipped

OLE = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 504
GOOD = sample_story_docx("Tin mới", "Mở đầu.", ["Một.", "Hai."], [(photo(8, 8), "Ảnh")], "Lê Đức")


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_document(document: bytes) -> bytes:
    return zipped({**members(GOOD), "word/document.xml": document})


def without(name: str) -> bytes:
    return zipped({key: data for key, data in members(GOOD).items() if key != name})


def marked_as_encrypted(data: bytes) -> bytes:
    """Every member of the directory says it needs a password."""
    changed = bytearray(data)
    at = changed.find(b"PK\x01\x02")
    while at >= 0:
        changed[at + 8] |= 1
        at = changed.find(b"PK\x01\x02", at + 4)
    return bytes(changed)


BOMB_DTD = b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><d>&b;</d>'
BAD_FILES = [
    pytest.param(b"", WordProblem.EMPTY, id="empty"),
    pytest.param(b" \r\n", WordProblem.EMPTY, id="blank"),
    pytest.param(GOOD[: len(GOOD) // 2], WordProblem.BROKEN, id="truncated"),
    pytest.param(GOOD[:4], WordProblem.BROKEN, id="only the mark"),
    pytest.param(bytes(range(256)) * 4, WordProblem.NOT_WORD, id="any bytes"),
    pytest.param("Tin mới trong ngày".encode(), WordProblem.NOT_WORD, id="text"),
    pytest.param(photo(), WordProblem.PICTURE, id="photograph"),
    pytest.param(OLE + "WordDocument".encode("utf-16-le"), WordProblem.OLD_DOC, id="doc"),
    pytest.param(OLE + "Workbook".encode("utf-16-le"), WordProblem.SPREADSHEET, id="xls"),
    pytest.param(OLE + "EncryptedPackage".encode("utf-16-le"), WordProblem.ENCRYPTED, id="locked"),
    pytest.param(marked_as_encrypted(GOOD), WordProblem.ENCRYPTED, id="zip with password"),
    pytest.param(b"{\\rtf1\\ansi Tin}", WordProblem.RTF, id="rtf"),
    pytest.param(b"\xef\xbb\xbf\n<html><body>Tin</body></html>", WordProblem.HTML, id="html"),
    pytest.param("<HTML>Tin".encode("utf-16"), WordProblem.HTML, id="html in utf-16"),
    pytest.param(b"MIME-Version: 1.0\r\n", WordProblem.HTML, id="mht"),
    pytest.param(b"%PDF-1.7\n", WordProblem.PDF, id="pdf"),
    pytest.param(
        zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}),
        WordProblem.ODT,
        id="odt",
    ),
    pytest.param(
        zipped({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}),
        WordProblem.SPREADSHEET,
        id="xlsx",
    ),
    pytest.param(OLE + "PowerPoint Document".encode("utf-16-le"), WordProblem.SLIDES, id="ppt"),
    pytest.param(zipped({"ppt/presentation.xml": b"<x/>"}), WordProblem.SLIDES, id="pptx"),
    pytest.param(zipped({"tin.docx": GOOD}), WordProblem.ARCHIVE, id="zip of a Word file"),
    pytest.param(b"Rar!\x1a\x07", WordProblem.ARCHIVE, id="rar"),
    pytest.param(b'<?xml version="1.0"?><pkg:package/>', WordProblem.WORD_XML, id="flat xml"),
    pytest.param(zipped({"anh.jpg": photo()}), WordProblem.NOT_WORD, id="zip of photos"),
    pytest.param(zipped({}), WordProblem.NOT_WORD, id="empty zip"),
    pytest.param(without("word/document.xml"), WordProblem.BROKEN, id="no text"),
    pytest.param(with_document(b""), WordProblem.BROKEN, id="empty xml"),
    pytest.param(with_document(b"<w:document>"), WordProblem.BROKEN, id="cut xml"),
    pytest.param(with_document(b"<other/>"), WordProblem.BROKEN, id="other xml"),
    pytest.param(with_document(BOMB_DTD), WordProblem.BROKEN, id="entities"),
    pytest.param(
        with_document(BOMB_DTD.decode().encode("utf-16")), WordProblem.BROKEN, id="wide entities"
    ),
    pytest.param(
        with_document(b"<a>" * 9_000 + b"</a>" * 9_000), WordProblem.BROKEN, id="deep xml"
    ),
    pytest.param(b"PK\x03\x04" + b"\0" * MAX_FILE, WordProblem.TOO_LARGE, id="large"),
    pytest.param(
        with_document(b" " * (MAX_XML_PART + 1)), WordProblem.TOO_MANY_PARAGRAPHS, id="large text"
    ),
    pytest.param(
        build_docx("<w:p/>" * MAX_XML_ELEMENTS), WordProblem.TOO_MANY_PARAGRAPHS, id="many elements"
    ),
    pytest.param(
        zipped({**members(GOOD), "word/media/a.bmp": b"\0" * (60 * 2**20)}),
        WordProblem.TOO_SWOLLEN,
        id="bomb",
    ),
    pytest.param(
        zipped({**members(GOOD), **{f"x{number}": b"" for number in range(MAX_ENTRIES)}}),
        WordProblem.TOO_MANY_PARTS,
        id="many entries",
    ),
    pytest.param(
        zipped({f"x{number}": b"" for number in range(3 * MAX_ENTRIES)}),
        WordProblem.TOO_MANY_PARTS,
        id="very many entries",
    ),
]


@pytest.mark.parametrize(("data", "code"), BAD_FILES)
def test_a_bad_file_gets_its_code(data: bytes, code: WordProblem) -> None:
    with pytest.raises(WordFileError) as refused:
        read_word_file(data)

    assert refused.value.code is code


def test_a_file_without_styles_numbering_and_arrows_is_still_read() -> None:
    parts = members(GOOD)
    bare = zipped({name: parts[name] for name in ("word/document.xml", "[Content_Types].xml")})

    story = read_word_file(bare)

    assert story.headline == "Tin mới"
    assert IntakeNote.PICTURE_SKIPPED in story.note_codes


def test_a_file_saved_as_strict_is_read_alike() -> None:
    strict = {
        name: data.replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/",
            b"http://purl.oclc.org/ooxml/officeDocument/",
        )
        .replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/",
            b"http://purl.oclc.org/ooxml/wordprocessingml/",
        )
        .replace(
            b"http://schemas.openxmlformats.org/drawingml/2006/",
            b"http://purl.oclc.org/ooxml/drawingml/",
        )
        for name, data in members(GOOD).items()
    }

    assert read_word_file(zipped(strict)) == read_word_file(GOOD)


def test_an_arrow_cannot_leave_the_file() -> None:
    file = WordFile(words("Tin mới"), words("Mở đầu."))
    file.add(f"<w:p>{file.picture_at(chr(32))}</w:p>")
    parts = members(file.to_bytes())
    arrows = parts["word/_rels/document.xml.rels"]
    parts["word/_rels/document.xml.rels"] = arrows.replace(b"styles.xml", b"../../../etc/passwd")

    assert read_word_file(zipped(parts)).headline == "Tin mới"


def outcome(data: bytes) -> WordStory | WordFileError:
    try:
        return read_word_file(data)
    except WordFileError as refused:
        return refused


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), max_size=8))
def test_a_file_with_changed_bytes_is_a_story_or_a_code(changes: list[tuple[int, int]]) -> None:
    data = bytearray(GOOD)
    for at, value in changes:
        data[at] = value

    assert isinstance(outcome(bytes(data)), WordStory | WordFileError)


DOCUMENT = members(GOOD)["word/document.xml"]


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, len(DOCUMENT)), st.integers(0, 200), st.binary(max_size=20) | st.just(b"</w:p>")
)
def test_a_file_with_changed_xml_is_a_story_or_a_code(at: int, length: int, new: bytes) -> None:
    data = with_document(DOCUMENT[:at] + new + DOCUMENT[at + length :])

    assert isinstance(outcome(data), WordStory | WordFileError)


NAMES = [
    "w:p",
    "w:r",
    "w:t",
    "w:tbl",
    "w:tr",
    "w:tc",
    "w:tcPr",
    "w:gridSpan",
    "w:pPr",
    "w:rPr",
    "w:numPr",
    "w:numId",
    "w:ilvl",
    "w:jc",
    "w:b",
    "w:rFonts",
    "w:sdt",
    "w:sdtContent",
    "w:sdtPr",
    "w:ins",
    "w:del",
    "w:hyperlink",
    "w:fldChar",
    "w:instrText",
    "w:sym",
    "w:br",
    "w:drawing",
    "w:pict",
    "w:txbxContent",
    "w:framePr",
    "w:pStyle",
    "w:outlineLvl",
    "mc:AlternateContent",
    "mc:Choice",
    "mc:Fallback",
    "wp:inline",
    "wp:anchor",
    "wp:docPr",
    "a:blip",
    "a:srcRect",
    "v:shape",
    "v:imagedata",
    "pic:pic",
    "w:ruby",
]
ATTRIBUTES = ["w:val", "w:char", "w:font", "w:hAnsi", "w:fldCharType", "r:id", "r:embed", "l"]
VALUES = ["", "1", "-1", "9" * 30, "x", "begin", "separate", "end", "rId3", "VNI-Times", "F0FC"]


def element(name: str, attributes: dict[str, str], inner: list[str]) -> str:
    said = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<{name}{said}>{''.join(inner)}</{name}>"


ELEMENTS = st.recursive(
    st.sampled_from(["Tin", "<w:r><w:t>Ảnh: A</w:t></w:r>", "<w:t>Vieän</w:t>", "<w:br/>"]),
    lambda inner: st.builds(
        element,
        st.sampled_from(NAMES),
        st.dictionaries(st.sampled_from(ATTRIBUTES), st.sampled_from(VALUES), max_size=2),
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)


@settings(max_examples=250, deadline=None)
@given(st.lists(ELEMENTS, max_size=6))
def test_any_mixture_of_words_elements_is_a_story(body: list[str]) -> None:
    assert isinstance(read_word_file(build_docx(*body)), WordStory)


def test_a_million_marks_on_one_letter_are_read_at_once() -> None:
    story = read_word_file(build_docx(words("a" + "\u0323\u0302" * 1_000_000)))

    assert len(story.headline) < 10


def test_boxes_within_boxes_within_tables_do_not_exhaust_the_reader() -> None:
    inner = words("Sâu")
    for _level in range(47):
        inner = f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>"

    assert read_word_file(build_docx(inner)).headline == "Sâu"
