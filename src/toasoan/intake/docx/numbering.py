"""Lists: which numbering a paragraph has, and what Word prints before it.

Numbers carry meaning ("điểm b khoản 2"), so the label is counted as Word counts: by the abstract
list, level by level, with the starts and restarts that the file gives.
"""

import re
from dataclasses import dataclass, field

from lxml import etree

from toasoan.intake.docx.names import W, whole_number
from toasoan.intake.docx.seen import ListMark
from toasoan.intake.docx.styles import ParagraphLook, is_on

_NO_LIST = "0"
_DEEPEST = 8
_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_LETTERS = 26
_MOST = 9_999


@dataclass(frozen=True)
class _Level:
    """How a level of a list counts and what it prints; ``%1`` stands for the outermost number."""

    kind: str = "bullet"
    text: str = ""
    start: int = 1
    restarts_after: int | None = None
    only_figures: bool = False


@dataclass
class _List:
    """A numbering that paragraphs name: its levels, and the abstract list it counts in."""

    abstract_id: str
    levels: dict[int, _Level]
    restarts: dict[int, int] = field(default_factory=dict)
    is_used: bool = False


class Numbering:
    """The lists of a file, and how far each has counted."""

    def __init__(self, root: etree._Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if root is None:
            return
        kinds = {
            element.get(f"{W}abstractNumId", ""): _levels(element)
            for element in root.iterchildren(f"{W}abstractNum")
        }
        for element in root.iterchildren(f"{W}num"):
            kind = element.find(f"{W}abstractNumId")
            kind_id = "" if kind is None else kind.get(f"{W}val", "")
            self._lists[element.get(f"{W}numId", "")] = _list(element, kind_id, kinds)

    def mark(self, look: ParagraphLook) -> ListMark | None:
        """The mark of a paragraph with this look, counted; None when it is not in a list.

        Call it once for each paragraph, in the file's order.
        """
        if look.list_id is None or look.list_id == _NO_LIST:
            return None
        level = min(max(look.list_level or 0, 0), _DEEPEST)
        listed = self._lists.get(look.list_id)
        shown = listed.levels.get(level, _Level()) if listed else _Level()
        # A list the file does not describe is shown with dots.
        if listed is None or shown.kind == "bullet":
            return ListMark(look.list_id, level, ordered=False)
        if shown.kind == "none" and not _PLACE.sub("", shown.text).strip():
            return None
        counts = self._count(listed, level)
        return ListMark(look.list_id, level, ordered=True, label=_label(listed, level, counts))

    def _count(self, listed: _List, level: int) -> dict[int, int]:
        counts = self._counts.setdefault(listed.abstract_id, {})
        if not listed.is_used:
            listed.is_used = True
            for at, start in listed.restarts.items():
                counts[at] = start - 1
        start = listed.restarts.get(level, listed.levels[level].start)
        counts[level] = counts.get(level, start - 1) + 1
        for above in range(level):
            outer = listed.levels.get(above, _Level())
            counts.setdefault(above, listed.restarts.get(above, outer.start))
        for below in range(level + 1, _DEEPEST + 1):
            after = listed.levels.get(below, _Level()).restarts_after
            if after is None or level < after:
                counts.pop(below, None)
        return counts


def _label(listed: _List, level: int, counts: dict[int, int]) -> str:
    shown = listed.levels[level]

    def number(place: re.Match[str]) -> str:
        at = int(place[1]) - 1
        kind = listed.levels.get(at, _Level(kind="decimal")).kind
        return _written(counts.get(at, 1), "decimal" if shown.only_figures else kind)

    return _PLACE.sub(number, shown.text).strip()


def _written(number: int, kind: str) -> str:
    """A number as the list writes it; kinds of other languages are written in figures."""
    number = min(max(number, 0), _MOST)
    match kind:
        case "upperRoman" | "lowerRoman":
            roman = _roman(number)
            return roman if kind == "upperRoman" else roman.lower()
        case "upperLetter" | "lowerLetter":
            # Word goes on with aa, bb after z.
            letter = chr(ord("a") + (number - 1) % _LETTERS) * (1 + (number - 1) // _LETTERS)
            return letter.upper() if kind == "upperLetter" else letter
        case "decimalZero":
            return f"{number:02d}"
        case "none" | "bullet":
            return ""
    return str(number)


def _roman(number: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        written += sign * (number // value)
        number %= value
    return written


def _list(element: etree._Element, kind_id: str, kinds: dict[str, dict[int, _Level]]) -> _List:
    levels = dict(kinds.get(kind_id, {}))
    restarts: dict[int, int] = {}
    for override in element.iterchildren(f"{W}lvlOverride"):
        at = whole_number(override.get(f"{W}ilvl"), 0)
        if (level := override.find(f"{W}lvl")) is not None:
            levels[at] = _level(level)
        if (start := override.find(f"{W}startOverride")) is not None:
            restarts[at] = whole_number(start.get(f"{W}val"), 1)
    return _List(kind_id, levels, restarts)


def _levels(kind: etree._Element) -> dict[int, _Level]:
    return {
        whole_number(level.get(f"{W}ilvl"), 0): _level(level)
        for level in kind.iterchildren(f"{W}lvl")
    }


def _level(level: etree._Element) -> _Level:
    at = whole_number(level.get(f"{W}ilvl"), 0)
    restart = _value(level, "lvlRestart")
    return _Level(
        kind=_value(level, "numFmt") or "decimal",
        text=_text(level, default=f"%{at + 1}."),
        start=whole_number(_value(level, "start"), 1),
        restarts_after=None if restart is None else whole_number(restart, 0),
        only_figures=is_on(level.find(f"{W}isLgl")),
    )


def _text(level: etree._Element, default: str) -> str:
    value = _value(level, "lvlText")
    return default if value is None else value


def _value(level: etree._Element, name: str) -> str | None:
    element = level.find(f"{W}{name}")
    return None if element is None else element.get(f"{W}val")
