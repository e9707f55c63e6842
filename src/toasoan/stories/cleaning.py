"""A story's text is cleaned whenever it is saved, whichever door it came through."""

from collections.abc import Callable, Iterable

from wagtail.blocks import StreamValue

from toasoan.stories.models import Byline, Story
from toasoan.stories.story_fields import BYLINE_FIELDS, FieldKind, StoryField, story_fields
from toasoan.vietnamese.cleaning import cleaned, cleaned_deeply, one_line

_CLEANED: dict[FieldKind, Callable[[str], str]] = {
    FieldKind.LINE: one_line,
    FieldKind.PARAGRAPH: cleaned,
}


def clean_text(story: Story) -> None:
    """Put cleaned text into the fields of plain text, the blocks and the bylines of the story."""
    _clean_fields(story, story_fields())
    raw = story.body.get_prep_value()
    clean = cleaned_deeply(raw)
    if clean != raw:
        story.body = StreamValue(story.body.stream_block, clean, is_lazy=True)
    bylines = list(story.bylines.all())
    changed = [row for row in bylines if _clean_fields(row, BYLINE_FIELDS)]
    if changed:
        # Each answer of `all` may hold other objects: what was changed is put back.
        story.bylines = bylines


def _clean_fields(row: Story | Byline, fields: Iterable[StoryField]) -> bool:
    """Clean the fields of plain text of a row, and say whether any was changed."""
    changed = False
    for field in fields:
        if clean := _CLEANED.get(field.kind):
            before = getattr(row, field.name)
            setattr(row, field.name, clean(before))
            changed = changed or getattr(row, field.name) != before
    return changed
