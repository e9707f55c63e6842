"""An official document as PDF/A-2a and PDF/UA-1, set by typst with the shipped font.

What people wrote reaches typst as JSON in an input: it is shown, never read as markup. The source
is `official.typ` alone: it imports nothing, so typst asks no network.
"""

import json
from dataclasses import asdict
from functools import singledispatch
from pathlib import Path
from typing import Any

import typst

from toasoan.printing import form
from toasoan.printing.charts import BarChart, LineChart, ScatterChart, shape, svg_for_paper
from toasoan.printing.document import (
    MOTTO,
    NATION,
    RECIPIENTS,
    Heading,
    Listing,
    OfficialDocument,
    Paragraph,
)
from toasoan.printing.fonts import FAMILY, fonts, printable
from toasoan.printing.form import LOOKS, SHORT_RULE, Element, in_lines, widest
from toasoan.printing.tables import Row, Table, shown
from toasoan.vietnamese.cleaning import one_line

STANDARDS: list[Any] = ["ua-1", "a-2a"]
_SOURCE = Path(__file__).with_name("official.typ")
_POINTS_PER_MM, _TWIPS_PER_POINT = 72 / 25.4, 20


class UnprintableError(Exception):
    """typst refused the document, for example a chart without a description; says why."""


def write_pdf(document: OfficialDocument) -> bytes:
    """The document as PDF; the same bytes for the same document.

    Raises UnprintableError when it cannot meet the standards: a chart without a description, a
    document without a title.
    """
    try:
        return bytes(
            typst.compile(
                _SOURCE.read_bytes(),
                format="pdf",
                font_paths=fonts(),
                ignore_system_fonts=True,
                sys_inputs={"data": json.dumps(_data(document), ensure_ascii=False)},
                pdf_standards=STANDARDS,
                timestamp=int(document.made_at.timestamp()),
            )
        )
    except typst.TypstError as error:
        raise UnprintableError("; ".join([error.message, *error.hints])) from error


def _data(document: OfficialDocument) -> dict[str, Any]:
    signature = document.signature
    return {
        "title": _words(document.title),
        "author": _words(document.letterhead.issuer),
        "subject": _words(document.subject),
        "form": _form(),
        "head": _head(document),
        "kind": _words(LOOKS[Element.KIND].cased(document.kind)),
        "subject_lines": _broken(document.subject, Element.SUBJECT),
        "subject_rule": SHORT_RULE
        * widest(document.subject, Element.SUBJECT, form.TEXT_WIDTH * _POINTS_PER_MM),
        "grounds": [_words(line) for line in document.ground_lines],
        "blocks": _blocks(document),
        "foot": {
            "heading": RECIPIENTS,
            "recipients": [_words(line) for line in document.recipient_lines],
            "authority": _broken(signature.authority, Element.AUTHORITY),
            "post": _broken(signature.post, Element.AUTHORITY),
            "name": _words(signature.name),
        },
    }


def _form() -> dict[str, Any]:
    looks = {
        name: {
            **{key: value for key, value in asdict(look).items() if key in _SAID},
            "indented": look.is_indented,
            "sticks": look.keeps_with_next,
        }
        for name, look in LOOKS.items()
    }
    return {
        "font": FAMILY,
        "page": {
            "width": form.PAGE_WIDTH, "height": form.PAGE_HEIGHT, "top": form.TOP,
            "bottom": form.BOTTOM, "left": form.LEFT, "right": form.RIGHT,
            "number": form.NUMBER_FROM_EDGE, "number_size": LOOKS[Element.PAGE_NUMBER].size,
        },
        "first_line": form.FIRST_LINE,
        "head_columns": [width / _TWIPS_PER_POINT for width in form.HEAD_COLUMNS],
        "room_to_sign": form.ROOM_TO_SIGN,
        "looks": looks,
    }  # fmt: skip


_SAID = ("size", "align", "bold", "italic", "before", "after")


def _head(document: OfficialDocument) -> dict[str, Any]:
    head = document.letterhead
    left, right = (width / _TWIPS_PER_POINT for width in form.HEAD_COLUMNS)
    return {
        "parent": _broken(head.parent, Element.PARENT),
        "issuer": _broken(head.issuer, Element.ISSUER),
        "issuer_rule": widest(head.issuer, Element.ISSUER, left) * SHORT_RULE,
        "nation": NATION,
        "motto": MOTTO,
        "motto_rule": widest(MOTTO, Element.MOTTO, right),
        "number": printable(document.number_line),
        "day": printable(document.day_line),
    }


def _blocks(document: OfficialDocument) -> list[dict[str, Any]]:
    blocks = [piece for block in document.body for piece in _pieces(block)]
    level = 0
    for block in blocks:
        if block["kind"] == "heading":
            # PDF/UA-1 knows no heading two levels below the one before it.
            level = block["level"] = min(block["level"], level + 1)
    # The signature never stands alone on a page.
    if blocks and "sticks" in blocks[-1]:
        blocks[-1]["sticks"] = True
    return blocks


@singledispatch
def _pieces(block: object) -> list[dict[str, Any]]:
    raise TypeError(f"{type(block).__name__} is no part of a document.")


@_pieces.register
def _heading(block: Heading) -> list[dict[str, Any]]:
    return [{"kind": "heading", "level": block.level, "words": _words(block.text)}]


@_pieces.register
def _paragraph(block: Paragraph) -> list[dict[str, Any]]:
    return [{"kind": "text", "words": _words(block.text), "sticks": False}]


@_pieces.register
def _listing(block: Listing) -> list[dict[str, Any]]:
    items = [_words(item) for item in block.items]
    return [{"kind": "listing", "items": items, "sticks": False}] if items else []


@_pieces.register
def _table(block: Table) -> list[dict[str, Any]]:
    def words(row: Row) -> list[str]:
        pairs = zip(row, block.columns, strict=True)
        return [printable(shown(value, column.kind)) for value, column in pairs]

    total = block.total()
    columns = [
        {"heading": _words(one.heading), "number": one.is_of_numbers, "width": one.width}
        for one in block.columns
    ]
    return [
        {
            "kind": "table",
            "title": _words(block.title),
            "columns": columns,
            "rows": [words(row) for row in block.counted_rows()],
            "total": words(total) if total else None,
        }
    ]


@_pieces.register(BarChart)
@_pieces.register(LineChart)
@_pieces.register(ScatterChart)
def _chart(block: Any) -> list[dict[str, Any]]:
    return [
        {
            "kind": "chart",
            "title": _words(block.title),
            "description": _words(block.description),
            "svg": svg_for_paper(block),
            "width": form.chart_width(shape(block)),
        }
    ]


def _words(text: str) -> str:
    return printable(one_line(text))


def _broken(text: str, element: Element) -> str:
    return printable("\n".join(in_lines(LOOKS[element].cased(text))))
