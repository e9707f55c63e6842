"""Steps of stories that the tests of the outlets take, and orders of dispatches."""

from django.utils import timezone

from toasoan.editorial.actions import take_step
from toasoan.editorial.transitions import Step
from toasoan.outlets.actions import dispatch_story
from toasoan.testing.factories import on_screen, rewrite


def take(story, step, actor, *, now=None, **answers):
    """Take a step as somebody who has the latest text on the screen."""
    given = on_screen(story.pk, **answers)
    take_step(story.pk, step, actor=actor, answers=given, now=now or timezone.now())


def corrected(room, story, **parts):
    """Publish a correction with these words."""
    take(story, Step.BEGIN_CORRECTION, room.editor)
    rewrite(story, room.editor, **parts)
    take(story, Step.PROPOSE_CORRECTION, room.editor, wrong="sai", right="đúng")
    take(story, Step.CORRECT, room.approver, wrong="sai", right="đúng")


def taken_down(room, story):
    """Take the story off the site because of an error."""
    take(story, Step.TAKE_DOWN, room.approver, take_down_kind="error")


def order(room, story, outlet, *, now=None, **more):
    """Order the story for the outlet."""
    return dispatch_story(story.pk, outlet, actor=room.editor, now=now or timezone.now(), **more)
