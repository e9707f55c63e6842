"""Whether a step may be taken: facts in, all problems out. No database, no clock."""

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from toasoan.editorial.transitions import (
    TRANSITIONS,
    WRITERS,
    Ask,
    Guard,
    Relation,
    Status,
    Step,
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a step cannot be taken: a code, a sentence for the person, the field to look at.

    `photo` is the number of the photo in reading order when the problem is one photo's.
    """

    code: str
    message: str
    field: str = ""
    photo: int = 0


class StepRefusedError(Exception):
    """A step was refused; `problems` says everything that stands in its way."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What is known of one photo of the text."""

    has_file: bool
    caption: str
    alternative_text: str
    credit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFacts:
    """What the guards ask of the text."""

    headline: str
    standfirst: str
    has_body: bool
    has_byline: bool
    has_section: bool
    pictures: tuple[PictureFacts, ...] = ()
    has_tags: bool = False
    #: Names beneath the story that stand there without unit or post.
    bylines_without_affiliation: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What the person said with the step.

    `revision_id` is the version that was on their screen; None when the screen shows none.
    """

    note: str = ""
    reason_codes: tuple[str, ...] = ()
    publish_at: dt.datetime | None = None
    take_down_kind: str = ""
    redirect_to_id: int | None = None
    revision_id: int | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which the actor stands to the story: on their own seat or for somebody."""

    relation: Relation
    actor_id: int | None
    acting_for_id: int | None = None

    def is_free_of(self, hands: Collection[int]) -> bool:
        """Whether neither the actor nor the person they stand in for is among these."""
        return self.actor_id not in hands and self.acting_for_id not in hands


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Everything a decision needs, read once. `ways` lists the actor's own seats first."""

    status: Status
    ways: tuple[Way, ...]
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
    unit_is_open: bool = True
    is_only_leader: bool = False
    known_reasons: Collection[str] = field(default_factory=frozenset)


def open_ways(situation: Situation, step: Step) -> tuple[Way, ...]:
    """The actor's ways through which the step is open in this status."""
    allowed = TRANSITIONS[step].sources.get(situation.status, frozenset())
    return tuple(way for way in situation.ways if way.relation in allowed)


def way_taken(situation: Situation, step: Step) -> Way:
    """The way that goes into the ledger: the first one that nothing speaks against."""
    ways = open_ways(situation, step)
    hands = _hands(situation, step)
    return next((way for way in ways if way.is_free_of(hands)), ways[0])


def may_write(situation: Situation) -> bool:
    """Whether the actor may change the text now."""
    writers = WRITERS.get(situation.status, frozenset())
    return any(way.relation in writers for way in situation.ways)


def is_offered(situation: Situation, step: Step) -> bool:
    """Whether the step belongs on the actor's screen, even if something is still missing."""
    transition = TRANSITIONS[step]
    if transition.automatic or not open_ways(situation, step):
        return False
    silent = {Guard.FROM_DESK, Guard.OWES_APPROVAL, Guard.CHANGED}
    return not any(
        _ASKED[guard](situation, step, Answers()) for guard in transition.guards if guard in silent
    )


def problems(situation: Situation, step: Step, answers: Answers) -> list[Problem]:
    """Everything that stands in the way of the step; empty when it may be taken."""
    transition = TRANSITIONS[step]
    if situation.status not in transition.sources:
        return [Problem("wrong-status", _("The story is not at this step any more."))]
    if not open_ways(situation, step):
        return [Problem("not-yours", _("This step is not yours to take on this story."))]
    found: list[Problem] = []
    for guard in transition.guards:
        found += _ASKED[guard](situation, step, answers)
    for ask in transition.required:
        found += _missing_answer(situation, ask, answers)
    return found + _doubtful_answers(situation, step, answers)


def text_problems(text: TextFacts) -> list[Problem]:
    """What the text lacks before it may be sent on (DESIGN §5, required before submit)."""
    found: list[Problem] = []
    if not text.headline.strip():
        found.append(Problem("no-headline", _("The headline is missing."), "headline"))
    if not text.standfirst.strip():
        found.append(Problem("no-standfirst", _("The standfirst is missing."), "standfirst"))
    if not text.has_body:
        found.append(Problem("no-body", _("The body has no text yet."), "body"))
    if not text.has_byline:
        found.append(Problem("no-byline", _("Nobody is named as the author."), "bylines"))
    for number, picture in enumerate(text.pictures, start=1):
        found += _picture_problems(number, picture)
    return found


def _picture_problems(number: int, picture: PictureFacts) -> list[Problem]:
    names = {"number": number}
    if not picture.has_file:
        message = _("Photo %(number)d has not been chosen.") % names
        return [Problem("no-photo", message, "body", number)]
    found = []
    if not picture.caption.strip():
        message = _("Photo %(number)d has no caption.") % names
        found.append(Problem("no-caption", message, "body", number))
    if not picture.alternative_text.strip():
        found.append(
            Problem(
                "no-alternative-text",
                _("Photo %(number)d has no alternative text for people who cannot see it.") % names,
                "body",
                number,
            )
        )
    return found


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


def _hands(situation: Situation, step: Step) -> frozenset[int]:
    """Ids of the people whose hands were on what this step decides about."""
    by_guard: dict[Guard, tuple[int | None, ...]] = {
        Guard.NOT_OWN_STORY: (situation.author_id, situation.submitted_by_id),
        Guard.FOUR_EYES: (situation.last_changed_by_id, situation.proposed_by_id),
        Guard.OTHER_THAN_FORCER: (situation.forced_by_id,),
    }
    guards = TRANSITIONS[step].guards
    return frozenset(
        person for guard in guards for person in by_guard.get(guard, ()) if person is not None
    )


def _somebody_free(situation: Situation, step: Step) -> bool:
    hands = _hands(situation, step)
    return any(way.is_free_of(hands) for way in open_ways(situation, step))


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
    if answers.revision_id in {None, situation.latest_revision_id}:
        return []
    message = _("The text changed after you opened it. Read the new version, then decide.")
    return [Problem("changed-meanwhile", message)]


def _due(situation: Situation, step: Step, answers: Answers) -> list[Problem]:
    if situation.publish_at is None or situation.publish_at <= situation.now:
        return []
    return [Problem("not-due", _("Its hour has not come yet."))]


def _from_desk(situation: Situation, step: Step, answers: Answers) -> list[Problem]:
    if any(way.relation is Relation.EDITOR for way in situation.ways):
        return []
    return [Problem("not-from-desk", _("Only the provincial desk skips the unit's leader."))]


def _changed(situation: Situation, step: Step, answers: Answers) -> list[Problem]:
    if situation.latest_revision_id != situation.live_revision_id:
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


_Question = Callable[[Situation, Step, Answers], list[Problem]]
_ASKED: dict[Guard, _Question] = {
    Guard.COMPLETE: _complete,
    Guard.SECTION: _section,
    Guard.UNIT_OPEN: _unit_open,
    Guard.NOT_OWN_STORY: _not_own_story,
    Guard.FOUR_EYES: _four_eyes,
    Guard.SAME_REVISION: _same_revision,
    Guard.DUE: _due,
    Guard.FROM_DESK: _from_desk,
    Guard.CHANGED: _changed,
    Guard.OWES_APPROVAL: _owes_approval,
    Guard.OTHER_THAN_FORCER: _other_than_forcer,
}


def _missing_answer(situation: Situation, ask: Ask, answers: Answers) -> list[Problem]:
    if ask is Ask.REASONS and not answers.reason_codes:
        return [Problem("no-reason", _("Choose at least one reason."), "reasons")]
    if ask is Ask.NOTE and not answers.note.strip():
        return [Problem("no-note", _("Write down why."), "note")]
    if ask is Ask.PUBLISH_AT and answers.publish_at is None:
        return [Problem("no-hour", _("Choose the day and the hour."), "publish_at")]
    if ask is Ask.TAKE_DOWN_KIND and not answers.take_down_kind:
        return [Problem("no-kind", _("Choose why it is taken down."), "take_down_kind")]
    return []


def _doubtful_answers(situation: Situation, step: Step, answers: Answers) -> list[Problem]:
    found: list[Problem] = []
    if unknown := set(answers.reason_codes) - set(situation.known_reasons):
        text = _("This reason is not on the list: %(code)s.") % {"code": min(unknown)}
        found.append(Problem("unknown-reason", text, "reasons"))
    if (
        step is Step.SCHEDULE
        and answers.publish_at is not None
        and answers.publish_at <= situation.now
    ):
        found.append(Problem("hour-passed", _("This hour has passed."), "publish_at"))
    return found
