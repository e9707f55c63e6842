"""The one table of steps: which may follow which, who may take them, what they ask for.

Buttons, forms, bulk actions, the clock and the API all read this table (decision 0004).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where a story is on its way."""

    DRAFT = "draft", _("being written")
    SUBMITTED = "submitted", _("waiting for the unit's leader")
    RECEIVED = "received", _("received by the desk")
    EDITING = "editing", _("being edited")
    PROPOSED = "proposed", _("waiting for approval")
    APPROVED = "approved", _("approved, waiting for its hour")
    PUBLISHED = "published", _("published")
    TAKEN_DOWN = "taken_down", _("taken down")
    WITHDRAWN = "withdrawn", _("withdrawn")
    REJECTED = "rejected", _("not used")


class Correction(models.TextChoices):
    """How far the next edition of a published story has come, beside its status.

    Kept apart: while a correction is on its way the story stays published (decision 0013).
    """

    NONE = "", _("no correction")
    WRITING = "writing", _("correction being written")
    PROPOSED = "proposed", _("correction waiting for approval")


class Step(models.TextChoices):
    """A named step of a story."""

    SUBMIT = "submit", _("Send to the unit's leader")
    HAND_IN = "hand_in", _("Hand in to the desk")
    VET = "vet", _("Clear and send to the province")
    CLAIM = "claim", _("Take up for editing")
    PROPOSE = "propose", _("Propose for approval")
    APPROVE = "approve", _("Approve")
    SCHEDULE = "schedule", _("Change the hour")
    SET_EMBARGO = "set_embargo", _("Change the embargo")
    SET_EXPIRY = "set_expiry", _("Change the hour of taking down")
    RETRY = "retry", _("Try again")
    PUBLISH = "publish", _("Publish")
    # The nearest way back first, here as on every screen.
    RETURN_TO_DESK = "return_to_desk", _("Return to the desk")
    RETURN_TO_UNIT = "return_to_unit", _("Return to the unit's leader")
    RETURN_TO_CONTRIBUTOR = "return_to_contributor", _("Return to the contributor")
    REOPEN = "reopen", _("Changed again")
    WITHDRAW = "withdraw", _("Withdraw")
    RESUME = "resume", _("Go on writing")
    REJECT = "reject", _("Do not use")
    RESTORE = "restore", _("Take up again")
    FORCE_PUBLISH = "force_publish", _("Publish urgently")
    CONFIRM = "confirm", _("Confirm the urgent publication")
    BEGIN_CORRECTION = "begin_correction", _("Begin a correction")
    PROPOSE_CORRECTION = "propose_correction", _("Propose the correction")
    RETURN_CORRECTION = "return_correction", _("Return the correction")
    REOPEN_CORRECTION = "reopen_correction", _("Correction changed again")
    DROP_CORRECTION = "drop_correction", _("Drop the correction")
    CORRECT = "correct", _("Publish the correction")
    TAKE_DOWN = "take_down", _("Take down")
    EXPIRE = "expire", _("Taken down at its hour")
    REINSTATE = "reinstate", _("Put back on the site")


class Relation(StrEnum):
    """What a person is to a story on the day."""

    AUTHOR = "author"
    VETTER = "vetter"
    EDITOR = "editor"
    APPROVER = "approver"
    CLOCK = "clock"


class Guard(StrEnum):
    """A condition of a step, the same for screens, API and clock; `rules` checks each."""

    COMPLETE = "complete"
    SECTION = "section"
    UNIT_OPEN = "unit_open"
    NOT_OWN_STORY = "not_own_story"
    FOUR_EYES = "four_eyes"
    SAME_REVISION = "same_revision"
    REMARKS = "remarks"
    DUE = "due"
    EXPIRED = "expired"
    EMBARGO = "embargo"
    EMBARGO_NAMED = "embargo_named"
    HOURS = "hours"
    FAILED = "failed"
    FROM_DESK = "from_desk"
    NO_CORRECTION = "no_correction"
    CORRECTION_OPEN = "correction_open"
    CORRECTION_WRITING = "correction_writing"
    CORRECTION_PROPOSED = "correction_proposed"
    CHANGED = "changed"
    OWES_APPROVAL = "owes_approval"
    OTHER_THAN_FORCER = "other_than_forcer"
    PERSONAL_DATA = "personal_data"


class Ask(StrEnum):
    """A thing that a step asks for, for example a note or reason codes."""

    REASONS = "reasons"
    NOTE = "note"
    PUBLISH_AT = "publish_at"
    EMBARGO_UNTIL = "embargo_until"
    EXPIRES_AT = "expires_at"
    CONFIRMS_HOUR = "confirms_hour"
    BREAKS_EMBARGO = "breaks_embargo"
    CONFIRMS_PERSONAL = "confirms_personal"
    WRONG = "wrong"
    RIGHT = "right"
    TAKE_DOWN_KIND = "take_down_kind"
    REDIRECT = "redirect_to"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row: from which status whom it is open to, where it leads, what must hold.

    A row without a target leaves the status as it is. `required` and `optional` say what the
    step asks for. `automatic` rows have no button. `effect` names the function of `effects` that
    does what the step does besides moving the story. `sends_back`: the entry of this step is shown
    with the story until it is sent on again. `keeps_return`: the step sends nothing on, so a return
    stays shown.
    """

    sources: Mapping[Status, frozenset[Relation]]
    target: Status | None
    guards: tuple[Guard, ...] = ()
    required: tuple[Ask, ...] = ()
    optional: tuple[Ask, ...] = (Ask.NOTE,)
    automatic: bool = False
    effect: str = ""
    sends_back: bool = False
    keeps_return: bool = False


def _by(*relations: Relation) -> frozenset[Relation]:
    return frozenset(relations)


_AUTHOR = _by(Relation.AUTHOR)
_VETTER = _by(Relation.VETTER)
_EDITOR = _by(Relation.EDITOR)
_APPROVER = _by(Relation.APPROVER)
_DESK = _by(Relation.EDITOR, Relation.APPROVER)
_WITH_REASONS = (Ask.REASONS,)
_WITH_NOTE = (Ask.NOTE,)

TRANSITIONS: dict[Step, Transition] = {
    Step.SUBMIT: Transition(
        {Status.DRAFT: _by(Relation.AUTHOR, Relation.VETTER)},
        Status.SUBMITTED,
        guards=(Guard.COMPLETE, Guard.UNIT_OPEN),
        effect="submitted",
    ),
    Step.HAND_IN: Transition(
        # The provincial desk's own stories skip vetting, not approval.
        {Status.DRAFT: _AUTHOR},
        Status.RECEIVED,
        guards=(Guard.FROM_DESK, Guard.COMPLETE, Guard.UNIT_OPEN),
        effect="submitted",
    ),
    Step.VET: Transition(
        {Status.SUBMITTED: _VETTER},
        Status.RECEIVED,
        guards=(Guard.COMPLETE, Guard.NOT_OWN_STORY, Guard.SAME_REVISION),
        effect="vetted",
    ),
    Step.CLAIM: Transition(
        {Status.RECEIVED: _EDITOR},
        Status.EDITING,
        effect="claimed",
    ),
    Step.PROPOSE: Transition(
        {Status.EDITING: _EDITOR},
        Status.PROPOSED,
        guards=(Guard.COMPLETE, Guard.SECTION, Guard.HOURS),
        optional=(Ask.NOTE, Ask.PUBLISH_AT, Ask.EMBARGO_UNTIL, Ask.CONFIRMS_HOUR),
        effect="proposed",
    ),
    Step.APPROVE: Transition(
        {Status.PROPOSED: _APPROVER},
        Status.APPROVED,
        guards=(
            Guard.COMPLETE,
            Guard.SECTION,
            Guard.FOUR_EYES,
            Guard.SAME_REVISION,
            Guard.REMARKS,
            Guard.HOURS,
        ),
        optional=(
            Ask.NOTE,
            Ask.PUBLISH_AT,
            Ask.EMBARGO_UNTIL,
            Ask.EXPIRES_AT,
            Ask.CONFIRMS_HOUR,
        ),
        effect="approved",
    ),
    Step.SCHEDULE: Transition(
        {Status.APPROVED: _APPROVER},
        None,
        guards=(Guard.HOURS,),
        required=(Ask.PUBLISH_AT,),
        optional=(Ask.NOTE, Ask.CONFIRMS_HOUR),
        effect="hours_set",
    ),
    Step.SET_EMBARGO: Transition(
        # Left empty it is lifted, and then the reason is asked for.
        {Status.EDITING: _APPROVER, Status.PROPOSED: _APPROVER, Status.APPROVED: _APPROVER},
        None,
        guards=(Guard.HOURS,),
        optional=(Ask.EMBARGO_UNTIL, Ask.CONFIRMS_HOUR, Ask.NOTE),
        effect="hours_set",
        keeps_return=True,
    ),
    Step.SET_EXPIRY: Transition(
        {Status.APPROVED: _APPROVER, Status.PUBLISHED: _APPROVER},
        None,
        guards=(Guard.HOURS,),
        optional=(Ask.EXPIRES_AT, Ask.CONFIRMS_HOUR, Ask.NOTE),
        effect="hours_set",
        keeps_return=True,
    ),
    Step.PUBLISH: Transition(
        {Status.APPROVED: _by(Relation.CLOCK)},
        Status.PUBLISHED,
        guards=(Guard.DUE, Guard.EMBARGO, Guard.COMPLETE, Guard.SECTION),
        automatic=True,
        effect="published",
    ),
    Step.RETRY: Transition(
        # What the clock could not do is tried at once, with all its guards.
        {Status.APPROVED: _APPROVER, Status.PUBLISHED: _APPROVER},
        None,
        guards=(Guard.FAILED,),
        effect="tried_again",
        keeps_return=True,
    ),
    Step.RETURN_TO_DESK: Transition(
        {Status.PROPOSED: _APPROVER, Status.APPROVED: _APPROVER},
        Status.EDITING,
        required=_WITH_REASONS,
        sends_back=True,
    ),
    Step.RETURN_TO_UNIT: Transition(
        {
            Status.RECEIVED: _EDITOR,
            Status.EDITING: _EDITOR,
            Status.PROPOSED: _APPROVER,
            Status.APPROVED: _APPROVER,
        },
        Status.SUBMITTED,
        required=_WITH_REASONS,
        sends_back=True,
    ),
    Step.RETURN_TO_CONTRIBUTOR: Transition(
        {
            Status.SUBMITTED: _VETTER,
            Status.RECEIVED: _EDITOR,
            Status.EDITING: _EDITOR,
            Status.PROPOSED: _APPROVER,
            Status.APPROVED: _APPROVER,
        },
        Status.DRAFT,
        required=_WITH_REASONS,
        sends_back=True,
    ),
    Step.REOPEN: Transition(
        # An approval is of one revision: a later change opens it again.
        {Status.PROPOSED: _EDITOR, Status.APPROVED: _EDITOR},
        Status.EDITING,
        automatic=True,
    ),
    Step.WITHDRAW: Transition(
        {Status.DRAFT: _AUTHOR, Status.SUBMITTED: _by(Relation.AUTHOR, Relation.VETTER)},
        Status.WITHDRAWN,
    ),
    Step.RESUME: Transition(
        # After a refusal the unit may write on; nothing is a dead end.
        {
            Status.WITHDRAWN: _by(Relation.AUTHOR, Relation.VETTER),
            Status.REJECTED: _by(Relation.AUTHOR, Relation.VETTER),
        },
        Status.DRAFT,
    ),
    Step.REJECT: Transition(
        {Status.RECEIVED: _EDITOR, Status.EDITING: _EDITOR, Status.PROPOSED: _APPROVER},
        Status.REJECTED,
        required=_WITH_REASONS,
    ),
    Step.RESTORE: Transition({Status.REJECTED: _DESK}, Status.RECEIVED),
    Step.FORCE_PUBLISH: Transition(
        {
            Status.RECEIVED: _APPROVER,
            Status.EDITING: _APPROVER,
            Status.PROPOSED: _APPROVER,
            Status.APPROVED: _APPROVER,
        },
        Status.PUBLISHED,
        guards=(Guard.COMPLETE, Guard.SECTION, Guard.EMBARGO_NAMED, Guard.SAME_REVISION),
        required=_WITH_NOTE,
        optional=(Ask.BREAKS_EMBARGO,),
        effect="published_urgently",
    ),
    Step.CONFIRM: Transition(
        # The debt outlives a correction and a take-down: only another person settles it.
        {Status.PUBLISHED: _APPROVER, Status.TAKEN_DOWN: _APPROVER},
        None,
        guards=(Guard.OWES_APPROVAL, Guard.OTHER_THAN_FORCER, Guard.REMARKS),
        effect="confirmed",
        keeps_return=True,
    ),
    Step.BEGIN_CORRECTION: Transition(
        {Status.PUBLISHED: _EDITOR, Status.TAKEN_DOWN: _EDITOR},
        None,
        guards=(Guard.NO_CORRECTION,),
        effect="correction_begun",
    ),
    Step.PROPOSE_CORRECTION: Transition(
        {Status.PUBLISHED: _EDITOR, Status.TAKEN_DOWN: _EDITOR},
        None,
        guards=(Guard.CORRECTION_WRITING, Guard.CHANGED, Guard.COMPLETE, Guard.SECTION),
        required=(Ask.WRONG, Ask.RIGHT),
        effect="correction_proposed",
    ),
    Step.RETURN_CORRECTION: Transition(
        {Status.PUBLISHED: _APPROVER, Status.TAKEN_DOWN: _APPROVER},
        None,
        guards=(Guard.CORRECTION_PROPOSED,),
        required=_WITH_REASONS,
        effect="correction_reopened",
        sends_back=True,
    ),
    Step.REOPEN_CORRECTION: Transition(
        # As with a proposal: an approval is of one revision.
        {Status.PUBLISHED: _EDITOR, Status.TAKEN_DOWN: _EDITOR},
        None,
        guards=(Guard.CORRECTION_PROPOSED,),
        automatic=True,
        effect="correction_reopened",
    ),
    Step.DROP_CORRECTION: Transition(
        {Status.PUBLISHED: _DESK, Status.TAKEN_DOWN: _DESK},
        None,
        guards=(Guard.CORRECTION_OPEN,),
        effect="correction_dropped",
    ),
    Step.CORRECT: Transition(
        # A story taken down for an error comes back corrected in one step.
        {Status.PUBLISHED: _APPROVER, Status.TAKEN_DOWN: _APPROVER},
        Status.PUBLISHED,
        guards=(
            Guard.CORRECTION_PROPOSED,
            Guard.CHANGED,
            Guard.COMPLETE,
            Guard.SECTION,
            Guard.EMBARGO,
            Guard.FOUR_EYES,
            Guard.SAME_REVISION,
            Guard.REMARKS,
        ),
        required=(Ask.WRONG, Ask.RIGHT),
        effect="corrected",
    ),
    Step.TAKE_DOWN: Transition(
        {Status.PUBLISHED: _APPROVER},
        Status.TAKEN_DOWN,
        required=(Ask.TAKE_DOWN_KIND,),
        optional=(Ask.REDIRECT, Ask.NOTE),
        effect="taken_down",
        keeps_return=True,
    ),
    Step.EXPIRE: Transition(
        {Status.PUBLISHED: _by(Relation.CLOCK)},
        Status.TAKEN_DOWN,
        guards=(Guard.EXPIRED,),
        automatic=True,
        effect="expired",
        keeps_return=True,
    ),
    Step.REINSTATE: Transition(
        {Status.TAKEN_DOWN: _APPROVER},
        Status.PUBLISHED,
        guards=(Guard.EMBARGO, Guard.PERSONAL_DATA),
        required=_WITH_NOTE,
        optional=(Ask.CONFIRMS_PERSONAL,),
        effect="reinstated",
        keeps_return=True,
    ),
}

#: Who may change the text in each status; a status that is missing is closed to all.
WRITERS: dict[Status, frozenset[Relation]] = {
    Status.DRAFT: _by(Relation.AUTHOR, Relation.VETTER),
    Status.SUBMITTED: _VETTER,
    Status.EDITING: _EDITOR,
    Status.PROPOSED: _EDITOR,
    Status.APPROVED: _EDITOR,
    # Only inside a correction: what is written waits, readers keep the last edition.
    Status.PUBLISHED: _EDITOR,
    Status.TAKEN_DOWN: _EDITOR,
}

#: Where the text is open only while a correction is on its way.
CORRECTED_IN = frozenset({Status.PUBLISHED, Status.TAKEN_DOWN})
