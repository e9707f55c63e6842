"""Who a step concerns today: relations of the table → people who may be told."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from toasoan.accounts.models import User
from toasoan.editorial.models import Progress
from toasoan.editorial.turn import Role, Wait, waits_for
from toasoan.editorial.turn_sql import stories_visible_to
from toasoan.ledger.models import LedgerEntry
from toasoan.notifications.kinds import Kind
from toasoan.notifications.rules import WAIT_OF, To, Told
from toasoan.units.duties import DUTIES, Duty
from toasoan.units.models import BoardKind, Membership, MembershipRole
from toasoan.units.queries import holders, stand_ins_of

_DUTY = {To.VETTERS: Duty.VET, To.EDITORS: Duty.EDIT, To.APPROVERS: Duty.APPROVE}
_HEAD_OF = {
    To.TEAM_HEAD: BoardKind.UNIT_TEAM,
    To.CONTENT_HEAD: BoardKind.CONTENT,
    To.STEERING_HEAD: BoardKind.STEERING,
}
_ACTIONS = {
    To.PROPOSER: ("story.propose",),
    To.APPROVED_BY: ("story.approve",),
    To.FORCER: ("story.force_publish",),
    To.CORRECTOR: ("story.begin_correction", "story.propose_correction"),
}


@dataclass(frozen=True, slots=True)
class _Place:
    """Somebody who would be told, on their own seat or on that of the person they stand in for."""

    user: User
    acting_for_id: int | None = None

    def may_act(self, wait: Wait, progress: Progress, *, is_alone: bool) -> bool:
        """Whether four eyes lets them do what the story waits for.

        `is_alone`: nobody else has an own seat for it.
        """
        role = Role(wait.relation, self.user.pk, self.acting_for_id)
        only_leader = is_alone and self.acting_for_id is None
        return waits_for(wait, progress, [role], is_only_leader=only_leader)


@dataclass(frozen=True, slots=True)
class Addressed:
    """People to be told the same."""

    kind: Kind
    people: tuple[User, ...]


def addressed(
    lines: Iterable[Told], progress: Progress, *, actor: User | None, on: dt.date
) -> list[Addressed]:
    """Who is told what by these lines; everybody once, by the first line that finds them.

    Nobody who did it, who is disabled, or for whom the story does not exist on the day. Of
    those whose turn it becomes, four eyes leaves out who may not act, unless that leaves nobody.
    """
    found = []
    told: set[int] = set() if actor is None else {actor.pk}
    for line in lines:
        people = _people(line, line.to, progress, told, on)
        if not people and line.instead:
            people = _people(line, line.instead, progress, told, on)
        told.update(person.pk for person in people)
        if people:
            found.append(Addressed(line.kind, tuple(people)))
    return found


def _people(line: Told, to: To, progress: Progress, told: set[int], on: dt.date) -> list[User]:
    places = _places(to, progress, on)
    if wait := WAIT_OF.get(line.like or line.kind):
        alone = sum(place.acting_for_id is None for place in places) == 1
        free = [place for place in places if place.may_act(wait, progress, is_alone=alone)]
        places = free or places
    people = {place.user.pk: place.user for place in places if place.user.pk not in told}
    return [person for person in people.values() if may_be_told(person, progress.pk, on)]


def may_be_told(person: User, story_id: int, on: dt.date) -> bool:
    """Whether the person is there and the story exists for them on the day."""
    return person.is_active and stories_visible_to(person, on).filter(pk=story_id).exists()


def _places(to: To, progress: Progress, on: dt.date) -> list[_Place]:
    """The people of a relation, their stand-ins of the day after them."""
    if to in _DUTY:
        unit_id = progress.unit_id if to is To.VETTERS else None
        own = holders(_DUTY[to], agency_id=progress.agency_id, unit_id=unit_id, on=on)
        kinds = [kind for kind, rows in DUTIES.items() if _DUTY[to] in rows]
        return _with_stand_ins(own, kinds, unit_id, on)
    if to in _HEAD_OF:
        unit_id = progress.unit_id if to is To.TEAM_HEAD else None
        return _with_stand_ins(_heads(to, progress, on), [_HEAD_OF[to]], unit_id, on)
    person_id = _person_id(to, progress)
    return [_Place(user) for user in User.objects.filter(pk=person_id)] if person_id else []


def _with_stand_ins(
    own: Sequence[User], kinds: Sequence[str], unit_id: int | None, on: dt.date
) -> list[_Place]:
    """A stand-in acts on one board: whoever replaces a leader at the unit does not approve."""
    rows = stand_ins_of(own, kinds, unit_id=unit_id, on=on)
    return [_Place(user) for user in own] + [_Place(row.delegate, row.principal_id) for row in rows]


def _heads(to: To, progress: Progress, on: dt.date) -> list[User]:
    seats = (
        Membership.objects.in_force_on(on)
        .filter(board__kind=_HEAD_OF[to], board__agency_id=progress.agency_id)
        .filter(role=MembershipRole.HEAD, user__is_active=True)
        .filter(Q(board__closed_on__isnull=True) | Q(board__closed_on__gte=on))
    )
    if to is To.TEAM_HEAD:
        seats = seats.filter(board__unit_id=progress.unit_id)
    return list(User.objects.filter(pk__in=seats.values("user_id")).order_by("pk"))


def _person_id(to: To, progress: Progress) -> int | None:
    if to is To.AUTHOR:
        return progress.story.author_id
    if to is To.SUBMITTER:
        return progress.submitted_by_id
    if to is To.CLAIMER:
        return progress.claimed_by_id
    # The row forgets who proposed or forced once the story moves on; the ledger does not.
    actions = LedgerEntry.objects.filter(story_id=progress.pk, kind__in=_ACTIONS[to])
    return actions.order_by("pk").values_list("actor_id", flat=True).last()
