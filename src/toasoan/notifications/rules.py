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
from toasoan.notifications.kinds import CHOICES, Group, How, Kind
from toasoan.notifications.models import MailState
from toasoan.vietnamese.working_time import WorkingCalendar, next_working_morning

#: When the one mail of the morning goes, in Vietnamese time.
DIGEST_AT = dt.time(7, 30)


@dataclass(frozen=True, slots=True)
class MailPlan:
    """What becomes of a notification's mail: its state, its hour, alone or in the digest."""

    state: MailState
    due_at: dt.datetime | None = None
    in_digest: bool = False


def way_of(group: Group, chosen: str | None) -> How:
    """How mail of the group goes; a choice that is not theirs to make counts as none made."""
    ways = CHOICES.get(group, (How.AT_ONCE,))
    return How(chosen) if chosen in ways else How.AT_ONCE


def mail_plan(
    how: How, *, has_address: bool, now: dt.datetime, calendar: WorkingCalendar
) -> MailPlan:
    """What becomes of the mail about something told now."""
    if how is How.NONE:
        return MailPlan(MailState.NOT_WANTED)
    if not has_address:
        return MailPlan(MailState.NO_ADDRESS)
    if how is How.DIGEST:
        morning = next_working_morning(now, DIGEST_AT, calendar)
        return MailPlan(MailState.WAITING, morning, in_digest=True)
    return MailPlan(MailState.WAITING, now)


#: How long until a mail that was not taken is tried again; after the last one it has failed.
BACK_OFF = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720))


def next_try(attempts: int, now: dt.datetime) -> dt.datetime | None:
    """When to try again after so many attempts; None when it has been tried often enough."""
    return now + BACK_OFF[attempts - 1] if attempts <= len(BACK_OFF) else None


class To(StrEnum):
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
class Told:
    """One line of the table: who is told what.

    `came_from` limits the line to some earlier statuses. `instead` is told when nobody of `to`
    can be: an author who has left, an editor who is disabled. `like` names the kind whose four
    eyes hold here too.
    """

    kind: Kind
    to: To
    came_from: frozenset[Status] = frozenset()
    instead: To | None = None
    like: Kind | None = None


_AT_UNIT = frozenset({Status.SUBMITTED})
_AT_PROVINCE = frozenset({Status.RECEIVED, Status.EDITING, Status.PROPOSED, Status.APPROVED})
_WITH_APPROVER = frozenset({Status.PROPOSED, Status.APPROVED})
_WRITERS = (To.AUTHOR, To.SUBMITTER)


def _all(kind: Kind, *people: To) -> tuple[Told, ...]:
    return tuple(Told(kind=kind, to=to) for to in people)


#: Step → who is told what. Whoever stands in two lines is told the first of them.
#: A step with no line tells nobody; every step of the table of steps stands here.
TOLD: dict[Step, tuple[Told, ...]] = {
    Step.SUBMIT: _all(Kind.VETTING, To.VETTERS),
    Step.HAND_IN: _all(Kind.EDITING, To.EDITORS),
    Step.VET: _all(Kind.EDITING, To.EDITORS),
    Step.CLAIM: (),
    Step.PROPOSE: _all(Kind.APPROVING, To.APPROVERS),
    # An approval that publishes at once is told as the publication.
    Step.APPROVE: _all(Kind.SCHEDULED, *_WRITERS, To.PROPOSER),
    Step.SCHEDULE: _all(Kind.SCHEDULED, *_WRITERS, To.PROPOSER),
    # A later embargo moves the hour with it.
    Step.SET_EMBARGO: (
        *(
            Told(kind=Kind.SCHEDULED, to=to, came_from=frozenset({Status.APPROVED}))
            for to in (*_WRITERS, To.PROPOSER)
        ),
        Told(
            kind=Kind.HOURS_CHANGED,
            to=To.CLAIMER,
            came_from=frozenset({Status.EDITING, Status.PROPOSED}),
        ),
    ),
    Step.SET_EXPIRY: _all(Kind.HOURS_CHANGED, To.PROPOSER),
    # What was tried again is told as what came of it.
    Step.RETRY: (),
    Step.PUBLISH: _all(Kind.PUBLISHED, *_WRITERS),
    Step.RETURN_TO_CONTRIBUTOR: (
        Told(kind=Kind.CAME_BACK, to=To.AUTHOR, instead=To.VETTERS),
        *_all(Kind.RETURNED, To.SUBMITTER),
        Told(kind=Kind.RETURNED, to=To.VETTERS, came_from=_AT_PROVINCE),
        Told(kind=Kind.RETURNED, to=To.PROPOSER, came_from=_WITH_APPROVER),
    ),
    Step.RETURN_TO_UNIT: (
        Told(kind=Kind.CAME_BACK, to=To.VETTERS),
        *_all(Kind.RETURNED, *_WRITERS),
        Told(kind=Kind.RETURNED, to=To.PROPOSER, came_from=_WITH_APPROVER),
    ),
    Step.RETURN_TO_DESK: (
        Told(kind=Kind.CAME_BACK, to=To.CLAIMER, instead=To.EDITORS),
        *_all(Kind.RETURNED, To.PROPOSER),
    ),
    Step.REOPEN: (
        Told(kind=Kind.REOPENED, to=To.CLAIMER, instead=To.EDITORS),
        *_all(Kind.REOPENED, To.PROPOSER),
        Told(kind=Kind.REOPENED, to=To.APPROVED_BY, came_from=frozenset({Status.APPROVED})),
    ),
    Step.WITHDRAW: (
        *_all(Kind.WITHDRAWN, *_WRITERS),
        # Nobody but its author knew of a draft that was never sent.
        Told(kind=Kind.WITHDRAWN, to=To.VETTERS, came_from=_AT_UNIT),
    ),
    Step.RESUME: _all(Kind.RESUMED, To.AUTHOR),
    Step.REJECT: (
        *_all(Kind.REJECTED, *_WRITERS, To.VETTERS),
        Told(kind=Kind.REJECTED, to=To.PROPOSER, came_from=_WITH_APPROVER),
    ),
    Step.RESTORE: (
        *_all(Kind.EDITING, To.EDITORS),
        *_all(Kind.RESTORED, *_WRITERS, To.VETTERS),
    ),
    Step.FORCE_PUBLISH: (
        *_all(Kind.CONFIRMING, To.APPROVERS),
        *_all(Kind.PUBLISHED, *_WRITERS),
        # They were working on it: the ground moved beneath them.
        Told(
            kind=Kind.PUBLISHED,
            to=To.CLAIMER,
            came_from=frozenset({Status.EDITING, Status.PROPOSED, Status.APPROVED}),
        ),
    ),
    Step.CONFIRM: _all(Kind.CONFIRMED, To.FORCER),
    Step.BEGIN_CORRECTION: (),
    Step.PROPOSE_CORRECTION: _all(Kind.CORRECTING, To.APPROVERS),
    Step.RETURN_CORRECTION: (Told(kind=Kind.CORRECTION_BACK, to=To.CORRECTOR, instead=To.EDITORS),),
    Step.REOPEN_CORRECTION: _all(Kind.REOPENED, To.CORRECTOR),
    Step.DROP_CORRECTION: _all(Kind.CORRECTION_DROPPED, To.CORRECTOR),
    Step.CORRECT: _all(Kind.CORRECTED, *_WRITERS),
    Step.EXPIRE: _all(Kind.TAKEN_DOWN, *_WRITERS, To.VETTERS),
    Step.TAKE_DOWN: _all(Kind.TAKEN_DOWN, *_WRITERS, To.VETTERS),
    Step.REINSTATE: _all(Kind.REINSTATED, *_WRITERS, To.VETTERS),
}

#: Told when the clock could not do what was due.
TOLD_OF_FAILURE = _all(Kind.FAILED, To.APPROVERS)


@dataclass(frozen=True, slots=True)
class Escalation:
    """Who is reminded when a story waits too long, first and second."""

    first: Told
    second: Told


def _escalation(
    first: To, second: To, *, instead: tuple[To | None, To | None], like: Kind | None = None
) -> Escalation:
    return Escalation(
        Told(kind=Kind.REMINDER, to=first, instead=instead[0], like=like),
        Told(kind=Kind.OVERDUE, to=second, instead=instead[1]),
    )


#: Status → who is reminded. Only people who see the story: what has not reached the province is
#: the unit's own affair. "Draft" are stories that came back, "published" those that owe a
#: confirmation.
ESCALATIONS: dict[Status, Escalation] = {
    Status.DRAFT: _escalation(To.AUTHOR, To.VETTERS, instead=(To.VETTERS, None)),
    Status.SUBMITTED: _escalation(
        To.VETTERS, To.TEAM_HEAD, instead=(None, To.VETTERS), like=Kind.VETTING
    ),
    Status.RECEIVED: _escalation(To.EDITORS, To.CONTENT_HEAD, instead=(None, To.APPROVERS)),
    Status.EDITING: _escalation(To.CLAIMER, To.CONTENT_HEAD, instead=(To.EDITORS, To.APPROVERS)),
    Status.PROPOSED: _escalation(
        To.APPROVERS, To.STEERING_HEAD, instead=(None, To.APPROVERS), like=Kind.APPROVING
    ),
    Status.PUBLISHED: _escalation(
        To.APPROVERS, To.STEERING_HEAD, instead=(None, To.APPROVERS), like=Kind.CONFIRMING
    ),
}

#: The same for a correction that has been proposed; the limits are those of a proposed story.
CORRECTION_ESCALATION = _escalation(
    To.APPROVERS, To.STEERING_HEAD, instead=(None, To.APPROVERS), like=Kind.CORRECTING
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


def told_by(step: Step, *, came_from: str, waits_for_hour: bool) -> tuple[Told, ...]:
    """The lines of the table that hold for a step as it was taken."""
    if step is Step.APPROVE and not waits_for_hour:
        return ()
    return tuple(
        line for line in TOLD.get(step, ()) if not line.came_from or came_from in line.came_from
    )


#: Kind → what it tells that a story waits for: whom four eyes bars from that is told last.
WAIT_OF: dict[Kind, Wait] = {
    Kind.VETTING: VETTING,
    Kind.APPROVING: APPROVING,
    Kind.CORRECTING: APPROVING_CORRECTION,
    Kind.CONFIRMING: CONFIRMING,
}


def is_news(happened_at: dt.datetime, recorded_at: dt.datetime) -> bool:
    """Whether something is told at all: an archive that is typed in is not news to anybody."""
    return recorded_at - happened_at <= NEWS_FOR
