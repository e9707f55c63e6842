"""What readers are told of a story beside its text: corrections, and why it was taken down."""

from toasoan.stories.models import Edition, Story, TakeDown
from toasoan.units.models import Agency


def take_down_of(agency: Agency, story_id: int) -> TakeDown | None:
    """Why a story is off the site, or None when it never was on it."""
    return (
        TakeDown.objects.filter(story__agency=agency, story_id=story_id)
        .select_related("redirect_to__section")
        .first()
    )


def corrections_of(story: Story) -> list[Edition]:
    """What readers are told was corrected, the latest first. One query.

    A story that went out once has nothing to say.
    """
    if story.first_published_at == story.last_published_at:
        return []
    return list(
        Edition.objects.filter(story_id=story.pk)
        .exclude(correction_note="", wrong_text="")
        .only("correction_note", "wrong_text", "right_text", "published_at", "number")
        .order_by("-number")
    )
