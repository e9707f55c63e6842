"""A step being taken: what it leaves in the row and what the ledger tells of it."""

from dataclasses import dataclass
from typing import Any

from toasoan.accounts.models import User
from toasoan.editorial.hours import after_step
from toasoan.editorial.models import Progress
from toasoan.editorial.rules import Answers, Situation, asked_hours, hours_of
from toasoan.editorial.transitions import Ask, Correction, Status, Step
from toasoan.stories.models import TakeDown

_NO_CORRECTION: dict[str, Any] = {
    "correction": Correction.NONE,
    "correction_since": None,
    "correction_by": None,
    "correction_note": {},
}
_NOT_FAILED: dict[str, Any] = {"failed_step": "", "failed_since": None, "failure": ""}
_SETS_HOURS = frozenset(
    {Step.PROPOSE, Step.APPROVE, Step.SCHEDULE, Step.SET_EMBARGO, Step.SET_EXPIRY}
)
_BACK_ON_ITS_WAY = frozenset({Status.DRAFT, Status.SUBMITTED, Status.EDITING})


@dataclass(frozen=True, slots=True)
class Press:
    """One step being taken: everything that its consequences need."""

    progress: Progress
    step: Step
    situation: Situation
    answers: Answers
    actor: User | None

    @property
    def revision_id(self) -> int | None:
        """The text that the step is about."""
        return self.situation.latest_revision_id


def noted(press: Press) -> dict[str, Any]:
    """Columns of the row that the step sets: what later guards and screens ask for."""
    changed = press.progress.status != press.situation.status
    found = _NOT_FAILED if changed or press.step in _SETS_HOURS | {Step.RETRY} else {}
    found = found | _of_people(press) | _of_hours(press) | _of_correction(press)
    if changed and press.progress.status in _BACK_ON_ITS_WAY:
        # Back on its way: nothing of an earlier approval holds any more.
        found |= {"approved_revision_id": None, "publish_at": None, "proposed_by": None}
    return found


def _of_people(press: Press) -> dict[str, Any]:
    actor, revision_id = press.actor, press.revision_id
    by_step: dict[Step, dict[str, Any]] = {
        Step.SUBMIT: {"submitted_by": actor},
        Step.HAND_IN: {"submitted_by": actor},
        Step.VET: {"vetted_revision_id": revision_id},
        Step.CLAIM: {"claimed_by": actor},
        Step.PROPOSE: {"proposed_by": actor},
        Step.PROPOSE_CORRECTION: {"proposed_by": actor},
        Step.APPROVE: {"approved_revision_id": revision_id},
        Step.CORRECT: {"approved_revision_id": revision_id},
        Step.FORCE_PUBLISH: {"forced_by": actor},
        Step.CONFIRM: {
            "forced_by": None,
            "approved_revision_id": press.situation.live_revision_id,
        },
    }
    return by_step.get(press.step, {})


def _of_hours(press: Press) -> dict[str, Any]:
    if press.step in _SETS_HOURS:
        left = after_step(press.step, hours_of(press.situation), asked_hours(press.answers))
        return {
            "publish_at": left.publish_at,
            "embargo_until": left.embargo_until,
            "expires_at": left.expires_at,
        }
    by_step: dict[Step, dict[str, Any]] = {
        # Broken by name: it holds nothing back any more.
        Step.FORCE_PUBLISH: {"publish_at": None, "embargo_until": None},
        # Put back on purpose: the hour that took it down is over.
        Step.REINSTATE: {"expires_at": None},
        Step.TAKE_DOWN: {"expires_at": None},
        Step.EXPIRE: {"expires_at": None},
    }
    return by_step.get(press.step, {})


def _of_correction(press: Press) -> dict[str, Any]:
    by_step: dict[Step, dict[str, Any]] = {
        Step.BEGIN_CORRECTION: {
            "correction": Correction.WRITING,
            "correction_since": press.situation.now,
            "correction_by": press.actor,
        },
        Step.PROPOSE_CORRECTION: {
            "correction": Correction.PROPOSED,
            "correction_since": press.situation.now,
            "correction_note": {
                "wrong": press.answers.wrong.strip(),
                "right": press.answers.right.strip(),
                "note": press.answers.note.strip(),
            },
        },
        Step.RETURN_CORRECTION: _written_again(press),
        Step.REOPEN_CORRECTION: _written_again(press),
        Step.DROP_CORRECTION: _NO_CORRECTION,
        Step.CORRECT: _NO_CORRECTION,
    }
    return by_step.get(press.step, {})


def _written_again(press: Press) -> dict[str, Any]:
    return {"correction": Correction.WRITING, "correction_since": press.situation.now}


def told(press: Press) -> dict[str, object]:
    """What the step's entry keeps besides people, reasons and note."""
    detail: dict[str, object] = {}
    answers, situation = press.answers, press.situation
    if press.step in _SETS_HOURS:
        detail |= {
            name: moment.isoformat() if moment else None
            for name, moment in _of_hours(press).items()
            if moment != getattr(situation, name)
        }
    if press.step is Step.FORCE_PUBLISH and _breaks_embargo(situation):
        detail["embargo_broken"] = situation.embargo_until.isoformat()  # type: ignore[union-attr]
    if press.step in {Step.PROPOSE_CORRECTION, Step.CORRECT}:
        detail |= {Ask.WRONG.value: answers.wrong.strip(), Ask.RIGHT.value: answers.right.strip()}
    if press.step is Step.EXPIRE:
        detail["take_down_kind"] = TakeDown.Kind.EXPIRED.value
    if press.step is Step.TAKE_DOWN:
        detail["take_down_kind"] = answers.take_down_kind
        if answers.redirect_to_id is not None:
            detail["redirect_to"] = answers.redirect_to_id
    return detail


def _breaks_embargo(situation: Situation) -> bool:
    return situation.embargo_until is not None and situation.now < situation.embargo_until
