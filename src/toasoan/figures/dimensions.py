"""What figures are told apart by: columns of the ledger, keys for addresses, names for people."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from toasoan.editorial.models import Reason, ReasonUse
from toasoan.figures.measures import (
    LIMITED,
    RETURN_STEPS,
    Dimension,
    Measure,
    Stay,
    ThingKind,
    Timely,
    step_kind,
)
from toasoan.ledger.models import LedgerEntry
from toasoan.outlets.queries import outlets_of
from toasoan.stories.authors import page_addresses, pages_by_address
from toasoan.stories.models import Genre, Section
from toasoan.stories.topics import Topic
from toasoan.units.models import Agency, Unit
from toasoan.vietnamese.periods import Period

#: The key of what has no section, no topic, no name beneath it.
NONE = "-"

_COLUMNS = {
    Dimension.UNIT: "unit_id",
    Dimension.SECTION: "section_id",
    Dimension.GENRE: "genre",
    Dimension.TOPIC: "topic_id",
    Dimension.AUTHOR: "bylines",
    Dimension.OUTLET: "outlet_code",
    Dimension.REASON: "reason_codes",
    Dimension.STEP: "kind",
}


@dataclass(frozen=True, slots=True)
class Member:
    """One unit, section, author … of a table: its key in addresses and files, and its name."""

    key: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What is counted alone: keys of members, empty for all of them; `-` for those without one."""

    unit: str = ""
    section: str = ""
    genre: str = ""
    topic: str = ""
    author: str = ""
    outlet: str = ""
    reason: str = ""
    step: str = ""
    kind: str = ""

    def chosen(self) -> dict[Dimension, str]:
        """The dimensions that are narrowed, each with its key."""
        keys = {dimension: getattr(self, dimension.value) for dimension in Dimension}
        return {dimension: key for dimension, key in keys.items() if key}


EVERYTHING = Filters()


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose figures of which period: `heirs` says which units count for others (`successors`)."""

    agency: Agency
    period: Period
    filters: Filters = EVERYTHING
    heirs: Mapping[int, int] = field(default_factory=dict)


def check_dimensions(scope: Scope, measure: Measure, by: Iterable[Dimension] = ()) -> None:
    """Raise ValueError when the measure cannot be told apart or narrowed by one of these."""
    foreign = {*by, *scope.filters.chosen()} - measure.dimensions
    if foreign:
        raise ValueError(f"{measure.code} cannot be told apart by {', '.join(sorted(foreign))}.")


def column_of(measure: Measure, dimension: Dimension) -> str:
    """The column of the ledger that says it: the step of a stay is the status that it left."""
    if dimension is Dimension.STEP and isinstance(measure.how, (Stay, Timely)):
        return "from_status"
    return _COLUMNS[dimension]


def units_of(agency: Agency, period: Period, counted: Iterable[int]) -> QuerySet[Unit]:
    """Units that existed on some day of the period, and those that have something counted."""
    existed = Q(opened_on__lte=period.last) & (
        Q(closed_on__isnull=True) | Q(closed_on__gte=period.first)
    )
    return Unit.objects.filter(agency=agency).filter(existed | Q(pk__in=list(counted)))


@dataclass(frozen=True, slots=True)
class Naming:
    """Turns values of the ledger into members of a table.

    `places` is in the order of tables: value of the ledger → member. `always` are the members
    that a table shows even with nothing counted.
    """

    places: dict[Hashable, Member]
    always: tuple[Member, ...] = ()
    split: Callable[[Hashable], Sequence[Hashable]] = lambda value: (value,)

    def members(self, value: Hashable) -> tuple[Member, ...]:
        """What a value counts under; several for reasons and names."""
        found = (self._member(part) for part in self.split(value) or (None,))
        return tuple(dict.fromkeys(found))

    def _member(self, part: Hashable) -> Member:
        if part in self.places:
            return self.places[part]
        return Member(str(part), str(part)) if part else Member(NONE, _("Not given"))

    def ordered(self, counted: Iterable[Member]) -> list[Member]:
        """Members for a table: those with something counted and those that always stand there."""
        wanted = {member.key: member for member in (*self.always, *counted)}
        known = dict.fromkeys(member.key for member in self.places.values())
        first = [wanted.pop(key) for key in known if key in wanted]
        last = [wanted.pop(NONE)] if NONE in wanted else []
        return [*first, *sorted(wanted.values(), key=lambda member: member.label), *last]


def naming_of(
    scope: Scope, measure: Measure, dimension: Dimension, counted: set[Hashable]
) -> Naming:
    """How the values of a dimension are named; at most one query, whatever was counted."""
    return _NAMINGS[dimension](scope, measure, counted)


def _sections(scope: Scope, _measure: Measure, _counted: set[Hashable]) -> Naming:
    return _rows((s.pk, s.slug, s.name) for s in Section.objects.filter(agency=scope.agency))


def _topics(scope: Scope, _measure: Measure, _counted: set[Hashable]) -> Naming:
    return _rows((t.pk, t.slug, t.name) for t in Topic.objects.filter(agency=scope.agency))


def _genres(_scope: Scope, _measure: Measure, _counted: set[Hashable]) -> Naming:
    return _rows((value, value, str(label)) for value, label in Genre.choices)


def _outlets(scope: Scope, _measure: Measure, _counted: set[Hashable]) -> Naming:
    places = _rows((o.code, o.code, o.name) for o in outlets_of(scope.agency)).places
    return Naming(places, tuple(places.values()))


def _steps(_scope: Scope, measure: Measure, _counted: set[Hashable]) -> Naming:
    """Steps that a measure counts; for stays the statuses that were left."""
    if column_of(measure, Dimension.STEP) == "from_status":
        places = _rows((s.value, s.value, str(s.label)) for s in LIMITED).places
    else:
        places = _rows((step_kind(s), s.value, str(s.label)) for s in RETURN_STEPS).places
    return Naming(places, tuple(places.values()))


def _rows(rows: Iterable[tuple[Hashable, str, str]]) -> Naming:
    return Naming({value: Member(key, label) for value, key, label in rows})


def _units(scope: Scope, _measure: Measure, counted: set[Hashable]) -> Naming:
    """Units by their ids, those that have ended as the unit that carries on where asked."""
    found = {value for value in counted if isinstance(value, int)}
    shown = found | {scope.heirs.get(unit_id, unit_id) for unit_id in found}
    members = {
        unit.pk: Member(unit.code, unit.short_name)
        for unit in units_of(scope.agency, scope.period, shown)
    }
    always = {pk: member for pk, member in members.items() if pk not in scope.heirs}
    places: dict[Hashable, Member] = dict(always.items())
    places |= {pk: members[scope.heirs[pk]] for pk in found & scope.heirs.keys()}
    return Naming(places, tuple(always.values()))


def _reasons(scope: Scope, measure: Measure, _counted: set[Hashable]) -> Naming:
    """Reasons by their codes; those that could be given in the period always stand there."""
    use = ReasonUse.REJECT if measure.code == "rejected" else ReasonUse.RETURN
    first, last = scope.period.first, scope.period.last
    places: dict[Hashable, Member] = {}
    always = []
    for reason in Reason.objects.filter(agency=scope.agency, use=use):
        places[reason.code] = Member(reason.code, reason.label)
        if reason.from_on <= last and (reason.to_on is None or reason.to_on >= first):
            always.append(places[reason.code])
    return Naming(places, tuple(always), split=_parts)


def _kinds(_scope: Scope, _measure: Measure, counted: set[Hashable]) -> Naming:
    """Kinds of things say themselves what they are called."""
    kinds = sorted((k for k in counted if isinstance(k, ThingKind)), key=lambda kind: kind.label)
    return Naming({kind: Member(kind.key, kind.label) for kind in kinds})


def _authors(scope: Scope, _measure: Measure, counted: set[Hashable]) -> Naming:
    names = sorted({name for value in counted for name in _parts(value)})
    places: dict[Hashable, Member] = dict(author_places(scope.agency, names).items())
    return Naming(places, split=_parts)


def author_places(agency: Agency, names: Iterable[str]) -> dict[str, Member]:
    """Under whom each name is counted: a name that the desk has joined under the one that stays.

    Capitals and spaces apart, a name is one person; the first spelling names them.
    """
    keys = page_addresses(agency.pk, names)
    labels = {alias.of_address: alias.of_name for alias in pages_by_address(agency.pk).values()}
    for name, key in keys.items():
        labels.setdefault(key, name)
    return {name: Member(key, labels[key]) for name, key in keys.items()}


def _parts(value: Hashable) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


_NAMINGS: dict[Dimension, Callable[[Scope, Measure, set[Hashable]], Naming]] = {
    Dimension.UNIT: _units,
    Dimension.SECTION: _sections,
    Dimension.GENRE: _genres,
    Dimension.TOPIC: _topics,
    Dimension.AUTHOR: _authors,
    Dimension.OUTLET: _outlets,
    Dimension.REASON: _reasons,
    Dimension.STEP: _steps,
    Dimension.KIND: _kinds,
}


def condition(
    scope: Scope, measure: Measure, dimension: Dimension, key: str, rows: QuerySet[LedgerEntry]
) -> Q:
    """The entries of a member; `rows` are all that the measure counts. An unknown key has none."""
    column = column_of(measure, dimension)
    match dimension:
        case Dimension.UNIT:
            wanted: list[Any] = _counted_for(scope, key)
        case Dimension.SECTION | Dimension.TOPIC:
            if key == NONE:
                return Q(**{column: None})
            model = Section if dimension is Dimension.SECTION else Topic
            wanted = _keys(model._default_manager.filter(agency=scope.agency, slug=key))
        case Dimension.AUTHOR | Dimension.REASON:
            wanted = _lists_with(scope, dimension, key, rows)
        case _:
            wanted = ["" if key == NONE else _value_of(column, key)]
    return Q(**{f"{column}__in": wanted})


def _value_of(column: str, key: str) -> str:
    return f"story.{key}" if column == "kind" else key


def _counted_for(scope: Scope, code: str) -> list[int]:
    """Ids of the units whose entries count for the unit of this code."""
    unit = Unit.objects.filter(agency=scope.agency, code=code).first()
    if unit is None:
        return []
    ended = [old for old, heir in scope.heirs.items() if heir == unit.pk]
    return ended if unit.pk in scope.heirs else [unit.pk, *ended]


def _keys(rows: QuerySet[Any]) -> list[int]:
    return list(rows.values_list("pk", flat=True))


def _lists_with(
    scope: Scope, dimension: Dimension, key: str, rows: QuerySet[LedgerEntry]
) -> list[list[str]]:
    """The lists of names or reasons that have the key, of those that there are.

    Whole lists are compared the same way by both databases, parts of them are not.
    """
    lists = rows.order_by().values_list(_COLUMNS[dimension], flat=True).distinct()
    keys: dict[str, str] = {}
    if dimension is Dimension.AUTHOR:
        keys = page_addresses(scope.agency.pk, {part for found in lists for part in found})
    return [
        found
        for found in lists
        if key in {keys.get(part, part) for part in found} or (key == NONE and not found)
    ]
