"""A correction in the editor: the bar above the text, and proposing it on the spot."""

from dataclasses import dataclass

from django.http import HttpRequest

from toasoan.editorial.editions import only_correction
from toasoan.editorial.rules import Answers
from toasoan.editorial.transitions import TRANSITIONS, Ask, Correction, Step
from toasoan.refusals import RefusedError
from toasoan.stories.models import Story

#: Field of the bar → what the step is told.
_FIELDS = {
    "correction-wrong": Ask.WRONG,
    "correction-right": Ask.RIGHT,
    "correction-note": Ask.NOTE,
}


@dataclass(frozen=True, slots=True)
class CorrectionBar:
    """What the bar shows: whether readers see the last edition, and the public note so far."""

    is_live: bool
    wrong: str
    right: str
    note: str


def correction_bar(request: HttpRequest, story: Story) -> CorrectionBar | None:
    """The bar of a story whose correction is on its way; None for every other story."""
    progress = story.progress
    if progress.correction == Correction.NONE:
        return None
    kept = progress.correction_note
    typed = {ask: request.POST.get(name, kept.get(ask, "")) for name, ask in _FIELDS.items()}
    return CorrectionBar(story.live, typed[Ask.WRONG], typed[Ask.RIGHT], typed[Ask.NOTE])


def answers_of(request: HttpRequest, story: Story, step: Step) -> Answers:
    """What was said with a step taken in the editor; the text just saved is the one on the screen.

    Left empty, the wrong and the right words are those of the only place that changed.
    """
    if step is not Step.PROPOSE_CORRECTION:
        return Answers(revision_id=story.latest_revision_id)
    typed = {ask: request.POST.get(name, "") for name, ask in _FIELDS.items()}
    wrong, right = typed[Ask.WRONG], typed[Ask.RIGHT]
    if not wrong.strip() and not right.strip():
        wrong, right = only_correction(Story.objects.get(pk=story.pk))
    return Answers(
        wrong=wrong, right=right, note=typed[Ask.NOTE], revision_id=story.latest_revision_id
    )


def asks_more(refusal: RefusedError, step: Step) -> bool:
    """Whether the step only lacks what its own page asks for."""
    asked = {*TRANSITIONS[step].required, *TRANSITIONS[step].optional}
    return all(problem.field in asked for problem in refusal.problems)
