"""Opening and ending units, boards and seats, naming stand-ins."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.refusals import Problem, RefusedError, refuse
from toasoan.units.changes import ChangeFacts, record_change
from toasoan.units.duties import Duty
from toasoan.units.models import (
    Agency,
    Board,
    BoardKind,
    Delegation,
    Membership,
    MembershipRole,
    OrganisationChangeKind,
    Succession,
    SuccessionKind,
    Unit,
    UnitKind,
    UnitName,
)
from toasoan.units.queries import delegation_facts, forget_seats, holders, seat_facts, span_of
from toasoan.units.rules import (
    DaySpan,
    SeatFacts,
    backwards_problems,
    delegation_problems,
    ending_problems,
    seat_problems,
    succession_counts_fit,
)
from toasoan.units.signals import seats_changed
from toasoan.vietnamese.dates import local_day, short_date


@transaction.atomic
def open_unit(  # noqa: PLR0913  # what a unit has, all by keyword
    agency: Agency,
    *,
    code: str,
    kind: UnitKind,
    name: str,
    short_name: str,
    opened_on: dt.date,
    order: int = 0,
    parent: Unit | None = None,
    actor: User | None = None,
    now: dt.datetime | None = None,
) -> Unit:
    """Open a unit under its first name. Raises RefusedError for a code that is taken."""
    if Unit.objects.filter(agency=agency, code=code).exists():
        raise RefusedError(Problem("code-taken", _("Another unit has this code."), "code"))
    unit = Unit.objects.create(
        agency=agency,
        code=code,
        kind=kind,
        name=name,
        short_name=short_name,
        opened_on=opened_on,
        order=order,
        parent=parent,
    )
    UnitName.objects.create(unit=unit, name=name, short_name=short_name, from_on=opened_on)
    detail = _("from %(day)s") % {"day": short_date(opened_on)}
    record_change(
        OrganisationChangeKind.UNIT_OPENED,
        agency,
        ChangeFacts(actor=actor, now=now, unit=unit, detail=detail),
    )
    return unit


@transaction.atomic
def record_succession(  # what a succession has, all by keyword
    kind: SuccessionKind,
    *,
    happened_on: dt.date,
    predecessors: Sequence[Unit],
    successors: Sequence[Unit],
    decision_number: str = "",
    heir: Unit | None = None,
) -> Succession:
    """Write down what became of units; the predecessors' last day is the day before.

    Raises RefusedError when the kind does not fit the number of units, or when a
    predecessor had already ended.
    """
    if not succession_counts_fit(kind, predecessors=len(predecessors), successors=len(successors)):
        message = _("This kind of succession needs another number of units.")
        raise RefusedError(Problem("number-of-units", message))
    last_day = happened_on - dt.timedelta(days=1)
    ending = Unit.objects.select_for_update().filter(pk__in=[unit.pk for unit in predecessors])
    for unit in ending:
        if not unit.is_open_on(last_day):
            message = _("%(unit)s had already ended.") % {"unit": unit.name}
            raise RefusedError(Problem("unit-ended", message))
    succession = Succession.objects.create(
        kind=kind, happened_on=happened_on, decision_number=decision_number, heir=heir
    )
    succession.predecessors.set(predecessors)
    succession.successors.set(successors)
    Unit.objects.filter(pk__in=[unit.pk for unit in predecessors]).update(closed_on=last_day)
    return succession


@transaction.atomic
def open_board(  # noqa: PLR0913  # what a board has, all by keyword
    agency: Agency,
    kind: BoardKind,
    *,
    name: str,
    opened_on: dt.date,
    unit: Unit | None = None,
    actor: User | None = None,
    now: dt.datetime | None = None,
) -> Board:
    """Found a board; a unit team names its unit.

    Raises RefusedError when the unit does not exist on the day.
    """
    if unit is not None and not unit.is_open_on(opened_on):
        message = _("The unit does not exist on this day.")
        raise RefusedError(Problem("no-unit", message, "opened_on"))
    board = Board.objects.create(
        agency=agency, kind=kind, name=name, opened_on=opened_on, unit=unit
    )
    detail = _("from %(day)s") % {"day": short_date(opened_on)}
    record_change(
        OrganisationChangeKind.BOARD_OPENED,
        agency,
        ChangeFacts(actor=actor, now=now, board=board, detail=detail),
    )
    return board


@transaction.atomic
def close_board(
    board: Board, *, last_day: dt.date, decision_number: str = "", actor: User, now: dt.datetime
) -> Board:
    """End a board and every seat on it that would last longer.

    Raises RefusedError when it ends already or nobody would keep the site any more.
    """
    board = Board.objects.select_for_update().get(pk=board.pk)
    refuse(ending_problems(DaySpan(board.opened_on, board.closed_on), last_day))
    for membership in list(board.memberships.standing().select_related("user")):
        if not ending_problems(span_of(membership), last_day):
            end_seat(membership, last_day=last_day, actor=actor, now=now)
        elif membership.from_on > last_day:
            annul_seat(membership, because=_("The board ends before."), actor=actor, now=now)
    board.closed_on = last_day
    board.save(update_fields=["closed_on"])
    detail = _last_day_words(last_day, decision_number)
    record_change(
        OrganisationChangeKind.BOARD_CLOSED,
        board.agency,
        ChangeFacts(actor=actor, now=now, board=board, detail=detail),
    )
    seats_changed.send(Board, agency_id=board.agency_id)
    return board


@transaction.atomic
def seat(  # noqa: PLR0913  # what a seat has, all by keyword
    user: User,
    board: Board,
    role: MembershipRole,
    *,
    from_on: dt.date,
    to_on: dt.date | None = None,
    decision_number: str = "",
    decision_on: dt.date | None = None,
    actor: User | None = None,
    now: dt.datetime | None = None,
) -> Membership:
    """Give a person a seat on a board.

    The board's row is locked, so two people seating at once get one success and one refusal.
    Raises RefusedError with all problems of `rules.seat_problems`.
    """
    board = Board.objects.select_for_update().get(pk=board.pk)
    new = SeatFacts(user.pk, role, DaySpan(from_on, to_on), str(user))
    refuse(seat_problems(new, DaySpan(board.opened_on, board.closed_on), seat_facts(board)))
    membership = Membership.objects.create(
        user=user,
        board=board,
        role=role,
        from_on=from_on,
        to_on=to_on,
        decision_number=decision_number,
        decision_on=decision_on,
    )
    detail = f"{membership.get_role_display()}, {new.span}"
    _seat_changed(OrganisationChangeKind.SEATED, membership, detail, actor, now)
    return membership


@transaction.atomic
def end_seat(
    membership: Membership,
    *,
    last_day: dt.date,
    decision_number: str = "",
    actor: User,
    now: dt.datetime,
) -> Membership:
    """End a seat with its last day; what was done on it stays as it was.

    Raises RefusedError when it ends already, or when nobody would keep the site any more.
    """
    membership = _locked_seat(membership)
    refuse(ending_problems(span_of(membership), last_day))
    membership.to_on = last_day
    membership.save(update_fields=["to_on"])
    detail = _last_day_words(last_day, decision_number)
    _seat_changed(OrganisationChangeKind.SEAT_ENDED, membership, detail, actor, now)
    _somebody_keeps_the_site(membership.board, last_day + dt.timedelta(days=1))
    return membership


@transaction.atomic
def annul_seat(
    membership: Membership, *, because: str, actor: User, now: dt.datetime
) -> Membership:
    """Mark a seat that was entered by mistake: it counts on no day, and stays in the list.

    Nothing of it is changed or deleted; what is right is entered anew (decision 0018).
    Raises RefusedError without a reason, or when nobody would keep the site any more.
    """
    membership = _locked_seat(membership)
    if not because.strip():
        raise RefusedError(Problem("no-reason", _("Say what was wrong with it."), "because"))
    if membership.annulled_at is not None:
        raise RefusedError(Problem("annulled", _("This seat has been annulled already.")))
    _annul(membership, because, actor, now)
    _seat_changed(OrganisationChangeKind.SEAT_ANNULLED, membership, because, actor, now)
    _somebody_keeps_the_site(membership.board, local_day(now))
    return membership


def _annul(row: Membership | Delegation, because: str, actor: User, now: dt.datetime) -> None:
    row.annulled_at, row.annulled_by, row.annulled_because = now, actor, because.strip()
    row.save(update_fields=["annulled_at", "annulled_by", "annulled_because"])


def _locked_seat(membership: Membership) -> Membership:
    """The seat, its board locked, as it is now."""
    Board.objects.select_for_update().get(pk=membership.board_id)
    return Membership.objects.select_related("board", "user").get(pk=membership.pk)


def _seat_changed(
    kind: OrganisationChangeKind,
    membership: Membership,
    detail: str,
    actor: User | None,
    now: dt.datetime | None,
) -> None:
    board, user = membership.board, membership.user
    record_change(
        kind,
        board.agency_id,
        ChangeFacts(actor=actor, now=now, person=user, board=board, detail=detail),
    )
    _seats_changed(board, user, actor)


def _seats_changed(board: Board, user: User, actor: User | None) -> None:
    """Forget the remembered seats of both people and tell rooms above."""
    forget_seats(user)
    if actor is not None:
        forget_seats(actor)
    seats_changed.send(Membership, agency_id=board.agency_id)


def _last_day_words(last_day: dt.date, decision_number: str) -> str:
    detail = _("last day %(day)s") % {"day": short_date(last_day)}
    return f"{detail}, {decision_number}" if decision_number else detail


def _somebody_keeps_the_site(board: Board, on: dt.date) -> None:
    """Raise RefusedError when the agency would be left without a webmaster."""
    if board.kind != BoardKind.TECHNICAL:
        return
    if not holders(Duty.KEEP_SITE, agency_id=board.agency_id, unit_id=None, on=on):
        message = _("Nobody would be left to look after the site.")
        raise RefusedError(Problem("last-webmaster", message))


def delegate(
    principal: User, stand_in: User, *, from_on: dt.date, to_on: dt.date, decision_number: str = ""
) -> Delegation:
    """Write down a stand-in for all of a person's seats, as older papers tell it.

    No screen offers this: people name a stand-in for one board, see `name_stand_in`.
    Raises RefusedError for a stand-in for oneself or for days in the wrong order.
    """
    if principal == stand_in:
        raise RefusedError(Problem("oneself", _("Nobody can stand in for themselves.")))
    refuse(backwards_problems(DaySpan(from_on, to_on)))
    return Delegation.objects.create(
        principal=principal,
        delegate=stand_in,
        from_on=from_on,
        to_on=to_on,
        decision_number=decision_number,
    )


@transaction.atomic
def name_stand_in(  # noqa: PLR0913  # what a stand-in needs, all by keyword
    principal: User,
    stand_in: User,
    *,
    board: Board,
    from_on: dt.date,
    to_on: dt.date,
    decision_number: str = "",
    reason: str = "",
    actor: User,
    now: dt.datetime,
) -> Delegation:
    """Let somebody act for a person in their seat on a board, both days included.

    The board's row is locked first. Raises RefusedError with all problems of
    `rules.delegation_problems`.
    """
    board = Board.objects.select_for_update().get(pk=board.pk)
    span = DaySpan(from_on, to_on)
    planned = delegation_facts(principal, stand_in, board, span, today=local_day(now))
    refuse(delegation_problems(planned))
    delegation = Delegation.objects.create(
        principal=principal,
        delegate=stand_in,
        board=board,
        from_on=from_on,
        to_on=to_on,
        decision_number=decision_number,
        reason=reason,
    )
    detail = f"{stand_in}, {span}"
    facts = ChangeFacts(actor=actor, now=now, person=principal, board=board, detail=detail)
    record_change(OrganisationChangeKind.DELEGATED, board.agency_id, facts)
    _seats_changed(board, stand_in, actor)
    return delegation


@transaction.atomic
def end_delegation(delegation: Delegation, *, actor: User, now: dt.datetime) -> Delegation:
    """End a delegation at once: the stand-in has no right left when this returns.

    One that began today or has not begun is annulled, since days are the smallest measure.
    Raises RefusedError when it is over.
    """
    delegation = (
        Delegation.objects.select_for_update(of=("self",))
        .select_related("board", "principal", "delegate")
        .get(pk=delegation.pk)
    )
    yesterday = local_day(now) - dt.timedelta(days=1)
    if delegation.annulled_at is not None or delegation.to_on <= yesterday:
        raise RefusedError(Problem("ended", _("It is over already.")))
    if delegation.from_on > yesterday:
        _annul(delegation, _("ended early"), actor, now)
    else:
        delegation.to_on = yesterday
        delegation.save(update_fields=["to_on"])
    _delegation_ended(delegation, actor, now)
    return delegation


def _delegation_ended(delegation: Delegation, actor: User, now: dt.datetime) -> None:
    forget_seats(delegation.delegate)
    forget_seats(actor)
    board = delegation.board
    if board is not None:
        facts = ChangeFacts(
            actor=actor, now=now, person=delegation.principal, board=board,
            detail=str(delegation.delegate),
        )  # fmt: skip
        record_change(OrganisationChangeKind.DELEGATION_ENDED, board.agency_id, facts)
        seats_changed.send(Delegation, agency_id=board.agency_id)
