"""Founding an agency, opening and ending units, seating people."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.units.models import (
    Agency,
    Board,
    BoardKind,
    Delegation,
    Membership,
    MembershipRole,
    Succession,
    SuccessionKind,
    Unit,
    UnitKind,
    UnitName,
)
from toasoan.units.rules import succession_counts_fit


class UnitsRefusedError(Exception):
    """A rule about units, boards or seats was broken; `str()` is a sentence for the person."""


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
) -> Unit:
    """Open a unit under its first name."""
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
    return unit


@transaction.atomic
def record_succession(
    kind: SuccessionKind,
    *,
    happened_on: dt.date,
    predecessors: Sequence[Unit],
    successors: Sequence[Unit],
    decision_number: str = "",
) -> Succession:
    """Write down what became of units; the predecessors' last day is the day before.

    Raises UnitsRefusedError when the kind does not fit the number of units, or when a
    predecessor had already ended.
    """
    if not succession_counts_fit(kind, predecessors=len(predecessors), successors=len(successors)):
        raise UnitsRefusedError(_("This kind of succession needs another number of units."))
    last_day = happened_on - dt.timedelta(days=1)
    ending = Unit.objects.select_for_update().filter(pk__in=[unit.pk for unit in predecessors])
    for unit in ending:
        if not unit.is_open_on(last_day):
            raise UnitsRefusedError(_("%(unit)s had already ended.") % {"unit": unit.name})
    succession = Succession.objects.create(
        kind=kind, happened_on=happened_on, decision_number=decision_number
    )
    succession.predecessors.set(predecessors)
    succession.successors.set(successors)
    Unit.objects.filter(pk__in=[unit.pk for unit in predecessors]).update(closed_on=last_day)
    return succession


def open_board(
    agency: Agency, kind: BoardKind, *, name: str, opened_on: dt.date, unit: Unit | None = None
) -> Board:
    """Found a board; a unit team names its unit."""
    return Board.objects.create(agency=agency, kind=kind, name=name, opened_on=opened_on, unit=unit)


def seat(
    user: User,
    board: Board,
    role: MembershipRole,
    *,
    from_on: dt.date,
    to_on: dt.date | None = None,
    decision_number: str = "",
) -> Membership:
    """Give a person a seat on a board."""
    return Membership.objects.create(
        user=user,
        board=board,
        role=role,
        from_on=from_on,
        to_on=to_on,
        decision_number=decision_number,
    )


def delegate(
    principal: User, stand_in: User, *, from_on: dt.date, to_on: dt.date, decision_number: str = ""
) -> Delegation:
    """Let somebody act for a person from a day to a day, both included.

    Raises UnitsRefusedError for a stand-in for oneself or for days in the wrong order.
    """
    if principal == stand_in:
        raise UnitsRefusedError(_("Nobody can stand in for themselves."))
    if to_on < from_on:
        raise UnitsRefusedError(_("The last day is before the first day."))
    return Delegation.objects.create(
        principal=principal,
        delegate=stand_in,
        from_on=from_on,
        to_on=to_on,
        decision_number=decision_number,
    )
