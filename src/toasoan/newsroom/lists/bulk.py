"""One step for several stories: what can be done, what will happen, what happened.

Each story takes the step by itself, through the same action and the same rules as from its own
page. What somebody answers for after reading (clearing, approving, confirming, correcting,
publishing urgently, taking down, putting back) is done story by story (docs/decisions/0015).
"""

import datetime as dt
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.editorial.actions import take_step
from toasoan.editorial.queries import offered_steps, situation_of
from toasoan.editorial.rules import Answers, Situation, problems
from toasoan.editorial.transitions import Status, Step
from toasoan.editorial.turn_sql import stories_visible_to
from toasoan.newsroom.kit.step_wording import TONE
from toasoan.refusals import Problem, RefusedError
from toasoan.stories.models import Story
from toasoan.stories.newsroom_index import latest_headlines
from toasoan.vietnamese.dates import local_day

#: The most stories that one request moves.
MOST = 50
BULK_STEPS: tuple[Step, ...] = (
    Step.SUBMIT,
    Step.HAND_IN,
    Step.CLAIM,
    Step.PROPOSE,
    Step.SCHEDULE,
    Step.RETURN_TO_DESK,
    Step.RETURN_TO_UNIT,
    Step.RETURN_TO_CONTRIBUTOR,
    Step.REJECT,
    Step.RESTORE,
    Step.WITHDRAW,
    Step.RESUME,
)


@dataclass(frozen=True, slots=True)
class BulkStory:
    """One story of the choice: what the step will do or has done to it."""

    story_id: int
    headline: str
    unit: str
    status: str
    tone: str
    revision_id: int | None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChosenStories:
    """The chosen stories that exist for the person, and how each stands to them."""

    stories: tuple[Story, ...]
    situations: Mapping[int, Situation]
    headlines: Mapping[int, str]

    def steps(self) -> list[Step]:
        """The steps that all of the stories offer."""
        offered = [
            {step for step, _problems in offered_steps(situation)}
            for situation in self.situations.values()
        ]
        return [step for step in BULK_STEPS if offered and all(step in some for some in offered)]

    def lines(self, step: Step | None = None) -> list[BulkStory]:
        """The stories, each with what stands in the way of the step."""
        return [self._line(story, self._problems(story, step)) for story in self.stories]

    def missing_answers(
        self, step: Step, answers: Answers, fields: Container[str]
    ) -> list[Problem]:
        """What the form itself lacks, so that the person can say it before anything happens."""
        for situation in self.situations.values():
            found = problems(situation, step, answers)
            if missing := [problem for problem in found if problem.field in fields]:
                return missing
        return []

    def _problems(self, story: Story, step: Step | None) -> Sequence[Problem]:
        if step is None:
            return ()
        situation = self.situations[story.pk]
        offered = dict(offered_steps(situation))
        return offered[step] if step in offered else problems(situation, step, Answers())

    def _line(self, story: Story, found: Sequence[Problem]) -> BulkStory:
        status = Status(story.progress.status)
        return BulkStory(
            story.pk,
            self.headlines.get(story.pk) or _("(no headline yet)"),
            story.unit.short_name,
            str(status.label),
            TONE[status],
            story.latest_revision_id,
            tuple(problem.message for problem in found),
        )


def choice_of(user: User, story_ids: Sequence[str], now: dt.datetime) -> ChosenStories:
    """The chosen stories; what does not exist for the person is not there."""
    numbers = {int(text) for text in story_ids[: MOST * 2] if text.isdecimal() and len(text) < 16}  # noqa: PLR2004
    rows = stories_visible_to(user, local_day(now)).select_related("latest_revision")
    stories = tuple(rows.filter(pk__in=numbers).order_by("-pk"))
    situations = {story.pk: situation_of(story, story.progress, user, now) for story in stories}
    return ChosenStories(stories, situations, latest_headlines([story.pk for story in stories]))


@dataclass(frozen=True, slots=True)
class BulkRequest:
    """A step for several stories: actor, moment, answers, versions that were on the screen."""

    actor: User
    now: dt.datetime
    answers: Answers
    revisions: Mapping[int, int | None]


def take_for_each(
    choice: ChosenStories, step: Step, request: BulkRequest
) -> tuple[list[BulkStory], list[BulkStory]]:
    """Take the step for one story after the other; what was done, and what was refused and why.

    Each story is a transaction of its own: a refusal undoes nothing of the others.
    """
    done, refused = [], []
    for line in choice.lines():
        own = replace(request.answers, revision_id=request.revisions.get(line.story_id))
        try:
            take_step(line.story_id, step, actor=request.actor, answers=own, now=request.now)
        except RefusedError as refusal:
            found = tuple(problem.message for problem in refusal.problems)
            refused.append(replace(line, problems=found))
        else:
            done.append(line)
    return done, refused
