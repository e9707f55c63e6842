"""Small real Word files for tests, put together part by part.

``run`` and ``paragraph`` make the XML of one run or paragraph, ``WordFile`` gathers them with
pictures and links, ``sample_story_docx`` writes the file a unit would send.
"""

import io
import zipfile
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from PIL import Image

_OFFICE = "http://schemas.openxmlformats.org"
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": f"{_OFFICE}/wordprocessingml/2006/main",
        "r": f"{_OFFICE}/officeDocument/2006/relationships",
        "a": f"{_OFFICE}/drawingml/2006/main",
        "wp": f"{_OFFICE}/drawingml/2006/wordprocessingDrawing",
        "pic": f"{_OFFICE}/drawingml/2006/picture",
        "mc": f"{_OFFICE}/markup-compatibility/2006",
        "m": f"{_OFFICE}/officeDocument/2006/math",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CONTENT_TYPES = (
    f'{_XML}<Types xmlns="{_OFFICE}/package/2006/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="jpeg" ContentType="image/jpeg"/>'
    '<Default Extension="png" ContentType="image/png"/>'
    '<Default Extension="emf" ContentType="image/x-emf"/>'
    '<Override PartName="/word/document.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/styles.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>'
    '<Override PartName="/word/numbering.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/></Types>'
)
_STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
    '<w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="OldText"><w:name w:val="Old text"/>'
    '<w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/>'
    "<w:rPr><w:b/></w:rPr></w:style>"
)
_MAIN = "word/document.xml"
NUMBERED, DOTTED = "1", "2"
_NUMBERING = "".join(
    f'<w:abstractNum w:abstractNumId="{number}">'
    f'<w:lvl w:ilvl="0"><w:numFmt w:val="{outer}"/></w:lvl>'
    f'<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    for number, outer in ((NUMBERED, "decimal"), (DOTTED, "bullet"))
) + "".join(
    f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
    for number in (NUMBERED, DOTTED)
)


def photo(width: int = 640, height: int = 427, colour: str = "steelblue") -> bytes:
    """A JPEG of one colour."""
    return _encoded(Image.new("RGB", (width, height), colour), "JPEG")


def drawing_png(width: int = 200, height: int = 150, colour: str = "olive") -> bytes:
    """A PNG of one colour."""
    return _encoded(Image.new("RGB", (width, height), colour), "PNG")


def run(
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    hidden: bool = False,
    font: str = "",
    style: str = "",
) -> str:
    """The XML of one run; a line feed in the text becomes Shift+Enter."""
    properties = [
        f"<w:rStyle w:val={quoteattr(style)}/>" if style else "",
        f"<w:rFonts w:ascii={quoteattr(font)} w:hAnsi={quoteattr(font)}/>" if font else "",
        "<w:b/>" if bold else "",
        "<w:i/>" if italic else "",
        "<w:vanish/>" if hidden else "",
    ]
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r><w:rPr>{''.join(properties)}</w:rPr>{'<w:br/>'.join(lines)}</w:r>"


def paragraph(
    *runs: str, align: str = "", style: str = "", list_id: str = "", level: int = 0
) -> str:
    """The XML of one paragraph; ``align`` is Word's word: center, right, both."""
    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    properties = [
        f"<w:pStyle w:val={quoteattr(style)}/>" if style else "",
        listed if list_id else "",
        f'<w:jc w:val="{align}"/>' if align else "",
    ]
    return f"<w:p><w:pPr>{''.join(properties)}</w:pPr>{''.join(runs)}</w:p>"


def words(text: str) -> str:
    """The XML of a plain paragraph."""
    return paragraph(run(text))


def table(*rows: Iterable[str]) -> str:
    """The XML of a table; each cell is the XML of its paragraphs."""
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def text_box(*paragraphs: str) -> str:
    """The XML of a run with a text box, in both versions Word writes."""
    content = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline>'
        f"<a:graphic><a:graphicData><wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp>"
        "</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f"<v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


class WordFile:
    """A Word file in the making; ``parts`` and ``body`` may be changed at will."""

    def __init__(self, *body: str) -> None:
        self.body = list(body)
        self.parts: dict[str, bytes] = {}
        self.numberings = _NUMBERING
        self._relations: list[str] = []
        self.relate("styles", "styles.xml")
        self.relate("numbering", "numbering.xml")

    def add(self, *body: str) -> None:
        """Append paragraphs or tables."""
        self.body.extend(body)

    def picture(
        self, data: bytes, *, alt: str = "", floating: bool = False, extra: str = ""
    ) -> str:
        """The run with a picture; ``extra`` is XML after the blip, as a crop."""
        number = len(self.parts) + 1
        extension = "png" if data.startswith(b"\x89PNG") else "jpeg"
        self.parts[f"word/media/image{number}.{extension}"] = data
        return self.picture_at(
            f'r:embed="{self.relate("image", f"media/image{number}.{extension}")}"',
            alt=alt,
            floating=floating,
            extra=extra,
        )

    def linked_picture(self, address: str) -> str:
        """The run with a picture that lies elsewhere."""
        return self.picture_at(f'r:link="{self.relate("image", address, external=True)}"')

    def picture_at(
        self, blip: str, *, alt: str = "", floating: bool = False, extra: str = ""
    ) -> str:
        """The run with a drawing whose blip has these attributes."""
        place = "anchor" if floating else "inline"
        return (
            f"<w:r><w:drawing><wp:{place}><wp:docPr id='1' name='Picture 1'"
            f" descr={quoteattr(alt)}/><a:graphic><a:graphicData><pic:pic><pic:blipFill>"
            f"<a:blip {blip}/>{extra}</pic:blipFill></pic:pic></a:graphicData></a:graphic>"
            f"</wp:{place}></w:drawing></w:r>"
        )

    def old_picture(self, data: bytes) -> str:
        """The run with a picture as Word 2003 wrote it."""
        number = len(self.parts) + 1
        self.parts[f"word/media/image{number}.jpeg"] = data
        relation = self.relate("image", f"media/image{number}.jpeg")
        return f'<w:r><w:pict><v:shape><v:imagedata r:id="{relation}"/></v:shape></w:pict></w:r>'

    def link(self, address: str, text: str) -> str:
        """A link as Word writes it."""
        relation = self.relate("hyperlink", address, external=True)
        return f'<w:hyperlink r:id="{relation}">{run(text)}</w:hyperlink>'

    def to_bytes(self) -> bytes:
        """The file."""
        parts = {
            "[Content_Types].xml": _CONTENT_TYPES.encode(),
            "_rels/.rels": _relationships(
                _relationship("r1", "officeDocument", "word/document.xml")
            ),
            _MAIN: _part("document", f"<w:body>{''.join(self.body)}</w:body>"),
            "word/styles.xml": _part("styles", _STYLES),
            "word/numbering.xml": _part("numbering", self.numberings),
            "word/_rels/document.xml.rels": _relationships(*self._relations),
            **self.parts,
        }
        return zipped(parts)

    def relate(self, kind: str, target: str, *, external: bool = False) -> str:
        """Point at another part or address; returns the id of the relation."""
        relation_id = f"rId{len(self._relations) + 1}"
        self._relations.append(_relationship(relation_id, kind, target, external=external))
        return relation_id


def build_docx(*body: str) -> bytes:
    """A Word file of these paragraphs and tables (XML, see ``paragraph``)."""
    return WordFile(*body).to_bytes()


def sample_story_docx(
    headline: str,
    standfirst: str,
    paragraphs: Iterable[str],
    pictures: Iterable[tuple[bytes, str]],
    byline: str,
) -> bytes:
    """A story as units send it: pictures after the first paragraphs, each caption beneath."""
    file = WordFile(
        paragraph(run(headline, bold=True), align="center"),
        paragraph(run(standfirst, bold=True), align="both"),
    )
    waiting = list(pictures)
    for text in paragraphs:
        file.add(paragraph(run(text), align="both"))
        if waiting:
            file.add(*_with_caption(file, *waiting.pop(0)))
    for data, caption in waiting:
        file.add(*_with_caption(file, data, caption))
    file.add(paragraph(run(byline, bold=True), align="right"))
    return file.to_bytes()


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip archive of these members."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return target.getvalue()


def _with_caption(file: WordFile, data: bytes, caption: str) -> list[str]:
    return [
        paragraph(file.picture(data), align="center"),
        paragraph(run(caption, italic=True), align="center"),
    ]


def _part(root: str, content: str) -> bytes:
    return f"{_XML}<w:{root} {_NAMESPACES}>{content}</w:{root}>".encode()


def _relationship(relation_id: str, kind: str, target: str, *, external: bool = False) -> str:
    mode = ' TargetMode="External"' if external else ""
    address = f"{_OFFICE}/officeDocument/2006/relationships/{kind}"
    return f'<Relationship Id="{relation_id}" Type="{address}" Target={quoteattr(target)}{mode}/>'


def _relationships(*relations: str) -> bytes:
    content = "".join(relations)
    address = f"{_OFFICE}/package/2006/relationships"
    return f'{_XML}<Relationships xmlns="{address}">{content}</Relationships>'.encode()


def _encoded(image: Image.Image, kind: str) -> bytes:
    target = io.BytesIO()
    image.save(target, kind)
    return target.getvalue()
