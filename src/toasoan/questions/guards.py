"""Why a deed cannot be done: facts in, problems out. Screens, clock and tests ask the same."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from toasoan.questions.kinds import QuestionState
from toasoan.questions.transitions import TRANSITIONS, Deed, Role
from toasoan.refusals import Problem
from toasoan.vietnamese.dates import short_date

#: Words of reasons and notes at most; a citizen reads some of them.
LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True)
class Standing:
    """A question's state and what the person is to it; all that the table needs."""

    state: QuestionState
    roles: frozenset[Role]


def table_problems(deed: Deed, standing: Standing) -> list[Problem]:
    """Whether the table lets this person do the deed in this state."""
    row = TRANSITIONS[deed]
    found = []
    if not row.who & standing.roles:
        found.append(Problem("not-yours", _("This is not yours to do with this question.")))
    if standing.state not in row.sources:
        text = _("The question has moved on: it is “%(state)s” now.")
        found.append(Problem("wrong-state", text % {"state": standing.state.label}))
    return found


def open_deeds(standing: Standing) -> tuple[Deed, ...]:
    """What the table lets the person do now, in the order of the table."""
    return tuple(deed for deed in TRANSITIONS if not table_problems(deed, standing))


def reason_problems(
    deed: Deed, *, reason: str, note: str, reasons: Collection[str]
) -> list[Problem]:
    """A deed with reasons takes one of the register; one that needs words has them."""
    row = TRANSITIONS[deed]
    found = []
    if row.reason is not None and reason not in reasons:
        found.append(Problem("no-reason", _("Choose a reason."), "reason"))
    if row.needs_note and not note.strip():
        found.append(Problem("no-note", _("Write a sentence about it."), "note"))
    if len(note) > LONGEST_NOTE:
        text = _("At most %(number)s letters.") % {"number": LONGEST_NOTE}
        found.append(Problem("long-note", text, "note"))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class EyesFacts:
    """Who had a hand in what is to be approved or published."""

    actor_id: int
    writers: frozenset[int]
    signer_id: int | None = None
    preparer_id: int | None = None


def four_eyes_problems(facts: EyesFacts) -> list[Problem]:
    """Nobody lets out what they wrote, signed or prepared themselves."""
    if facts.actor_id in facts.writers or facts.actor_id == facts.signer_id:
        text = _("You wrote or signed this answer, so somebody else has to approve it.")
        return [Problem("own-answer", text)]
    if facts.actor_id == facts.preparer_id:
        text = _("You prepared this public text, so somebody else has to publish it.")
        return [Problem("own-text", text)]
    return []


def version_problems(seen_id: int, latest_id: int | None) -> list[Problem]:
    """What is signed, approved or published is the version that was read."""
    if latest_id is None:
        return [Problem("no-text", _("There is no text yet."), "text")]
    if seen_id != latest_id:
        text = _("The text has been changed meanwhile. Read the new version first.")
        return [Problem("stale", text, "text")]
    return []


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionFacts:
    """What decides whether a question may be given more days."""

    today: dt.date
    due_on: dt.date | None
    extended_days: int | None
    most_days: int | None
    days: int


def extension_problems(facts: ExtensionFacts) -> list[Problem]:
    """Once, before the deadline, at most as long as the clock of the kind says."""
    if facts.due_on is None:
        return [Problem("no-deadline", _("This question has no deadline to extend."))]
    found = []
    if facts.extended_days:
        found.append(Problem("extended", _("This question has been extended once already.")))
    if not facts.most_days:
        text = _("Questions of this kind are not extended.")
        found.append(Problem("no-extension", text))
    elif not 1 <= facts.days <= facts.most_days:
        text = _("An extension is 1 to %(number)s days.") % {"number": facts.most_days}
        found.append(Problem("too-many-days", text, "days"))
    if facts.today > facts.due_on:
        text = _("The deadline was %(day)s: an extension has to be announced before it.")
        found.append(Problem("overdue", text % {"day": short_date(facts.due_on)}))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFacts:
    """What decides whether a matter may be announced as complex."""

    today: dt.date
    due_on: dt.date | None
    is_complex: bool
    more_days: int | None


def notice_problems(facts: NoticeFacts) -> list[Problem]:
    """Once, within the first days, where the clock of the kind has further days."""
    if not facts.more_days or facts.due_on is None:
        text = _("The clock of this kind has no further days for complex matters.")
        return [Problem("no-more-days", text)]
    if facts.is_complex:
        return [Problem("noticed", _("The sender has been told already that it takes longer."))]
    if facts.today > facts.due_on:
        text = _("The first days ended on %(day)s: the sender had to be told by then.")
        return [Problem("overdue", text % {"day": short_date(facts.due_on)})]
    return []


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinFacts:
    """A question and the one that it is to be joined to."""

    question_id: int
    main_id: int
    is_same_agency: bool
    main_state: QuestionState


#: Questions that another one can be joined to: their answer will serve, or serves already.
JOINABLE = frozenset(
    {
        QuestionState.RECEIVED,
        QuestionState.CLASSIFIED,
        QuestionState.ASSIGNED,
        QuestionState.SIGNED,
        QuestionState.APPROVED,
        QuestionState.ANSWERED,
        QuestionState.PUBLISHED,
    }
)


def join_problems(facts: JoinFacts) -> list[Problem]:
    """Another question of the same agency that is answered or will be, not one that was joined."""
    if facts.question_id == facts.main_id or not facts.is_same_agency:
        return [Problem("no-other", _("Choose another question of the agency."), "main")]
    if facts.main_state not in JOINABLE:
        text = _("That question is “%(state)s”: its answer cannot serve this one.")
        return [Problem("not-joinable", text % {"state": facts.main_state.label}, "main")]
    return []


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicFacts:
    """What decides whether a text may go out to the public."""

    wants_publication: bool
    findings: int
    title: str
    asked: str
    answered: str


def public_problems(facts: PublicFacts) -> list[Problem]:
    """The sender agreed, every part is there, and no personal data stands in any of them."""
    found = []
    if not facts.wants_publication:
        text = _("The sender has not agreed to publication; answer privately.")
        found.append(Problem("not-agreed", text))
    found += [
        Problem("no-text", _("This part is missing."), name)
        for name in ("title", "asked", "answered")
        if not getattr(facts, name).strip()
    ]
    if facts.findings:
        text = _("Personal data stands in the text (%(number)s marked). Take it out first.")
        found.append(Problem("personal-data", text % {"number": facts.findings}))
    return found
