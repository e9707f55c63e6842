"""Holding a story still while something is written about it."""

from toasoan.editorial.models import Progress


def locked_progress(story_id: int) -> Progress:
    """The story's place on its way, locked until the transaction ends."""
    return (
        Progress.objects.select_for_update(of=("self",))
        .select_related("story__unit", "unit")
        .get(pk=story_id)
    )
