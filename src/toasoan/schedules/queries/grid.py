"""A week as a grid of days and half-days."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from toasoan.schedules.kinds import PART_ORDER, DayPart, LineKind, Mark
from toasoan.schedules.models import ScheduleLine
from toasoan.schedules.queries.clashing import ToldClash, hours_of
from toasoan.schedules.rules import days_of_week, mark_for_office, mark_for_readers
from toasoan.vietnamese.dates import short_date

_FIRST_OF_ALL = dt.time.min
#: On these two days offices rest: shown only when something stands there.
_WEEKEND = 5
#: Where a line of the whole day stands in a grid of half-days.
_HALF = {DayPart.WHOLE: DayPart.MORNING}
_NO_CLASHES: Mapping[int, Sequence[ToldClash]] = {}


@dataclass(frozen=True, slots=True)
class GridLine:
    """A line with what the page says of it."""

    line: ScheduleLine
    mark: Mark
    clashes: Sequence[ToldClash] = ()

    @property
    def hours(self) -> str:
        """Its hours, or nothing."""
        return hours_of(self.line.starts, self.line.ends)

    @property
    def is_off(self) -> bool:
        """Whether it does not take place as announced."""
        return self.mark in (Mark.POSTPONED, Mark.CANCELLED)

    @property
    def before(self) -> str:
        """Day, hours and place that readers saw before a late change, as far as they differ.

        Other words are not repeated: they may have been changed because nobody is to read them.
        """
        row = self.line.as_published
        if self.mark != Mark.CHANGED or not row or not row.get("is_public"):
            return ""
        day = short_date(dt.date.fromisoformat(row["day"]))
        hours = "–".join(filter(None, (row["starts"], row["ends"])))
        pairs = (
            (day, short_date(self.line.day)),
            (hours, self.hours),
            (row["room"], self.line.place_shown),
        )
        return ", ".join(earlier for earlier, now in pairs if earlier and earlier != now)


@dataclass(frozen=True, slots=True)
class HalfDay:
    """One field of the grid."""

    part: DayPart
    lines: tuple[GridLine, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """One day: who is on duty, whether citizens are received, and both halves."""

    day: dt.date
    is_today: bool
    duty: tuple[GridLine, ...]
    halves: tuple[HalfDay, ...]

    @property
    def count(self) -> int:
        """How many lines stand on the day."""
        return len(self.duty) + sum(len(half.lines) for half in self.halves)

    @property
    def rows(self) -> tuple[GridLine, ...]:
        """The lines of both halves in their order."""
        return tuple(line for half in self.halves for line in half.lines)


def in_order(lines: Iterable[ScheduleLine]) -> list[ScheduleLine]:
    """The lines by day, part and hour."""
    return sorted(lines, key=_place)


def _place(line: ScheduleLine) -> tuple[dt.date, int, dt.time, int]:
    return (line.day, PART_ORDER[DayPart(line.part)], line.starts or _FIRST_OF_ALL, line.pk)


def office_rows(
    lines: Iterable[ScheduleLine],
    *,
    published: bool,
    clashes: Mapping[int, Sequence[ToldClash]] = _NO_CLASHES,
) -> list[GridLine]:
    """The lines in their order with the marks that the newsroom sees."""
    return [
        GridLine(line, mark_for_office(line, published=published), clashes.get(line.pk, ()))
        for line in in_order(lines)
    ]


def readers_rows(lines: Iterable[ScheduleLine]) -> list[GridLine]:
    """What readers see of the lines, in their order, with their marks."""
    return [GridLine(line, mark_for_readers(line)) for line in in_order(lines) if line.is_shown]


def office_grid(
    monday: dt.date,
    lines: Iterable[ScheduleLine],
    *,
    published: bool,
    clashes: Mapping[int, Sequence[ToldClash]],
    today: dt.date,
) -> tuple[Day, ...]:
    """The week as the newsroom works on it, every day of it."""
    rows = office_rows(lines, published=published, clashes=clashes)
    return tuple(_day(day, rows, today) for day in days_of_week(monday))


def readers_grid(
    monday: dt.date, lines: Iterable[ScheduleLine], *, today: dt.date
) -> tuple[Day, ...]:
    """The week as readers see it: working days, and a weekend on which something stands."""
    rows = readers_rows(lines)
    days = (_day(day, rows, today) for day in days_of_week(monday))
    return tuple(day for day in days if day.day.weekday() < _WEEKEND or day.count)


def _day(day: dt.date, rows: Sequence[GridLine], today: dt.date) -> Day:
    here = [row for row in rows if row.line.day == day]
    duty = tuple(row for row in here if row.line.kind == LineKind.DUTY)
    others = [row for row in here if row.line.kind != LineKind.DUTY]
    halves = tuple(
        HalfDay(part, tuple(row for row in others if _half(row.line) == part))
        for part in (DayPart.MORNING, DayPart.AFTERNOON)
    )
    return Day(day, day == today, duty, halves)


def _half(line: ScheduleLine) -> DayPart:
    part = DayPart(line.part)
    return _HALF.get(part, part)
