"""Whether a step may be taken: facts in, all problems out. No database, no clock."""

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from toasoan.editorial.completeness import PictureFacts, TextFacts, text_problems
from toasoan.editorial.hours import Hours, embargo_problem, hour_problems
from toasoan.editorial.transitions import (
    CORRECTED_IN,
    TRANSITIONS,
    WRITERS,
    Ask,
    Correction,
    Guard,
    Relation,
    Status,
    Step,
)
from toasoan.editorial.turn import Role, barred_from, open_roles
from toasoan.refusals import Problem
from toasoan.vietnamese.shortening import shortened

#: What other rooms import from here; parts are defined in modules of their own.
__all__ = [
    "Answers",
    "OpenRemark",
    "PictureFacts",
    "Situation",
    "TextFacts",
    "asked_hours",
    "hours_of",
    "is_offered",
    "may_write",
    "problems",
    "reasons_for",
    "role_taken",
    "roles_open",
    "text_problems",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What the person said with the step.

    `revision_id` is the version that was on their screen. A step that answers for a text
    (`Guard.SAME_REVISION`) is refused without it; for the others it may be None.
    """

    note: str = ""
    reason_codes: tuple[str, ...] = ()
    publish_at: dt.datetime | None = None
    embargo_until: dt.datetime | None = None
    expires_at: dt.datetime | None = None
    confirms_hour: bool = False
    breaks_embargo: bool = False
    confirms_personal: bool = False
    wrong: str = ""
    right: str = ""
    take_down_kind: str = ""
    redirect_to_id: int | None = None
    revision_id: int | None = None


@dataclass(frozen=True, slots=True)
class OpenRemark:
    """A remark that nobody has answered or waived: its number, its writer's name, its words."""

    pk: int
    writer: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Everything a decision needs, read once. `roles` lists the actor's own seats first.

    `live_revision_id` is what readers see, or saw last when the story is taken down.
    `open_remarks` are read only where something waits for approval.
    """

    status: Status
    roles: tuple[Role, ...]
    text: TextFacts
    now: dt.datetime
    author_id: int | None = None
    last_changed_by_id: int | None = None
    proposed_by_id: int | None = None
    submitted_by_id: int | None = None
    forced_by_id: int | None = None
    latest_revision_id: int | None = None
    live_revision_id: int | None = None
    publish_at: dt.datetime | None = None
    embargo_until: dt.datetime | None = None
    expires_at: dt.datetime | None = None
    failed_step: str = ""
    correction: Correction = Correction.NONE
    differs_from_site: bool = False
    unit_is_open: bool = True
    is_only_leader: bool = False
    open_remarks: tuple[OpenRemark, ...] = ()
    taken_down_for_personal_data: bool = False
    known_reasons: Collection[str] = field(default_factory=frozenset)
    known_refusals: Collection[str] = field(default_factory=frozenset)


def roles_open(situation: Situation, step: Step) -> tuple[Role, ...]:
    """The actor's roles to which the step is open in this status."""
    return open_roles(step, situation.status, situation.roles)


def role_taken(situation: Situation, step: Step) -> Role:
    """The role that goes into the ledger: the first one that nothing speaks against."""
    roles = roles_open(situation, step)
    barred = barred_from(step, situation)
    return next((role for role in roles if role.is_free_of(barred)), roles[0])


def may_write(situation: Situation) -> bool:
    """Whether the actor may change the text now."""
    if situation.status in CORRECTED_IN and not situation.correction:
        return False
    writers = WRITERS.get(situation.status, frozenset())
    return any(role.relation in writers for role in situation.roles)


def is_offered(situation: Situation, step: Step) -> bool:
    """Whether the step belongs on the actor's screen, even if something is still missing."""
    transition = TRANSITIONS[step]
    if transition.automatic or not roles_open(situation, step):
        return False
    return not any(
        _ASKED[guard](situation, step, Answers()) for guard in transition.guards if guard in _SILENT
    )


def problems(situation: Situation, step: Step, answers: Answers) -> list[Problem]:
    """Everything that stands in the way of the step; empty when it may be taken."""
    transition = TRANSITIONS[step]
    if situation.status not in transition.sources:
        return [Problem("wrong-status", _("The story is not at this step any more."))]
    if not roles_open(situation, step):
        return [Problem("not-yours", _("This step is not yours to take on this story."))]
    found: list[Problem] = []
    for guard in transition.guards:
        found += _ASKED[guard](situation, step, answers)
    for ask in transition.required:
        found += _missing_answer(situation, ask, answers)
    return found + _doubtful_answers(situation, step, answers)


def _complete(situation: Situation, step: Step, answers: Answers) -> list[Problem]:
    return text_problems(situation.text)


def _section(situation: Situation, step: Step, answers: Answers) -> list[Problem]:
    if situation.text.has_section:
        return []
    return [Problem("no-section", _("No section has been chosen."), "section")]


def _unit_open(situation: Situation, step: Step, answers: Answers) -> list[Problem]:
    if situation.unit_is_open:
        return []
    return [Problem("unit-closed", _("This unit has ended; its successor sends new stories."))]


def _somebody_free(situation: Situation, step: Step) -> bool:
    barred = barred_from(step, situation)
    return any(role.is_free_of(barred) for role in roles_open(situation, step))


def _not_own_story(situation: Situation, step: Step, answers: Answers) -> list[Problem]:
    if situation.is_only_leader or _somebody_free(situation, step):
        return []
    return [Problem("own-story", _("Whoever wrote or sent a story does not vet it themselves."))]


def _four_eyes(situation: Situation, step: Step, answers: Answers) -> list[Problem]:
    if _somebody_free(situation, step):
        return []
    return [
        Problem(
            "four-eyes",
            _("Whoever last changed or proposed a story does not approve it themselves."),
        )
    ]


def _same_revision(situation: Situation, step: Step, answers: Answers) -> list[Problem]:
    if answers.revision_id is None:
        message = _("It is not said which version you mean. Open the story again, then decide.")
        return [Problem("no-revision", message)]
    if answers.revision_id == situation.latest_revision_id:
        return []
    message = _("The text changed after you opened it. Read the new version, then decide.")
    return [Problem("changed-meanwhile", message)]


#: So much of a remark is repeated where it stands in the way.
_EXCERPT = 80


def _remarks(situation: Situation, step: Step, answers: Answers) -> list[Problem]:
    words = _("Answer or waive the remark of %(who)s first: “%(text)s”")
    return [
        Problem(
            "open-remark",
            words % {"who": remark.writer, "text": shortened(remark.text, _EXCERPT)},
            "remarks",
            remark.pk,
        )
        for remark in situation.open_remarks
    ]


def _due(situation: Situation, step: Step, answers: Answers) -> list[Problem]:
    if situation.publish_at is None or situation.publish_at <= situation.now:
        return []
    return [Problem("not-due", _("Its hour has not come yet."))]


def _from_desk(situation: Situation, step: Step, answers: Answers) -> list[Problem]:
    if any(role.relation is Relation.EDITOR for role in situation.roles):
        return []
    return [Problem("not-from-desk", _("Only the provincial desk skips the unit's leader."))]


def _expired(situation: Situation, step: Step, answers: Answers) -> list[Problem]:
    if situation.expires_at is not None and situation.expires_at <= situation.now:
        return []
    return [Problem("not-due", _("Its hour has not come yet."))]


def _embargo(situation: Situation, step: Step, answers: Answers) -> list[Problem]:
    return embargo_problem(situation.embargo_until, situation.now, "")


def _embargo_named(situation: Situation, step: Step, answers: Answers) -> list[Problem]:
    if answers.breaks_embargo:
        return []
    return embargo_problem(situation.embargo_until, situation.now, Ask.BREAKS_EMBARGO)


def _hours(situation: Situation, step: Step, answers: Answers) -> list[Problem]:
    return hour_problems(
        step,
        hours_of(situation),
        asked_hours(answers),
        situation.now,
        confirmed=answers.confirms_hour,
    )


def hours_of(situation: Situation) -> Hours:
    """The hours as they are kept now."""
    return Hours(situation.publish_at, situation.embargo_until, situation.expires_at)


def asked_hours(answers: Answers) -> Hours:
    """The hours as the person wants them."""
    return Hours(answers.publish_at, answers.embargo_until, answers.expires_at)


def _failed(situation: Situation, step: Step, answers: Answers) -> list[Problem]:
    if situation.failed_step:
        return []
    return [Problem("nothing-failed", _("Nothing has failed that could be tried again."))]


def _no_correction(situation: Situation, step: Step, answers: Answers) -> list[Problem]:
    if not situation.correction:
        return []
    return [Problem("correction-open", _("A correction has been begun already."))]


def _correction_open(situation: Situation, step: Step, answers: Answers) -> list[Problem]:
    if situation.correction:
        return []
    return [Problem("no-correction", _("No correction has been begun."))]


def _correction_writing(situation: Situation, step: Step, answers: Answers) -> list[Problem]:
    if situation.correction is Correction.WRITING:
        return []
    return [Problem("correction-not-writing", _("No correction is being written."))]


def _correction_proposed(situation: Situation, step: Step, answers: Answers) -> list[Problem]:
    if situation.correction is Correction.PROPOSED:
        return []
    return [Problem("correction-not-proposed", _("No correction waits for approval."))]


def _changed(situation: Situation, step: Step, answers: Answers) -> list[Problem]:
    if situation.differs_from_site:
        return []
    return [Problem("nothing-changed", _("Nothing has changed since it was published."))]


def _owes_approval(situation: Situation, step: Step, answers: Answers) -> list[Problem]:
    if situation.forced_by_id is not None:
        return []
    return [Problem("nothing-owed", _("This publication needs no confirmation."))]


def _other_than_forcer(situation: Situation, step: Step, answers: Answers) -> list[Problem]:
    if _somebody_free(situation, step):
        return []
    return [Problem("own-urgency", _("Whoever published urgently does not confirm it themselves."))]


def _personal_data(situation: Situation, step: Step, answers: Answers) -> list[Problem]:
    if answers.confirms_personal or not situation.taken_down_for_personal_data:
        return []
    message = _(
        "The story was taken down because of personal data. Read it once more, and say with a "
        "tick that nothing of it is left."
    )
    return [Problem("personal-data", message, Ask.CONFIRMS_PERSONAL)]


_Question = Callable[[Situation, Step, Answers], list[Problem]]
_ASKED: dict[Guard, _Question] = {
    Guard.COMPLETE: _complete,
    Guard.SECTION: _section,
    Guard.UNIT_OPEN: _unit_open,
    Guard.NOT_OWN_STORY: _not_own_story,
    Guard.FOUR_EYES: _four_eyes,
    Guard.SAME_REVISION: _same_revision,
    Guard.REMARKS: _remarks,
    Guard.DUE: _due,
    Guard.EXPIRED: _expired,
    Guard.EMBARGO: _embargo,
    Guard.EMBARGO_NAMED: _embargo_named,
    Guard.HOURS: _hours,
    Guard.FAILED: _failed,
    Guard.NO_CORRECTION: _no_correction,
    Guard.CORRECTION_OPEN: _correction_open,
    Guard.CORRECTION_WRITING: _correction_writing,
    Guard.CORRECTION_PROPOSED: _correction_proposed,
    Guard.FROM_DESK: _from_desk,
    Guard.CHANGED: _changed,
    Guard.OWES_APPROVAL: _owes_approval,
    Guard.OTHER_THAN_FORCER: _other_than_forcer,
    Guard.PERSONAL_DATA: _personal_data,
}


#: Guards that hide a button instead of explaining it.
_SILENT = frozenset(
    {
        Guard.FROM_DESK,
        Guard.OWES_APPROVAL,
        Guard.FAILED,
        Guard.NO_CORRECTION,
        Guard.CORRECTION_OPEN,
        Guard.CORRECTION_WRITING,
        Guard.CORRECTION_PROPOSED,
    }
)


def _missing_answer(situation: Situation, ask: Ask, answers: Answers) -> list[Problem]:
    given, problem = {
        Ask.REASONS: (
            bool(answers.reason_codes),
            Problem("no-reason", _("Choose at least one reason."), "reasons"),
        ),
        Ask.NOTE: (bool(answers.note.strip()), Problem("no-note", _("Write down why."), "note")),
        Ask.PUBLISH_AT: (
            answers.publish_at is not None,
            Problem("no-hour", _("Choose the day and the hour."), "publish_at"),
        ),
        Ask.WRONG: (
            bool(answers.wrong.strip()),
            Problem("no-wrong", _("Write down the words that were wrong."), "wrong"),
        ),
        Ask.RIGHT: (
            bool(answers.right.strip()),
            Problem("no-right", _("Write down what is right."), "right"),
        ),
        Ask.TAKE_DOWN_KIND: (
            bool(answers.take_down_kind),
            Problem("no-kind", _("Choose why it is taken down."), "take_down_kind"),
        ),
    }[ask]
    return [] if given else [problem]


def _doubtful_answers(situation: Situation, step: Step, answers: Answers) -> list[Problem]:
    found: list[Problem] = []
    if unknown := set(answers.reason_codes) - set(reasons_for(situation, step)):
        text = _("This reason is not on the list: %(code)s.") % {"code": min(unknown)}
        found.append(Problem("unknown-reason", text, "reasons"))
    if step is Step.SET_EMBARGO and _lifts_without_saying_why(situation, answers):
        found.append(Problem("no-note", _("Write down why the embargo is lifted."), "note"))
    return found


def reasons_for(situation: Situation, step: Step) -> Collection[str]:
    """The codes that may be given with a step: refusing has reasons of its own."""
    return situation.known_refusals if step is Step.REJECT else situation.known_reasons


def _lifts_without_saying_why(situation: Situation, answers: Answers) -> bool:
    was_set = situation.embargo_until is not None
    return was_set and answers.embargo_until is None and not answers.note.strip()
