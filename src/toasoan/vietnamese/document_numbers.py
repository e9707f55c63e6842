"""Numbers of official documents: read from text, brought to one form, found without marks.

A number is an ordinal, the year where there is one, and the symbol: "173/QĐ-VKS",
"01/2026/TT-VKSTC", the Party's "36-HD/VPTW". The symbol begins with the type of the document
(QĐ, KH, CTr …) or, for letters (công văn), with who sends it. `vietnamese.symbols` keeps such
numbers on one line of a page. No clock, no data of an agency.
"""

import datetime as dt
import re
from dataclasses import dataclass

from toasoan.vietnamese.cleaning import one_line
from toasoan.vietnamese.fold import fold
from toasoan.vietnamese.typed_dates import is_sensible, read_day

#: Abbreviations of types of documents as they are written (Nghị định 30/2020/NĐ-CP, annex III;
#: Luật Ban hành văn bản quy phạm pháp luật; the Party's Quy định 399-QĐ/TW; LLV is what offices
#: write on schedules).
TYPE_ABBREVIATIONS = (
    "NQ", "QĐ", "CT", "QC", "QyĐ", "TC", "TB", "HD", "CTr", "KH", "PA", "ĐA", "DA", "BC",
    "BB", "TTr", "HĐ", "CĐ", "BGN", "BTT", "GUQ", "GM", "GGT", "GNP", "PG", "PC", "PB", "CV", "TT",
    "NĐ", "TTLT", "LLV", "KL", "QT", "L",
)  # fmt: skip
#: Other parts of symbols that are written with Đ, or in small and large letters.
_ISSUERS = ("TTg", "HĐND", "HĐBC", "BCĐ", "HĐTĐ", "BLĐTBXH", "LĐTBXH", "BGDĐT", "HĐTP", "ĐU", "ĐUK")
_PARTS = (*_ISSUERS, *TYPE_ABBREVIATIONS)
_WITH_MARKS = {part.lower(): part for part in _PARTS}
#: HD and HĐ, DA and ĐA are different types: without marks only one of each can be meant.
_WITHOUT_MARKS = {fold(part): part for part in reversed(_PARTS)}
_TYPES = {fold(part) for part in TYPE_ABBREVIATIONS}

_PART = r"[^\W\d_][^\W_]*"
_JOIN = r"\s*[-–—]\s*"
_SYMBOL = rf"{_PART}(?:{_JOIN}{_PART})*"
_ORDINAL = r"(?P<ordinal>\d{1,6})(?P<suffix>[a-zđ]?)"
#: Every sign follows from one before it in one way only: no text makes the search go back.
_STATE = rf"{_ORDINAL}\s*/\s*(?:(?P<year>(?:19|20)\d\d)\s*/\s*)?(?P<symbol>{_SYMBOL})"
_PARTY = (
    rf"(?P<p_ordinal>\d{{1,6}})(?P<p_suffix>[a-zđ]?){_JOIN}(?P<p_type>{_PART})"
    rf"\s*/\s*(?P<p_issuer>{_SYMBOL})"
)
_BARE = r"(?P<b_ordinal>\d{1,6})(?P<b_suffix>[a-zđ]?)"
_LABEL = re.compile(r"^\s*s[ốo]\s*(?:hiệu|hieu)?\s*[:.]?\s*(?=\d)", re.IGNORECASE)
_TYPED = re.compile(rf"{_STATE}|{_PARTY}|{_BARE}", re.IGNORECASE)
_IN_TEXT = re.compile(rf"(?<![\w/.,-])(?:{_STATE}|{_PARTY})(?![\w/])", re.IGNORECASE)
_DAY = re.compile(
    r"\s*,?\s*(?:ký\s+)?(?:ngày|ngay)\s+(?:(\d{1,2}[/.-]\d{1,2}[/.-]\d{4})(?!\d)"
    r"|(\d{1,2})\s+(?:tháng|thang)\s+(\d{1,2})\s+(?:năm|nam)\s+(\d{4})(?!\d))",
    re.IGNORECASE,
)
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
_LEADING_ZEROS = re.compile(r"^0+(?=\d)")
#: Longer texts hold no number that somebody typed.
LONGEST = 100


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A number and symbol, read apart.

    `written` is its normal form: no spaces, plain hyphens, the zeros of the paper, abbreviations
    with their marks and letters. `year` is None where none is written. `type_abbreviation` is
    empty where the symbol begins with who sends it, or there is no symbol.
    """

    written: str
    ordinal: int
    suffix: str = ""
    year: int | None = None
    symbol: str = ""
    type_abbreviation: str = ""

    @property
    def key(self) -> str:
        """What two ways of writing the same number share.

        >>> read_number("05/ct-vks").key == read_number("5 / CT – VKS").key
        True
        """
        return key_of(self.written)


@dataclass(frozen=True, slots=True)
class NumberInText:
    """A number found in a text, with the day that stands behind it, if one does."""

    number: DocumentNumber
    issued_on: dt.date | None


def read_number(text: str) -> DocumentNumber | None:
    """Read what somebody typed as a number; None for what is none.

    >>> found = read_number("Số: 173 / qd-vks")
    >>> found.written, found.ordinal, found.symbol, found.type_abbreviation
    ('173/QĐ-VKS', 173, 'QĐ-VKS', 'QĐ')
    >>> read_number("01/2026/TT-VKSTC").year, read_number("36-HD/VPTW").type_abbreviation
    (2026, 'HD')
    """
    line = _LABEL.sub("", one_line(text))
    match = _TYPED.fullmatch(line) if len(line) <= LONGEST else None
    return _number_of(match) if match else None


def find_number(text: str) -> NumberInText | None:
    """The first number in a text with the day written behind it; None when there is none.

    >>> found = find_number("Quyết định số 173 / QĐ-VKS ngày 08/6/2021 về dự toán")
    >>> found.number.written, found.issued_on
    ('173/QĐ-VKS', datetime.date(2021, 6, 8))
    """
    line = one_line(text)
    for match in _IN_TEXT.finditer(line):
        number = _number_of(match)
        if _is_likely(number):
            return NumberInText(number, _day_behind(line, match.end()))
    return None


def key_of(text: str) -> str:
    """The form in which numbers are compared: small letters, no marks, spaces or leading zeros.

    >>> key_of("005 / QĐ – VKS"), key_of("Không số")
    ('5/qd-vks', 'khong-so')
    """
    parts = fold(_LABEL.sub("", one_line(text))).split("/")
    plain = (_NOT_PLAIN.sub("-", part).strip("-") for part in parts)
    return _LEADING_ZEROS.sub("", "/".join(plain))


def search_form(text: str) -> str:
    """Letters and digits only, as people type numbers into a search.

    >>> search_form("173 qd vks") == search_form("Số: 173/QĐ-VKS") == "173qdvks"
    True
    """
    return _LEADING_ZEROS.sub("", _NOT_PLAIN.sub("", fold(_LABEL.sub("", one_line(text)))))


def _is_likely(number: DocumentNumber) -> bool:
    """Whether it is a document's number and not a measure ("12/m2") or a ratio."""
    if len(number.written) > LONGEST:
        return False
    return bool(number.year or number.type_abbreviation or "-" in number.symbol)


def _number_of(match: re.Match[str]) -> DocumentNumber:
    if match["p_ordinal"]:
        kind, issuer = _as_written(match["p_type"]), _as_written(match["p_issuer"])
        return DocumentNumber(
            written=f"{match['p_ordinal']}{match['p_suffix'].lower()}-{kind}/{issuer}",
            ordinal=int(match["p_ordinal"]),
            suffix=match["p_suffix"].lower(),
            symbol=f"{kind}/{issuer}",
            type_abbreviation=_type_in(kind),
        )
    groups = match.groupdict()
    digits = groups["ordinal"] or groups["b_ordinal"]
    suffix = (groups["suffix"] or groups.get("b_suffix") or "").lower()
    year, symbol = groups["year"], _as_written(groups["symbol"] or "")
    return DocumentNumber(
        written="/".join(filter(None, (f"{digits}{suffix}", year, symbol))),
        ordinal=int(digits),
        suffix=suffix,
        year=int(year) if year else None,
        symbol=symbol,
        type_abbreviation=_type_in(symbol),
    )


def _as_written(symbol: str) -> str:
    """A symbol with plain hyphens and its parts in the letters in which they are known."""
    parts = re.split(_JOIN, symbol) if symbol else []
    return "-".join(map(_part_as_written, parts))


def _part_as_written(part: str) -> str:
    """What is not known stays as it was typed, unless it was typed in small letters only."""
    known = _WITH_MARKS.get(part.lower()) or _WITHOUT_MARKS.get(part.lower())
    return known or (part.upper() if part.islower() else part)


def _type_in(symbol: str) -> str:
    first = symbol.partition("-")[0]
    return first if fold(first) in _TYPES else ""


def _day_behind(line: str, place: int) -> dt.date | None:
    match = _DAY.match(line, place)
    if match is None:
        return None
    day = read_day(match[1] or "/".join(match.group(2, 3, 4)))
    return day if day is not None and is_sensible(day) else None
