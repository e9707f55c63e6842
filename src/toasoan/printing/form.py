"""The form of an official document as a table: Nghị định 30/2020/NĐ-CP, Phụ lục I.

Word file and PDF are both made from it. Where the decree leaves a choice (13 to 14 pt), the values
here go together: 12 pt for the name of the nation, 13 below it, 14 for the text.
"""

from dataclasses import dataclass
from enum import StrEnum

from toasoan.printing.fonts import width
from toasoan.vietnamese.cleaning import one_line

#: A4 upright and its margins, in millimetres.
PAGE_WIDTH, PAGE_HEIGHT = 210, 297
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 15
TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT
#: From the upper edge of the page to the page number, in millimetres.
NUMBER_FROM_EDGE = 10
FIRST_LINE = 12.7
#: Widths of the two columns of the head, in twips (a twentieth of a point). The right one holds
#: the name of the nation, the left one "VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO" on one line each.
HEAD_COLUMNS = (4150, 5204)
#: Widths of the columns of recipients and signature, in twips.
FOOT_COLUMNS = (4677, 4677)
#: Rules below the issuer and the subject compared with the words above: a third to a half.
SHORT_RULE = 0.4
#: The largest drawing of a chart, in millimetres: its caption goes on the same page.
CHART_WIDTH, CHART_HEIGHT = 160, 225
#: Height for signature and seal, in points.
ROOM_TO_SIGN = 70


class Element(StrEnum):
    """The parts of a document that have a look of their own."""

    NATION = "nation"
    MOTTO = "motto"
    PARENT = "parent"
    ISSUER = "issuer"
    NUMBER = "number"
    DAY = "day"
    KIND = "kind"
    SUBJECT = "subject"
    GROUND = "ground"
    HEADING_1 = "heading_1"
    HEADING_2 = "heading_2"
    HEADING_3 = "heading_3"
    BODY = "body"
    TABLE_TITLE = "table_title"
    TABLE_HEADING = "table_heading"
    TABLE_TEXT = "table_text"
    TABLE_NUMBER = "table_number"
    TABLE_SUM_TEXT = "table_sum_text"
    TABLE_SUM_NUMBER = "table_sum_number"
    PICTURE = "picture"
    CAPTION = "caption"
    RECIPIENTS = "recipients"
    RECIPIENT = "recipient"
    AUTHORITY = "authority"
    NAME = "name"
    PAGE_NUMBER = "page_number"


def in_lines(text: str) -> list[str]:
    r"""The lines of a name or subject, as whoever typed it broke them.

    >>> in_lines("Viện kiểm sát nhân dân\n tỉnh Hậu Giang")
    ['Viện kiểm sát nhân dân', 'tỉnh Hậu Giang']
    """
    return [line for raw in text.splitlines() if (line := one_line(raw))]


def widest(text: str, element: Element, room: float) -> float:
    """How wide the widest line of the words is in the look of that element, in points.

    At most the room, at the end of which lines are broken.
    """
    look = LOOKS[element]
    widths = (width(look.cased(line), look.size, bold=look.bold) for line in in_lines(text))
    return min(max(widths, default=0.0), room)


def chart_width(shape: float) -> float:
    """How wide a chart is printed, in millimetres; `shape` is its height divided by its width."""
    return min(CHART_WIDTH, CHART_HEIGHT / shape)


class Align(StrEnum):
    """Where the lines of a paragraph stand."""

    CENTER = "center"
    JUSTIFY = "justify"
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Look:
    """Size and spaces in points; `upper` for what is written in capitals whatever was typed."""

    size: int
    align: Align
    bold: bool = False
    italic: bool = False
    upper: bool = False
    is_indented: bool = False
    before: int = 0
    after: int = 0
    keeps_with_next: bool = False

    def cased(self, text: str) -> str:
        """The text in capitals where the form asks for them."""
        return text.upper() if self.upper else text


def _body(size: int = 14, *, bold: bool = False, italic: bool = False, heads: bool = False) -> Look:
    return Look(
        size,
        Align.JUSTIFY,
        bold=bold,
        italic=italic,
        is_indented=True,
        after=6,
        keeps_with_next=heads,
    )


LOOKS = {
    Element.NATION: Look(12, Align.CENTER, bold=True, upper=True),
    Element.MOTTO: Look(13, Align.CENTER, bold=True),
    Element.PARENT: Look(12, Align.CENTER, upper=True),
    Element.ISSUER: Look(12, Align.CENTER, bold=True, upper=True),
    Element.NUMBER: Look(13, Align.CENTER, before=6),
    Element.DAY: Look(13, Align.CENTER, italic=True, before=6),
    Element.KIND: Look(14, Align.CENTER, bold=True, upper=True, before=18, keeps_with_next=True),
    Element.SUBJECT: Look(14, Align.CENTER, bold=True, keeps_with_next=True),
    Element.GROUND: _body(italic=True),
    Element.HEADING_1: _body(bold=True, heads=True),
    Element.HEADING_2: _body(bold=True, heads=True),
    Element.HEADING_3: _body(heads=True),
    Element.BODY: _body(),
    Element.TABLE_TITLE: Look(13, Align.CENTER, bold=True, before=6, after=4, keeps_with_next=True),
    Element.TABLE_HEADING: Look(12, Align.CENTER, bold=True, before=2, after=2),
    Element.TABLE_TEXT: Look(12, Align.LEFT, before=2, after=2),
    Element.TABLE_NUMBER: Look(12, Align.RIGHT, before=2, after=2),
    Element.TABLE_SUM_TEXT: Look(12, Align.LEFT, bold=True, before=2, after=2),
    Element.TABLE_SUM_NUMBER: Look(12, Align.RIGHT, bold=True, before=2, after=2),
    Element.PICTURE: Look(14, Align.CENTER, before=6, keeps_with_next=True),
    Element.CAPTION: Look(13, Align.CENTER, italic=True, after=8),
    Element.RECIPIENTS: Look(12, Align.LEFT, bold=True, italic=True),
    Element.RECIPIENT: Look(11, Align.LEFT),
    Element.AUTHORITY: Look(14, Align.CENTER, bold=True, upper=True),
    Element.NAME: Look(14, Align.CENTER, bold=True),
    Element.PAGE_NUMBER: Look(14, Align.CENTER),
}
HEADINGS = (Element.HEADING_1, Element.HEADING_2, Element.HEADING_3)
