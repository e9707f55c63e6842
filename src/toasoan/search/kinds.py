"""The kinds of documents. A room registers its own; the search knows none of them by name."""

import datetime as dt
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from toasoan.search.places import MOST_KINDS

#: Words of the index are made of these names.
_NAME = re.compile(r"[a-z_]{2,20}")


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """One object as the search table takes it; `marks` are words of its room that no text holds.

    Lists of a room's own filter by them (`search.finding`).
    """

    object_id: int
    agency_id: int
    title: str
    text: str
    published_at: dt.datetime
    form: str = ""
    section_id: int | None = None
    unit_id: int | None = None
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ResultCard:
    """What a list of results says about an object beside its title, extract and day.

    `shows` are the words by which the page store knows of its changes. Results name a page once,
    unless they are different parts of it: `part` tells them apart.
    """

    address: str
    label: str
    unit: str = ""
    section: str = ""
    shows: tuple[str, ...] = ()
    part: str = ""


@dataclass(frozen=True, slots=True)
class KindChoice:
    """A kind, or one of its forms, that readers may ask for."""

    kind: str
    form: str
    label: str

    @property
    def value(self) -> str:
        """Its value in the address of a search."""
        return f"{self.kind}.{self.form}" if self.form else self.kind


@dataclass(frozen=True, slots=True)
class SearchKind:
    """How objects of one kind come into the table and are shown.

    `number` is part of every document's number and never changes. `entries` are those of all
    agencies, in the order of their ids, after one of them and at most so many, locked until the
    transaction of the caller ends; `cards` are of
    those that readers may see now, and nothing without a card is ever shown. `forms` are
    finer words of the kind with their labels. What is lasting – a unit, a page – has no day of
    its own: it is looked for whatever its age, and results show no day.
    """

    name: str
    number: int
    label: Callable[[], str]
    entries: Callable[[int, int], Sequence[SearchEntry]]
    cards: Callable[[Collection[int]], Mapping[int, ResultCard]]
    forms: Callable[[], Sequence[tuple[str, str]]] = tuple
    is_lasting: bool = False


_kinds: dict[str, SearchKind] = {}


def register(kind: SearchKind) -> None:
    """Let documents of this kind be found. Raises ValueError for a number that is taken."""
    others = [other for other in _kinds.values() if other.name != kind.name]
    taken = {other.number for other in others}
    if not _NAME.fullmatch(kind.name) or not 1 <= kind.number <= MOST_KINDS:
        raise ValueError(f"A kind cannot be called {kind.name!r} or have number {kind.number}.")
    if kind.number in taken:
        raise ValueError(f"Number {kind.number} is taken.")
    _kinds[kind.name] = kind


def kinds() -> list[SearchKind]:
    """All kinds in the order of their numbers."""
    return sorted(_kinds.values(), key=lambda kind: kind.number)


def kind_named(name: str) -> SearchKind:
    """The kind of this name. Raises KeyError."""
    return _kinds[name]


def choices() -> list[KindChoice]:
    """What readers may choose from: each kind's forms, or the kind itself when it has none."""
    return [
        choice
        for kind in kinds()
        for choice in (
            [KindChoice(kind.name, form, label) for form, label in kind.forms()]
            or [KindChoice(kind.name, "", kind.label())]
        )
    ]
