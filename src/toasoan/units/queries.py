"""Who holds which duty on a day, and what a unit was called on a day."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Exists, OuterRef, Q, QuerySet

from toasoan.accounts.models import User
from toasoan.units.duties import DUTIES, Duty, Seat, duties_of_seat
from toasoan.units.models import (
    LEADING,
    Agency,
    Board,
    Delegation,
    Membership,
    Unit,
    UnitKind,
    UnitName,
)
from toasoan.units.rules import DaySpan, DelegationFacts, SeatFacts, can_be_delegated

_CACHE = "_toasoan_seats"
#: A seat's holder and role, and its board's kind, agency and unit.
_SeatRow = tuple[int, str, str, int, int | None]


def seats_of(user: User, on: dt.date) -> tuple[Seat, ...]:
    """Every duty the person holds on the day, their own first, then those they stand in for.

    One query, remembered on the user object for the day.
    """
    # Not through __dict__: a request's lazy user has one of its own, and would ask twice.
    remembered: dict[dt.date, tuple[Seat, ...]] = getattr(user, _CACHE, {})
    if on not in remembered:
        remembered = {**remembered, on: _find_seats(user, on)}
        setattr(user, _CACHE, remembered)
    return remembered[on]


def leading_seats(today: dt.date) -> QuerySet[Membership]:
    """The seats of who leads an open board today: what the public may know of people."""
    open_boards = Q(board__closed_on__isnull=True) | Q(board__closed_on__gte=today)
    seats: QuerySet[Membership] = Membership.objects.in_force_on(today).filter(
        open_boards, role__in=LEADING, user__is_active=True, board__opened_on__lte=today
    )
    # "deputy" comes before "head" in the alphabet.
    return seats.order_by("board__name", "-role", "from_on", "pk")


def order_of_new(agency: Agency, kind: UnitKind) -> int:
    """Where a new unit stands: with the last of its kind, by its name; else after all others."""
    units = Unit.objects.filter(agency=agency).order_by("-order")
    alike = units.filter(kind=kind).first()
    last = units.first()
    return alike.order if alike else last.order + 1 if last else 0


def forget_seats(user: User) -> None:
    """Drop what `seats_of` remembered on this object, after memberships changed."""
    if hasattr(user, _CACHE):
        delattr(user, _CACHE)


def _find_seats(user: User, on: dt.date) -> tuple[Seat, ...]:
    if not user.is_authenticated or not user.is_active:
        return ()
    seats = [
        Seat(duty, agency_id, unit_id, None if holder == user.pk else holder)
        for holder, role, kind, agency_id, unit_id in _seat_rows(user.pk, on).all()
        for duty in duties_of_seat(kind, role)
    ]
    return tuple(sorted(set(seats), key=lambda seat: (seat.acting_for_id is not None, seat.duty)))


@lru_cache(maxsize=1_000)
def _seat_rows(user_id: int, on: dt.date) -> QuerySet[Membership, _SeatRow]:
    """The query for a person's seats on a day, made once: every request of theirs sends it.

    Making it takes twice as long as sending it (1.0 and 0.5 ms). To be asked through `all()`, which
    reads the database anew.
    """
    # A stand-in holds the seat on one board, or all seats when no board is named.
    held = (
        Delegation.objects.in_force_on(on)
        .filter(delegate_id=user_id, principal__is_active=True, principal_id=OuterRef("user_id"))
        .filter(Q(board_id__isnull=True) | Q(board_id=OuterRef("board_id")))
    )
    rows: QuerySet[Membership, _SeatRow] = (
        Membership.objects.in_force_on(on)
        .filter(Q(user_id=user_id) | Exists(held))
        .filter(board__opened_on__lte=on)
        .filter(Q(board__closed_on__isnull=True) | Q(board__closed_on__gte=on))
        .values_list("user_id", "role", "board__kind", "board__agency_id", "board__unit_id")
    )
    return rows


def duties_of(user: User, on: dt.date) -> frozenset[Duty]:
    """The kinds of work open to the person on the day."""
    return frozenset(seat.duty for seat in seats_of(user, on))


def units_where(user: User, duties: Iterable[Duty], on: dt.date) -> frozenset[int]:
    """Ids of the units for which the person holds one of the duties."""
    wanted_duties = frozenset(duties)
    return frozenset(
        seat.unit_id for seat in seats_of(user, on) if seat.duty in wanted_duties and seat.unit_id
    )


def agencies_where(user: User, duties: Iterable[Duty], on: dt.date) -> frozenset[int]:
    """Ids of the agencies for which the person holds one of the agency-wide duties."""
    wanted_duties = frozenset(duties)
    return frozenset(
        seat.agency_id
        for seat in seats_of(user, on)
        if seat.duty in wanted_duties and not seat.unit_id
    )


def holders(duty: Duty, *, agency_id: int, unit_id: int | None, on: dt.date) -> list[User]:
    """People with their own seat for the duty on the day (stand-ins not included)."""
    memberships = _own_seats(on).filter(_seats_with(duty), board__agency_id=agency_id)
    if unit_id is not None:
        memberships = memberships.filter(board__unit_id=unit_id)
    return list(User.objects.filter(pk__in=memberships.values("user_id")).order_by("pk"))


@dataclass(frozen=True, slots=True)
class Post:
    """A duty in a unit, or with `unit_id` None in a whole agency."""

    duty: Duty
    agency_id: int
    unit_id: int | None = None


def holders_of(posts: Collection[Post], on: dt.date) -> dict[Post, tuple[User, ...]]:
    """Who holds each of these posts on the day (stand-ins not included). One query."""
    if not posts:
        return {}
    distinct_posts = frozenset(posts)
    rows = (
        _own_seats(on)
        .filter(board__agency_id__in={post.agency_id for post in distinct_posts})
        .filter(
            Q(board__unit__isnull=True)
            | Q(board__unit_id__in={post.unit_id for post in distinct_posts})
        )
        .select_related("user", "board")
        .order_by("user_id")
    )
    people: dict[Post, dict[int, User]] = {post: {} for post in distinct_posts}
    for row in rows:
        for duty in duties_of_seat(row.board.kind, row.role):
            post = Post(duty, row.board.agency_id, row.board.unit_id)
            if post in people:
                people[post][row.user_id] = row.user
    return {post: tuple(found.values()) for post, found in people.items()}


def has_other_holder(duty: Duty, user: User, on: dt.date) -> Exists:
    """Whether somebody else holds the duty in the unit of an outer row's `unit_id`."""
    rows = _own_seats(on).filter(_seats_with(duty), board__unit_id=OuterRef("unit_id"))
    return Exists(rows.exclude(user=user))


def _own_seats(on: dt.date) -> QuerySet[Membership]:
    """The seats of people with an account on boards that exist on the day."""
    rows: QuerySet[Membership] = (
        Membership.objects.in_force_on(on)
        .filter(user__is_active=True)
        .filter(Q(board__closed_on__isnull=True) | Q(board__closed_on__gte=on))
    )
    return rows


def _seats_with(duty: Duty) -> Q:
    """The seats that carry a duty."""
    seats = Q()
    for kind, rows in DUTIES.items():
        if duty in rows:
            seats |= Q(board__kind=kind, role__in=rows[duty])
    return seats


def stand_ins_of(
    principals: Iterable[User], kinds: Iterable[str], *, unit_id: int | None, on: dt.date
) -> QuerySet[Delegation]:
    """Who acts on the day for one of these people, on boards of these kinds.

    `unit_id` narrows it to the boards of a unit. A delegation without a board is for all.
    """
    here = Q(board__kind__in=list(kinds))
    if unit_id is not None:
        here &= Q(board__unit_id=unit_id)
    rows: QuerySet[Delegation] = Delegation.objects.in_force_on(on).filter(
        principal__in=[person.pk for person in principals], delegate__is_active=True
    )
    return rows.filter(here | Q(board__isnull=True)).select_related("delegate").order_by("pk")


def name_on(unit: Unit, day: dt.date) -> str:
    """The unit's official name on the day; its earliest known name before that."""
    names = list(UnitName.objects.filter(unit=unit).order_by("from_on"))
    held = [row.name for row in names if row.from_on <= day]
    if held:
        return held[-1]
    return names[0].name if names else unit.name


def agency_of(user: User, duties: Iterable[Duty], on: dt.date) -> Agency | None:
    """The agency for which the person holds one of these duties; the first of several."""
    ids = agencies_where(user, duties, on)
    return Agency.objects.filter(pk__in=ids).order_by("pk").first() if ids else None


def span_of(row: Membership | Delegation) -> DaySpan:
    """The days of a seat or a delegation."""
    return DaySpan(row.from_on, row.to_on)


def seat_facts(board: Board) -> list[SeatFacts]:
    """The standing seats of a board, for `rules.seat_problems`."""
    rows = board.memberships.standing().select_related("user")
    return [SeatFacts(row.user_id, row.role, span_of(row), str(row.user)) for row in rows]


def delegation_facts(
    principal: User, stand_in: User, board: Board, span: DaySpan, *, today: dt.date
) -> DelegationFacts:
    """The facts that `rules.delegation_problems` needs. Three queries."""
    seats = list(board.memberships.standing().filter(user__in=(principal, stand_in)))
    delegations = Delegation.objects.touching(span.first, span.last)

    def days(row: Q) -> list[DaySpan]:
        here = delegations.filter(Q(board=board) | Q(board__isnull=True)).filter(row)
        return [span_of(delegation) for delegation in here]

    return DelegationFacts(
        principal_id=principal.pk,
        delegate_id=stand_in.pk,
        span=span,
        today=today,
        principal_seats=[
            span_of(row)
            for row in seats
            if row.user_id == principal.pk and can_be_delegated(board.kind, row.role)
        ],
        delegate_seats=[
            span_of(row) for row in seats if row.user_id == stand_in.pk and stand_in.is_active
        ],
        principal_absences=days(Q(principal=principal)),
        delegate_absences=days(Q(principal=stand_in)),
    )
