"""Holding a story still while something is written about it."""

from toasoan.editorial.actions import hold
from toasoan.editorial.models import Progress


def locked_progress(story_id: int) -> Progress:
    """The story's place on its way, locked until the transaction ends.

    Locked alone first: PostgreSQL reads joined rows as they were before it waited for the lock.
    """
    hold(story_id)
    return Progress.objects.select_related("story__unit", "story__agency__site", "unit").get(
        pk=story_id
    )
