"""Where something that must be public can be: kinds of places, registered by rooms.

A kind says which places there are to choose from and looks whether they are there for readers.
Rooms above register theirs when they are loaded; `disclosure.own_places` has the others.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from toasoan.units.models import Agency


@dataclass(frozen=True, slots=True)
class Lack:
    """What is missing or overdue at a place, and what a person does about it."""

    words: str
    is_overdue: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """A place that readers can open: since when it is public, when it last changed."""

    address: str
    since: dt.date | None = None
    updated: dt.date | None = None
    lack: Lack | None = None


#: Keys of a kind → what is there; a key is missing when readers find nothing.
Look = Callable[[Agency, frozenset[str], dt.datetime], Mapping[str, Seen]]
#: Keys of a kind → what is late or lacking there; asked by the newsroom only, for it costs more.
Late = Callable[[Agency, frozenset[str], dt.datetime], Mapping[str, Lack]]
#: Pairs of key and words.
Choices = Callable[[Agency], list[tuple[str, str]]]


def nothing_late(_agency: Agency, _keys: frozenset[str], _now: dt.datetime) -> Mapping[str, Lack]:
    """Of a kind at which nothing waits for a clock."""
    return {}


def nowhere_else(_agency: Agency) -> list[tuple[str, str]]:
    """Of a kind with one place only."""
    return [("", "")]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceKind:
    """One kind of places. `mended_at` names the newsroom's screen where it is put right.

    A place is one of `choices`, or what somebody types when the kind `accepts` it.
    """

    code: str
    label: str | Promise
    look: Look
    late: Late = nothing_late
    choices: Choices = nowhere_else
    accepts: Callable[[str], bool] | None = None
    mended_at: str = ""


_registered: dict[str, PlaceKind] = {}


def register_place(kind: PlaceKind) -> None:
    """Add a kind of places; registering its code again replaces it."""
    _registered[kind.code] = kind


def place_kinds() -> dict[str, PlaceKind]:
    """Code → kind, in the order of registration."""
    return dict(_registered)
