"""A change list with what screens call each part."""

from dataclasses import dataclass

from wagtail.models import Revision

from toasoan.newsroom.kit.returns import SentAgain
from toasoan.stories.changes import TextChange, changes_between
from toasoan.stories.models import Story
from toasoan.stories.story_fields import field_label


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A place that changed, with its name."""

    label: str
    change: TextChange


def shown_changes(changes: tuple[TextChange, ...]) -> list[ShownChange]:
    """A change list with what screens call each part."""
    return [ShownChange(field_label(change.part), change) for change in changes]


def changes_since(story: Story, again: SentAgain) -> list[ShownChange]:
    """What changed between the version that was returned and the latest one."""
    if not again.differs:
        return []
    returned = Revision.objects.get(pk=again.returned_id).as_object()
    latest = story.get_latest_revision_as_object()
    return shown_changes(changes_between(returned, latest))
