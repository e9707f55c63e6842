"""Holding a story still while something is written about it."""

from toasoan.editorial.actions import hold
from toasoan.editorial.models import Progress
from toasoan.outlets.models import Dispatch


def locked_progress(story_id: int) -> Progress:
    """The story's place on its way, locked until the transaction ends.

    Locked alone first: PostgreSQL reads joined rows as they were before it waited for the lock.
    """
    hold(story_id)
    return Progress.objects.select_related("story__unit", "story__agency__site", "unit").get(
        pk=story_id
    )


def locked_dispatch(dispatch_id: int) -> Dispatch:
    """The row, locked after its story's, until the transaction ends."""
    story_id = Dispatch.objects.values_list("story_id", flat=True).get(pk=dispatch_id)
    progress = locked_progress(story_id)
    dispatch = (
        Dispatch.objects.select_for_update(of=("self",))
        .select_related("outlet")
        .get(pk=dispatch_id)
    )
    dispatch.story = progress.story
    dispatch.story.progress = progress
    return dispatch
