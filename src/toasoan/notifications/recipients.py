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
from toasoan.notifications.kinds import NotificationKind
from toasoan.notifications.rules import WAIT_OF, RecipientRole, TellingRule
from toasoan.units.duties import DUTIES, Duty
from toasoan.units.models import BoardKind, Membership, MembershipRole
from toasoan.units.queries import holders, stand_ins_of

_DUTY = {
    RecipientRole.VETTERS: Duty.VET,
    RecipientRole.EDITORS: Duty.EDIT,
    RecipientRole.APPROVERS: Duty.APPROVE,
}
_HEAD_OF = {
    RecipientRole.TEAM_HEAD: BoardKind.UNIT_TEAM,
    RecipientRole.CONTENT_HEAD: BoardKind.CONTENT,
    RecipientRole.STEERING_HEAD: BoardKind.STEERING,
}
_ACTIONS = {
    RecipientRole.PROPOSER: ("story.propose",),
    RecipientRole.APPROVED_BY: ("story.approve",),
    RecipientRole.FORCER: ("story.force_publish",),
    RecipientRole.CORRECTOR: ("story.begin_correction", "story.propose_correction"),
}


@dataclass(frozen=True, slots=True)
class _Candidate:
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
class RecipientGroup:
    """People who get a notification of the same kind."""

    kind: NotificationKind
    people: tuple[User, ...]


def recipient_groups(
    rules: Iterable[TellingRule], progress: Progress, *, actor: User | None, on: dt.date
) -> list[RecipientGroup]:
    """The people whom these rules notify, by kind; each person once, by the first rule that fits.

    Left out are the actor, disabled people, and those who may not see the story on the day. Of
    those whose turn it becomes, four eyes leaves out who may not act, unless that leaves nobody.
    """
    found = []
    recipients: set[int] = set() if actor is None else {actor.pk}
    for rule in rules:
        people = _people(rule, rule.to, progress, recipients, on)
        if not people and rule.instead:
            people = _people(rule, rule.instead, progress, recipients, on)
        recipients.update(person.pk for person in people)
        if people:
            found.append(RecipientGroup(rule.kind, tuple(people)))
    return found


def _people(
    rule: TellingRule, to: RecipientRole, progress: Progress, recipients: set[int], on: dt.date
) -> list[User]:
    candidates = _candidates(to, progress, on)
    if wait := WAIT_OF.get(rule.like or rule.kind):
        alone = sum(candidate.acting_for_id is None for candidate in candidates) == 1
        free = [
            candidate
            for candidate in candidates
            if candidate.may_act(wait, progress, is_alone=alone)
        ]
        candidates = free or candidates
    people = {
        candidate.user.pk: candidate.user
        for candidate in candidates
        if candidate.user.pk not in recipients
    }
    return [person for person in people.values() if may_be_notified(person, progress.pk, on)]


def may_be_notified(person: User, story_id: int, on: dt.date) -> bool:
    """Whether the account is active and the person may see the story on the day."""
    return person.is_active and stories_visible_to(person, on).filter(pk=story_id).exists()


def _candidates(to: RecipientRole, progress: Progress, on: dt.date) -> list[_Candidate]:
    """The people of a relation, their stand-ins of the day after them."""
    if to in _DUTY:
        unit_id = progress.unit_id if to is RecipientRole.VETTERS else None
        own = holders(_DUTY[to], agency_id=progress.agency_id, unit_id=unit_id, on=on)
        kinds = [kind for kind, rows in DUTIES.items() if _DUTY[to] in rows]
        return _with_stand_ins(own, kinds, unit_id, on)
    if to in _HEAD_OF:
        unit_id = progress.unit_id if to is RecipientRole.TEAM_HEAD else None
        return _with_stand_ins(_heads(to, progress, on), [_HEAD_OF[to]], unit_id, on)
    person_id = _person_id(to, progress)
    return [_Candidate(user) for user in User.objects.filter(pk=person_id)] if person_id else []


def _with_stand_ins(
    own: Sequence[User], kinds: Sequence[str], unit_id: int | None, on: dt.date
) -> list[_Candidate]:
    """A stand-in acts on one board: whoever replaces a leader at the unit does not approve."""
    rows = stand_ins_of(own, kinds, unit_id=unit_id, on=on)
    return [_Candidate(user) for user in own] + [
        _Candidate(row.delegate, row.principal_id) for row in rows
    ]


def _heads(to: RecipientRole, progress: Progress, on: dt.date) -> list[User]:
    seats = (
        Membership.objects.in_force_on(on)
        .filter(board__kind=_HEAD_OF[to], board__agency_id=progress.agency_id)
        .filter(role=MembershipRole.HEAD, user__is_active=True)
        .filter(Q(board__closed_on__isnull=True) | Q(board__closed_on__gte=on))
    )
    if to is RecipientRole.TEAM_HEAD:
        seats = seats.filter(board__unit_id=progress.unit_id)
    return list(User.objects.filter(pk__in=seats.values("user_id")).order_by("pk"))


def _person_id(to: RecipientRole, progress: Progress) -> int | None:
    if to is RecipientRole.AUTHOR:
        return progress.story.author_id
    if to is RecipientRole.SUBMITTER:
        return progress.submitted_by_id
    if to is RecipientRole.CLAIMER:
        return progress.claimed_by_id
    # The row forgets who proposed or forced once the story moves on; the ledger does not.
    actions = LedgerEntry.objects.filter(story_id=progress.pk, kind__in=_ACTIONS[to])
    return actions.order_by("pk").values_list("actor_id", flat=True).last()
