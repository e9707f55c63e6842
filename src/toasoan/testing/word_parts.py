"""Parts of Word files that few files have, as XML for `testing.word`."""

from xml.sax.saxutils import escape, quoteattr

from toasoan.testing.word import paragraph, run

_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
#: A list counted I., 1.1., a) – "7" – for `WordFile.numberings`.
OUTLINE = "7"
OUTLINE_NUMBERING = (
    '<w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/><w:isLgl/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num>'
)


def bold(text: str, align: str = "") -> str:
    """A paragraph in bold."""
    return paragraph(run(text, bold=True), align=align)


def right(*lines: str) -> str:
    """Paragraphs at the right margin."""
    return "".join(paragraph(run(line), align="right") for line in lines)


def centre(*lines: str) -> str:
    """Centred paragraphs."""
    return "".join(paragraph(run(line), align="center") for line in lines)


def item(text: str, list_id: str, level: int = 0) -> str:
    """A paragraph of a list; without words it shows its number only."""
    return paragraph(*([run(text)] if text else []), list_id=list_id, level=level)


def shifted(text: str, place: str = "superscript") -> str:
    """A raised or lowered run."""
    properties = f'<w:rPr><w:vertAlign w:val="{place}"/></w:rPr>'
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def sign(font: str, code: str) -> str:
    """A run with a character put in by Insert > Symbol."""
    return f"<w:r><w:sym w:font={quoteattr(font)} w:char={quoteattr(code)}/></w:r>"


def control(content: str, *, is_placeholder: bool = False) -> str:
    """A content control around this."""
    mark = "<w:showingPlcHdr/>" if is_placeholder else ""
    return f"<w:sdt><w:sdtPr>{mark}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def tick_box(content: str = "", *, is_ticked: bool = True) -> str:
    """A check box of Word 2010, whose sign may be missing."""
    box = f'<w14:checkbox><w14:checked w14:val="{int(is_ticked)}"/></w14:checkbox>'
    return f"<w:sdt {_W14}><w:sdtPr>{box}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def old_tick_box(*, is_ticked: bool) -> str:
    """A check box of Word 97."""
    box = f'<w:ffData><w:checkBox><w:default w:val="{int(is_ticked)}"/></w:checkBox></w:ffData>'
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{box}</w:fldChar></w:r>'
        "<w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def equation(content: str) -> str:
    """An equation; `x` below makes its letters."""
    return f"<m:oMath>{content}</m:oMath>"


def letters(text: str) -> str:
    """A run of an equation."""
    return f"<m:r><m:t>{escape(text)}</m:t></m:r>"


def part_of_equation(name: str, **parts: str) -> str:
    """A fraction, power, root … of an equation with its named parts."""
    inner = "".join(f"<m:{part}>{content}</m:{part}>" for part, content in parts.items())
    return f"<m:{name}>{inner}</m:{name}>"


def notes_part(kind: str, text: str) -> bytes:
    """A part with one footnote, number 2, or with the head of the page."""
    address = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    words = f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    body = f'<w:footnote w:id="2">{words}</w:footnote>' if kind == "footnotes" else words
    root = "footnotes" if kind == "footnotes" else "hdr"
    return f'<w:{root} xmlns:w="{address}">{body}</w:{root}>'.encode()
