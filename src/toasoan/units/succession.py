"""The succession wizard: one decision that ends units, opens others and seats their people.

A plan is carried out whole or not at all. Everything hangs on dates, so a plan for a coming day
takes effect by itself; until then it can be undone (decision 0018). Stories on their way are
moved by `editorial.succession`.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.refusals import Problem, RefusedError, refuse
from toasoan.units.actions import annul_seat, end_seat, open_board, open_unit, record_succession
from toasoan.units.actions import seat as give_seat
from toasoan.units.changes import ChangeFacts, record_change
from toasoan.units.models import (
    Agency,
    Board,
    BoardKind,
    Membership,
    MembershipRole,
    OrganisationChangeKind,
    Succession,
    SuccessionKind,
    Unit,
    UnitKind,
    code_validator,
)
from toasoan.units.queries import span_of
from toasoan.units.rules import ending_problems, succession_counts_fit
from toasoan.units.signals import seats_changed
from toasoan.vietnamese.dates import local_day, short_date


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedUnit:
    """A unit that the decision opens."""

    name: str
    short_name: str
    code: str
    kind: UnitKind


@dataclass(frozen=True, slots=True)
class Taker:
    """Where somebody of a unit that ends sits afterwards: a successor by its key, and the role."""

    successor: str
    role: MembershipRole


@dataclass(frozen=True, slots=True, kw_only=True)
class SuccessionPlan:
    """What a decision says. Successors have keys: `unit-<id>` for existing ones, `new-<number>`.

    `takers` names, by the id of each seat that ends, who goes on where; a seat that is missing
    ends without a new one. `heir` is the key of the successor that takes over stories on their
    way, for a unit that closes the key of any other unit or empty.
    """

    agency: Agency
    kind: SuccessionKind
    happened_on: dt.date
    decision_number: str
    predecessors: tuple[Unit, ...]
    successors: tuple[Unit, ...] = ()
    new_units: tuple[PlannedUnit, ...] = ()
    heir: str = ""
    takers: dict[int, Taker] = field(default_factory=dict)

    @property
    def last_day(self) -> dt.date:
        """The last day of the units that end."""
        return self.happened_on - dt.timedelta(days=1)

    def keys(self) -> Iterator[str]:
        """The keys of all successors, existing ones first."""
        yield from (key_of(unit) for unit in self.successors)
        yield from (f"new-{number}" for number in range(len(self.new_units)))


def key_of(unit: Unit) -> str:
    """The key of an existing unit in a plan."""
    return f"unit-{unit.pk}"


def plan_problems(plan: SuccessionPlan) -> list[Problem]:
    """Why the plan cannot be carried out, apart from the seats that it gives."""
    found = []
    number = len(plan.successors) + len(plan.new_units)
    if not succession_counts_fit(plan.kind, predecessors=len(plan.predecessors), successors=number):
        text = _("This kind of succession needs another number of units.")
        found.append(Problem("number-of-units", text, "successors"))
    for unit in plan.predecessors:
        if unit.closed_on is not None or not unit.is_open_on(plan.last_day):
            text = _("%(unit)s does not exist until %(day)s.")
            values = {"unit": unit.short_name, "day": short_date(plan.last_day)}
            found.append(Problem("no-unit", text % values, "predecessors"))
    return found + _successor_problems(plan) + _new_unit_problems(plan) + _heir_problems(plan)


def _successor_problems(plan: SuccessionPlan) -> list[Problem]:
    found = []
    for unit in plan.successors:
        if unit in plan.predecessors:
            text = _("%(unit)s ends by this decision, so it cannot carry on. Open a new unit.")
            found.append(Problem("ends-itself", text % {"unit": unit.short_name}, "successors"))
        elif not unit.is_open_on(plan.happened_on):
            text = _("%(unit)s does not exist on %(day)s.")
            values = {"unit": unit.short_name, "day": short_date(plan.happened_on)}
            found.append(Problem("no-unit", text % values, "successors"))
    return found


def _new_unit_problems(plan: SuccessionPlan) -> list[Problem]:
    found = []
    codes = [unit.code for unit in plan.new_units]
    taken = set(
        Unit.objects.filter(agency=plan.agency, code__in=codes).values_list("code", flat=True)
    )
    for number, unit in enumerate(plan.new_units):
        if not unit.name or not unit.short_name:
            text = _("The name or the short name is missing.")
            found.append(Problem("no-name", text, f"name_{number}"))
        if not code_validator.regex.fullmatch(unit.code):  # type: ignore[union-attr]  # compiled
            found.append(Problem("bad-code", str(code_validator.message), f"code_{number}"))
        elif unit.code in taken or codes.count(unit.code) > 1:
            text = _("Another unit has the code “%(code)s”.")
            found.append(Problem("code-taken", text % {"code": unit.code}, f"code_{number}"))
    return found


def _heir_problems(plan: SuccessionPlan) -> list[Problem]:
    if plan.kind == SuccessionKind.CLOSED:
        wrong = plan.heir in {key_of(unit) for unit in plan.predecessors}
    else:
        wrong = plan.heir not in set(plan.keys())
    if not wrong:
        return []
    text = _("Choose which unit takes over the stories on their way.")
    return [Problem("no-heir", text, "heir")]


@transaction.atomic
def decide_succession(plan: SuccessionPlan, *, actor: User, now: dt.datetime) -> Succession:
    """Carry out the plan for units, teams and seats.

    The units that end are locked first. Raises RefusedError with all problems.
    """
    ids = sorted(unit.pk for unit in plan.predecessors)
    list(Unit.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    refuse(plan_problems(plan))
    work = _Work(plan, actor, now)
    units = work.open_units()
    succession = record_succession(
        plan.kind,
        happened_on=plan.happened_on,
        predecessors=plan.predecessors,
        successors=list(units.values()),
        decision_number=plan.decision_number,
        heir=units.get(plan.heir) or _other_unit(plan),
    )
    work.end_teams()
    work.seat_takers(units)
    succession.confirmed_by, succession.confirmed_at = actor, now
    succession.done = work.done
    succession.save(update_fields=["confirmed_by", "confirmed_at", "done"])
    for unit in plan.predecessors:
        detail = f"{succession.get_kind_display()}, {short_date(plan.happened_on)}"
        record_change(
            OrganisationChangeKind.SUCCEEDED,
            plan.agency,
            ChangeFacts(actor=actor, now=now, unit=unit, detail=detail),
        )
    seats_changed.send(Succession, agency_id=plan.agency.pk)
    return succession


def _other_unit(plan: SuccessionPlan) -> Unit | None:
    """The unit that takes over from one that closes, by its key."""
    prefix, _dash, number = plan.heir.partition("-")
    if prefix != "unit" or not number.isdecimal():
        return None
    found = Unit.objects.open_on(plan.happened_on).filter(agency=plan.agency, pk=int(number))
    unit = found.first()
    if unit is None:
        message = _("This unit does not exist on the day.")
        raise RefusedError(Problem("no-unit", message, "heir"))
    return unit


class _Work:
    """The steps of one plan, and what they changed, for `undo_succession`."""

    def __init__(self, plan: SuccessionPlan, actor: User, now: dt.datetime) -> None:
        self.plan, self.actor, self.now = plan, actor, now
        self.done: dict[str, list[Any]] = {
            "units": [], "boards": [], "seats": [], "ended": [], "annulled": [], "closed": [],
        }  # fmt: skip

    def open_units(self) -> dict[str, Unit]:
        """Open the new units; all successors by their keys."""
        plan, like = self.plan, self.plan.predecessors[0]
        units = {key_of(unit): unit for unit in plan.successors}
        for number, new in enumerate(plan.new_units):
            unit = open_unit(
                plan.agency,
                code=new.code,
                kind=new.kind,
                name=new.name,
                short_name=new.short_name,
                opened_on=plan.happened_on,
                order=like.order,
                parent=like.parent,
                actor=self.actor,
                now=self.now,
            )
            units[f"new-{number}"] = unit
            self.done["units"].append(unit.pk)
        return units

    def end_teams(self) -> None:
        """End the seats of the units that end, then their teams."""
        for board in teams_of(self.plan.predecessors, self.plan.last_day):
            for membership in board.memberships.standing().select_related("user"):
                self._end(membership)
            self.done["closed"].append([board.pk, _iso(board.closed_on)])
            board.closed_on = self.plan.last_day
            board.save(update_fields=["closed_on"])

    def _end(self, membership: Membership) -> None:
        last_day = self.plan.last_day
        by: dict[str, Any] = {"actor": self.actor, "now": self.now}
        if membership.from_on > last_day:
            annul_seat(membership, because=_("The unit ends before."), **by)
            self.done["annulled"].append(membership.pk)
        elif not ending_problems(span_of(membership), last_day):
            self.done["ended"].append([membership.pk, _iso(membership.to_on)])
            end_seat(membership, last_day=last_day, decision_number=self.plan.decision_number, **by)

    def seat_takers(self, units: dict[str, Unit]) -> None:
        """Give the new seats. Raises RefusedError with the problems of all of them."""
        teams = {key: self._team(unit) for key, unit in units.items()}
        seats = Membership.objects.select_related("user").in_bulk(self.plan.takers)
        problems: list[Problem] = []
        for seat_id, taker in self.plan.takers.items():
            if taker.successor not in teams or seat_id not in seats:
                text = _("Choose who goes on where once more.")
                problems.append(Problem("no-taker", text, "takers"))
                continue
            try:
                given = give_seat(
                    seats[seat_id].user,
                    teams[taker.successor],
                    taker.role,
                    from_on=self.plan.happened_on,
                    decision_number=self.plan.decision_number,
                    actor=self.actor,
                    now=self.now,
                )
            except RefusedError as refusal:
                field = f"seat_{seat_id}"
                problems += [replace(problem, field=field) for problem in refusal.problems]
            else:
                self.done["seats"].append(given.pk)
        refuse(problems)

    def _team(self, unit: Unit) -> Board:
        """The unit's team on the day; founded when there is none."""
        day = self.plan.happened_on
        if found := teams_of([unit], day):
            return found[0]
        board = open_board(
            self.plan.agency,
            BoardKind.UNIT_TEAM,
            name=_("Team of %(unit)s") % {"unit": unit.short_name},
            opened_on=day,
            unit=unit,
            actor=self.actor,
            now=self.now,
        )
        self.done["boards"].append(board.pk)
        return board


def teams_of(units: "list[Unit] | tuple[Unit, ...]", day: dt.date) -> list[Board]:
    """The units' teams that exist on the day."""
    boards = Board.objects.filter(unit__in=units, kind=BoardKind.UNIT_TEAM).order_by("pk")
    return [
        board
        for board in boards
        if board.opened_on <= day and (board.closed_on is None or day <= board.closed_on)
    ]


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def can_be_undone(succession: Succession, today: dt.date) -> bool:
    """Whether its day has still to come and the wizard knows what it changed."""
    return bool(succession.done) and succession.happened_on > today


@transaction.atomic
def undo_succession(
    succession: Succession, *, agency: Agency, actor: User, now: dt.datetime
) -> None:
    """Take a succession back before its day: units and seats are as if it had not been decided.

    What it opened never existed on any day, so it is removed; the history keeps both lines.
    Raises RefusedError when its day has come or something else uses what it opened.
    """
    succession = Succession.objects.select_for_update().get(pk=succession.pk)
    if not can_be_undone(succession, local_day(now)):
        message = _("Its day has come: a new decision is needed to change it.")
        raise RefusedError(Problem("in-force", message))
    done, label = succession.done, str(succession)
    predecessors = list(succession.predecessors.all())
    # One by one, so that who listens to the relation hears which units it was about.
    succession.predecessors.remove(*predecessors)
    succession.successors.remove(*succession.successors.all())
    succession.delete()
    Unit.objects.filter(pk__in=[unit.pk for unit in predecessors]).update(closed_on=None)
    for board_id, closed_on in done["closed"]:
        Board.objects.filter(pk=board_id).update(closed_on=closed_on)
    for seat_id, to_on in done["ended"]:
        Membership.objects.filter(pk=seat_id).update(to_on=to_on)
    Membership.objects.filter(pk__in=done["annulled"]).update(
        annulled_at=None, annulled_by=None, annulled_because=""
    )
    _remove_what_it_opened(done)
    for unit in predecessors:
        record_change(
            OrganisationChangeKind.UNDONE,
            agency,
            ChangeFacts(actor=actor, now=now, unit=unit, detail=label),
        )
    seats_changed.send(Succession, agency_id=agency.pk)


def _remove_what_it_opened(done: dict[str, list[Any]]) -> None:
    try:
        Membership.objects.filter(pk__in=done["seats"]).delete()
        Board.objects.filter(pk__in=done["boards"]).delete()
        units = Unit.objects.filter(pk__in=done["units"])
        for unit in units:
            unit.names.all().delete()
        units.delete()
    except ProtectedError as error:
        message = _("Something else uses the new unit already, so this cannot be taken back.")
        raise RefusedError(Problem("unit-in-use", message)) from error
