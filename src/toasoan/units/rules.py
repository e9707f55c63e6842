"""Which seats, stand-ins and successions can be: facts in, all problems out. No database."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from toasoan.refusals import Problem
from toasoan.units.duties import Duty, duties_of_seat
from toasoan.units.models import MembershipRole, SuccessionKind
from toasoan.vietnamese.dates import short_date

#: Kind → (fewest, most) predecessors, (fewest, most) successors; None is no upper limit.
SUCCESSION_COUNTS: dict[SuccessionKind, tuple[tuple[int, int | None], tuple[int, int | None]]] = {
    SuccessionKind.CLOSED: ((1, 1), (0, 0)),
    SuccessionKind.MERGED: ((2, None), (1, 1)),
    SuccessionKind.SPLIT: ((1, 1), (2, None)),
    SuccessionKind.RENAMED: ((1, 1), (1, 1)),
}

#: What somebody else can do in a person's place; writing and reading figures need no stand-in.
DELEGABLE = frozenset({Duty.VET, Duty.EDIT, Duty.APPROVE})


@dataclass(frozen=True, slots=True)
class DaySpan:
    """Days from the first to the last, both included; without a last day for ever."""

    first: dt.date
    last: dt.date | None = None

    @property
    def is_backwards(self) -> bool:
        """Whether the last day stands before the first."""
        return self.last is not None and self.last < self.first

    def touches(self, other: "DaySpan") -> bool:
        """Whether both spans have at least one day in common."""
        return (self.last is None or other.first <= self.last) and (
            other.last is None or self.first <= other.last
        )

    def covers(self, other: "DaySpan") -> bool:
        """Whether every day of the other span lies within this one."""
        if other.first < self.first:
            return False
        return self.last is None or (other.last is not None and other.last <= self.last)

    def __str__(self) -> str:
        first = short_date(self.first)
        if self.last is None:
            return _("since %(first)s") % {"first": first}
        return _("from %(first)s to %(last)s") % {"first": first, "last": short_date(self.last)}


@dataclass(frozen=True, slots=True)
class SeatFacts:
    """A seat, as far as other seats on its board have to know it."""

    person_id: int
    role: str
    span: DaySpan
    person: str = ""


def backwards_problems(span: DaySpan) -> list[Problem]:
    """A span whose last day stands before its first."""
    if not span.is_backwards:
        return []
    return [Problem("backwards", _("The last day is before the first day."), "to_on")]


def seat_problems(new: SeatFacts, board: DaySpan, others: Iterable[SeatFacts]) -> list[Problem]:
    """Why a seat cannot be given, next to the standing seats of the same board.

    On any day a person has at most one seat on a board, and a board at most one head
    (decision 0018).
    """
    if found := backwards_problems(new.span):
        return found
    if new.span.first < board.first or not board.touches(new.span):
        text = _("On these days the board does not exist: %(span)s.")
        return [Problem("no-board", text % {"span": board}, "from_on")]
    for other in others:
        if not other.span.touches(new.span):
            continue
        if other.person_id == new.person_id:
            text = _("%(person)s already has a seat on this board %(span)s.")
            values = {"person": other.person, "span": other.span}
            found.append(Problem("seat-taken", text % values, "from_on"))
        elif MembershipRole.HEAD == new.role == other.role:
            text = _("The board already has a head: %(person)s, %(span)s.")
            values = {"person": other.person, "span": other.span}
            found.append(Problem("head-taken", text % values, "role"))
    return found


def ending_problems(span: DaySpan, last_day: dt.date) -> list[Problem]:
    """Why a seat, a board or a delegation cannot end on the day: an end is set once."""
    if last_day < span.first:
        text = _("It began on %(day)s; the last day cannot be earlier.")
        return [Problem("ends-before-it-begins", text % {"day": short_date(span.first)}, "to_on")]
    if span.last is not None and span.last <= last_day:
        text = _("It already ends on %(day)s.") % {"day": short_date(span.last)}
        return [Problem("ended", text, "to_on")]
    return []


def can_be_delegated(board_kind: str, role: str) -> bool:
    """Whether a seat carries work that somebody else can do in the person's place."""
    return not DELEGABLE.isdisjoint(duties_of_seat(board_kind, role))


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationFacts:
    """A stand-in to be named, and the seats and stand-ins of both people on the same board.

    `principal_seats` are the spans of the principal's seats whose work can be delegated,
    `delegate_seats` those of any seat of the stand-in; `principal_absences` are the
    days on which the principal has a stand-in already, `delegate_absences` those on which the
    stand-in has one.
    """

    principal_id: int
    delegate_id: int
    span: DaySpan
    today: dt.date
    principal_seats: Sequence[DaySpan]
    delegate_seats: Sequence[DaySpan]
    principal_absences: Sequence[DaySpan]
    delegate_absences: Sequence[DaySpan]


def delegation_problems(facts: DelegationFacts) -> list[Problem]:
    """Why somebody cannot stand in for a person on a board on these days.

    Only a member of the same board can: the decision that founded the board trusts them with
    its work already, and nobody comes to another unit's drafts this way (decision 0018).
    """
    if facts.principal_id == facts.delegate_id:
        return [Problem("oneself", _("Nobody can stand in for themselves."), "delegate")]
    if found := backwards_problems(facts.span):
        return found
    if facts.span.first < facts.today:
        text = _("A stand-in begins today at the earliest.")
        found.append(Problem("begins-in-the-past", text, "from_on"))
    if not any(seat.covers(facts.span) for seat in facts.principal_seats):
        text = _("The person to be replaced has no such duty on this board on all of these days.")
        found.append(Problem("no-such-duty", text, "board"))
    if not any(seat.covers(facts.span) for seat in facts.delegate_seats):
        text = _("The stand-in must sit on the same board on all of these days.")
        found.append(Problem("not-on-the-board", text, "delegate"))
    found += _clashes(
        facts.span, facts.principal_absences, _("There is a stand-in already %(span)s.")
    )
    found += _clashes(
        facts.span, facts.delegate_absences, _("The stand-in is replaced themselves %(span)s.")
    )
    return found


def _clashes(span: DaySpan, others: Sequence[DaySpan], sentence: str) -> list[Problem]:
    return [
        Problem("days-taken", sentence % {"span": other}, "from_on")
        for other in others
        if other.touches(span)
    ]


def _fits(count: int, limits: tuple[int, int | None]) -> bool:
    fewest, most = limits
    return count >= fewest and (most is None or count <= most)


def succession_counts_fit(kind: SuccessionKind, *, predecessors: int, successors: int) -> bool:
    """Whether a succession of this kind may join so many units to so many."""
    before, after = SUCCESSION_COUNTS[kind]
    return _fits(predecessors, before) and _fits(successors, after)
