"""The table of deeds: from which states a question goes where, and who may do it."""

from dataclasses import dataclass
from enum import StrEnum

from toasoan.questions.kinds import EntryKind, QuestionState, ReasonUse

_RECEIVED, _CLASSIFIED = QuestionState.RECEIVED, QuestionState.CLASSIFIED
_ASSIGNED, _SIGNED, _APPROVED = (
    QuestionState.ASSIGNED,
    QuestionState.SIGNED,
    QuestionState.APPROVED,
)
_ANSWERED, _PUBLISHED = QuestionState.ANSWERED, QuestionState.PUBLISHED


class Role(StrEnum):
    """What a person is to a question today."""

    CLERK = "clerk"
    WRITER = "writer"
    LEADER = "leader"
    APPROVER = "approver"
    SENDER = "sender"


class Deed(StrEnum):
    """One thing that somebody does with a question."""

    CLASSIFY = "classify"
    CHANGE_KIND = "change_kind"
    ASSIGN = "assign"
    RETURN = "return"
    WRITE = "write"
    SIGN = "sign"
    SEND_BACK = "send_back"
    APPROVE = "approve"
    SEND = "send"
    PREPARE = "prepare"
    PUBLISH = "publish"
    CORRECT = "correct"
    UNPUBLISH = "unpublish"
    MARK_LAW = "mark_law"
    NOTICE = "notice"
    EXTEND = "extend"
    REFER = "refer"
    JOIN = "join"
    SEPARATE = "separate"
    REFUSE = "refuse"
    REOPEN = "reopen"
    SEAL = "seal"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """One row: who, from where, to where, what the history says, which reasons are chosen from.

    Without a `target` the state stays. `needs_note`: the deed asks for words of its own.
    """

    who: frozenset[Role]
    sources: frozenset[QuestionState]
    entry: EntryKind
    target: QuestionState | None = None
    reason: ReasonUse | None = None
    needs_note: bool = False


_CLERK = frozenset({Role.CLERK})
_LEADER = frozenset({Role.LEADER})
_APPROVER = frozenset({Role.APPROVER})
_CLERK_OR_APPROVER = _CLERK | _APPROVER
#: Nobody has answered yet.
_BEFORE_ANSWER = frozenset({_RECEIVED, _CLASSIFIED, _ASSIGNED})
_OPEN = _BEFORE_ANSWER | {_SIGNED, _APPROVED}

TRANSITIONS: dict[Deed, Transition] = {
    Deed.CLASSIFY: Transition(
        who=_CLERK,
        sources=frozenset({_RECEIVED, _CLASSIFIED}),
        target=_CLASSIFIED,
        entry=EntryKind.CLASSIFIED,
    ),
    Deed.CHANGE_KIND: Transition(who=_CLERK, sources=_OPEN, entry=EntryKind.KIND_CHANGED),
    Deed.ASSIGN: Transition(
        who=_CLERK,
        sources=frozenset({_CLASSIFIED, _ASSIGNED}),
        target=_ASSIGNED,
        entry=EntryKind.ASSIGNED,
    ),
    Deed.RETURN: Transition(
        who=_LEADER,
        sources=frozenset({_ASSIGNED}),
        target=_CLASSIFIED,
        entry=EntryKind.UNIT_RETURNED,
        reason=ReasonUse.UNIT_RETURN,
    ),
    Deed.WRITE: Transition(
        who=frozenset({Role.WRITER}), sources=frozenset({_ASSIGNED}), entry=EntryKind.DRAFTED
    ),
    Deed.SIGN: Transition(
        who=_LEADER, sources=frozenset({_ASSIGNED}), target=_SIGNED, entry=EntryKind.SIGNED
    ),
    Deed.SEND_BACK: Transition(
        who=_CLERK_OR_APPROVER,
        sources=frozenset({_SIGNED, _APPROVED}),
        target=_ASSIGNED,
        entry=EntryKind.SENT_BACK,
        reason=ReasonUse.SEND_BACK,
    ),
    Deed.APPROVE: Transition(
        who=_APPROVER, sources=frozenset({_SIGNED}), target=_APPROVED, entry=EntryKind.APPROVED
    ),
    Deed.SEND: Transition(
        who=_CLERK_OR_APPROVER,
        sources=frozenset({_APPROVED}),
        target=_ANSWERED,
        entry=EntryKind.ANSWERED,
    ),
    Deed.PREPARE: Transition(
        who=_CLERK_OR_APPROVER,
        sources=frozenset({_SIGNED, _APPROVED, _ANSWERED, _PUBLISHED}),
        entry=EntryKind.PREPARED,
    ),
    Deed.PUBLISH: Transition(
        who=_APPROVER,
        sources=frozenset({_APPROVED, _ANSWERED}),
        target=_PUBLISHED,
        entry=EntryKind.PUBLISHED,
    ),
    Deed.CORRECT: Transition(
        who=_APPROVER,
        sources=frozenset({_PUBLISHED}),
        target=_PUBLISHED,
        entry=EntryKind.CORRECTED,
        needs_note=True,
    ),
    Deed.UNPUBLISH: Transition(
        who=_CLERK_OR_APPROVER,
        sources=frozenset({_PUBLISHED}),
        target=_ANSWERED,
        entry=EntryKind.UNPUBLISHED,
        reason=ReasonUse.UNPUBLISHING,
    ),
    Deed.MARK_LAW: Transition(
        who=_CLERK_OR_APPROVER, sources=frozenset({_PUBLISHED}), entry=EntryKind.LAW_MARKED
    ),
    Deed.NOTICE: Transition(
        who=_CLERK, sources=_BEFORE_ANSWER, entry=EntryKind.NOTICED, needs_note=True
    ),
    Deed.EXTEND: Transition(
        who=_CLERK, sources=_OPEN, entry=EntryKind.EXTENDED, reason=ReasonUse.EXTENSION
    ),
    Deed.REFER: Transition(
        who=_CLERK,
        sources=_BEFORE_ANSWER,
        target=QuestionState.REFERRED,
        entry=EntryKind.REFERRED,
    ),
    Deed.JOIN: Transition(
        who=_CLERK, sources=_BEFORE_ANSWER, target=QuestionState.JOINED, entry=EntryKind.JOINED
    ),
    Deed.SEPARATE: Transition(
        who=_CLERK,
        sources=frozenset({QuestionState.JOINED}),
        target=_CLASSIFIED,
        entry=EntryKind.SEPARATED,
    ),
    Deed.REFUSE: Transition(
        who=_CLERK,
        sources=_BEFORE_ANSWER,
        target=QuestionState.REFUSED,
        entry=EntryKind.REFUSED,
        reason=ReasonUse.REFUSAL,
    ),
    Deed.REOPEN: Transition(
        who=_CLERK,
        sources=frozenset({QuestionState.REFUSED, QuestionState.REFERRED}),
        target=_CLASSIFIED,
        entry=EntryKind.REOPENED,
        needs_note=True,
    ),
    Deed.SEAL: Transition(
        who=_CLERK,
        sources=_BEFORE_ANSWER | {_SIGNED},
        target=QuestionState.SEALED,
        entry=EntryKind.SEALED,
    ),
    Deed.WITHDRAW: Transition(
        who=frozenset({Role.SENDER}),
        sources=_BEFORE_ANSWER | {_SIGNED},
        target=QuestionState.WITHDRAWN,
        entry=EntryKind.WITHDRAWN,
    ),
}
