"""Differences between two texts of a story, word by word, ready to be shown."""

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from toasoan.stories.models import Story
from toasoan.stories.paragraphs import PartKind, parts_of
from toasoan.stories.story_fields import PHOTOS, FieldKind, story_fields
from toasoan.stories.text import byline_words, field_words

#: A whole page of text is compared word by word; beyond this a paragraph counts as new.
_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class WordRun:
    """Consecutive words of one side; `differs` when the other side lacks them."""

    words: str
    differs: bool


@dataclass(frozen=True, slots=True)
class TextChange:
    """One place that changed: `part` is the field's name, or `PHOTOS`.

    A side without words was added or taken out.
    """

    part: str
    old: tuple[WordRun, ...]
    new: tuple[WordRun, ...]

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
    compared = [field for field in story_fields() if field.compared]
    found = [
        change
        for field in compared
        if field.is_single
        and (change := _change(field.name, field_words(old, field), field_words(new, field)))
    ]
    for field in compared:
        for part, lines in () if field.is_single else _LISTED[field.kind]:
            found += _listed_changes(part, lines(old), lines(new))
    return tuple(found)


def _paragraphs(story: Story) -> list[str]:
    """What the body says line by line, photos left out."""
    return [
        line
        for part in parts_of(story.body)
        if part.kind is not PartKind.PICTURE
        for line in part.words.split("\n")
        if line
    ]


def _photos(story: Story) -> list[str]:
    """Each photo as its id, caption and credit, so that another file counts as a change."""
    return [
        f"#{value['picture'].pk} {value.get('caption') or ''} {value.get('credit') or ''}".strip()
        for value in story.pictures()
        if value.get("picture")
    ]


def _bylines(story: Story) -> list[str]:
    return [byline_words(row) for row in story.bylines.all()]


#: The parts that are compared line by line.
_LISTED: dict[FieldKind, tuple[tuple[str, Callable[[Story], list[str]]], ...]] = {
    FieldKind.BODY: (("body", _paragraphs), (PHOTOS, _photos)),
    FieldKind.BYLINES: (("bylines", _bylines),),
}


def _listed_changes(part: str, old: list[str], new: list[str]) -> list[TextChange]:
    """Changes between two lists of lines; replaced lines are compared word by word, in pairs."""
    found: list[TextChange] = []
    matcher = difflib.SequenceMatcher(a=old, b=new, autojunk=False)
    for kind, a0, a1, b0, b1 in matcher.get_opcodes():
        if kind == "equal":
            continue
        for number in range(max(a1 - a0, b1 - b0)):
            before = old[a0 + number] if a0 + number < a1 else ""
            after = new[b0 + number] if b0 + number < b1 else ""
            change = _change(part, before, after)
            if change is not None:
                found.append(change)
    return found


def _change(part: str, before: str, after: str) -> TextChange | None:
    if before == after:
        return None
    old, new = before.split(), after.split()
    if len(old) + len(new) > _LONGEST or not old or not new:
        return TextChange(part, _whole(before), _whole(after))
    left: list[WordRun] = []
    right: list[WordRun] = []
    for kind, a0, a1, b0, b1 in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        differs = kind != "equal"
        if a1 > a0:
            left.append(WordRun(" ".join(old[a0:a1]), differs))
        if b1 > b0:
            right.append(WordRun(" ".join(new[b0:b1]), differs))
    return TextChange(part, tuple(left), tuple(right))


def _whole(words: str) -> tuple[WordRun, ...]:
    return (WordRun(words, differs=True),) if words else ()
