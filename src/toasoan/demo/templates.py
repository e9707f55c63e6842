"""Reading the demo's texts: families of stories with several ways to tell each.

The notation is described in `content/README.md`. Only this module knows it.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

Genre = Literal["brief", "feature", "photo_story", "interview", "commentary", "announcement"]

_CONTENT = Path(__file__).with_name("content")
_MARK = re.compile(r"(?P<mark>[HSCT1-9])(?P<optional>\??)(?P<letters>[a-z]*) (?P<text>.+)")
_SEASON = re.compile(r"(?:\d\d-\d\d\.\.\d\d-\d\d(?:, )?)+|tet|mid-autumn")

# The weeks before Tết and before the mid-autumn festival move with the moon.
_LUNAR: dict[str, dict[int, str]] = {
    "tet": {2023: "01-06..01-18", 2024: "01-24..02-06", 2026: "02-02..02-12"},
    "mid-autumn": {2022: "08-31..09-09", 2023: "09-19..09-28", 2026: "09-14..09-24"},
}


@dataclass(frozen=True)
class TextVariant:
    """One wording of a part; `letters` names the variants of story it suits, none means all."""

    letters: str
    text: str

    def fits(self, letter: str) -> bool:
        """Whether a story of this variant may use the line."""
        return not self.letters or letter in self.letters


@dataclass(frozen=True)
class Caption(TextVariant):
    """A caption with the illustration under which it stands."""

    illustration: str


@dataclass(frozen=True)
class TemplateTopic:
    """Texts for `{topic}`, `{topic2}` …; the season and the units for which they make sense."""

    fields: tuple[str, ...]
    season: str = ""
    units: frozenset[str] = frozenset()


@dataclass
class Family:
    """One kind of event and the ways to tell it."""

    key: str
    facts: dict[str, str] = field(default_factory=dict)
    topics: list[TemplateTopic] = field(default_factory=list)
    headlines: list[TextVariant] = field(default_factory=list)
    standfirsts: list[TextVariant] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)
    slots: dict[str, list[TextVariant]] = field(default_factory=dict)
    optional_slots: set[str] = field(default_factory=set)

    @property
    def genre(self) -> Genre:
        """The genre of every story of this family."""
        genre: Genre = self.facts["genre"]  # type: ignore[assignment]  # checked by a test
        return genre

    @property
    def units(self) -> frozenset[str]:
        """Codes that may send such stories; `district` and `all` stand for groups."""
        return frozenset(self.facts["units"].split())

    @property
    def limit(self) -> int:
        """How many stories of this family a half-year may hold."""
        return int(self.facts.get("limit", "6"))

    @property
    def weight(self) -> int:
        """Relative frequency with which the family is chosen among those in season."""
        return int(self.facts.get("weight", "10"))

    @property
    def once(self) -> bool:
        """Whether a topic may be used only once in the whole demo."""
        return self.facts.get("once") == "yes"

    @property
    def tags(self) -> tuple[str, ...]:
        """Key words for the published story."""
        return tuple(tag.strip() for tag in self.facts["tags"].split("|"))

    def suits(self, unit_code: str, *, is_district: bool) -> bool:
        """Whether that unit sends such stories."""
        return may_tell(self.units, unit_code, is_district=is_district)

    def in_season(self, day: date) -> bool:
        """Whether an event of this family may fall on that day."""
        return in_season(self.facts.get("season", ""), day)


def may_tell(units: frozenset[str], unit_code: str, *, is_district: bool) -> bool:
    """Whether a unit is named; `all` or no name means every unit, `district` every lower one."""
    named = not units or "all" in units or unit_code in units
    return named or (is_district and "district" in units)


def in_season(season: str, day: date) -> bool:
    """Whether the day lies in one of the windows `MM-DD..MM-DD`; no window means always.

    >>> in_season("11-10..02-05", date(2023, 1, 4)), in_season("03-01..03-10", date(2023, 1, 4))
    (True, False)
    """
    if season in _LUNAR:
        season = _LUNAR[season].get(day.year, "12-32..12-32")
    if not season:
        return True
    today = f"{day:%m-%d}"
    for window in season.split(", "):
        first, last = window.split("..")
        inside = first <= today <= last if first <= last else today >= first or today <= last
        if inside:
            return True
    return False


@cache
def families() -> tuple[Family, ...]:
    """All kinds of stories that units send."""
    paths = sorted(path for path in _CONTENT.glob("*.txt") if path.stem != "bao_tinh")
    return tuple(family for path in paths for family in _read(path))


@cache
def newspaper_families() -> tuple[Family, ...]:
    """Headlines of what the provincial newspaper writes by itself."""
    return tuple(_read(_CONTENT / "bao_tinh.txt"))


def _read(path: Path) -> list[Family]:
    found: list[Family] = []
    for row in path.read_text("utf-8").splitlines():
        if row.startswith("["):
            found.append(Family(row.strip("[]")))
        elif row and not row.startswith("#"):
            _add(found[-1], row)
    return found


def _add(family: Family, row: str) -> None:
    if not (marked := _MARK.fullmatch(row)):
        name, _, value = row.partition(": ")
        family.facts[name] = value
        return
    mark, letters, text = marked["mark"], marked["letters"], marked["text"]
    if mark == "T":
        family.topics.append(_topic(text))
    elif mark == "C":
        illustration, _, caption = text.partition(" | ")
        family.captions.append(Caption(letters, caption, illustration))
    elif mark == "H":
        family.headlines.append(TextVariant(letters, text))
    elif mark == "S":
        family.standfirsts.append(TextVariant(letters, text))
    else:
        family.slots.setdefault(mark, []).append(TextVariant(letters, text))
        if marked["optional"]:
            family.optional_slots.add(mark)


def _topic(text: str) -> TemplateTopic:
    *fields, last = text.split(" | ")
    if last.startswith("@"):
        return TemplateTopic(tuple(fields), units=frozenset(last[1:].split()))
    if fields and _SEASON.fullmatch(last):
        return TemplateTopic(tuple(fields), last)
    return TemplateTopic((*fields, last))
