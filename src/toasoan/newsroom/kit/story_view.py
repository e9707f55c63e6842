"""One story for a screen: where it is, open steps, trail, checks, remarks."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.editorial.checklist import CheckItem, checklist
from toasoan.editorial.models import Progress, Reason
from toasoan.editorial.queries import latest_text, offered_steps, situation_of
from toasoan.editorial.remarks.queries import RemarkView, remarks_on
from toasoan.editorial.rules import Situation, may_write
from toasoan.editorial.transitions import TRANSITIONS, Ask, Status, Step
from toasoan.editorial.turn_people import waited_for
from toasoan.ledger.models import MILESTONES, LedgerEntry
from toasoan.ledger.queries import trail
from toasoan.newsroom.kit.comparisons import ComparisonLink, changes_of
from toasoan.newsroom.kit.returns import SentAgain, entry_of_return, sent_again
from toasoan.newsroom.kit.step_wording import (
    AT_ONCE,
    FORWARD,
    STEPS_BACK,
    TONE,
    WORDING,
    Wording,
    trail_label,
)
from toasoan.newsroom.kit.waited_words import waited_words
from toasoan.refusals import Problem
from toasoan.stories.models import Story
from toasoan.units.duties import UNIT_WORK, Duty
from toasoan.units.models import Unit
from toasoan.units.queries import agencies_where, units_where
from toasoan.vietnamese.dates import local_day

#: Where a section is only advised: the desk chooses it.
_WITH_THE_UNIT = frozenset({Status.DRAFT, Status.SUBMITTED, Status.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Action:
    """A step on the screen: its words, what still stands in its way, whether it asks.

    `at_once`: it is taken by its first press, wherever its button stands.
    """

    step: Step
    wording: Wording
    problems: tuple[Problem, ...]
    asks: bool
    is_main: bool
    at_once: bool


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One line of the sign-off trail."""

    label: str
    who: str
    acting_for: str
    when: dt.datetime
    reasons: tuple[str, ...]
    note: str
    only_leader: bool
    is_refusal: bool


@dataclass(frozen=True, slots=True)
class StoryView:
    """Everything a screen shows of one story besides its text."""

    story: Story
    progress: Progress
    headline: str
    tone: str
    actions: tuple[Action, ...]
    checks: tuple[CheckItem, ...]
    remarks: tuple[RemarkView, ...]
    trail: tuple[TrailLine, ...]
    #: Why it came back or is not used, as long as that holds.
    came_back: TrailLine | None
    #: What to know of an earlier return, for whoever gets the story again.
    sent_again: SentAgain | None
    #: That earlier return as a line of the trail.
    returned: TrailLine | None
    changes: tuple[ComparisonLink, ...]
    may_write: bool
    waits_for: str

    @property
    def is_mended_here(self) -> bool:
        """Whether the person mends what came back: then the strongest button is to edit."""
        return self.progress.return_entry_id is not None and self.may_write

    @property
    def main(self) -> Action | None:
        """The action of the screen's one primary button."""
        return next((action for action in self.actions if action.is_main), None)

    @property
    def main_is_held_up(self) -> bool:
        """Whether what came back still lacks something: then only editing helps."""
        return self.is_mended_here and bool(self.main and self.main.problems)

    @property
    def back(self) -> Action | None:
        """The return that stands beside the main button: one tap from reading."""
        returns = (action for action in self.actions if action.step in STEPS_BACK)
        return next(returns, None) if self.main else None

    @property
    def others(self) -> tuple[Action, ...]:
        """The remaining actions."""
        return tuple(
            action for action in self.actions if not action.is_main and action is not self.back
        )

    @property
    def missing(self) -> tuple[CheckItem, ...]:
        """What the text must have before it can be sent on."""
        return tuple(item for item in self.checks if item.required)

    @property
    def advice(self) -> tuple[CheckItem, ...]:
        """What would make the text better."""
        return tuple(item for item in self.checks if not item.required)

    @property
    def open_remarks(self) -> int:
        """How many remarks nobody has dealt with yet."""
        return sum(shown.remark.is_open for shown in self.remarks)


def story_view(story: Story, user: User, now: dt.datetime) -> StoryView:
    """Gather what the story's page and the editor's panel show to this person."""
    progress: Progress = story.progress
    situation = situation_of(story, progress, user, now)
    text = latest_text(story)
    entries = list(trail(story.pk))
    line_of = _LineMaker(progress.agency_id)
    again = sent_again(story, progress, entries)
    remarks = tuple(remarks_on(story, text, situation.roles, user.pk))
    return StoryView(
        story=story,
        progress=progress,
        headline=text.headline or _("(no headline yet)"),
        tone=TONE[Status(progress.status)],
        actions=_actions(situation),
        checks=checklist(
            situation.text,
            open_remarks=sum(shown.remark.is_open for shown in remarks),
            needs_section=situation.status not in _WITH_THE_UNIT,
        ),
        remarks=remarks,
        trail=tuple(line_of(entry) for entry in entries if entry.kind not in MILESTONES),
        came_back=line_of.or_none(entry_of_return(progress, entries)),
        sent_again=again,
        returned=line_of.or_none(again.entry if again else None),
        changes=changes_of(story),
        may_write=may_write(situation),
        waits_for=waits_for(story, now),
    )


def _actions(situation: Situation) -> tuple[Action, ...]:
    offered = offered_steps(situation)
    steps = [step for step, _problems in offered]
    main = next((step for step in FORWARD if step in steps), None)
    return tuple(
        Action(
            step=step,
            wording=WORDING[step],
            problems=tuple(problems),
            asks=bool({*TRANSITIONS[step].required, *TRANSITIONS[step].optional} - {Ask.NOTE}),
            is_main=step is main,
            at_once=step in AT_ONCE and not problems,
        )
        for step, problems in offered
    )


class _LineMaker:
    """Entries of the ledger as lines of the trail, in the office's words; one query for reasons."""

    def __init__(self, agency_id: int) -> None:
        rows = Reason.objects.filter(agency_id=agency_id)
        self._labels = dict(rows.values_list("code", "label"))

    def __call__(self, entry: LedgerEntry) -> TrailLine:
        """The line of one entry."""
        return TrailLine(
            label=trail_label(entry.kind),
            who=str(entry.actor) if entry.actor else _("the clock"),
            acting_for=str(entry.acting_for) if entry.acting_for else "",
            when=entry.happened_at,
            reasons=tuple(self._labels.get(code, code) for code in entry.reason_codes),
            note=entry.note,
            only_leader=bool(entry.detail.get("only_leader")),
            is_refusal=entry.kind == f"story.{Step.REJECT}",
        )

    def or_none(self, entry: LedgerEntry | None) -> TrailLine | None:
        """The same where there may be no entry."""
        return None if entry is None else self(entry)


def waits_for(story: Story, now: dt.datetime) -> str:
    """Whose turn it is, in words; empty when it is nobody's."""
    progress: Progress = story.progress
    # The story's author was read with it: this saves the query for the progress row's.
    progress.author = story.author
    return waited_words(waited_for([progress], local_day(now))[progress.pk])


def candidate_units(user: User, *, with_desk: bool = False) -> list[Unit]:
    """The open units for which the person writes; for the desk, when asked, all of them."""
    today = local_day(timezone.now())
    open_units = Unit.objects.open_on(today).select_related("agency")
    own = list(open_units.filter(pk__in=units_where(user, UNIT_WORK, today)))
    if own or not with_desk:
        return own
    return list(open_units.filter(agency_id__in=agencies_where(user, (Duty.EDIT,), today)))
