"""What each step does besides moving the story; a row of the table names its effect.

An effect sets columns of the row, changes what the site shows, and says what the ledger keeps
of the step. It runs inside the step's transaction, after all guards, before the row is saved.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from wagtail.models import Revision

from toasoan.accounts.models import User
from toasoan.editorial.classification import classification_of
from toasoan.editorial.editions import last_edition
from toasoan.editorial.hours import after_step
from toasoan.editorial.models import Progress
from toasoan.editorial.publication import CorrectionNote, invalid_parts, publish_revision, take_off
from toasoan.editorial.rules import Answers, Situation, asked_hours, hours_of
from toasoan.editorial.transitions import TRANSITIONS, Ask, Correction, Step
from toasoan.ledger.actions import EntryFacts, record
from toasoan.ledger.models import PUBLISHED
from toasoan.refusals import RefusedError
from toasoan.stories.models import TakeDown

Detail = dict[str, object]


@dataclass(frozen=True, slots=True)
class StepTaken:
    """One step being taken: everything that its effect needs. `actor` is None for the clock."""

    progress: Progress
    step: Step
    situation: Situation
    answers: Answers
    actor: User | None

    @property
    def revision_id(self) -> int | None:
        """The text that the step is about."""
        return self.situation.latest_revision_id

    @property
    def now(self) -> dt.datetime:
        """The moment of the step."""
        return self.situation.now


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an effect: what the ledger keeps, and the step that follows at once, if any."""

    detail: Detail = field(default_factory=dict)
    then: Step | None = None


Effect = Callable[[StepTaken], Outcome]
#: Name, as rows of the table give it → what it does.
EFFECTS: dict[str, Effect] = {}


def effect(function: Effect) -> Effect:
    """Let rows of the table name this function as their effect."""
    EFFECTS[function.__name__] = function
    return function


def carry_out(taken: StepTaken) -> Outcome:
    """Do what the step's row names. Raises KeyError when it names no effect that there is."""
    name = TRANSITIONS[taken.step].effect
    return EFFECTS[name](taken) if name else Outcome()


@effect
def submitted(taken: StepTaken) -> Outcome:
    """Remember who sent it: they do not vet it."""
    taken.progress.submitted_by = taken.actor
    return Outcome()


@effect
def vetted(taken: StepTaken) -> Outcome:
    """Remember the version that the unit answers for.

    DESIGN §5: the only leader may clear their own story, but it is marked.
    """
    taken.progress.vetted_revision_id = taken.revision_id
    own_story = taken.actor is not None and taken.actor.pk == taken.situation.author_id
    return Outcome({"only_leader": True} if taken.situation.is_only_leader and own_story else {})


@effect
def claimed(taken: StepTaken) -> Outcome:
    """Remember who edits it."""
    taken.progress.claimed_by = taken.actor
    return Outcome()


@effect
def hours_set(taken: StepTaken) -> Outcome:
    """Keep the hours as they were asked for; what failed before is over."""
    clear_failure(taken.progress)
    left = after_step(taken.step, hours_of(taken.situation), asked_hours(taken.answers))
    changed: Detail = {}
    for name in ("publish_at", "embargo_until", "expires_at"):
        moment: dt.datetime | None = getattr(left, name)
        setattr(taken.progress, name, moment)
        if moment != getattr(taken.situation, name):
            changed[name] = moment.isoformat() if moment else None
    return Outcome(changed)


@effect
def proposed(taken: StepTaken) -> Outcome:
    """Remember who proposed it: they do not approve it."""
    taken.progress.proposed_by = taken.actor
    return hours_set(taken)


@effect
def approved(taken: StepTaken) -> Outcome:
    """Remember the version that was approved; when its hour has come it is published at once."""
    taken.progress.approved_revision_id = taken.revision_id
    outcome = hours_set(taken)
    publish_at = taken.progress.publish_at
    is_due = publish_at is None or publish_at <= taken.now
    return Outcome(outcome.detail, then=Step.PUBLISH if is_due else None)


@effect
def tried_again(taken: StepTaken) -> Outcome:
    """Do at once what the clock could not do."""
    failed = Step(taken.progress.failed_step)
    clear_failure(taken.progress)
    return Outcome(then=failed)


@effect
def published(taken: StepTaken) -> Outcome:
    """Put on the site what was approved, or the latest text."""
    approved_id = taken.progress.approved_revision_id
    return Outcome({"edition": _publish(taken, approved_id or taken.revision_id)})


@effect
def published_urgently(taken: StepTaken) -> Outcome:
    """Put the latest text on the site; somebody else confirms it afterwards.

    An embargo that is broken by name holds nothing back any more.
    """
    progress, embargo = taken.progress, taken.situation.embargo_until
    progress.forced_by = taken.actor
    progress.publish_at = progress.embargo_until = None
    detail: Detail = {}
    if embargo is not None and taken.now < embargo:
        detail["embargo_broken"] = embargo.isoformat()
    return Outcome(detail | {"edition": _publish(taken, taken.revision_id)})


@effect
def confirmed(taken: StepTaken) -> Outcome:
    """Settle the debt of an urgent publication: what readers see is approved."""
    taken.progress.forced_by = None
    taken.progress.approved_revision_id = taken.situation.live_revision_id
    return Outcome()


@effect
def correction_begun(taken: StepTaken) -> Outcome:
    """Begin the next edition; readers keep the last one."""
    taken.progress.correction_by = taken.actor
    return correction_reopened(taken)


@effect
def correction_reopened(taken: StepTaken) -> Outcome:
    """Let the correction be written again."""
    taken.progress.correction = Correction.WRITING
    taken.progress.correction_since = taken.now
    return Outcome()


@effect
def correction_proposed(taken: StepTaken) -> Outcome:
    """Keep the public note as proposed, and who proposed it: they do not approve it."""
    progress, answers = taken.progress, taken.answers
    progress.proposed_by = taken.actor
    progress.correction, progress.correction_since = Correction.PROPOSED, taken.now
    progress.correction_note = _wrong_and_right(answers) | {"note": answers.note.strip()}
    return Outcome(_wrong_and_right(answers))


@effect
def correction_dropped(taken: StepTaken) -> Outcome:
    """Go on from what readers see: a new revision with the words of the last edition."""
    _end_correction(taken.progress)
    story, edition = taken.progress.story, last_edition(taken.progress.pk)
    if edition is None:  # only a published story has a correction
        raise LookupError(f"story {story.pk} has no edition")
    text = story.with_content_json(edition.content)
    text.save_revision(user=taken.actor, clean=False, changed=False)
    story.refresh_from_db(fields=["latest_revision"])
    return Outcome()


@effect
def corrected(taken: StepTaken) -> Outcome:
    """Put the corrected text on the site, with the note that readers see."""
    _end_correction(taken.progress)
    taken.progress.approved_revision_id = taken.revision_id
    answers = taken.answers
    note = CorrectionNote(answers.wrong.strip(), answers.right.strip(), answers.note.strip())
    edition = _publish(taken, taken.revision_id, correction=note)
    return Outcome(_wrong_and_right(answers) | {"edition": edition})


@effect
def taken_down(taken: StepTaken) -> Outcome:
    """Take the story off the site for a reason, with an address to go on at if there is one."""
    answers = taken.answers
    detail: Detail = {"take_down_kind": answers.take_down_kind}
    if answers.redirect_to_id is not None:
        detail["redirect_to"] = answers.redirect_to_id
    _take_off(taken, answers.take_down_kind, answers.redirect_to_id)
    return Outcome(detail)


@effect
def expired(taken: StepTaken) -> Outcome:
    """Take the story off the site at its hour."""
    _take_off(taken, TakeDown.Kind.EXPIRED, None)
    return Outcome({"take_down_kind": TakeDown.Kind.EXPIRED.value})


@effect
def reinstated(taken: StepTaken) -> Outcome:
    """Put back what readers saw last; the hour that may have taken it down is over."""
    taken.progress.expires_at = None
    edition = last_edition(taken.progress.pk)
    revision_id = edition.revision_id if edition else taken.revision_id
    return Outcome({"edition": _publish(taken, revision_id)})


def clear_failure(progress: Progress) -> None:
    """Forget what the clock could not do."""
    progress.failed_step, progress.failed_since, progress.failure = "", None, ""


def milestone(taken: StepTaken, revision: Revision | None = None) -> EntryFacts:
    """The facts of an entry that is written once in a story's life, for counting.

    `revision` is the text that it is about, by default the latest.
    """
    return EntryFacts(
        unit=taken.progress.unit,
        actor=taken.actor,
        happened_at=taken.now,
        story_id=taken.progress.pk,
        revision_id=taken.revision_id,
        classified=classification_of(taken.progress.story, revision),
    )


def _publish(
    taken: StepTaken, revision_id: int | None, *, correction: CorrectionNote | None = None
) -> int:
    """Put a revision on the site; returns the number of the new edition.

    Raises RefusedError with what is wrong with the text.
    """
    progress, now = taken.progress, taken.now
    revision = progress.story.latest_revision
    if revision is None or revision.pk != revision_id:
        revision = Revision.objects.get(pk=revision_id)
    try:
        edition = publish_revision(progress.story, revision, now=now, correction=correction)
    except ValidationError as error:
        raise RefusedError(*invalid_parts(error)) from error
    if progress.published_at is None:
        progress.published_at = now
        record(PUBLISHED, milestone(taken, revision))
    return edition.number


def _take_off(taken: StepTaken, kind: str, redirect_to_id: int | None) -> None:
    taken.progress.expires_at = None
    take_off(taken.progress.story, kind=kind, redirect_to_id=redirect_to_id, now=taken.now)


def _end_correction(progress: Progress) -> None:
    progress.correction, progress.correction_since = Correction.NONE, None
    progress.correction_by, progress.correction_note = None, {}


def _wrong_and_right(answers: Answers) -> Detail:
    return {Ask.WRONG.value: answers.wrong.strip(), Ask.RIGHT.value: answers.right.strip()}
