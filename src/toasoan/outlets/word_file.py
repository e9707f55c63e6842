"""A dispatch as a Word file, written from what was kept of it."""

import io
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from toasoan.outlets.payload import Payload
from toasoan.vietnamese.fold import slugify

_FONT, _SIZE = "Times New Roman", 14
#: Word keeps a run's font in four places, for four kinds of script.
_FONT_PLACES = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")


def word_file(kept: Payload) -> bytes:
    """Headline, standfirst, text with its parts and captions, byline and source."""
    document = Document()
    _lay_out(document)
    _line(document, kept["headline"], bold=True, size=_SIZE + 2)
    _line(document, kept["standfirst"], bold=True)
    for block in kept["blocks"]:
        _WRITERS[block["kind"]](document, block, kept)
    _line(document, ", ".join(kept["bylines"]), bold=True, right=True)
    for label, words in (
        (_("Unit"), kept["unit"]),
        (_("Source"), kept["source_line"] or kept["agency"]),
        (_("On our site"), kept["address"]),
    ):
        _line(document, f"{label}: {words}" if words else "", italic=True)
    document.core_properties.title = kept["headline"]
    document.core_properties.author = kept["agency"]
    document.core_properties.comments = ""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word_name(kept: Payload) -> str:
    """The name of the Word file: plain letters."""
    return f"{slugify(kept['headline'], max_length=60) or 'tin'}.docx"


def photo_line(number: int, picture: Payload) -> str:
    """The caption and credit of a photo after its number, which is that of the attached file."""
    words = _("Photo %(number)d") % {"number": number}
    said = " ".join(filter(None, (picture["caption"], f"({picture['credit']})")))
    return f"{words}: {said if picture['credit'] else picture['caption']}".rstrip(": ")


def _lay_out(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = section.right_margin = Mm(20)
    section.left_margin = Mm(30)
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(_SIZE)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for place in _FONT_PLACES:
        fonts.set(qn(place), _FONT)
    style.paragraph_format.space_after = Pt(6)


def _line(  # noqa: PLR0913  # how it looks, by keyword
    document: Any,
    words: str,
    *,
    bold: bool = False,
    italic: bool = False,
    right: bool = False,
    size: int = _SIZE,
    style: str = "Normal",
) -> None:
    """A paragraph of its own; nothing when there are no words."""
    if not words:
        return
    paragraph = document.add_paragraph(style=style)
    run = paragraph.add_run(words)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    elif style == "Normal":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY


def _paragraph(document: Any, block: Payload, _kept: Payload) -> None:
    _line(document, block["words"])


def _heading(document: Any, block: Payload, _kept: Payload) -> None:
    _line(document, block["words"], bold=True)


def _list(document: Any, block: Payload, _kept: Payload) -> None:
    for number, item in enumerate(block["items"], start=1):
        _line(document, f"{number}. {item}" if block["ordered"] else f"- {item}")


def _quote(document: Any, block: Payload, _kept: Payload) -> None:
    _line(document, f"“{block['words']}”", italic=True)
    _line(document, block["speaker"], italic=True, right=True)


def _table(document: Any, block: Payload, _kept: Payload) -> None:
    _line(document, block["caption"], bold=True)
    if not block["headings"]:
        return
    table = document.add_table(rows=0, cols=len(block["headings"]), style="Table Grid")
    for row in (block["headings"], *block["rows"]):
        for cell, words in zip(table.add_row().cells, row, strict=False):
            cell.text = words
    document.add_paragraph()


def _picture(document: Any, block: Payload, kept: Payload) -> None:
    number = block["picture"]
    _line(document, f"[{photo_line(number + 1, kept['pictures'][number])}]", italic=True)


def _link(document: Any, block: Payload, _kept: Payload) -> None:
    _line(document, ": ".join(filter(None, (block["title"], block["address"]))))


_WRITERS: dict[str, Callable[[Any, Payload, Payload], None]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "list": _list,
    "quote": _quote,
    "table": _table,
    "picture": _picture,
    "link": _link,
}
