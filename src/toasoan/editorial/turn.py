"""Whose turn a story is: facts in, who may act and who is waited for out. No database, no clock.

`turn_sql` says the same as conditions on rows, for lists; `tests/test_turn.py` holds the two
together over generated stories, seats and stand-ins (decision 0028).
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from toasoan.editorial.transitions import (
    TRANSITIONS,
    Correction,
    Guard,
    Relation,
    Status,
    Step,
)
from toasoan.units.duties import DESK_WORK, UNIT_WORK, Duty, Seat

#: Relation → the duty that makes a person this to a story; an author is so by their name.
DUTY_OF: dict[Relation, Duty] = {
    Relation.VETTER: Duty.VET,
    Relation.EDITOR: Duty.EDIT,
    Relation.APPROVER: Duty.APPROVE,
}
_RELATION_OF = {duty: relation for relation, duty in DUTY_OF.items()}

#: Guard → the columns naming the people whom it bars from the step.
_BARRING: dict[Guard, tuple[str, ...]] = {
    Guard.NOT_OWN_STORY: ("author_id", "submitted_by_id"),
    Guard.FOUR_EYES: ("last_changed_by_id", "proposed_by_id"),
    Guard.OTHER_THAN_FORCER: ("forced_by_id",),
}


class Involved(Protocol):
    """The people who have had a hand in a story, by id."""

    @property
    def author_id(self) -> int | None: ...
    @property
    def submitted_by_id(self) -> int | None: ...
    @property
    def last_changed_by_id(self) -> int | None: ...
    @property
    def proposed_by_id(self) -> int | None: ...
    @property
    def forced_by_id(self) -> int | None: ...


class StoryFacts(Involved, Protocol):
    """What of a story decides whose turn it is; a row of `Progress` has all of it."""

    @property
    def agency_id(self) -> int: ...
    @property
    def unit_id(self) -> int: ...
    @property
    def status(self) -> str: ...
    @property
    def correction(self) -> str: ...
    @property
    def received_at(self) -> dt.datetime | None: ...


@dataclass(frozen=True, slots=True)
class Role:
    """What a person is to a story, on their own seat or on that of whom they stand in for.

    `actor_id` is None for the clock, `acting_for_id` for somebody on their own seat.
    """

    relation: Relation
    actor_id: int | None
    acting_for_id: int | None = None

    def is_free_of(self, people: Collection[int]) -> bool:
        """Whether neither the actor nor the person they stand in for is among these."""
        return self.actor_id not in people and self.acting_for_id not in people


def roles_of(user_id: int, seats: Iterable[Seat], facts: StoryFacts) -> tuple[Role, ...]:
    """What a person with these seats is to the story, as its author first, then on own seats.

    An author keeps their story while they sit in its unit or at its desk.
    """
    held = list(seats)
    roles = [
        Role(_RELATION_OF[seat.duty], user_id, seat.acting_for_id)
        for seat in held
        if seat.duty in _RELATION_OF and _is_about(seat, facts)
    ]
    if user_id == facts.author_id and any(_works_beside(seat, facts) for seat in held):
        roles.insert(0, Role(Relation.AUTHOR, user_id))
    return tuple(roles)


def _is_about(seat: Seat, facts: StoryFacts) -> bool:
    return seat.agency_id == facts.agency_id and seat.unit_id in {None, facts.unit_id}


def _works_beside(seat: Seat, facts: StoryFacts) -> bool:
    if seat.unit_id is not None:
        return seat.duty in UNIT_WORK and seat.unit_id == facts.unit_id
    return seat.duty in DESK_WORK and seat.agency_id == facts.agency_id


def sees(user_id: int, seats: Iterable[Seat], facts: StoryFacts) -> bool:
    """Whether the story exists for a person with these seats.

    People of a unit see what is their unit's; the desk sees what has ever reached it; its
    members see what they write themselves.
    """
    for seat in seats:
        if not _works_beside(seat, facts):
            continue
        if seat.unit_id is not None or facts.received_at is not None:
            return True
        if facts.author_id == user_id:
            return True
    return False


def open_roles(step: Step, status: Status, roles: Sequence[Role]) -> tuple[Role, ...]:
    """The roles to which the table of steps opens the step in this status."""
    allowed = TRANSITIONS[step].sources.get(status, frozenset())
    return tuple(role for role in roles if role.relation in allowed)


def barring_columns(step: Step) -> tuple[str, ...]:
    """The columns of a story's row that name the people who may not take the step."""
    return tuple(name for guard in TRANSITIONS[step].guards for name in _BARRING.get(guard, ()))


def barred_from(step: Step, involved: Involved) -> frozenset[int]:
    """Ids of the people who may not take the step, because they had a hand in what it decides."""
    people = (getattr(involved, name) for name in barring_columns(step))
    return frozenset(person for person in people if person is not None)


#: In `Wait.when`: the column holds something, whatever it is.
SET: Final = object()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """One thing that a story can wait for.

    It waits while every column of `when` has its value. Whoever is `relation` to it is waited
    for, except whom four eyes bars from `step`, the step that brings it forward. When the column
    `taken_by` names somebody, it waits for that person alone.
    """

    name: str
    relation: Relation
    step: Step
    when: Mapping[str, Any]  # values of columns, or SET
    taken_by: str = ""

    def holds_for(self, facts: StoryFacts) -> bool:
        """Whether the story waits for this now."""
        return all(
            getattr(facts, name) is not None if value is SET else getattr(facts, name) == value
            for name, value in self.when.items()
        )


WRITING = Wait(
    name="writing", relation=Relation.AUTHOR, step=Step.SUBMIT, when={"status": Status.DRAFT}
)
VETTING = Wait(
    name="vetting", relation=Relation.VETTER, step=Step.VET, when={"status": Status.SUBMITTED}
)
CLAIMING = Wait(
    name="claiming", relation=Relation.EDITOR, step=Step.CLAIM, when={"status": Status.RECEIVED}
)
EDITING = Wait(
    name="editing",
    relation=Relation.EDITOR,
    step=Step.PROPOSE,
    when={"status": Status.EDITING},
    taken_by="claimed_by_id",
)
APPROVING = Wait(
    name="approving",
    relation=Relation.APPROVER,
    step=Step.APPROVE,
    when={"status": Status.PROPOSED},
)
# The moment besides: SQLite takes a partial index only for its very own condition.
WRITING_CORRECTION = Wait(
    name="writing_correction",
    relation=Relation.EDITOR,
    step=Step.PROPOSE_CORRECTION,
    when={"correction": Correction.WRITING, "correction_since": SET},
    taken_by="correction_by_id",
)
APPROVING_CORRECTION = Wait(
    name="approving_correction",
    relation=Relation.APPROVER,
    step=Step.CORRECT,
    when={"correction": Correction.PROPOSED, "correction_since": SET},
)
CONFIRMING = Wait(
    name="confirming", relation=Relation.APPROVER, step=Step.CONFIRM, when={"forced_by_id": SET}
)
RETRYING = Wait(
    name="retrying", relation=Relation.APPROVER, step=Step.RETRY, when={"failed_since": SET}
)

#: Everything a story can wait for; of several, the one by its status first.
WAITS: tuple[Wait, ...] = (
    WRITING,
    VETTING,
    CLAIMING,
    EDITING,
    APPROVING,
    WRITING_CORRECTION,
    APPROVING_CORRECTION,
    CONFIRMING,
    RETRYING,
)
_BY_STATUS: dict[Status, Wait] = {
    wait.when["status"]: wait for wait in WAITS if "status" in wait.when
}
#: Where it is somebody's turn, or the clock's: a story that still moves.
OPEN_STATUSES: tuple[Status, ...] = (*_BY_STATUS, Status.APPROVED)


def waits_of(facts: StoryFacts) -> tuple[Wait, ...]:
    """What the story waits for now: nothing, one thing, or several beside one another."""
    return tuple(wait for wait in WAITS if wait.holds_for(facts))


def turn_at(status: Status) -> Wait | None:
    """What a story of this status waits for by its status alone; None when for nobody."""
    return _BY_STATUS.get(status)


def taker_of(wait: Wait, facts: StoryFacts) -> int | None:
    """The id of the one person who took this upon themselves; None when nobody has."""
    return getattr(facts, wait.taken_by) if wait.taken_by else None


def waits_for(
    wait: Wait, facts: StoryFacts, roles: Iterable[Role], *, is_only_leader: bool = False
) -> bool:
    """Whether the person with these roles is waited for.

    `is_only_leader`: nobody else holds the duty of vetting in the unit, so that they may vet
    what they wrote or sent themselves (DESIGN §5).
    """
    taker = taker_of(wait, facts)
    barred = barred_from(wait.step, facts)
    if wait is VETTING and is_only_leader:
        barred = frozenset()
    return any(
        role.relation is wait.relation
        and role.is_free_of(barred)
        and taker in {None, role.actor_id}
        for role in roles
    )


def free_holders(
    wait: Wait, facts: StoryFacts, holders: Sequence[int]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Of the people on own seats for the duty: those waited for, and those whom four eyes bars."""
    only = len(holders) == 1
    free = tuple(
        holder
        for holder in holders
        if waits_for(wait, facts, [Role(wait.relation, holder)], is_only_leader=only)
    )
    return free, tuple(holder for holder in holders if holder not in free)
