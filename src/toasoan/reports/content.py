"""What a report says, as plain values: the same for a draft, a closed report and its documents.

A closed report is stored as this and nothing else, so every value is one that JSON holds: text,
whole numbers, None. Shares are in hundredths of a per cent (8125 is 81,25 %), days are ISO text.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, cast

#: The form of what `as_json` writes; a reader of old reports looks at it.
FORMAT = 1


class NumberKind(StrEnum):
    """How a whole number is read."""

    COUNT = "count"
    #: Hundredths of a per cent.
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Figure:
    """A counted number, and the same of the period before and of a year before.

    `value` is None where nothing can be said, for example a share of nothing; the two others are
    None as well when that period has no figures at all.
    """

    key: str
    label: str
    value: int | None
    previous: int | None = None
    last_year: int | None = None
    kind: NumberKind = NumberKind.COUNT


@dataclass(frozen=True, slots=True)
class Column:
    """A column of numbers of a table.

    A share is of the column before it, in the one before that: received, published, rate.
    """

    label: str
    kind: NumberKind = NumberKind.COUNT


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: what it is about, and a number for each column."""

    label: str
    cells: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class CountTable:
    """A table whose rows add up to its last line."""

    key: str
    title: str
    first: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: Row


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the text."""

    key: str
    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weakness:
    """A limitation; `source` names the figure that it was suggested from."""

    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class SetMeasure:
    """A measure as the report says it; `note` is what became of one of an earlier report."""

    text: str
    owner: str
    due_on: str
    document: str
    state: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class NamedStory:
    """A notable story, and how often outlets used it in the period."""

    story: int
    headline: str
    unit: str
    placements: int


@dataclass(frozen=True, slots=True)
class CountedStory:
    """One thing that a figure counts: `figure` is the key of that figure."""

    figure: str
    entry: int
    story: int | None
    headline: str
    unit: str
    when: str
    outlet: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that a supplement names: as it was closed, and as it is counted now."""

    key: str
    label: str
    then: int | None
    now: int | None
    kind: NumberKind = NumberKind.COUNT


@dataclass(frozen=True, slots=True)
class Supplemented:
    """The closed report that this one supplements, and what is different."""

    title: str
    sha256: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: for whom ("TM. BAN CHỈ ĐẠO"), the post, the name; each may be empty."""

    authority: str = ""
    post: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContent:
    """Everything that a report says. `closed_at` and `closed_by` are empty for a draft.

    `place` stands before the day of the document, `symbol` behind its number.
    """

    agency: str
    parent: str
    place: str
    symbol: str
    signer: Signer
    kind: str
    title: str
    first_on: str
    last_on: str
    period: str
    figures: tuple[Figure, ...]
    tables: tuple[CountTable, ...]
    parts: tuple[Part, ...]
    weaknesses: tuple[Weakness, ...] = ()
    measures: tuple[SetMeasure, ...] = ()
    earlier: tuple[SetMeasure, ...] = ()
    notable: tuple[NamedStory, ...] = ()
    stories: tuple[CountedStory, ...] = ()
    supplemented: Supplemented | None = None
    closed_at: str = ""
    closed_by: str = ""

    def figure(self, key: str) -> Figure | None:
        """The figure of this key."""
        return next((figure for figure in self.figures if figure.key == key), None)

    def table(self, key: str) -> CountTable | None:
        """The table of this key."""
        return next((table for table in self.tables if table.key == key), None)


def as_json(content: ReportContent) -> dict[str, Any]:
    """The content as JSON values."""
    # Through text, so that tuples are lists as they will be read back.
    return cast("dict[str, Any]", json.loads(json.dumps({"format": FORMAT, **asdict(content)})))


def canonical(values: Mapping[str, Any]) -> bytes:
    """JSON values as the bytes that the hash is taken of: sorted keys, no spaces, UTF-8."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def hash_of(values: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical form, in hexadecimal."""
    return hashlib.sha256(canonical(values)).hexdigest()


def from_json(values: Mapping[str, Any]) -> ReportContent:
    """The content that `as_json` wrote."""
    read: dict[str, Any] = {name: value for name, value in values.items() if name != "format"}
    read["signer"] = Signer(**values["signer"])
    read["supplemented"] = _supplemented(values["supplemented"])
    for name, each in _LISTS.items():
        read[name] = tuple(map(each, values[name]))
    return ReportContent(**read)


def _figure(value: Mapping[str, Any]) -> Figure:
    return Figure(**{**value, "kind": NumberKind(value["kind"])})


def _row(value: Mapping[str, Any]) -> Row:
    return Row(value["label"], tuple(value["cells"]))


def _table(value: Mapping[str, Any]) -> CountTable:
    return CountTable(
        value["key"],
        value["title"],
        value["first"],
        tuple(Column(each["label"], NumberKind(each["kind"])) for each in value["columns"]),
        tuple(map(_row, value["rows"])),
        _row(value["total"]),
    )


def _part(value: Mapping[str, Any]) -> Part:
    return Part(value["key"], value["heading"], tuple(value["paragraphs"]))


def _supplemented(value: Mapping[str, Any] | None) -> Supplemented | None:
    if value is None:
        return None
    differences = tuple(
        Difference(**{**each, "kind": NumberKind(each["kind"])}) for each in value["differences"]
    )
    return Supplemented(value["title"], value["sha256"], differences)


_LISTS: dict[str, Any] = {
    "figures": _figure,
    "tables": _table,
    "parts": _part,
    "weaknesses": lambda value: Weakness(**value),
    "measures": lambda value: SetMeasure(**value),
    "earlier": lambda value: SetMeasure(**value),
    "notable": lambda value: NamedStory(**value),
    "stories": lambda value: CountedStory(**value),
}


def differences(then: ReportContent, now: ReportContent) -> tuple[Difference, ...]:
    """Every figure that is not what it was, in the order of the new one; one that went is last."""
    found = [
        Difference(new.key, new.label, old.value if old else None, new.value, new.kind)
        for new in now.figures
        if (old := then.figure(new.key)) is None or old.value != new.value
    ]
    found += [
        Difference(old.key, old.label, old.value, None, old.kind)
        for old in then.figures
        if now.figure(old.key) is None
    ]
    return tuple(found)
