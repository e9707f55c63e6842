"""What the screens of people, boards and units show."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from toasoan.accounts.models import User
from toasoan.units.duties import Duty, duties_of_seat
from toasoan.units.models import (
    Agency,
    Board,
    Delegation,
    Membership,
    MembershipRole,
    OrganisationChange,
    Succession,
    Unit,
)
from toasoan.units.rules import can_be_delegated
from toasoan.vietnamese.collation import name_key, sort_key
from toasoan.vietnamese.fold import fold

_RANK = {MembershipRole.HEAD: 0, MembershipRole.DEPUTY: 1, MembershipRole.MEMBER: 2}
_CHANGES = 50


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A line of the list of people."""

    person: User
    seats: tuple[Membership, ...]

    @property
    def name(self) -> str:
        """The full name."""
        return str(self.person)


def people_of(agency: Agency) -> QuerySet[User]:
    """Everybody who sits or sat on one of the agency's boards."""
    seated = Membership.objects.filter(board__agency=agency).values("user_id")
    return User.objects.filter(pk__in=seated)


def seats_on(agency: Agency, day: dt.date) -> QuerySet[Membership]:
    """The seats that hold on the day, on boards that exist then."""
    rows: QuerySet[Membership] = Membership.objects.in_force_on(day).filter(board__agency=agency)
    return rows.filter(board__opened_on__lte=day).filter(
        Q(board__closed_on__isnull=True) | Q(board__closed_on__gte=day)
    )


def person_rows(agency: Agency, day: dt.date) -> list[PersonRow]:
    """Everybody with their seats of the day, in Vietnamese order. Two queries."""
    seats: dict[int, list[Membership]] = defaultdict(list)
    for seat in seats_on(agency, day).select_related("board", "board__unit"):
        seats[seat.user_id].append(seat)
    rows = [PersonRow(person, tuple(seats[person.pk])) for person in people_of(agency)]
    return sorted(rows, key=lambda row: name_key(row.name))


@dataclass(frozen=True, slots=True)
class PersonFilters:
    """What the list of people is narrowed to; empty values narrow nothing."""

    words: str = ""
    board_id: int | None = None
    state: str = ""

    def fits(self, row: PersonRow) -> bool:
        """Whether a line belongs on the list."""
        return self._has_words(row) and self._on_board(row) and self._in_state(row)

    def _has_words(self, row: PersonRow) -> bool:
        person = row.person
        text = fold(f"{person} {person.username} {person.email} {person.post}")
        return all(word in text for word in fold(self.words).split())

    def _on_board(self, row: PersonRow) -> bool:
        return self.board_id is None or any(seat.board_id == self.board_id for seat in row.seats)

    def _in_state(self, row: PersonRow) -> bool:
        person = row.person
        return {
            "mo": person.is_active,
            "khoa": not person.is_active,
            "chua-vao": person.is_active and person.last_login is None,
            "khong-ban": person.is_active and not row.seats,
        }.get(self.state, True)


def boards_on(agency: Agency, day: dt.date) -> list[Board]:
    """The boards that exist on the day: the agency's own first, then the units' teams."""
    boards = Board.objects.filter(agency=agency, opened_on__lte=day).filter(
        Q(closed_on__isnull=True) | Q(closed_on__gte=day)
    )
    return in_order(boards.select_related("unit"))


def in_order(boards: Iterable[Board]) -> list[Board]:
    """Boards as the office lists them."""

    def key(board: Board) -> tuple[bool, int, object]:
        return board.unit is not None, board.unit.order if board.unit else 0, sort_key(board.name)

    return sorted(boards, key=key)


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A line of the list of boards; `lacks_vetter` warns about a unit that cannot send."""

    board: Board
    seats: tuple[Membership, ...]
    lacks_vetter: bool


def board_rows(agency: Agency, day: dt.date) -> list[BoardRow]:
    """The boards of the day with who sits on them. Two queries."""
    seats: dict[int, list[Membership]] = defaultdict(list)
    for seat in seats_on(agency, day).select_related("user"):
        seats[seat.board_id].append(seat)
    lacking = units_without_vetter(agency, day)
    return [
        BoardRow(board, ranked(seats[board.pk]), board.unit_id in {u.pk for u in lacking})
        for board in boards_on(agency, day)
    ]


def ranked(seats: Iterable[Membership]) -> tuple[Membership, ...]:
    """Seats by role, then by name."""

    def key(seat: Membership) -> tuple[int, object]:
        return _RANK[MembershipRole(seat.role)], name_key(str(seat.user))

    return tuple(sorted(seats, key=key))


def closed_boards(agency: Agency, day: dt.date) -> list[Board]:
    """Boards that ended before the day."""
    return in_order(Board.objects.filter(agency=agency, closed_on__lt=day).select_related("unit"))


def units_without_vetter(agency: Agency, day: dt.date) -> list[Unit]:
    """Open units in which nobody with an open account can clear a story on the day."""
    vetted = {
        seat.board.unit_id
        for seat in seats_on(agency, day).filter(user__is_active=True).select_related("board")
        if Duty.VET in duties_of_seat(seat.board.kind, seat.role)
    }
    units = Unit.objects.filter(agency=agency).open_on(day)
    return [unit for unit in units if unit.pk not in vetted]


@dataclass(frozen=True, slots=True)
class Seats:
    """Seats in order of time, as a page shows them."""

    now: tuple[Membership, ...]
    coming: tuple[Membership, ...]
    over: tuple[Membership, ...]


def by_time(rows: Iterable[Membership], day: dt.date) -> Seats:
    """Sort seats into those of today, those to come, and those that are over or annulled."""
    now: list[Membership] = []
    coming: list[Membership] = []
    over: list[Membership] = []
    for row in rows:
        ended = row.annulled_at is not None or (row.to_on is not None and row.to_on < day)
        (over if ended else coming if row.from_on > day else now).append(row)
    return Seats(ranked(now), tuple(coming), tuple(reversed(over)))


def changes_of(agency: Agency, **about: object) -> QuerySet[OrganisationChange]:
    """The latest lines of history about a person, a board or a unit."""
    rows = OrganisationChange.objects.filter(agency=agency, **about)
    return rows.select_related("actor", "person", "board", "unit")[:_CHANGES]


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit, what it came from and what it became."""

    unit: Unit
    before: tuple[Succession, ...]
    after: tuple[Succession, ...]
    lacks_vetter: bool


def unit_rows(agency: Agency, day: dt.date) -> list[UnitRow]:
    """Every unit of the agency. Six queries, whatever their number."""
    together = ("predecessors", "successors")
    began: dict[int, list[Succession]] = defaultdict(list)
    ended: dict[int, list[Succession]] = defaultdict(list)
    successions = Succession.objects.filter(predecessors__agency=agency).distinct()
    for succession in successions.prefetch_related(*together):
        for unit in succession.predecessors.all():
            ended[unit.pk].append(succession)
        for unit in succession.successors.all():
            began[unit.pk].append(succession)
    lacking = {unit.pk for unit in units_without_vetter(agency, day)}
    return [
        UnitRow(unit, tuple(began[unit.pk]), tuple(ended[unit.pk]), unit.pk in lacking)
        for unit in Unit.objects.filter(agency=agency)
    ]


@dataclass(frozen=True, slots=True)
class Delegations:
    """Stand-ins in order of time."""

    now: tuple[Delegation, ...]
    coming: tuple[Delegation, ...]
    over: tuple[Delegation, ...]


def delegations_by_time(rows: QuerySet[Delegation], day: dt.date) -> Delegations:
    """Sort stand-ins into those of today, those to come and those that are over."""
    now: list[Delegation] = []
    coming: list[Delegation] = []
    over: list[Delegation] = []
    for row in rows.select_related("board", "principal", "delegate").order_by("from_on", "pk"):
        ended = row.annulled_at is not None or row.to_on < day
        (over if ended else coming if row.from_on > day else now).append(row)
    return Delegations(tuple(now), tuple(coming), tuple(reversed(over)))


def delegable_seats(user: User, day: dt.date) -> list[Membership]:
    """The person's seats in which somebody else could act for them, now or later."""
    rows = Membership.objects.touching(day, None).filter(user=user).select_related("board")
    return [row for row in rows if can_be_delegated(row.board.kind, row.role)]


def colleagues(seats: Iterable[Membership], user: User, day: dt.date) -> dict[Board, list[User]]:
    """For each board, who could stand in: everybody else with an open account who sits there."""
    found: dict[Board, list[User]] = {}
    for board in {seat.board for seat in seats}:
        rows = board.memberships.touching(day, None).filter(user__is_active=True)
        people = {row.user for row in rows.select_related("user")} - {user}
        found[board] = sorted(people, key=lambda person: name_key(str(person)))
    return found
