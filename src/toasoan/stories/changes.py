"""Differences between two texts of a story, word by word, ready to be shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from toasoan.stories.comparison import (
    BodyLine,
    LinePair,
    LineState,
    WordRun,
    compared,
    lines_of,
    word_runs,
)
from toasoan.stories.models import Story
from toasoan.stories.paragraphs import PartKind, parts_of
from toasoan.stories.story_fields import PHOTOS, FieldKind, StoryField, story_fields
from toasoan.stories.text import byline_words, field_words


@dataclass(frozen=True, slots=True)
class TextChange:
    """One place that changed: `part` is the field's name, or `PHOTOS`.

    A side without words was added or taken out. `moved`: it stands at another place among the
    others. `look`: its words stayed, its formatting, a link or the file of a photo did not.
    """

    part: str
    old: tuple[WordRun, ...]
    new: tuple[WordRun, ...]
    moved: bool = False
    look: bool = False

    @property
    def old_words(self) -> str:
        """The old side as plain text."""
        return _joined(self.old)

    @property
    def new_words(self) -> str:
        """The new side as plain text."""
        return _joined(self.new)


def _joined(pieces: Sequence[WordRun]) -> str:
    return " ".join(piece.words for piece in pieces)


def changes_between(old: Story, new: Story) -> tuple[TextChange, ...]:
    """Every place that differs between two texts: single fields first, then what has many lines."""
    fields = [field for field in story_fields() if field.compared]
    found = [
        change
        for field in fields
        if field.is_single
        and (change := field_change(field.name, field_words(old, field), field_words(new, field)))
    ]
    for field in fields:
        if not field.is_single:
            found += _LISTED[field.kind](old, new)
    return tuple(found)


def compared_bodies(old: Story, new: Story) -> list[LinePair]:
    """Every paragraph and photo of both bodies."""
    return compared(lines_of(parts_of(old.body)), lines_of(parts_of(new.body)))


def compared_fields(old: Story, new: Story) -> list[tuple[str, str, str]]:
    """Name and both texts of every field but the body that differs, tags and genre too."""
    sides = (
        (field.name, _whole_field(old, field), _whole_field(new, field))
        for field in story_fields()
        if field.kind is not FieldKind.BODY
    )
    return [side for side in sides if side[1] != side[2]]


def _whole_field(story: Story, field: StoryField) -> str:
    if field.kind is FieldKind.BYLINES:
        return "; ".join(_bylines(story))
    if field.kind is FieldKind.TAGS:
        return ", ".join(sorted(tag.name for tag in story.tags.all()))
    return field_words(story, field)


def _bylines(story: Story) -> list[str]:
    return [byline_words(row) for row in story.bylines.all()]


def _body_changes(old: Story, new: Story) -> list[TextChange]:
    """What differs in the body: its paragraphs in the order of the text, then its photos."""
    pairs = [pair for pair in compared_bodies(old, new) if not pair.is_folded]
    found = [_body_change("body", pair) for pair in pairs if pair.line.kind is not PartKind.PICTURE]
    return found + [
        _body_change(PHOTOS, pair) for pair in pairs if pair.line.kind is PartKind.PICTURE
    ]


def _body_change(part: str, pair: LinePair) -> TextChange:
    old, new = pair.runs
    return TextChange(part, old, new, moved=pair.moved, look=pair.state is LineState.LOOK)


def _byline_changes(old: Story, new: Story) -> list[TextChange]:
    sides = (
        [BodyLine(PartKind.PARAGRAPH, "", words) for words in _bylines(story)]
        for story in (old, new)
    )
    return [
        TextChange("bylines", *pair.runs, moved=pair.moved)
        for pair in compared(*sides)
        if not pair.is_folded
    ]


#: Fields of several lines → what changed in them.
_LISTED: dict[FieldKind, Callable[[Story, Story], list[TextChange]]] = {
    FieldKind.BODY: _body_changes,
    FieldKind.BYLINES: _byline_changes,
}


def field_change(part: str, before: str, after: str) -> TextChange | None:
    """What changed in a field of one passage; None when nothing did."""
    return None if before == after else TextChange(part, *word_runs(before, after))
