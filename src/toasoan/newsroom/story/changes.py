"""A change list with what screens call each part."""

from dataclasses import dataclass

from toasoan.stories.changes import TextChange
from toasoan.stories.story_fields import field_label


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A place that changed, with its name."""

    label: str
    change: TextChange


def shown_changes(changes: tuple[TextChange, ...]) -> list[ShownChange]:
    """A change list with what screens call each part."""
    return [ShownChange(field_label(change.part), change) for change in changes]
