"""Who is told what of each step, and whether and when mail goes out: facts in, answer out."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from toasoan.editorial.transitions import Status, Step
from toasoan.editorial.turn import (
    APPROVING,
    APPROVING_CORRECTION,
    CONFIRMING,
    VETTING,
    Wait,
)
from toasoan.notifications.kinds import CHOICES, Group, How, NotificationKind
from toasoan.notifications.models import MailState
from toasoan.vietnamese.working_time import WorkingCalendar, next_working_morning

#: When the one mail of the morning goes, in Vietnamese time.
DIGEST_AT = dt.time(7, 30)


#: Mail that is gathered waits so long from the first of its notifications on: what one person
#: says about one thing within these minutes leaves as one letter.
GATHER_FOR = dt.timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class MailPlan:
    """What becomes of a notification's mail: its state, its hour, alone or in the digest."""

    state: MailState
    due_at: dt.datetime | None = None
    in_digest: bool = False


def way_of(group: Group, chosen: str | None) -> How:
    """How mail of the group is sent; a choice that the group does not offer counts as none."""
    allowed = CHOICES.get(group, (How.AT_ONCE,))
    return How(chosen) if chosen in allowed else How.AT_ONCE


def mail_plan(
    how: How, *, has_address: bool, now: dt.datetime, calendar: WorkingCalendar, gathers: bool
) -> MailPlan:
    """State, hour and form (alone or digest) of the mail about a notification made now.

    `gathers`: the mail waits for what the same person still has to say.
    """
    if how is How.NONE:
        return MailPlan(MailState.NOT_WANTED)
    if not has_address:
        return MailPlan(MailState.NO_ADDRESS)
    if how is How.DIGEST:
        morning = next_working_morning(now, DIGEST_AT, calendar)
        return MailPlan(MailState.WAITING, morning, in_digest=True)
    return MailPlan(MailState.WAITING, now + GATHER_FOR if gathers else now)


#: How long until a mail that was not taken is tried again; after the last one it has failed.
BACK_OFF = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720))


def next_try(attempts: int, now: dt.datetime) -> dt.datetime | None:
    """When to try again after so many attempts; None when it has been tried often enough."""
    return now + BACK_OFF[attempts - 1] if attempts <= len(BACK_OFF) else None


class RecipientRole(StrEnum):
    """What a person is to a story, for being told of it. Stand-ins of the day come with each."""

    AUTHOR = "author"
    SUBMITTER = "submitter"
    VETTERS = "vetters"
    EDITORS = "editors"
    CLAIMER = "claimer"
    PROPOSER = "proposer"
    APPROVERS = "approvers"
    APPROVED_BY = "approved_by"
    FORCER = "forcer"
    CORRECTOR = "corrector"
    TEAM_HEAD = "team_head"
    CONTENT_HEAD = "content_head"
    STEERING_HEAD = "steering_head"


@dataclass(frozen=True, slots=True, kw_only=True)
class TellingRule:
    """One rule: which recipients of a step get which kind of notification.

    `came_from` limits the rule to some earlier statuses. `instead` is told when nobody of `to`
    can be: an author who has left, an editor who is disabled. `like` names the kind whose four
    eyes hold here too.
    """

    kind: NotificationKind
    to: RecipientRole
    came_from: frozenset[Status] = frozenset()
    instead: RecipientRole | None = None
    like: NotificationKind | None = None


_AT_UNIT = frozenset({Status.SUBMITTED})
_AT_PROVINCE = frozenset({Status.RECEIVED, Status.EDITING, Status.PROPOSED, Status.APPROVED})
_WITH_APPROVER = frozenset({Status.PROPOSED, Status.APPROVED})
_WRITERS = (RecipientRole.AUTHOR, RecipientRole.SUBMITTER)


def _rules(kind: NotificationKind, *people: RecipientRole) -> tuple[TellingRule, ...]:
    return tuple(TellingRule(kind=kind, to=to) for to in people)


#: Step → who is told what. Whoever stands in two lines is told the first of them.
#: A step with no line tells nobody; every step of the table of steps stands here.
TELLING_RULES: dict[Step, tuple[TellingRule, ...]] = {
    Step.SUBMIT: _rules(NotificationKind.VETTING, RecipientRole.VETTERS),
    Step.HAND_IN: _rules(NotificationKind.EDITING, RecipientRole.EDITORS),
    Step.VET: _rules(NotificationKind.EDITING, RecipientRole.EDITORS),
    Step.CLAIM: (),
    Step.PROPOSE: _rules(NotificationKind.APPROVING, RecipientRole.APPROVERS),
    # An approval that publishes at once is told as the publication.
    Step.APPROVE: _rules(NotificationKind.SCHEDULED, *_WRITERS, RecipientRole.PROPOSER),
    Step.SCHEDULE: _rules(NotificationKind.SCHEDULED, *_WRITERS, RecipientRole.PROPOSER),
    # A later embargo moves the hour with it.
    Step.SET_EMBARGO: (
        *(
            TellingRule(
                kind=NotificationKind.SCHEDULED, to=to, came_from=frozenset({Status.APPROVED})
            )
            for to in (*_WRITERS, RecipientRole.PROPOSER)
        ),
        TellingRule(
            kind=NotificationKind.HOURS_CHANGED,
            to=RecipientRole.CLAIMER,
            came_from=frozenset({Status.EDITING, Status.PROPOSED}),
        ),
    ),
    Step.SET_EXPIRY: _rules(NotificationKind.HOURS_CHANGED, RecipientRole.PROPOSER),
    # What was tried again is told as what came of it.
    Step.RETRY: (),
    Step.PUBLISH: _rules(NotificationKind.PUBLISHED, *_WRITERS),
    Step.RETURN_TO_CONTRIBUTOR: (
        TellingRule(
            kind=NotificationKind.CAME_BACK, to=RecipientRole.AUTHOR, instead=RecipientRole.VETTERS
        ),
        *_rules(NotificationKind.RETURNED, RecipientRole.SUBMITTER),
        TellingRule(
            kind=NotificationKind.RETURNED, to=RecipientRole.VETTERS, came_from=_AT_PROVINCE
        ),
        TellingRule(
            kind=NotificationKind.RETURNED, to=RecipientRole.PROPOSER, came_from=_WITH_APPROVER
        ),
    ),
    Step.RETURN_TO_UNIT: (
        TellingRule(kind=NotificationKind.CAME_BACK, to=RecipientRole.VETTERS),
        *_rules(NotificationKind.RETURNED, *_WRITERS),
        TellingRule(
            kind=NotificationKind.RETURNED, to=RecipientRole.PROPOSER, came_from=_WITH_APPROVER
        ),
    ),
    Step.RETURN_TO_DESK: (
        TellingRule(
            kind=NotificationKind.CAME_BACK, to=RecipientRole.CLAIMER, instead=RecipientRole.EDITORS
        ),
        *_rules(NotificationKind.RETURNED, RecipientRole.PROPOSER),
    ),
    Step.REOPEN: (
        TellingRule(
            kind=NotificationKind.REOPENED, to=RecipientRole.CLAIMER, instead=RecipientRole.EDITORS
        ),
        *_rules(NotificationKind.REOPENED, RecipientRole.PROPOSER),
        TellingRule(
            kind=NotificationKind.REOPENED,
            to=RecipientRole.APPROVED_BY,
            came_from=frozenset({Status.APPROVED}),
        ),
    ),
    Step.WITHDRAW: (
        *_rules(NotificationKind.WITHDRAWN, *_WRITERS),
        # Nobody but its author knew of a draft that was never sent.
        TellingRule(kind=NotificationKind.WITHDRAWN, to=RecipientRole.VETTERS, came_from=_AT_UNIT),
    ),
    Step.RESUME: _rules(NotificationKind.RESUMED, RecipientRole.AUTHOR),
    Step.REJECT: (
        *_rules(NotificationKind.REJECTED, *_WRITERS, RecipientRole.VETTERS),
        TellingRule(
            kind=NotificationKind.REJECTED, to=RecipientRole.PROPOSER, came_from=_WITH_APPROVER
        ),
    ),
    Step.RESTORE: (
        *_rules(NotificationKind.EDITING, RecipientRole.EDITORS),
        *_rules(NotificationKind.RESTORED, *_WRITERS, RecipientRole.VETTERS),
    ),
    Step.FORCE_PUBLISH: (
        *_rules(NotificationKind.CONFIRMING, RecipientRole.APPROVERS),
        *_rules(NotificationKind.PUBLISHED, *_WRITERS),
        # They were working on it: the ground moved beneath them.
        TellingRule(
            kind=NotificationKind.PUBLISHED,
            to=RecipientRole.CLAIMER,
            came_from=frozenset({Status.EDITING, Status.PROPOSED, Status.APPROVED}),
        ),
    ),
    Step.CONFIRM: _rules(NotificationKind.CONFIRMED, RecipientRole.FORCER),
    Step.BEGIN_CORRECTION: (),
    Step.PROPOSE_CORRECTION: _rules(NotificationKind.CORRECTING, RecipientRole.APPROVERS),
    Step.RETURN_CORRECTION: (
        TellingRule(
            kind=NotificationKind.CORRECTION_BACK,
            to=RecipientRole.CORRECTOR,
            instead=RecipientRole.EDITORS,
        ),
    ),
    Step.REOPEN_CORRECTION: _rules(NotificationKind.REOPENED, RecipientRole.CORRECTOR),
    Step.DROP_CORRECTION: _rules(NotificationKind.CORRECTION_DROPPED, RecipientRole.CORRECTOR),
    Step.CORRECT: _rules(NotificationKind.CORRECTED, *_WRITERS),
    Step.EXPIRE: _rules(NotificationKind.TAKEN_DOWN, *_WRITERS, RecipientRole.VETTERS),
    Step.TAKE_DOWN: _rules(NotificationKind.TAKEN_DOWN, *_WRITERS, RecipientRole.VETTERS),
    Step.REINSTATE: _rules(NotificationKind.REINSTATED, *_WRITERS, RecipientRole.VETTERS),
}

#: Rules for a scheduled action that could not be done.
FAILURE_RULES = _rules(NotificationKind.FAILED, RecipientRole.APPROVERS)


@dataclass(frozen=True, slots=True)
class Escalation:
    """Who is reminded when a story waits too long, first and second."""

    first: TellingRule
    second: TellingRule


def _escalation(
    first: RecipientRole,
    second: RecipientRole,
    *,
    instead: tuple[RecipientRole | None, RecipientRole | None],
    like: NotificationKind | None = None,
) -> Escalation:
    return Escalation(
        TellingRule(kind=NotificationKind.REMINDER, to=first, instead=instead[0], like=like),
        TellingRule(kind=NotificationKind.OVERDUE, to=second, instead=instead[1]),
    )


#: Status → who is reminded. Only people who see the story: what has not reached the province is
#: the unit's own affair. "Draft" are stories that came back, "published" those that owe a
#: confirmation.
ESCALATIONS: dict[Status, Escalation] = {
    Status.DRAFT: _escalation(
        RecipientRole.AUTHOR, RecipientRole.VETTERS, instead=(RecipientRole.VETTERS, None)
    ),
    Status.SUBMITTED: _escalation(
        RecipientRole.VETTERS,
        RecipientRole.TEAM_HEAD,
        instead=(None, RecipientRole.VETTERS),
        like=NotificationKind.VETTING,
    ),
    Status.RECEIVED: _escalation(
        RecipientRole.EDITORS, RecipientRole.CONTENT_HEAD, instead=(None, RecipientRole.APPROVERS)
    ),
    Status.EDITING: _escalation(
        RecipientRole.CLAIMER,
        RecipientRole.CONTENT_HEAD,
        instead=(RecipientRole.EDITORS, RecipientRole.APPROVERS),
    ),
    Status.PROPOSED: _escalation(
        RecipientRole.APPROVERS,
        RecipientRole.STEERING_HEAD,
        instead=(None, RecipientRole.APPROVERS),
        like=NotificationKind.APPROVING,
    ),
    Status.PUBLISHED: _escalation(
        RecipientRole.APPROVERS,
        RecipientRole.STEERING_HEAD,
        instead=(None, RecipientRole.APPROVERS),
        like=NotificationKind.CONFIRMING,
    ),
}

#: The same for a correction that has been proposed; the limits are those of a proposed story.
CORRECTION_ESCALATION = _escalation(
    RecipientRole.APPROVERS,
    RecipientRole.STEERING_HEAD,
    instead=(None, RecipientRole.APPROVERS),
    like=NotificationKind.CORRECTING,
)

#: Status → working hours until the first and the second reminder, as every agency begins.
FIRST_LIMITS: dict[Status, tuple[int, int]] = {
    Status.DRAFT: (24, 40),
    Status.SUBMITTED: (8, 16),
    Status.RECEIVED: (8, 16),
    Status.EDITING: (16, 32),
    Status.PROPOSED: (8, 16),
    Status.PUBLISHED: (8, 16),
}

#: Telling later than this after it happened is history being entered, not news.
NEWS_FOR = dt.timedelta(days=2)


def rules_for(step: Step, *, came_from: str, waits_for_hour: bool) -> tuple[TellingRule, ...]:
    """The rules that hold for a step taken from the status `came_from`.

    `waits_for_hour`: an approval left the story waiting for its hour of publication.
    """
    if step is Step.APPROVE and not waits_for_hour:
        return ()
    return tuple(
        rule
        for rule in TELLING_RULES.get(step, ())
        if not rule.came_from or came_from in rule.came_from
    )


#: Kind → what it tells that a story waits for: whom four eyes bars from that is told last.
WAIT_OF: dict[NotificationKind, Wait] = {
    NotificationKind.VETTING: VETTING,
    NotificationKind.APPROVING: APPROVING,
    NotificationKind.CORRECTING: APPROVING_CORRECTION,
    NotificationKind.CONFIRMING: CONFIRMING,
}


def is_news(happened_at: dt.datetime, recorded_at: dt.datetime) -> bool:
    """Whether people are notified: not when an archive is typed in long after it happened."""
    return recorded_at - happened_at <= NEWS_FOR
