"""What an official document is: one description that becomes a Word file and a PDF.

The form is that of Nghị định 30/2020/NĐ-CP, Phụ lục I. Number and day stay blank: the registry of
the agency gives the number after the signature (Điều 15).
"""

import datetime as dt
from dataclasses import dataclass

from toasoan.printing.charts import Chart
from toasoan.printing.tables import Table
from toasoan.vietnamese.cleaning import one_line
from toasoan.vietnamese.dates import official_month

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
RECIPIENTS = "Nơi nhận:"
LANGUAGE = "vi-VN"
#: Room for what is written by hand or typed by the registry; such spaces never fall together.
_BLANK = "\u00a0" * 6
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_LETTERS = "abcdđeghiklmnopqrstuvxy"


@dataclass(frozen=True, slots=True)
class Letterhead:
    r"""The agency above (may be empty), the agency that issues, and the place before the day.

    A line feed in a name is kept: "Viện kiểm sát nhân dân\ntỉnh Hậu Giang".
    """

    parent: str
    issuer: str
    place: str


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: "KT. VIỆN TRƯỞNG" or "TM. BAN CHỈ ĐẠO" (may be empty), the post, the name."""

    authority: str
    post: str
    name: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as it is printed, its number with it. Levels: 1 "I.", 2 "1.", 3 "a)"."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of text."""

    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Lines of their own, each after a dash."""

    items: tuple[str, ...]


Block = Heading | Paragraph | Listing | Table | Chart


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """A report or notice.

    `kind` is "BÁO CÁO" or "THÔNG BÁO", `symbol` what follows the number ("BC-VKS"), `subject` the
    trích yếu. Month and year stand in the line of the day; a template has text in their place.
    `grounds` are the căn cứ, `recipients` the Nơi nhận with "Lưu: …" last, both without dash and
    final mark. `made_at` is the moment that both files carry: with the same moment they are the
    same byte for byte.
    """

    letterhead: Letterhead
    kind: str
    symbol: str
    subject: str
    month: int | str
    year: int | str
    body: tuple[Block, ...]
    signature: Signature
    recipients: tuple[str, ...]
    made_at: dt.datetime
    grounds: tuple[str, ...] = ()
    #: The whole number and the day of the month, where they are known already.
    number: str = ""
    day: int | None = None

    @property
    def title(self) -> str:
        """What lists of files and screen readers call the document."""
        return one_line(f"{self.kind.capitalize()} {self.subject[:1].lower()}{self.subject[1:]}")

    @property
    def number_line(self) -> str:
        """The line of the number; the registry fills in one that is not known yet."""
        if self.number:
            return f"Số: {one_line(self.number)}"
        return f"Số:{_BLANK}/{one_line(self.symbol)}"

    @property
    def day_line(self) -> str:
        """Place and day; one that is not known yet is filled in when the document is signed."""
        place = one_line(self.letterhead.place)
        day = _BLANK if self.day is None else f" {self.day:02d} "
        return f"{place}, ngày{day}tháng {self.month_text} năm {self.year}"

    @property
    def month_text(self) -> str:
        """The month as the decree writes it: 01, 02, 3."""
        return official_month(self.month) if isinstance(self.month, int) else self.month

    @property
    def ground_lines(self) -> tuple[str, ...]:
        """The căn cứ with the marks that end them."""
        return _ended(self.grounds)

    @property
    def recipient_lines(self) -> tuple[str, ...]:
        """The list below "Nơi nhận:" with dashes and the marks that end them."""
        return tuple(f"- {line}" for line in _ended(self.recipients))


def numbered(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with a number before each heading: I., 1., a); each begins anew below another."""
    counts = [0, 0, 0]
    result: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            place = block.level - 1
            counts[place] += 1
            counts[place + 1 :] = [0] * (2 - place)
            result.append(
                Heading(f"{_number(block.level, counts[place])} {block.text}", block.level)
            )
        else:
            result.append(block)
    return tuple(result)


def roman(number: int) -> str:
    """A number from 1 to 39 in Roman figures.

    >>> roman(4), roman(19)
    ('IV', 'XIX')
    """
    return "X" * (number // 10) + _ROMAN[number % 10]


def _number(level: int, count: int) -> str:
    if level == 1:
        return f"{roman(count)}."
    return f"{count}." if level == 2 else f"{_LETTERS[(count - 1) % len(_LETTERS)]})"  # noqa: PLR2004


def _ended(lines: tuple[str, ...]) -> tuple[str, ...]:
    bare = [one_line(line).rstrip(".;") for line in lines]
    return tuple(f"{line}{'.' if line is bare[-1] else ';'}" for line in bare)
